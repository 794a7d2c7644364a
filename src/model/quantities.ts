/** Numbers with units as people write them (`250ms`, `5k/min`, `10%`, `inf`) and back, exactly: what is formatted reads as the same number. */
import type { NumberKind } from './knobs.ts';
import { NEVER, type SimTime } from './time.ts';

type Unit = readonly [suffix: string, size: number];

export const timeUnits: readonly Unit[] = [
  ['d', 86_400_000_000],
  ['h', 3_600_000_000],
  ['m', 60_000_000],
  ['s', 1_000_000],
  ['ms', 1_000],
  ['us', 1],
];
const rateUnits: readonly Unit[] = [
  ['/s', 1],
  ['/min', 60],
  ['/h', 3_600],
];
const magnitudes: readonly Unit[] = [
  ['M', 1_000_000],
  ['k', 1_000],
  ['', 1],
];

/** Other ways to write a suffix. */
const aliases: Record<string, string> = { min: 'm', µs: 'us', μs: 'us', K: 'k', '/m': '/min', '×': '', x: '' };
const infinite = ['inf', '∞', 'never', 'unlimited'];

/** A number without the noise that multiplying and dividing leaves in its last digits. */
const clean = (value: number) => Number(value.toPrecision(12));

const sizeOf = (units: readonly Unit[], suffix: string): number | null =>
  units.find(([name]) => name === (aliases[suffix] ?? suffix))?.[1] ?? null;

function scaled(kind: NumberKind, amount: number, suffix: string): number | null {
  if (kind === 'probability') return suffix === '%' ? clean(amount / 100) : suffix === '' ? amount : null;
  if (kind === 'factor' || kind === 'price') return (aliases[suffix] ?? suffix) === '' ? amount : null;
  if (kind === 'duration') {
    const size = suffix === '' && amount === 0 ? 1 : sizeOf(timeUnits, suffix);
    return size && Math.round(amount * size);
  }
  const [, magnitude = '', per = ''] = /^([kKM]?)(.*)$/.exec(suffix) ?? [];
  const times = sizeOf(magnitudes, magnitude);
  if (kind === 'count') return per === '' && times ? clean(amount * times) : null;
  const seconds = sizeOf(rateUnits, per === '' ? '/s' : per);
  return times && seconds && (amount * times) / seconds;
}

/** Reads a number of a kind; null if `text` is none. Knows no range and, but for `inf`, no word. */
export function readNumber(kind: NumberKind, text: string): number | null {
  const trimmed = text.trim();
  if (infinite.includes(trimmed)) return NEVER;
  const [, digits, suffix = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?) *(\D*)$/.exec(trimmed) ?? [];
  if (digits === undefined) return null;
  const value = scaled(kind, Number(digits), suffix);
  return value !== null && Number.isFinite(value) ? value + 0 : null;
}

const inUnits = (units: readonly Unit[], value: number) =>
  units.filter(([, size]) => value >= size).map(([suffix, size]) => `${clean(value / size)}${suffix}`);

/** Ways to write a finite number above zero, the preferred first. */
function spellings(kind: NumberKind, value: number): string[] {
  switch (kind) {
    case 'duration':
      return inUnits(timeUnits, value);
    case 'count':
      return inUnits(magnitudes, value);
    case 'rate':
      return rateUnits.flatMap(([per, seconds]) => inUnits(magnitudes, value * seconds).map((text) => text + per));
    case 'probability':
      return [`${clean(value * 100)}%`];
    case 'factor':
    case 'price':
      return [];
  }
}

const shortest = (texts: string[]) => texts.reduce((best, text) => (text.length < best.length ? text : best));

/** The shortest exact spelling; of rates the one per second unless it is long, for people think per second. */
export function formatNumber(kind: NumberKind, value: number): string {
  if (value === NEVER) return 'inf';
  if (value === 0) return '0';
  if (value < 0) return `-${formatNumber(kind, -value)}`;
  const plain = kind === 'rate' ? `${value}/s` : kind === 'duration' ? `${value}us` : String(value);
  const exact = spellings(kind, value).filter((text) => readNumber(kind, text) === value);
  if (kind === 'probability') return exact[0] ?? plain;
  const perSecond = kind === 'rate' && plain.length <= '0.001/s'.length;
  return shortest([...exact.filter((text) => !perSecond || text.endsWith('/s')), plain]);
}

export const formatDuration = (time: SimTime): string => formatNumber('duration', time);

/** Whole microseconds, NEVER for `inf`, null if `text` is no duration. May be negative. */
export const readDuration = (text: string): SimTime | null => readNumber('duration', text);

/** Longest list of durations that a parameter may hold. */
const LIST_LENGTH_MAX = 40;
const LONGEST_WAIT: SimTime = 30 * 24 * 3_600 * 1_000_000;

/** Reads `5s,5m,30m`; null unless it is one to LIST_LENGTH_MAX durations, each from 0 to thirty days. */
export function readDurations(text: string): SimTime[] | null {
  const waits = text.split(',', LIST_LENGTH_MAX + 1).map(readDuration);
  const fine =
    waits.length <= LIST_LENGTH_MAX && waits.every((wait) => wait !== null && wait >= 0 && wait <= LONGEST_WAIT);
  return fine ? (waits as SimTime[]) : null;
}
