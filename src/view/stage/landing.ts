/** Answers to polls on their way home: drawn to land late, and until then nobody may be seen to have what they bring. */
import type { SimTime } from '../../model/time.ts';
import type { Move } from './moves.ts';

export interface Landing {
  move: Move;
  start: SimTime;
  /** When it is home in truth, and when it is drawn to land. */
  home: SimTime;
  end: SimTime;
  /** What it brings, without what is lost on the way. */
  deliveries: number[];
  messagesToCome: number;
  /** The last of its messages that has been named. */
  message: number;
}

/** The next of the messages that the latest answer brings, if some are to come. */
export function takeOne(landings: Landing[], delivery: number, message: number): void {
  const landing = landings.at(-1);
  if (landing === undefined || landing.messagesToCome === 0) return;
  landing.messagesToCome--;
  landing.deliveries.push(delivery);
  landing.message = message;
}

/** A long flight may not hide short work: what was fetched is in the worker's hands for the second half of it. */
export function shorten(landings: Landing[], delivery: number, time: SimTime, workEnd: SimTime): void {
  const landing = landings.find(({ deliveries }) => deliveries.includes(delivery));
  if (landing) landing.end = Math.max(landing.home, Math.min(landing.end, (time + workEnd) / 2));
}

/** The delivery that was named last is lost on its way. */
export function stray(landings: Landing[], delivery: number): void {
  const landing = landings.at(-1);
  if (landing?.deliveries.at(-1) === delivery) landing.deliveries.pop();
}

/** The move that is drawn, for a playhead before its end. An answer of which nothing comes home is lost itself. */
export function landed({ move, start, end, deliveries, message }: Landing, playhead: SimTime): Move {
  const one = move.count === 1 ? { message, key: message } : {};
  const kind = deliveries.length === 0 ? 'stray' : move.kind;
  return { ...move, ...one, kind, progress: (playhead - start) / (end - start) };
}
