/** Sliders: where a value stands on a track of 0 to 1000, and which values the thumb snaps to. Decides no run: what counts is the stored value. */
import { isWhole, type NumberKind, type NumberRow, specialValue, UNLIMITED } from './knobs.ts';
import { SECOND } from './time.ts';

const TRACK = 1_000;
/** The part of the track at an end that belongs to `inf`, `off` or the zero of log0. */
const EDGE = 50;
const LINEAR_STEPS = 100;

/** Where a log0 scale begins after its zero. */
const smallest: Record<NumberKind, number> = {
  duration: 1_000,
  rate: 0.01,
  count: 1,
  factor: 0.01,
  probability: 0.001,
  price: 0.01,
};

const longTimes = [30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 18_000, 43_200, 86_400, 172_800, 604_800, 1_209_600].map(
  (s) => s * SECOND,
);

/** 1, 2, 5, 10, 20 … times any power of ten, from `low` to `high`, both included. */
export function roundNumbers(low: number, high: number): number[] {
  const numbers: number[] = [];
  // Parsed, not multiplied, so that 0.2 is 0.2. The span of a double bounds the loop.
  for (let power = Math.floor(Math.log10(low)); power <= 308; power++) {
    for (const digit of [1, 2, 5]) {
      const number = Number(`${digit}e${power}`);
      if (number > high) return numbers;
      if (number >= low) numbers.push(number);
    }
  }
  return numbers;
}

const lowOf = (row: NumberRow) => (row.scale === 'log0' ? Math.max(row.min, smallest[row.kind]) : row.min);

const zeroFirst = (row: NumberRow) => row.scale === 'log0' || row.special === 'off';
const trackStart = (row: NumberRow) => (zeroFirst(row) ? EDGE : 0);
const trackEnd = (row: NumberRow) => (row.special === 'inf' ? TRACK - EDGE : TRACK);

function between(row: NumberRow): number[] {
  const low = lowOf(row);
  if (row.scale === 'linear') {
    const step = roundNumbers((row.max - row.min) / LINEAR_STEPS, row.max)[0]!;
    const steps = Math.floor((row.max - row.min) / step);
    return Array.from({ length: steps + 1 }, (_, i) => Number((row.min + i * step).toPrecision(12)));
  }
  if (row.kind === 'duration') return [...roundNumbers(low, 20 * SECOND), ...longTimes];
  // Below ten every whole number counts: nobody wants to jump from 2 workers to 5.
  if (row.kind === 'count') return [1, 2, 3, 4, 5, 6, 7, 8, 9, ...roundNumbers(10, row.max)];
  return roundNumbers(low, row.max);
}

/** The values a slider stops at, ascending: round ones, both ends, and the special one. */
export function snaps(row: NumberRow): number[] {
  const inside = between(row).filter((value) => value > row.min && value < row.max);
  const special = specialValue(row);
  const all = [row.min, ...inside, row.max];
  if (special === UNLIMITED) return [...all, special];
  return special === null ? all : [special, ...all];
}

/** The next snap above (+1) or below (−1) `value`; the last one at the end. */
export function nextSnap(row: NumberRow, value: number, direction: 1 | -1): number {
  const stops = snaps(row);
  if (direction === 1) return stops.find((stop) => stop > value) ?? stops.at(-1)!;
  return stops.findLast((stop) => stop < value) ?? stops[0]!;
}

/** Where `value` stands, 0 to 1000. */
export function toPosition(row: NumberRow, value: number): number {
  const low = lowOf(row);
  if (value === UNLIMITED) return TRACK;
  if (zeroFirst(row) && value === 0) return 0;
  const inside = Math.min(Math.max(value, low), row.max);
  const share =
    row.scale === 'linear' ? (inside - low) / (row.max - low) : Math.log(inside / low) / Math.log(row.max / low);
  return trackStart(row) + share * (trackEnd(row) - trackStart(row));
}

/** The value at a position of 0 to 1000: the nearest snap, or with `fine` to three digits. Always one that the row allows. */
export function fromPosition(row: NumberRow, position: number, fine = false): number {
  if (!fine) {
    const distance = (value: number) => Math.abs(toPosition(row, value) - position);
    return snaps(row).reduce((best, stop) => (distance(stop) < distance(best) ? stop : best));
  }
  const [start, end, low] = [trackStart(row), trackEnd(row), lowOf(row)];
  if (position < start / 2) return 0;
  if (position > (end + TRACK) / 2) return UNLIMITED;
  const share = Math.min(Math.max((position - start) / (end - start), 0), 1);
  const value = row.scale === 'linear' ? low + share * (row.max - low) : low * (row.max / low) ** share;
  const short = Number(value.toPrecision(3));
  return Math.min(Math.max(isWhole(row) ? Math.round(short) : short, row.min), row.max);
}
