/**
 * The deck under the player: what it knows of playhead, tapes and worker. Moved by player.ts, filled by intake.ts, driven by clock.ts.
 * It knows neither the store nor the browser: frames, messages and news go through its host.
 */
import type { Landmark } from '../model/landmarks.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Scenario } from '../model/scenario.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import type { Detail, Ending, ToWorker } from '../worker/protocol.ts';
import { createSeriesBook, type SeriesBook } from './seriesBook.ts';
import { createReel, type Reel } from './tape.ts';

export interface PlayerHost {
  send(message: ToWorker): void;
  requestFrame(callback: (nowMs: number) => void): void;
  /** The playhead, and what the lanes look like there, changed: some ten times a second, and at once while nothing moves. */
  moved(): void;
  /** The tapes have come as far as a playhead that had to wait for them. */
  covered(): void;
  /** The playhead has come to the end of the run. */
  ended(): void;
  /** The playhead has come to the end of the loop. */
  looped(from: SimTime): void;
  /** The worker has come to the end of the run. */
  told(ending: Ending): void;
  failed(message: string): void;
}

/** `numbers` is false where only what is drawn is due, and not what is read. */
export type FrameListener = (numbers: boolean) => void;

export interface Loop {
  from: SimTime;
  to: SimTime;
}

/** From this speed on nobody could follow a dot, and the records would fill the tapes. */
const FLOW_SPEED = 20;

export interface Deck {
  host: PlayerHost;
  scenario: Scenario;
  runId: number;
  /** Where the playhead would be between two milliseconds; while it plays it moves in whole ones, so that links stay short. */
  position: number;
  playhead: SimTime;
  /** Before the playhead while it waits for the worker; -1 if nothing here is valid. */
  horizon: SimTime;
  /** What the series hold from here on belongs to a future that was changed; else NEVER. */
  voidFrom: SimTime;
  /** Whether `covered` is to be told. */
  awaited: boolean;
  /** Whether the next keyframe is the first of another run. */
  fresh: boolean;
  playing: boolean;
  speed: number;
  reels: Record<LaneId, Reel>;
  series: Record<LaneId, SeriesBook>;
  /** Found by the worker, as far as it has ever simulated this run. */
  landmarks: Record<LaneId, Landmark[]>;
  /** A stretch that is played over and over; null: none. */
  loop: Loop | null;
  listeners: Set<FrameListener>;
  /** Milliseconds of wall time between two pictures while it plays; 0: every frame. */
  stepMs: number;
  steps: number;
  frameDue: boolean;
  /** When the last frame was, if it played; then when it was last shown, and when the store and the worker last heard of the playhead. */
  frameMs: number | null;
  shownMs: number;
  newsMs: number;
  demandMs: number;
  demanded: { playhead: SimTime; detail: Detail; speed: number };
}

export const createDeck = (host: PlayerHost, scenario: Scenario): Deck => ({
  host,
  scenario,
  runId: 0,
  position: 0,
  playhead: 0,
  horizon: -1,
  voidFrom: NEVER,
  awaited: false,
  fresh: true,
  playing: false,
  speed: 1,
  reels: { push: createReel(), pull: createReel(), hybrid: createReel() },
  series: { push: createSeriesBook(), pull: createSeriesBook(), hybrid: createSeriesBook() },
  landmarks: { push: [], pull: [], hybrid: [] },
  loop: null,
  listeners: new Set(),
  stepMs: 0,
  steps: 0,
  frameDue: false,
  frameMs: null,
  shownMs: Number.NEGATIVE_INFINITY,
  newsMs: Number.NEGATIVE_INFINITY,
  demandMs: Number.NEGATIVE_INFINITY,
  demanded: { playhead: -1, detail: 'dots', speed: 0 },
});

export const detailOf = ({ playing, speed }: Deck): Detail => (playing && speed >= FLOW_SPEED ? 'flow' : 'dots');

/** Whether the tapes reach the playhead, so that a picture of it is exact. */
export const isCovered = ({ horizon, playhead }: Deck): boolean => horizon >= playhead;

/** Puts the playhead to `time`, within the run. */
export function place(deck: Deck, time: SimTime): void {
  deck.playhead = Math.min(Math.max(0, Math.floor(time)), deck.scenario.until);
  deck.position = deck.playhead;
}
