/**
 * A histogram of whole microseconds with relative error below 1 %, of fixed size, and mergeable without loss. It knows no time.
 * Buckets are exact below 128 us; from there on 64 to the octave, so that a bucket's middle is at most 1/128 off.
 */
import type { Distribution, SparseCounts } from './series.ts';
import { MILLISECOND } from './time.ts';

const STEPS = 64; // per octave, a power of two
const STEPS_LOG2 = 6;
const OCTAVES = 40;
/** Values from 2^40 us (12.7 days) on stand in the last bucket. */
const LIMIT = 0x100_0000_0000;
/** From 2^32 on, where 32-bit operations end, the pattern of the values is that of their 2^26th part, 26 octaves on. */
const FAR = 0x1_0000_0000;
const FAR_SCALE = 0x400_0000;
const FAR_BUCKETS = 26 * STEPS;

export const HISTOGRAM_SIZE = (OCTAVES - STEPS_LOG2 + 1) * STEPS;

/** As in `percentileNames`. */
export const PERCENTILES: readonly number[] = [0.5, 0.95, 0.99];

/** A class, so that V8 knows what `counts` is without looking. */
export class Histogram {
  counts = new Uint32Array(HISTOGRAM_SIZE);
  /** How many were recorded, their exact sum (up to 2^53 us) and the exact largest, 0 if none. */
  count = 0;
  sum = Number.NaN;
  max = Number.NaN;
}

export function createHistogram(): Histogram {
  const histogram = new Histogram();
  histogram.sum = 0;
  histogram.max = 0;
  return histogram;
}

export function clearHistogram(h: Histogram): void {
  h.counts.fill(0);
  h.count = 0;
  h.sum = 0;
  h.max = 0;
}

/** The bucket of a value >= 0. Values from 2^40 us on share the last one. */
export function bucketOf(micros: number): number {
  if (micros < FAR) return nearBucketOf(micros);
  return micros < LIMIT ? nearBucketOf(Math.floor(micros / FAR_SCALE)) + FAR_BUCKETS : HISTOGRAM_SIZE - 1;
}

/** The top seven binary digits of the value, counted on through the octaves. */
function nearBucketOf(value: number): number {
  const octave = Math.max(0, 31 - STEPS_LOG2 - Math.clz32(value));
  return octave * STEPS + (value >>> octave);
}

/** The middle of the whole numbers that share a bucket. */
export function middleOf(bucket: number): number {
  if (bucket < 2 * STEPS) return bucket;
  if (bucket >= FAR_BUCKETS + STEPS) return middleOf(bucket - FAR_BUCKETS) * FAR_SCALE + (FAR_SCALE - 1) / 2;
  const octave = Math.floor(bucket / STEPS) - 1;
  const width = 1 << octave;
  return (bucket - octave * STEPS) * width + (width - 1) / 2;
}

/** Records a whole number of microseconds >= 0. */
export function record(h: Histogram, micros: number): void {
  h.counts[bucketOf(micros)]++;
  h.count++;
  h.sum += micros;
  if (micros > h.max) h.max = micros;
}

/** Adds `other` to `h`, as if all of its values had been recorded here. */
export function merge(h: Histogram, other: Histogram): void {
  for (let bucket = 0; bucket < HISTOGRAM_SIZE; bucket++) h.counts[bucket] += other.counts[bucket];
  h.count += other.count;
  h.sum += other.sum;
  h.max = Math.max(h.max, other.max);
}

/** Adds (`sign` 1) or takes away (-1) counts. Sum and largest are not known of them, and stay. */
export function addSparse(h: Histogram, sparse: SparseCounts, sign: 1 | -1): void {
  for (let i = 0; i < sparse.length; i += 2) {
    h.counts[sparse[i]] += sign * sparse[i + 1];
    h.count += sign * sparse[i + 1];
  }
}

/**
 * For each p of `rising` (0 to 1, in rising order) the smallest recorded value that at least ceil(p * count) of all, and at least one,
 * do not exceed: the nearest-rank quantile, in microseconds, as the middle of its bucket and never above `max`. Empty: NaN.
 */
export function quantiles(h: Histogram, rising: readonly number[]): number[] {
  let bucket = 0;
  let seen = h.counts[0];
  return rising.map((p) => {
    if (h.count === 0) return Number.NaN;
    const rank = Math.max(1, Math.ceil(p * h.count));
    while (seen < rank && bucket < HISTOGRAM_SIZE - 1) seen += h.counts[++bucket];
    return Math.min(h.max, middleOf(bucket));
  });
}

/** One quantile, as above. */
export function quantile(h: Histogram, p: number): number {
  return quantiles(h, [p])[0];
}

/** The histogram in milliseconds. Empty: count 0, the rest NaN. */
export function summary(h: Histogram): Distribution {
  const [p50, p95, p99] = quantiles(h, PERCENTILES);
  const empty = h.count === 0;
  return {
    count: h.count,
    mean: empty ? Number.NaN : h.sum / h.count / MILLISECOND,
    p50: p50 / MILLISECOND,
    p95: p95 / MILLISECOND,
    p99: p99 / MILLISECOND,
    max: empty ? Number.NaN : h.max / MILLISECOND,
  };
}
