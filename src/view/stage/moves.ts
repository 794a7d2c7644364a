/**
 * What moves in a lane at the playhead, found in its journal. A drawn flight lasts longer than most real ones, so:
 * what travels TO a decision arrives exactly on time and leaves early; what comes FROM one leaves on time and lands late.
 * What is drawn in the air is drawn nowhere else, so the sets below tell the nodes whom to leave out.
 */
import { Fact, type Records } from '../../model/journal.ts';
import type { SimTime } from '../../model/time.ts';
import { ANSWERS_SHOWN, type Answer, takeAnswer } from './answers.ts';

/** The part of a tape that the stage reads besides its picture. */
export type Visit = (from: SimTime, to: SimTime, take: (records: Records, i: number) => void) => void;

export type MoveKind =
  | 'publish'
  | 'poison'
  | 'delivery'
  | 'poll'
  | 'answer'
  | 'empty'
  | 'ack'
  | 'nack'
  | 'refusal'
  | 'call'
  | 'drop';

export interface Move {
  kind: MoveKind;
  /** Message id, or what stands for it where one mark is about no or several messages; samples are taken by it. */
  key: number;
  /** Share of the way, 0 to 1. */
  progress: number;
  /** Which delivery of its message this is, from 1; for an answer, how many messages it brings. */
  count: number;
}

export interface Moves {
  air: Move[];
  /** Messages that are drawn on their way to the consumer. */
  outbound: Set<number>;
  /** Deliveries whose answer is home but drawn as still in the air: nobody may be seen to have them yet. */
  landing: Set<number>;
  /** What came back in the last two seconds: its kind and time, in the order of the journal. */
  answers: Answer[];
  /** Moves that began in the time looked at, and that time: their quotient is the rate that decides about sampling. */
  seen: number;
  span: SimTime;
}

/** A call is a short way, and something that falls may take longer to be seen. In flights. */
const CALL_SHARE = 0.4;
const DROP_SHARE = 1.6;

/** By code of the fact: what travels to a decision, `value` being when it is there. */
const toDecision: (MoveKind | undefined)[] = [];
toDecision[Fact.published] = 'publish';
toDecision[Fact.polled] = 'poll';
toDecision[Fact.ackSent] = 'ack';
toDecision[Fact.nackSent] = 'nack';

/** By code of the fact: what comes from a decision, `value` being when it is home. */
const fromDecision: (MoveKind | undefined)[] = [];
fromDecision[Fact.refused] = 'refusal';
fromDecision[Fact.empty] = 'empty';

/** An answer on its way home. It is drawn to land at `end`, at the latest `flight` after it left. */
interface Landing {
  move: Move;
  start: SimTime;
  home: SimTime;
  end: SimTime;
  deliveries: number[];
  messagesToCome: number;
}

interface Watch {
  moves: Moves;
  playhead: SimTime;
  flight: SimTime;
  /** When a message that may be sent again began to wait. */
  waitsSince: Map<number, SimTime>;
  landings: Landing[];
}

/**
 * `flight` is how long a move is drawn at least, in simulated time; null draws none (at high speed) and keeps the answers.
 * `latency` is the longest real travel time in the lane.
 */
export function findMoves(visit: Visit, playhead: SimTime, flight: SimTime | null, latency: SimTime): Moves {
  const moves: Moves = { air: [], outbound: new Set(), landing: new Set(), answers: [], seen: 0, span: 0 };
  const back = Math.max(ANSWERS_SHOWN, flight === null ? 0 : Math.max(flight * 2, latency));
  const from = playhead - back;
  const to = playhead + (flight ?? 0);
  moves.span = to - from;
  const watch: Watch = { moves, playhead, flight: flight ?? 0, waitsSince: new Map(), landings: [] };
  visit(from, to, (records, i) => {
    const time = records.time[i];
    if (time <= playhead && time > playhead - ANSWERS_SHOWN) takeAnswer(moves.answers, records, i);
    if (flight !== null) takeMove(watch, records, i);
  });
  for (const { move, start, end, deliveries } of watch.landings) {
    if (playhead >= end) continue;
    moves.air.push({ ...move, progress: (playhead - start) / (end - start) });
    for (const delivery of deliveries) moves.landing.add(delivery);
  }
  return moves;
}

function takeMove(watch: Watch, records: Records, i: number): void {
  const { moves, flight, waitsSince, landings } = watch;
  const kind = records.kind[i];
  const time = records.time[i];
  const value = records.value[i];
  const to = toDecision[kind];
  const from = fromDecision[kind];
  if (kind === Fact.sent) {
    // A short wait before a retry is seen for its first half, whatever a flight lasts.
    const since = waitsSince.get(records.message[i]) ?? Number.NEGATIVE_INFINITY;
    const flies = arriving(watch, 'delivery', records, i, Math.max(value - flight, (since + time) / 2), value);
    if (flies) moves.outbound.add(records.message[i]);
  } else if (to !== undefined) {
    const poison = kind === Fact.published && records.node[i] === 2;
    arriving(watch, poison ? 'poison' : to, records, i, value - flight, value);
  } else if (from !== undefined) {
    leaving(watch, from, records, i, Math.max(value, time + flight));
  } else if (kind === Fact.delayed) {
    waitsSince.set(records.message[i], time);
  } else if (kind === Fact.answered) {
    answering(watch, records, i);
  } else if (kind === Fact.leased) {
    const landing = landings.at(-1);
    if (landing === undefined || landing.messagesToCome === 0) return;
    landing.messagesToCome--;
    landing.deliveries.push(records.delivery[i]);
  } else if (kind === Fact.started) {
    // Nor may a long flight hide short work: what was fetched is in the worker's hands for the second half of it.
    const landing = landings.find((each) => each.deliveries.includes(records.delivery[i]));
    if (landing) landing.end = Math.max(landing.home, Math.min(landing.end, (time + value) / 2));
  } else if (kind === Fact.called) {
    arriving(watch, 'call', records, i, time - flight * CALL_SHARE, time);
  } else if (kind === Fact.dropped || kind === Fact.turnedAway) {
    leaving(watch, 'drop', records, i, time + flight * DROP_SHARE);
  }
}

function answering({ moves, playhead, flight, landings }: Watch, records: Records, i: number): void {
  moves.seen++;
  const start = records.time[i];
  const home = records.value[i];
  const end = Math.max(home, start + flight);
  if (start > playhead || playhead >= end) return;
  landings.push({
    move: moveOf('answer', records, i, 0),
    start,
    home,
    end,
    deliveries: [],
    messagesToCome: records.delivery[i],
  });
}

/** To a decision: there at `end`, gone from `start` on or even before. True if it is in the air now. */
function arriving(
  { moves, playhead }: Watch,
  kind: MoveKind,
  records: Records,
  i: number,
  start: SimTime,
  end: SimTime,
): boolean {
  moves.seen++;
  const gone = Math.min(records.time[i], start);
  if (gone > playhead || playhead >= end) return false;
  moves.air.push(moveOf(kind, records, i, (playhead - gone) / (end - gone)));
  return true;
}

/** From a decision: gone at its time, drawn to be there at `end`. */
function leaving({ moves, playhead }: Watch, kind: MoveKind, records: Records, i: number, end: SimTime): void {
  moves.seen++;
  const start = records.time[i];
  if (start > playhead || playhead >= end) return;
  moves.air.push(moveOf(kind, records, i, (playhead - start) / (end - start)));
}

function moveOf(kind: MoveKind, records: Records, i: number, progress: number): Move {
  const message = records.message[i];
  return {
    kind,
    key: message >= 0 ? message : records.first + i,
    progress,
    count: kind === 'answer' ? records.delivery[i] : records.node[i],
  };
}
