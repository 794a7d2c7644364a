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
import { nearestName } from './nearestName.ts';
import type { Terminal } from './terminal.ts';

/** A scenario that may run. Throws BadInput for anything that the page would have to repair. */
export async function findSource(choice: Choice, terminal: Terminal): Promise<Scenario> {
  const { source } = choice;
  const scenario = structuredClone(findScenario(source) ?? (await readElsewhere(source, terminal)));
  const notes = strayNotes(scenario, choice);
  override(scenario, choice);
  const problems = validate(scenario);
  if (problems.length > 0) throw new BadInput(problems.map(({ message }) => message).join('\n'));
  for (const note of notes) terminal.say(note);
  return scenario;
}

async function readElsewhere(source: string, terminal: Terminal): Promise<Scenario> {
  if (!source.endsWith('.json') && /[#=]/.test(source))
    return orBadInput('link', decodeLink(source.slice(source.indexOf('#') + 1), findScenario, hook));
  let text: string;
  try {
    text = await terminal.read(source);
  } catch (error) {
    throw new BadInput(unknownSource(source, error));
  }
  // Windows puts a mark in front of what it saves as UTF-8.
  const read = decodeFile(text.replace(/^\uFEFF/, ''), findScenario, blank);
  if ('error' in read) throw new BadInput(`${source}: ${read.error}`);
  return orBadInput(source, read);
}

function unknownSource(source: string, error: unknown): string {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const file = isMissing
    ? 'no file either'
    : `no file that can be read: ${error instanceof Error ? error.message : error}`;
  const near = nearestName(
    source,
    shipped.map(({ scenario }) => scenario.name),
  );
  const guess = near === null ? '' : `; perhaps “${near}”?`;
  return `“${source}” is no scenario (list shows their names), no link, and ${file}${guess}`;
}

function orBadInput(where: string, { scenario, notes }: Read): Scenario {
  if (notes.length === 0) return scenario;
  throw new BadInput(`${where}: can't be run as it stands; the page would repair it so:\n${notes.join('\n')}`);
}

/** What the words say of lanes for which the scenario says nothing, or which aren't run. */
function strayNotes({ name, lanes }: Scenario, choice: Choice): string[] {
  const run = choice.lanes.length === 0 ? lanes : choice.lanes;
  const own = lanes.join(', ');
  const unmeant = laneIds.filter((lane) => choice.lanes.includes(lane) && !lanes.includes(lane));
  const set = choice.set.map((word) => ({ word, lane: splitKey(word.split('=', 1)[0])?.lane ?? null }));
  const idle = set.filter(({ lane }) => lane !== null && !run.includes(lane));
  return [
    ...unmeant.map(
      (lane) => `--lane ${lane}: ${name} is made for ${own}; what it does not say of ${lane} is the default`,
    ),
    ...idle.map(({ word, lane }) => `--set ${word}: has no effect, for the ${lane} lane isn't run`),
  ];
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

/**
 * Takes `id=value` or `lane:id=value`; a range is checked later, with the rest.
 * Whoever says `id=value` means every lane: unlike in a link, which says it of a scenario that it knows, no lane keeps a value of its own.
 */
function assignWord(scenario: Scenario, word: string): void {
  const [, name = '', text] = /^([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  const split = splitKey(name);
  if (split === null) throw new BadInput(`--set ${word}: there is no parameter “${name}”; params lists them all`);
  const key = keyOf(split.lane, split.id);
  if (text === undefined) throw new BadInput(`--set ${word}: has no value; write ${key}=…`);
  const value = text === 'default' ? undefined : readValue(parameters[split.id], text);
  if (value === null) throw new BadInput(`--set ${unreadable(key, parameters[split.id], text)}`);
  for (const lane of laneIds) if (split.lane === null) delete scenario.values[keyOf(lane, split.id)];
  if (value === undefined) delete scenario.values[key];
  else scenario.values[key] = value;
}
