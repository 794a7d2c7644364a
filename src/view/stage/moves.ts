/**
 * What moves in a lane at the playhead, found in its journal. A drawn flight lasts longer than most real ones, so:
 * what travels TO a decision arrives exactly on time and leaves early; what comes FROM one leaves on time and lands late.
 * What is drawn in the air is drawn nowhere else, so the sets below tell the nodes whom to leave out.
 */
import { Empty, Fact, type Records } from '../../model/journal.ts';
import type { SimTime } from '../../model/time.ts';
import { ANSWERS_SHOWN, type Answer, takeAnswer } from './answers.ts';
import { handOn, type Intake, publish, showIntake } from './intake.ts';
import { type Landing, landed, shorten, stray, takeOne } from './landing.ts';
import { CALL_SHARE, endings, fromDecision, moveOf, toDecision } from './moveKinds.ts';
import { noRare, type Rare, takeRare } from './rare.ts';

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
  | 'lostAck'
  | 'stray'
  | 'nack'
  | 'refusal'
  | 'call'
  | 'absorb'
  | 'bury'
  | 'drop';

export interface Move {
  kind: MoveKind;
  /** The one message that it is about, or -1. */
  message: number;
  /** That message, or the number of the record where one mark is about none or several; samples are taken by it. */
  key: number;
  /** Share of the way, 0 to 1. */
  progress: number;
  /** Which delivery of its message this is, from 1; for an answer, how many messages it brings; for a drop, why (index in lossReasons). */
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
  /** What must not be sampled away, as it happened during the last two flights. */
  rare: Rare;
  /** Moves that began in the time looked at, and that time: their quotient is the rate that decides about sampling. */
  seen: number;
  span: SimTime;
}

/** What is rare is counted over so many flights: half a second of wall time. */
const RARE_FLIGHTS = 2;

interface Watch {
  moves: Moves;
  playhead: SimTime;
  flight: SimTime;
  /** When a message that may be sent again began to wait. */
  waitsSince: Map<number, SimTime>;
  landings: Landing[];
  /** By message. */
  intakes: Map<number, Intake>;
  /** The delivery that is the latest move in the air, or -1. */
  latest: number;
}

/**
 * `flight` is how long a move is drawn at least, in simulated time; null draws none (at high speed) and keeps the answers.
 * `latency` is the longest real travel time in the lane.
 */
export function findMoves(visit: Visit, playhead: SimTime, flight: SimTime | null, latency: SimTime): Moves {
  const rare = noRare();
  const moves: Moves = { air: [], outbound: new Set(), landing: new Set(), answers: [], rare, seen: 0, span: 0 };
  const back = Math.max(ANSWERS_SHOWN, flight === null ? 0 : Math.max(flight * 2, latency));
  const from = playhead - back;
  // A message that goes straight through has two flights before it.
  const to = playhead + 2 * (flight ?? 0);
  moves.span = to - from;
  const watch: Watch = {
    moves,
    playhead,
    flight: flight ?? 0,
    waitsSince: new Map(),
    landings: [],
    intakes: new Map(),
    latest: -1,
  };
  visit(from, to, (records, i) => {
    const time = records.time[i];
    if (time <= playhead && time > playhead - ANSWERS_SHOWN) takeAnswer(moves.answers, records, i);
    if (flight === null) return;
    if (time <= playhead && time > playhead - flight * RARE_FLIGHTS) takeRare(rare, records, i);
    takeMove(watch, records, i);
  });
  for (const intake of watch.intakes.values()) showIntake(intake, playhead, moves.air);
  for (const landing of watch.landings) {
    if (playhead >= landing.end) continue;
    moves.air.push(landed(landing, playhead));
    for (const delivery of landing.deliveries) moves.landing.add(delivery);
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
    const start = Math.max(value - flight, (since + time) / 2);
    handOn(watch.intakes, records.message[i], Math.min(time, start));
    if (!arriving(watch, 'delivery', records, i, start, value)) return;
    moves.outbound.add(records.message[i]);
    watch.latest = records.delivery[i];
  } else if (to === 'publish') {
    moves.seen++;
    publish(watch, records, i);
  } else if (to !== undefined) {
    arriving(watch, to, records, i, value - flight, value);
  } else if (from !== undefined) {
    if (kind !== Fact.empty || records.delivery[i] !== Empty.unheard)
      leaving(watch, from, records, i, Math.max(value, time + flight));
  } else if (kind === Fact.delayed) {
    waitsSince.set(records.message[i], time);
  } else if (kind === Fact.answered) {
    answering(watch, records, i);
  } else if (kind === Fact.leased) {
    takeOne(landings, records.delivery[i], records.message[i]);
  } else if (kind === Fact.started) {
    shorten(landings, records.delivery[i], time, value);
  } else if (kind === Fact.called) {
    arriving(watch, 'call', records, i, time - flight * CALL_SHARE, time);
  } else if (kind === Fact.strayed) {
    // It follows the record that sent the delivery.
    if (watch.latest === records.delivery[i]) moves.air.at(-1)!.kind = 'stray';
    else stray(landings, records.delivery[i]);
  } else {
    const ending = endings[kind];
    if (ending !== undefined) leaving(watch, ending[0], records, i, time + flight * ending[1]);
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
    message: -1,
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
