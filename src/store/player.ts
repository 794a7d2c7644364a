/** The player: all that moves fast, outside React. Views read it in each animation frame, commands tell it what to play. */
import type { Landmark } from '../model/landmarks.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Settings } from '../model/parameters.ts';
import type { Scenario } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';
import type { Detail, RunMessage } from '../worker/protocol.ts';
import { cover, demand, wake } from './clock.ts';
import {
  createDeck,
  type Deck,
  detailOf,
  type FrameListener,
  isCovered,
  type Loop,
  type PlayerHost,
  place,
} from './deck.ts';
import { type DrillOn, drillsAt, remembered, settingsAt } from './inForce.ts';
import { receive } from './intake.ts';
import { pace } from './pace.ts';
import type { SeriesBook } from './seriesBook.ts';
import { lastRecordBefore, nextRecordAfter, type Reel, type Tape } from './tape.ts';

/** What views read. */
export interface Player {
  tapes: Record<LaneId, Tape>;
  series: Record<LaneId, SeriesBook>;
  /** What the worker found, as far as it has ever simulated this run. In no order; another array when there is news. */
  landmarks(lane: LaneId): readonly Landmark[];
  playhead(): SimTime;
  /** Simulated this far; what lies between playhead and horizon is the future, already computed. */
  horizon(): SimTime;
  /** The series are true of this run up to here; what they hold beyond is of a future that was changed. */
  seriesTo(): SimTime;
  /** `flow` at high speed: pictures come one by one, and there may be no records to visit. */
  detail(): Detail;
  /** Simulated seconds per second of wall time here, when it plays. */
  pace(): number;
  /** Whether pictures follow one another with every frame: it plays, and not in steps. */
  isFluent(): boolean;
  /** In force in a lane at the playhead. To be read only. */
  settings(lane: LaneId): Settings;
  drills(lane: LaneId): DrillOn[];
  /** Calls `listener` once an animation frame (or step) while something moves, and once after every change while nothing does. Returns how to stop. */
  onFrame(listener: FrameListener): () => void;
}

/** What the commands do with it. Times are clamped to the run. */
export interface PlayerControls extends Player {
  scenario(): Scenario;
  load(scenario: Scenario, at: SimTime): void;
  /** Takes on a scenario with another timeline or end from `from` (≥ 1) on. The playhead stays, unless `from` is later. */
  amend(scenario: Scenario, from: SimTime): void;
  seek(to: SimTime): void;
  setPlaying(playing: boolean): void;
  setSpeed(speed: number): void;
  /** Shows a picture only every so many milliseconds of wall time while it plays, and numbers with every second one; 0: in every frame. */
  setStep(stepMs: number): void;
  /** Moves to the next record of any lane; false if none is here yet. */
  step(): boolean;
  /** When the last thing before the playhead happened in any lane; 0 if nothing did. Null while the tapes are not here. */
  previous(): SimTime | null;
  setLoop(loop: Loop | null): void;
  receive(message: RunMessage): void;
}

export function createPlayer(host: PlayerHost, scenario: Scenario): PlayerControls {
  const deck = createDeck(host, scenario);
  const settings = remembered(settingsAt);
  const drills = remembered(drillsAt);
  return {
    tapes: deck.reels,
    series: deck.series,
    landmarks: (lane) => deck.landmarks[lane],
    scenario: () => deck.scenario,
    playhead: () => deck.playhead,
    horizon: () => Math.max(0, deck.horizon),
    seriesTo: () => (deck.fresh ? 0 : deck.voidFrom),
    detail: () => detailOf(deck),
    isFluent: () => deck.playing && deck.stepMs === 0,
    pace: () => pace(deck.scenario, deck.playhead, deck.speed),
    settings: (lane) => settings(deck.scenario, lane, deck.playhead),
    drills: (lane) => drills(deck.scenario, lane, deck.playhead),
    onFrame(listener) {
      deck.listeners.add(listener);
      return () => deck.listeners.delete(listener);
    },
    load: (next, at) => load(deck, next, at),
    amend: (next, from) => amend(deck, next, from),
    seek: (to) => seek(deck, to),
    setPlaying: (playing) => change(deck, { playing }),
    setSpeed: (speed) => change(deck, { speed }),
    setStep: (stepMs) => {
      deck.stepMs = stepMs;
      wake(deck);
    },
    step: () => step(deck),
    previous: () =>
      isCovered(deck) ? Math.max(...reelsOf(deck).map((reel) => lastRecordBefore(reel, deck.playhead))) : null,
    setLoop: (loop) => {
      deck.loop = loop;
      wake(deck);
    },
    receive: (message) => receive(deck, message),
  };
}

const reelsOf = (deck: Deck): Reel[] => Object.values(deck.reels);

function load(deck: Deck, scenario: Scenario, at: SimTime): void {
  deck.scenario = scenario;
  deck.fresh = true;
  deck.awaited = true;
  place(deck, at);
  demand(deck);
  deck.host.send({ type: 'load', runId: ++deck.runId, scenario, at: deck.playhead });
  deck.horizon = -1;
  wake(deck);
}

function amend(deck: Deck, scenario: Scenario, from: SimTime): void {
  deck.scenario = scenario;
  if (from > deck.playhead) place(deck, from);
  deck.voidFrom = Math.min(deck.voidFrom, from);
  // What lies beyond the horizon is not here anyway, perhaps because of another change just before.
  const missing = Math.max(1, Math.min(from, deck.horizon + 1));
  deck.host.send({ type: 'amend', runId: ++deck.runId, scenario, from: missing });
  if (deck.horizon < 0) ask(deck);
  else deck.horizon = Math.min(deck.horizon, missing - 1);
  wake(deck);
}

function seek(deck: Deck, to: SimTime): void {
  place(deck, to);
  deck.awaited = true;
  const here = reelsOf(deck).every(({ start, end }) => start - 1 <= deck.playhead && deck.playhead <= end);
  if (here && isCovered(deck)) cover(deck);
  else ask(deck);
}

/** Asks for the tapes around the playhead, because they are not here, or hold or may soon hold pictures only. */
function ask(deck: Deck): void {
  // First what is wanted: else the worker may begin with the wrong thing.
  demand(deck);
  const ends = deck.scenario.lanes.map((lane) => deck.series[lane].end());
  const seriesTo = deck.fresh ? 0 : Math.min(deck.voidFrom, ...ends);
  deck.host.send({ type: 'seek', runId: ++deck.runId, to: deck.playhead, seriesTo });
  deck.horizon = -1;
  wake(deck);
}

function change(deck: Deck, to: { playing?: boolean; speed?: number }): void {
  const before = detailOf(deck);
  Object.assign(deck, to);
  const leavesFlow = before === 'flow' && detailOf(deck) === 'dots' && deck.demanded.detail === 'flow';
  const holdsAll =
    deck.horizon >= deck.scenario.until && reelsOf(deck).every(({ keyframes }) => keyframes.length === 0);
  if (leavesFlow && !holdsAll) ask(deck);
  wake(deck);
}

function step(deck: Deck): boolean {
  const next = Math.min(...reelsOf(deck).map((reel) => nextRecordAfter(reel, deck.playhead)));
  if (!isCovered(deck) || next > deck.horizon) return false;
  place(deck, next);
  wake(deck);
  return true;
}
