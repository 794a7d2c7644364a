/**
 * The life of one message in one lane, as its records tell it: a row of spans without a gap, each with one cause, from its publishing
 * to its end. What a delivery still does once the broker no longer counts on it stands beside that row: there, work is done twice.
 */
import type { SimTime } from './time.ts';

/** What a message's time is spent on. */
export const causes = [
  'publishing', // on its way to the broker
  'held', // the producer keeps it, because the broker does not take it or has not confirmed it
  'queue', // ready; it waits for its turn
  'retry', // waits for its next try
  'flight', // a delivery is on its way to a consumer
  'inbox', // at the consumer, not begun
  'work',
  'call', // the worker waits for the downstream
  'pause', // the worker waits before it tries again itself
  'answer', // ack, nack or refusal on its way back
  'unanswered', // nobody will answer this delivery, or not yet: only the end of its lease or timeout tells
] as const;
export type Cause = (typeof causes)[number];

export interface Span {
  cause: Cause;
  from: SimTime;
  to: SimTime;
  /** Which delivery of this message it belongs to, from 1; 0 before the first. */
  attempt: number;
}

export type Ending =
  | { kind: 'done'; at: SimTime }
  /** `reason` is an index in lossReasons. */
  | { kind: 'deadLettered' | 'dropped' | 'turnedAway'; at: SimTime; reason: number }
  /** The broker knew it already. */
  | { kind: 'swallowed'; at: SimTime }
  | { kind: 'open' };

export interface Attempt {
  attempt: number;
  /** Sent or leased. */
  at: SimTime;
  /** What became of it, in the order of the journal: `refused`, `finished` with an outcome, `expired` … as codes of facts. */
  facts: { fact: number; at: SimTime; value: number }[];
}

export interface Life {
  message: number;
  /** The message of the same event that it is a copy of, or -1; and why, an index in copyReasons. */
  copyOf: number;
  copyReason: number;
  bornAt: SimTime;
  spans: Span[];
  /** Work of deliveries that the broker had given up, or after the message's own end. */
  beside: Span[];
  attempts: Attempt[];
  /** When its side effect happened, and how often that had been by then, all messages of the event together. */
  effects: { at: SimTime; times: number }[];
  /** Of the time in the queue, how long each gate held it, by index in gates. */
  heldBy: number[];
  /** The time in its present place ends here if nothing happens first; -1 if that is not known. */
  dueAt: SimTime;
  ending: Ending;
}

/** Time spent on each cause, in the row that adds up to the life; causes without time are left out. */
export function totalsOf({ spans }: Pick<Life, 'spans'>): [cause: Cause, time: SimTime][] {
  return causes.flatMap((cause): [Cause, SimTime][] => {
    const sum = spans.reduce((all, span) => (span.cause === cause ? all + span.to - span.from : all), 0);
    return sum > 0 ? [[cause, sum]] : [];
  });
}

/** The life as it was known at `playhead`: spans cut there. What follows lies in the future. */
export const cutAt = (spans: readonly Span[], playhead: SimTime): Span[] =>
  spans.filter(({ from }) => from < playhead).map((span) => (span.to > playhead ? { ...span, to: playhead } : span));

/** The end of a life, or `until` while it is open. */
export const endOf = ({ ending }: Pick<Life, 'ending'>, until: SimTime): SimTime =>
  ending.kind === 'open' ? until : ending.at;
