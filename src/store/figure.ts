/** The embedded figure: opens what its address says, plays a part of it, and rests where no engine is needed. It stores nothing and asks nobody. */
import { createStore } from 'zustand/vanilla';
import { type EmbedOptions, readEmbedOptions } from '../model/embedOptions.ts';
import type { Scenario } from '../model/scenario.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import { findShipped } from '../scenarios/catalogue.ts';
import { isPlaying, load } from './acting.ts';
import { readAddress } from './address.ts';
import { pause, seek, setFocus, setSpeed } from './commands.ts';
import { client, lab, player, run } from './lab.ts';
import { followMotion, motion } from './motion.ts';
import { firstBurstAt } from './pace.ts';

export interface FigureState {
  options: EmbedOptions;
  /** What was wrong with the address, a sentence each. */
  notes: string[];
  /** Whether there is no engine behind the picture until somebody plays. */
  resting: boolean;
}

export const figure = createStore<FigureState>(() => ({
  ...readEmbedOptions('', lab.getState().scenario),
  resting: false,
}));

/** A still shows what has come of something, so it is so long after it. */
const AFTER: SimTime = 3 * SECOND;
/** A run that takes longer to compute is shown without its end. */
const SETTLE_MS = 2_000;

/** Whether it is to play as soon as it can be seen. */
let awaitsSight = false;
/** Where a still opened; playing then begins where the run begins. */
let stillAt: SimTime | null = null;

/** Reads the address again whenever the host page changes it. */
export function openFigure(): void {
  followMotion();
  openAddress();
  addEventListener('hashchange', openAddress);
  player.onFrame(keepToPart);
  run.subscribe(({ value }) => {
    if (value === 'finished' && figure.getState().options.loop) playFigure();
  });
}

function openAddress(): void {
  const { scenario: linked, base, notes, view } = readAddress(location.hash);
  const { at } = view;
  const { options, notes: more } = readEmbedOptions(location.search, linked);
  const scenario = options.lanes === null ? linked : { ...linked, lanes: options.lanes };
  const still = options.poster || motion() !== 'full';
  const opening = at ?? (still ? stillOf(scenario, options) : startOf(scenario, options, base.name));
  stillAt = still && at === null ? opening : null;
  // A link to a moment is meant to show that moment, so it does not run away.
  awaitsSight = !still && at === null;
  lab.setState({ base, notes: [] });
  figure.setState({ options, notes: [...notes, ...more], resting: false });
  if (scenario.lanes[0] !== undefined) setFocus(scenario.lanes[0]);
  setSpeed(options.speed);
  load(scenario, opening, false);
  if (options.poster) restWhenComputed();
}

const startOf = (scenario: Scenario, { from }: EmbedOptions, name: string): SimTime =>
  Math.min(from ?? findShipped(name)?.from ?? 0, scenario.until);

/** After the burst, or else after the first thing that is done to the run, or else well into it. */
function stillOf(scenario: Scenario, { from, to }: EmbedOptions): SimTime {
  const burst = firstBurstAt(scenario);
  const first = Math.min(burst, ...scenario.timeline.map(({ at }) => at));
  const still = Number.isFinite(first) ? first + AFTER : scenario.until / 3;
  return still >= (from ?? 0) && still <= (to ?? scenario.until) ? still : (from ?? 0);
}

/** The still of a poster is computed once, to its end if that is near, and then nothing runs behind it. */
function restWhenComputed(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stops = [
    lab.subscribe(({ receipt }) => receipt !== null && done()),
    run.subscribe(({ value }) => {
      if (value === 'ready') timer ??= setTimeout(done, SETTLE_MS);
    }).unsubscribe,
  ];
  function done(): void {
    clearTimeout(timer);
    for (const stop of stops) stop();
    if (!isPlaying()) rest();
  }
}

/** Ends the engine. What is on the screen stays; who plays or seeks starts it again. */
export function rest(): void {
  pause();
  client.restart();
  figure.setState({ resting: true });
}

/** Starts the engine again if it rests; says whether it did. */
export function rouse(at: SimTime = player.playhead(), play = false): boolean {
  if (!figure.getState().resting) return false;
  figure.setState({ resting: false });
  load(lab.getState().scenario, at, play);
  return true;
}

/** Whether the part that is played has been played. */
export const isOver = (): boolean =>
  player.playhead() >= (figure.getState().options.to ?? lab.getState().scenario.until);

/** Plays on; from a still or from the end of the part, from its beginning. */
export function playFigure(): void {
  const { options } = figure.getState();
  const { scenario, base } = lab.getState();
  const at = player.playhead();
  const again = at === stillAt || isOver();
  const from = again ? startOf(scenario, options, base.name) : at;
  stillAt = null;
  if (rouse(from, true)) return;
  if (again) seek(from);
  run.send({ type: 'play' });
}

export function pauseFigure(): void {
  awaitsSight = false;
  pause();
}

export function seekFigure(to: SimTime): void {
  stillAt = null;
  if (!rouse(to, false)) seek(to);
}

/** Half of the figure has come into view, or has left it. */
export function comeIntoSight(seen: boolean): void {
  if (seen && awaitsSight) {
    awaitsSight = false;
    playFigure();
  } else if (!seen && isPlaying()) {
    pause();
    awaitsSight = true;
  }
}

function keepToPart(): void {
  const { to, loop } = figure.getState().options;
  if (to === null || !isOver() || run.getSnapshot().value !== 'running') return;
  if (loop) playFigure();
  else {
    pause();
    seek(to);
  }
}
