/** Numbers as words: what a reader of the headline and the captions sees. Knows no story and no lane's settings. */
import type { LaneId } from '../../model/lanes.ts';
import { SECOND, type SimTime } from '../../model/time.ts';
import type { Tally } from '../stage/tally.ts';

/** How a run of words is set: in a lane's hue, bold, bold and amber (waiting), or bold and red (lost). */
export type Tone = LaneId | 'strong' | 'wait' | 'bad';
export interface Part {
  text: string;
  tone?: Tone;
  /** If the stage counts what the part says: how to say it anew. */
  live?: Live;
}
export interface Live {
  lane: LaneId;
  says: (tally: Tally) => string;
}
export type Sentence = Part[];

const NO_BREAK_SPACE = '\u00a0';

export const withUnit = (number: string | number, unit: string): string => `${number}${NO_BREAK_SPACE}${unit}`;

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number with thousands separators. */
export const amount = (count: number): string => whole.format(Math.round(count));

/** "1 message", "80 messages". */
export const counted = (count: number, one: string, many: string): string =>
  withUnit(amount(count), count === 1 ? one : many);

/** A measured duration to two digits: 4 ms, 0.15 s, 2.1 s, 12 s, 3.5 min. Empty for NaN. */
export function lasting(ms: number): string {
  if (!Number.isFinite(ms)) return '';
  if (ms < 9.95) return withUnit(Number(ms.toPrecision(1)), 'ms');
  if (ms < 995) return withUnit((ms / 1000).toFixed(2), 's');
  if (ms < 9_950) return withUnit((ms / 1000).toFixed(1), 's');
  if (ms < 119_500) return withUnit(Math.round(ms / 1000), 's');
  return withUnit((ms / 60_000).toFixed(1), 'min');
}

/** A point in simulated time. `digits` after the decimal point, and none if they would be zeros. */
export function instant(time: SimTime, digits = 1): string {
  const seconds = time / SECOND;
  if (seconds < 600) return withUnit(Number(seconds.toFixed(digits)), 's');
  if (seconds < 7_200) return withUnit(Number((seconds / 60).toFixed(1)), 'min');
  return withUnit(Number((seconds / 3600).toFixed(1)), 'h');
}

/** "push", "push and pull", "push, pull and hybrid". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

export const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const textOf = (sentence: Sentence): string => sentence.map((part) => part.text).join('');

/** What stays of a sentence when its numbers roll: two sentences with the same frame may replace each other at once. */
export const frameOf = (sentence: Sentence): string =>
  sentence.map(({ text, live }) => (live ? '#' : text.replace(/[\d.,]*\d/g, '#'))).join('');
