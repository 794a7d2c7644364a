/**
 * What happened in each bucket of one resolution: counts, levels at its end, and latencies as counts by histogram bucket.
 * The latest buckets are kept in a ring, so that memory stands still however long the run; `metrics.ts` says when to close one.
 */
import {
  BUCKETS_KEPT,
  counterNames,
  levelNames,
  percentileNames,
  type Series,
  type SeriesName,
} from '../model/series.ts';
import { MILLISECOND, SECOND, type SimTime } from '../model/time.ts';
import { createHistogram, HISTOGRAM_SIZE, type Histogram, PERCENTILES, quantiles } from './histogram.ts';

/** Percentiles speak of the last second at least, so the oldest bucket shown needs up to nine tenths of a second before it. */
const WINDOW_MAX = 10;
const SLOTS = BUCKETS_KEPT + WINDOW_MAX - 1;

const COUNTERS = counterNames.length;
const LEVELS = levelNames.length;

/** Pairs of (histogram bucket, count). Never changed once it stands in the ring, so copies of a run may share it. */
type Sparse = Uint32Array;
const NOTHING: Sparse = new Uint32Array(0);

export interface TimeBuckets {
  resolution: SimTime;
  /** Index of the open bucket: all before it are closed. */
  open: number;
  /** A row for each closed bucket, at its index modulo SLOTS. */
  counts: Uint32Array;
  levels: Float32Array;
  latencies: Sparse[];
  /** The open bucket: totals at its start, its latencies by histogram bucket, and which of those are not 0. */
  totalsBefore: Float64Array;
  pending: Uint32Array;
  touched: Uint16Array;
  touchedCount: number;
}

export function createTimeBuckets(resolution: SimTime): TimeBuckets {
  return {
    resolution,
    open: 0,
    counts: new Uint32Array(SLOTS * COUNTERS),
    levels: new Float32Array(SLOTS * LEVELS),
    latencies: new Array<Sparse>(SLOTS).fill(NOTHING),
    totalsBefore: new Float64Array(COUNTERS),
    pending: new Uint32Array(HISTOGRAM_SIZE),
    touched: new Uint16Array(HISTOGRAM_SIZE),
    touchedCount: 0,
  };
}

/** Adds latencies that fall into one histogram bucket to the open time bucket. */
export function addLatencies(b: TimeBuckets, bucket: number, count: number): void {
  if (b.pending[bucket] === 0) b.touched[b.touchedCount++] = bucket;
  b.pending[bucket] += count;
}

/**
 * Closes every bucket that ends at or before `now`, with `totals` and `levels` as they stood until then, and hands the latencies on
 * to the next `coarser` resolution, which must not have closed them yet. However long nothing happened, at most SLOTS + 1 are closed.
 */
export function closeUntil(
  b: TimeBuckets,
  now: SimTime,
  totals: Float64Array,
  levels: Float64Array,
  coarser: TimeBuckets | null,
): void {
  const open = Math.floor(now / b.resolution);
  while (b.open < open) {
    close(b, totals, levels, coarser);
    // The first one took along all that had happened. After it come idle ones, and the ring forgets all but the latest.
    b.open = Math.max(b.open + 1, open - SLOTS);
  }
}

function close(b: TimeBuckets, totals: Float64Array, levels: Float64Array, coarser: TimeBuckets | null): void {
  const slot = b.open % SLOTS;
  for (let c = 0; c < COUNTERS; c++) b.counts[slot * COUNTERS + c] = totals[c] - b.totalsBefore[c];
  b.totalsBefore.set(totals);
  b.levels.set(levels, slot * LEVELS);
  b.latencies[slot] = b.touchedCount === 0 ? NOTHING : takePending(b, coarser);
}

function takePending(b: TimeBuckets, coarser: TimeBuckets | null): Sparse {
  const sparse = new Uint32Array(2 * b.touchedCount);
  for (let i = 0; i < b.touchedCount; i++) {
    const bucket = b.touched[i];
    const count = b.pending[bucket];
    sparse[2 * i] = bucket;
    sparse[2 * i + 1] = count;
    b.pending[bucket] = 0;
    if (coarser !== null) addLatencies(coarser, bucket, count);
  }
  b.touchedCount = 0;
  return sparse;
}

/** The closed buckets from index `from` on, or from the oldest that is kept; none if `from` is not closed yet. */
export function seriesOf(b: TimeBuckets, from: number): Series {
  const first = Math.min(b.open, Math.max(0, from, b.open - BUCKETS_KEPT));
  const length = b.open - first;
  const columns = {} as Record<SeriesName, Float32Array>;
  const column = (name: SeriesName) => (columns[name] = new Float32Array(length));
  levelNames.forEach((name, level) => {
    const values = column(name);
    for (let i = 0; i < length; i++) values[i] = b.levels[((first + i) % SLOTS) * LEVELS + level];
  });
  counterNames.forEach((name, counter) => {
    const values = column(name);
    for (let i = 0; i < length; i++) values[i] = b.counts[((first + i) % SLOTS) * COUNTERS + counter];
  });
  fillPercentiles(b, first, percentileNames.map(column));
  return { resolution: b.resolution, first, length, columns };
}

/** Percentiles of all latencies in a sliding window of one second, or of one bucket if that is longer; in ms, NaN if there are none. */
function fillPercentiles(b: TimeBuckets, first: number, columns: Float32Array[]): void {
  const window = Math.max(1, Math.min(WINDOW_MAX, Math.floor(SECOND / b.resolution)));
  const merged = createHistogram();
  merged.max = Number.POSITIVE_INFINITY; // The largest of a window is not kept.
  for (let index = Math.max(0, first - window + 1); index < first; index++)
    shift(merged, b.latencies[index % SLOTS], 1);
  for (let index = first; index < b.open; index++) {
    shift(merged, b.latencies[index % SLOTS], 1);
    quantiles(merged, PERCENTILES).forEach((micros, i) => {
      columns[i][index - first] = micros / MILLISECOND;
    });
    const leaving = index - window + 1;
    if (leaving >= 0) shift(merged, b.latencies[leaving % SLOTS], -1);
  }
}

/** Adds (`sign` 1) or takes away (-1). */
function shift(h: Histogram, sparse: Sparse, sign: 1 | -1): void {
  for (let i = 0; i < sparse.length; i += 2) {
    h.counts[sparse[i]] += sign * sparse[i + 1];
    h.count += sign * sparse[i + 1];
  }
}

/** All latencies of the closed buckets from index `from` to before `to`, as far as they are still kept. Its largest is not known. */
export function latenciesBetween(b: TimeBuckets, from: number, to: number): Histogram {
  const merged = createHistogram();
  merged.max = Number.POSITIVE_INFINITY;
  const last = Math.min(to, b.open);
  for (let index = Math.max(from, b.open - SLOTS, 0); index < last; index++)
    shift(merged, b.latencies[index % SLOTS], 1);
  return merged;
}
