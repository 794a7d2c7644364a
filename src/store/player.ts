/** The player: all that moves fast, outside React. Views read it in each animation frame, commands tell it what to play. */
import type { LaneId } from '../model/lanes.ts';
import type { Settings } from '../model/parameters.ts';
import type { Scenario } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';
import type { Detail, ToPage } from '../worker/protocol.ts';
import { amend, change, createDeck, detailOf, load, type PlayerHost, receive, seek, step } from './deck.ts';
import { type DrillOn, drillsAt, remembered, settingsAt } from './inForce.ts';
import { pace } from './pace.ts';
import type { SeriesBook } from './seriesBook.ts';
import type { Tape } from './tape.ts';

/** What views read. */
export interface Player {
  tapes: Record<LaneId, Tape>;
  series: Record<LaneId, SeriesBook>;
  playhead(): SimTime;
  /** Simulated this far; what lies between playhead and horizon is the future, already computed. */
  horizon(): SimTime;
  /** `flow` at high speed: pictures come one by one, and there may be no records to visit. */
  detail(): Detail;
  /** Simulated seconds per second of wall time here, when it plays. */
  pace(): number;
  /** In force in a lane at the playhead. To be read only. */
  settings(lane: LaneId): Settings;
  drills(lane: LaneId): DrillOn[];
  /** Calls `listener` once an animation frame while something moves, and once after every change while nothing does. Returns how to stop. */
  onFrame(listener: () => void): () => void;
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
  /** Moves to the next record of any lane; false if none is here yet. */
  step(): boolean;
  receive(message: ToPage): void;
}

export function createPlayer(host: PlayerHost, scenario: Scenario): PlayerControls {
  const deck = createDeck(host, scenario);
  const settings = remembered(settingsAt);
  const drills = remembered(drillsAt);
  return {
    tapes: deck.reels,
    series: deck.series,
    scenario: () => deck.scenario,
    playhead: () => deck.playhead,
    horizon: () => Math.max(0, deck.horizon),
    detail: () => detailOf(deck),
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
    step: () => step(deck),
    receive: (message) => receive(deck, message),
  };
}
