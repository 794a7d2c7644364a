/** Finds the scenario that the words mean: by name, by link or in a JSON file, and with what the options change. */
import type { Read } from '../model/fields.ts';
import { decodeFile } from '../model/file.ts';
import { laneIds } from '../model/lanes.ts';
import { decodeLink } from '../model/link.ts';
import { parameters } from '../model/parameters.ts';
import { readDuration, readNumber } from '../model/quantities.ts';
import { keyOf, type Scenario, splitKey } from '../model/scenario.ts';
import { readValue, unreadable } from '../model/units.ts';
import { validate } from '../model/validate.ts';
import { blank } from '../scenarios/blank.ts';
import { findScenario, shipped } from '../scenarios/catalogue.ts';
import { hook } from '../scenarios/hook.ts';
import type { Choice } from './arguments.ts';
import { BadInput } from './badInput.ts';
import type { Terminal } from './terminal.ts';

/** A scenario that may run. Throws BadInput for anything that the page would have to repair. */
export async function findSource(choice: Choice, terminal: Terminal): Promise<Scenario> {
  const { source } = choice;
  const scenario = structuredClone(findScenario(source) ?? (await readElsewhere(source, terminal)));
  override(scenario, choice);
  const problems = validate(scenario);
  if (problems.length > 0) throw new BadInput(problems.map(({ message }) => message).join('\n'));
  return scenario;
}

async function readElsewhere(source: string, terminal: Terminal): Promise<Scenario> {
  if (!source.endsWith('.json') && /[#=]/.test(source))
    return orBadInput('link', decodeLink(source.slice(source.indexOf('#') + 1), findScenario, hook));
  let text: string;
  try {
    text = await terminal.read(source);
  } catch (error) {
    const names = shipped.map(({ scenario }) => scenario.name).join(', ');
    const why = error instanceof Error ? error.message : String(error);
    throw new BadInput(`“${source}” is no scenario (${names}), no link, and no file that can be read: ${why}`);
  }
  const read = decodeFile(text, findScenario, blank);
  if ('error' in read) throw new BadInput(`${source}: ${read.error}`);
  return orBadInput(source, read);
}

function orBadInput(where: string, { scenario, notes }: Read): Scenario {
  if (notes.length === 0) return scenario;
  throw new BadInput(`${where}: can't be run as it stands; the page would repair it so:\n${notes.join('\n')}`);
}

function override(scenario: Scenario, { set, lanes, seed, until }: Choice): void {
  for (const word of set) assignWord(scenario, word);
  if (lanes.length > 0) {
    const unknown = lanes.find((lane) => !laneIds.some((id) => id === lane));
    if (unknown !== undefined) throw new BadInput(`--lane: “${unknown}” is not one of ${laneIds.join(', ')}`);
    scenario.lanes = laneIds.filter((id) => lanes.includes(id));
  }
  scenario.seed =
    seed === undefined ? scenario.seed : read('--seed', seed, readNumber('count', seed), 'a whole number');
  scenario.until =
    until === undefined
      ? scenario.until
      : read('--until', until, readDuration(until), 'a duration such as 600s or 10m');
}

function read(option: string, word: string, value: number | null, wanted: string): number {
  if (value === null) throw new BadInput(`${option}: “${word}” is not ${wanted}`);
  return value;
}

/** Takes `id=value` or `lane:id=value`; a range is checked later, with the rest. */
function assignWord(scenario: Scenario, word: string): void {
  const [, name = '', text] = /^([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  const split = splitKey(name);
  if (split === null) throw new BadInput(`--set ${word}: there is no parameter “${name}”; params lists them all`);
  const key = keyOf(split.lane, split.id);
  if (text === undefined) throw new BadInput(`--set ${word}: has no value; write ${key}=…`);
  if (text === 'default') {
    delete scenario.values[key];
    return;
  }
  const value = readValue(parameters[split.id], text);
  if (value === null) throw new BadInput(`--set ${unreadable(key, parameters[split.id], text)}`);
  scenario.values[key] = value;
}
