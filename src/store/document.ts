/** The document in hand: opened from the address, a file, the menu or what was kept; kept while it is worked on; and left by a step of the history. */
import type { Read } from '../model/fields.ts';
import { fieldsOf } from '../model/fields.ts';
import { decodeFile, encodeFile } from '../model/file.ts';
import { defaultCharts, unsaid, type View } from '../model/linkView.ts';
import type { Scenario } from '../model/scenario.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import { blank } from '../scenarios/blank.ts';
import { findScenario, findShipped } from '../scenarios/catalogue.ts';
import { load } from './acting.ts';
import { addStep, fragmentOf, pageAddress, readAddress, type Shown, workOfStep, writeAddress } from './address.ts';
import { called, currentBranch } from './history.ts';
import { lab, player } from './lab.ts';
import { motion } from './motion.ts';
import { firstBurstAt } from './pace.ts';
import { keepWork, storedWorks } from './works.ts';

/** Who does not want motion opens a still that shows the burst's consequences. */
const STILL_AFTER_BURST: SimTime = 3 * SECOND;

const newWork = (): string => crypto.getRandomValues(new Uint32Array(2)).join('-');

/** Which work it is, and what it was when it was opened: only what a person made of it is worth keeping. */
const inHand = { work: '', opened: '' };

/** What is on the screen, with the moment or without. */
export function shown(withMoment: boolean): Shown {
  const { scenario, base, speed, focus, charts, inspected, presenting, history } = lab.getState();
  const branch = currentBranch(history).name;
  const view: View = {
    at: withMoment ? player.playhead() : null,
    speed: speed === 1 ? null : speed,
    focus: focus === scenario.lanes[0] || !scenario.lanes.includes(focus) ? null : focus,
    charts: charts.join() === defaultCharts.join() ? null : charts,
    ...(inspected?.kind === 'message' && { message: inspected.id }),
    mode: presenting ? 'present' : null,
    ...(branch !== null && { branch }),
  };
  return { scenario, base, view };
}

/** The link to what is on the screen. */
export const linkOf = (of: Shown): string => `${pageAddress()}#${fragmentOf(of)}`;

/** A scenario's title, or the name that it was given. */
export const titleOf = ({ scenario, base }: Pick<Shown, 'scenario' | 'base'>): string =>
  (scenario.name === base.name && findShipped(base.name)?.title) || scenario.name;

/** Writes down in the address what is on the screen, and in this browser what a person made of it. */
export function save(): void {
  writeAddress(inHand.work, shown(false));
  keep();
}

function keep(): void {
  const now = shown(true);
  if (contentOf(now) === inHand.opened && !isKept(inHand.work)) return;
  const { body } = fieldsOf(now.scenario, now.base, unsaid);
  keepWork({
    id: inHand.work,
    title: titleOf(now),
    changes: body.length,
    savedMs: Date.now(),
    fragment: fragmentOf(now),
  });
  const { work } = inHand;
  void import('./keptHistory.ts').then(({ keepHistory }) => {
    if (inHand.work === work) keepHistory(work);
  });
}

const isKept = (work: string): boolean => storedWorks().some(({ id }) => id === work);

const contentOf = ({ scenario, base }: Shown): string => fragmentOf({ scenario, base, view: unsaid });

function show(read: Read, work: string): void {
  const { scenario, base, view, notes } = read;
  inHand.work = work;
  inHand.opened = contentOf(read);
  const focus =
    view.focus ?? (scenario.lanes.includes(lab.getState().focus) ? lab.getState().focus : scenario.lanes[0]!);
  const inspected = view.message === undefined ? null : ({ kind: 'message', lane: focus, id: view.message } as const);
  const charts = view.charts ?? defaultCharts;
  lab.setState({ base, notes, focus, charts, zoom: null, marked: null, inspected, follows: inspected !== null });
  const isStill = motion() !== 'full';
  // A link to a moment is meant to show that moment, so it does not run away.
  load(scenario, view.at ?? opening(scenario, base, isStill), view.at === null && !isStill);
  if (view.branch !== undefined) lab.setState({ history: called(lab.getState().history, view.branch) });
  if (isKept(work)) void import('./keptHistory.ts').then((kept) => kept.restoreHistory(work));
}

function opening(scenario: Scenario, base: Scenario, isStill: boolean): SimTime {
  const from = findShipped(base.name)?.from ?? 0;
  const still = firstBurstAt(scenario) + STILL_AFTER_BURST;
  return isStill && still <= scenario.until ? still : Math.min(from, scenario.until);
}

/** Shows what the address says, after the browser went there: at first, by a link, or by Back. */
export function arrive(): void {
  if (inHand.work !== '') keep();
  const read = readAddress(location.hash);
  const speed = read.view.speed ?? 1;
  lab.setState({ speed, presenting: read.view.mode === 'present' });
  player.setSpeed(speed);
  show(read, workOfStep() ?? newWork());
}

/** Goes on to another document; Back returns to this one, at this moment. */
function visit(read: Read, work = newWork()): void {
  writeAddress(inHand.work, shown(true));
  keep();
  show(read, work);
  addStep(work, shown(false));
}

/** A shipped scenario as it is, from where it begins to be of interest. */
export function chooseScenario(name: string): void {
  const scenario = findScenario(name);
  if (scenario === undefined) lab.setState({ notes: [`There is no scenario “${name}”.`] });
  else visit({ scenario, base: scenario, view: unsaid, notes: [] });
}

/** Opens a scenario's file. The answer says why it can't be opened, if so; what had to be changed in it, the page says. */
export function openFile(text: string, fileName: string): string | null {
  const read = decodeFile(text, findScenario, blank);
  if ('error' in read) return `${fileName}: ${read.error}`;
  visit(read);
  return null;
}

/** What is on the screen as a file. */
export function fileOf(of: Shown): string {
  const page = pageAddress();
  // Of a page that was opened from a disk, nobody else could use the address.
  const schema = page.startsWith('http') ? new URL('./scenario.schema.json', page).href : 'scenario.schema.json';
  return encodeFile(of.scenario, of.base, schema, of.view);
}

/** Opens what was kept, to go on with it. */
export function openWork(id: string): void {
  const work = storedWorks().find((each) => each.id === id);
  if (work !== undefined) visit(readAddress(work.fragment), id);
}
