/**
 * What moves in a lane at the playhead, found in its journal. A drawn flight lasts longer than most real ones, so:
 * what travels TO a decision arrives exactly on time and leaves early; what comes FROM one leaves on time and lands late.
 */
import { Fact, type Records } from '../../model/journal.ts';
import { SECOND, type SimTime } from '../../model/time.ts';

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
  /** The worker that calls, else -1. */
  worker: number;
}

export type AnswerKind = 'refusal' | 'ack' | 'batch' | 'single' | 'empty';

export interface Moves {
  air: Move[];
  /** Messages that are drawn on their way to the consumer. */
  outbound: Set<number>;
  /** Deliveries whose answer is home but drawn as still in the air: nobody may be seen to have them yet. */
  landing: Set<number>;
  /** What came back in the last two seconds: its kind and time, in the order of the journal. */
  answers: { kind: AnswerKind; at: SimTime }[];
  /** Moves that began in the time looked at, and that time: their quotient is the rate that decides about sampling. */
  seen: number;
  span: SimTime;
}

export const ANSWERS_SHOWN: SimTime = 2 * SECOND;
/** A call is a short way, and something that falls may take longer to be seen. In flights. */
const CALL_SHARE = 0.4;
const DROP_SHARE = 1.6;

/** By code of the fact: what travels to a decision, `value` being when it is there. */
const toDecision: (MoveKind | undefined)[] = [];
toDecision[Fact.published] = 'publish';
toDecision[Fact.sent] = 'delivery';
toDecision[Fact.polled] = 'poll';
toDecision[Fact.ackSent] = 'ack';
toDecision[Fact.nackSent] = 'nack';

/** By code of the fact: what comes from a decision, `value` being when it is home. */
const fromDecision: (MoveKind | undefined)[] = [];
fromDecision[Fact.refused] = 'refusal';
fromDecision[Fact.empty] = 'empty';
fromDecision[Fact.answered] = 'answer';

/**
 * `flight` is how long a move is drawn at least, in simulated time; null draws none (reduced motion) and keeps the answers.
 * `latency` is the longest real travel time in the lane.
 */
export function findMoves(visit: Visit, playhead: SimTime, flight: SimTime | null, latency: SimTime): Moves {
  const moves: Moves = { air: [], outbound: new Set(), landing: new Set(), answers: [], seen: 0, span: 0 };
  const back = Math.max(ANSWERS_SHOWN, flight === null ? 0 : Math.max(flight * DROP_SHARE, latency));
  const from = playhead - back;
  const to = playhead + (flight ?? 0);
  moves.span = to - from;
  const landing = { left: 0 };
  visit(from, to, (records, i) => {
    const time = records.time[i];
    if (time <= playhead && time > playhead - ANSWERS_SHOWN) takeAnswer(moves, records, i);
    if (flight !== null) takeMove(moves, records, i, flight, playhead, landing);
  });
  return moves;
}

/** `landing.left` counts down the messages of the latest answer, whose records follow it. */
function takeMove(
  moves: Moves,
  records: Records,
  i: number,
  flight: SimTime,
  playhead: SimTime,
  landing: { left: number },
): void {
  const kind = records.kind[i];
  const time = records.time[i];
  const value = records.value[i];
  const to = toDecision[kind];
  const from = fromDecision[kind];
  if (to !== undefined) {
    const poison = kind === Fact.published && records.node[i] === 2;
    const flies = arriving(moves, poison ? 'poison' : to, records, i, value, flight, playhead);
    if (flies && to === 'delivery') moves.outbound.add(records.message[i]);
  } else if (from !== undefined) {
    const flies = leaving(moves, from, records, i, value, flight, playhead);
    if (from === 'answer') landing.left = flies ? records.delivery[i] : 0;
  } else if (kind === Fact.leased && landing.left > 0) {
    landing.left--;
    moves.landing.add(records.delivery[i]);
  } else if (kind === Fact.called) {
    arriving(moves, 'call', records, i, time, flight * CALL_SHARE, playhead);
  } else if (kind === Fact.dropped || kind === Fact.turnedAway) {
    leaving(moves, 'drop', records, i, time, flight * DROP_SHARE, playhead);
  }
}

function takeAnswer({ answers }: Moves, records: Records, i: number): void {
  const kind = records.kind[i];
  const at = records.time[i];
  if (kind === Fact.acked) answers.push({ kind: 'ack', at });
  else if (kind === Fact.refused || kind === Fact.nacked) answers.push({ kind: 'refusal', at });
  else if (kind === Fact.empty) answers.push({ kind: 'empty', at });
  else if (kind === Fact.answered) answers.push({ kind: records.delivery[i] > 1 ? 'batch' : 'single', at });
}

/** To a decision: there at `end`, gone early enough to be seen. True if it is in the air now. */
function arriving(
  moves: Moves,
  kind: MoveKind,
  records: Records,
  i: number,
  end: SimTime,
  flight: SimTime,
  playhead: SimTime,
): boolean {
  moves.seen++;
  const start = Math.min(records.time[i], end - flight);
  return start <= playhead && playhead < end && take(moves, kind, records, i, (playhead - start) / (end - start));
}

/** From a decision: gone at its time, there late enough to be seen. True if it is in the air now. */
function leaving(
  moves: Moves,
  kind: MoveKind,
  records: Records,
  i: number,
  home: SimTime,
  flight: SimTime,
  playhead: SimTime,
): boolean {
  moves.seen++;
  const start = records.time[i];
  const end = Math.max(home, start + flight);
  return start <= playhead && playhead < end && take(moves, kind, records, i, (playhead - start) / (end - start));
}

function take(moves: Moves, kind: MoveKind, records: Records, i: number, progress: number): true {
  const message = records.message[i];
  moves.air.push({
    kind,
    key: message >= 0 ? message : records.first + i,
    progress,
    count: kind === 'answer' ? records.delivery[i] : records.node[i],
    worker: kind === 'call' ? records.node[i] : -1,
  });
  return true;
}
