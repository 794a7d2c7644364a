/**
 * The deck under the player: the playhead and the tapes, and how each message, command and animation frame moves them.
 * It knows neither the store nor the browser: frames, messages and news go through its host.
 */
import { createRecords } from '../model/journal.ts';
import { type LaneId, laneIds } from '../model/lanes.ts';
import { emptyPicture } from '../model/picture.ts';
import type { Scenario } from '../model/scenario.ts';
import { MILLISECOND, NEVER, SECOND, type SimTime } from '../model/time.ts';
import type { Detail, Ending, FrameMessage, ToPage, ToWorker } from '../worker/protocol.ts';
import { pace } from './pace.ts';
import { createSeriesBook, type SeriesBook } from './seriesBook.ts';
import {
  appendKeyframe,
  appendRecords,
  createReel,
  forkReel,
  nextRecordAfter,
  type Reel,
  resetReel,
  wind,
} from './tape.ts';

export interface PlayerHost {
  send(message: ToWorker): void;
  requestFrame(callback: (nowMs: number) => void): void;
  /** The playhead, and what the lanes look like there, changed: some ten times a second, and at once while nothing moves. */
  moved(): void;
  /** The tapes have come as far as a playhead that had to wait for them. */
  covered(): void;
  /** The playhead has come to the end of the run. */
  ended(): void;
  /** The worker has come to the end of the run. */
  told(ending: Ending): void;
  failed(message: string): void;
}

/** From this speed on nobody could follow a dot, and the records would fill the tapes. */
const FLOW_SPEED = 20;
const PICTURES_PER_SECOND = 20;
/** A longer frame is one that was not drawn: a hidden tab or a sleeping machine. The run waits meanwhile, so nothing drifts. */
const FRAME_MS_MAX = 100;
const NEWS_EVERY_MS = 100;
const DEMAND_EVERY_MS = 250;

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
  listeners: Set<() => void>;
  frameDue: boolean;
  /** When the last frame was, if it played; then when the store and the worker last heard of the playhead. */
  frameMs: number | null;
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
  listeners: new Set(),
  frameDue: false,
  frameMs: null,
  newsMs: Number.NEGATIVE_INFINITY,
  demandMs: Number.NEGATIVE_INFINITY,
  demanded: { playhead: -1, detail: 'dots', speed: 0 },
});

export const detailOf = ({ playing, speed }: Deck): Detail => (playing && speed >= FLOW_SPEED ? 'flow' : 'dots');

const isCovered = ({ horizon, playhead }: Deck): boolean => horizon >= playhead;

function place(deck: Deck, time: SimTime): void {
  deck.playhead = Math.min(Math.max(0, Math.floor(time)), deck.scenario.until);
  deck.position = deck.playhead;
}

export function load(deck: Deck, scenario: Scenario, at: SimTime): void {
  deck.scenario = scenario;
  deck.fresh = true;
  deck.awaited = true;
  place(deck, at);
  demand(deck);
  deck.host.send({ type: 'load', runId: ++deck.runId, scenario, at: deck.playhead });
  deck.horizon = -1;
  wake(deck);
}

export function amend(deck: Deck, scenario: Scenario, from: SimTime): void {
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

export function seek(deck: Deck, to: SimTime): void {
  place(deck, to);
  deck.awaited = true;
  const here = Object.values(deck.reels).every(({ start, end }) => start - 1 <= deck.playhead && deck.playhead <= end);
  if (here && isCovered(deck)) cover(deck);
  else ask(deck);
}

/** Asks for the tapes around the playhead, which are not here or hold pictures only. */
function ask(deck: Deck): void {
  // First what is wanted: else the worker may begin with the wrong thing.
  demand(deck);
  deck.host.send({ type: 'seek', runId: ++deck.runId, to: deck.playhead });
  deck.horizon = -1;
  wake(deck);
}

export function change(deck: Deck, to: { playing?: boolean; speed?: number }): void {
  const before = detailOf(deck);
  Object.assign(deck, to);
  const leavesFlow = before === 'flow' && detailOf(deck) === 'dots';
  if (leavesFlow && Object.values(deck.reels).some(({ keyframes }) => keyframes.length > 0)) ask(deck);
  wake(deck);
}

export function step(deck: Deck): boolean {
  const next = Math.min(...Object.values(deck.reels).map((reel) => nextRecordAfter(reel, deck.playhead)));
  if (!isCovered(deck) || next > deck.horizon) return false;
  place(deck, next);
  wake(deck);
  return true;
}

export function receive(deck: Deck, message: ToPage): void {
  if (message.runId !== deck.runId) return;
  if (message.type === 'failed') {
    deck.host.failed(message.message);
    return;
  }
  for (const lane of laneIds) takeLane(deck, lane, message);
  if (message.kind !== 'next') deck.voidFrom = NEVER;
  if (message.kind === 'keyframe') deck.fresh = false;
  deck.horizon = message.to;
  if (message.ended !== null) deck.host.told(message.ended);
  if (isCovered(deck)) cover(deck);
  wake(deck);
}

function takeLane(deck: Deck, lane: LaneId, { kind, from, to, lanes }: FrameMessage): void {
  const reel = deck.reels[lane];
  const book = deck.series[lane];
  const { records, picture = emptyPicture(), series = [] } = lanes[lane] ?? {};
  if (kind !== 'next') book.cut(deck.fresh ? 0 : deck.voidFrom);
  if (kind === 'keyframe') resetReel(reel, picture, from);
  else if (kind === 'fork') forkReel(reel, from, picture);
  else if (records === undefined && lanes[lane] !== undefined) appendKeyframe(reel, picture, to);
  else appendRecords(reel, records ?? createRecords(0), to);
  for (const each of series) book.add(each);
}

function cover(deck: Deck): void {
  if (!deck.awaited) return;
  deck.awaited = false;
  windAll(deck);
  deck.host.covered();
  wake(deck);
}

function windAll(deck: Deck): void {
  for (const reel of Object.values(deck.reels)) wind(reel, deck.playhead);
}

function wake(deck: Deck): void {
  if (deck.frameDue) return;
  deck.frameDue = true;
  deck.host.requestFrame((nowMs) => frame(deck, nowMs));
}

function frame(deck: Deck, nowMs: number): void {
  deck.frameDue = false;
  const elapsedMs = Math.min(FRAME_MS_MAX, nowMs - (deck.frameMs ?? nowMs));
  deck.frameMs = deck.playing ? nowMs : null;
  if (isCovered(deck)) {
    if (deck.playing) advance(deck, elapsedMs);
    windAll(deck);
  }
  if (demandIsDue(deck, nowMs)) {
    deck.demandMs = nowMs;
    demand(deck);
  }
  for (const listener of deck.listeners) listener();
  if (!deck.playing || nowMs - deck.newsMs >= NEWS_EVERY_MS) {
    deck.newsMs = nowMs;
    deck.host.moved();
  }
  if (!deck.playing) return;
  wake(deck);
  if (isCovered(deck) && deck.playhead >= deck.scenario.until) deck.host.ended();
}

/** Moves the playhead on, in whole milliseconds, but not past the horizon and never back. */
function advance(deck: Deck, elapsedMs: number): void {
  const { scenario, playhead, speed, horizon } = deck;
  deck.position = Math.min(deck.position + elapsedMs * MILLISECOND * pace(scenario, playhead, speed), horizon);
  const whole = Math.floor(deck.position / MILLISECOND) * MILLISECOND;
  deck.playhead = Math.max(playhead, deck.position === horizon ? horizon : whole);
}

function demandIsDue(deck: Deck, nowMs: number): boolean {
  const { playhead, speed, playing, demanded, demandMs } = deck;
  if (detailOf(deck) !== demanded.detail || speed !== demanded.speed) return true;
  return playhead !== demanded.playhead && (!playing || nowMs - demandMs >= DEMAND_EVERY_MS);
}

/** Tells the worker where the page is and what it wants. */
function demand(deck: Deck): void {
  const { playhead, speed } = deck;
  const detail = detailOf(deck);
  deck.demanded = { playhead, detail, speed };
  const every = Math.max(1, Math.round((speed * SECOND) / PICTURES_PER_SECOND));
  deck.host.send({ type: 'demand', playhead, detail, every });
}
