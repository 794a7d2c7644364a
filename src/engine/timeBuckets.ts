/**
 * What happened in each bucket of one resolution: counts, levels at its end, and latencies as counts by histogram bucket.
 * The latest buckets are kept in a ring, so that memory stands still however long the run; `metrics.ts` says when to close one.
 */
import {
  addSparse,
  createHistogram,
  HISTOGRAM_SIZE,
  type Histogram,
  PERCENTILES,
  quantiles,
} from '../model/histogram.ts';
import {
  BUCKETS_KEPT,
  counterNames,
  gaugeNames,
  levelNames,
  NO_COUNTS,
  percentileNames,
  type Series,
  type SeriesName,
  type SparseCounts,
} from '../model/series.ts';
import { MILLISECOND, SECOND, type SimTime } from '../model/time.ts';
import { inDoubles } from './records.ts';

/** Percentiles speak of the last second at least, so the oldest bucket shown needs up to nine tenths of a second before it. */
const WINDOW_MAX = 10;
/** How many closed buckets each resolution remembers. */
export const SLOTS = BUCKETS_KEPT + WINDOW_MAX - 1;

const COUNTERS = counterNames.length;
const LEVELS = levelNames.length;
const GAUGES = gaugeNames.length;
const OUTSTANDING = levelNames.indexOf('outstanding');
const MEAN = gaugeNames.indexOf('outstandingMean');
const MAX = gaugeNames.indexOf('outstandingMax');
const OLDEST = gaugeNames.indexOf('oldestMs');

/** What a bucket is closed with: all that stood until then. */
interface Books {
  totals: Float64Array;
  levels: Float64Array;
  levelSince: Float64Array;
  levelArea: Float64Array;
  gauges: Float64Array;
  oldestAt: SimTime;
}

export class TimeBuckets {
  readonly resolution: SimTime;
  /** Index of the open bucket: all before it are closed. */
  open = 0;
  /** A row for each closed bucket, at its index modulo SLOTS. */
  counts = new Uint32Array(SLOTS * COUNTERS);
  levels = new Float32Array(SLOTS * LEVELS);
  gauges = new Float32Array(SLOTS * GAUGES);
  latencies = new Array<SparseCounts>(SLOTS).fill(NO_COUNTS);
  /** The open bucket: totals at its start, its latencies by histogram bucket, and which of those are not 0. */
  totalsBefore = new Float64Array(COUNTERS);
  pending = new Uint32Array(HISTOGRAM_SIZE);
  touched = new Uint16Array(HISTOGRAM_SIZE);
  touchedCount = 0;
  /** Of the outstanding messages: the area (value x us) at the start of the open bucket, and the largest value within it. */
  areaBefore = 0;
  peak = 0;

  constructor(resolution: SimTime) {
    this.resolution = resolution;
  }
}

export const createTimeBuckets = (resolution: SimTime): TimeBuckets =>
  inDoubles(new TimeBuckets(resolution), ['areaBefore', 'peak']);

/** Adds latencies that fall into one histogram bucket to the open time bucket. */
export function addLatencies(b: TimeBuckets, bucket: number, count: number): void {
  if (b.pending[bucket] === 0) b.touched[b.touchedCount++] = bucket;
  b.pending[bucket] += count;
}

/**
 * Closes every bucket that ends at or before `now`, with the books as they stood until then, and hands latencies and peak on
 * to the next `coarser` resolution, which must not have closed them yet. However long nothing happened, at most SLOTS + 1 are closed.
 */
export function closeUntil(b: TimeBuckets, now: SimTime, books: Books, coarser: TimeBuckets | null): void {
  const open = Math.floor(now / b.resolution);
  while (b.open < open) {
    close(b, books, coarser);
    // The first one took along all that had happened. After it come idle ones, and the ring forgets all but the latest.
    b.open = Math.max(b.open + 1, open - SLOTS);
  }
}

function close(b: TimeBuckets, books: Books, coarser: TimeBuckets | null): void {
  const { totals, levels } = books;
  const slot = b.open % SLOTS;
  for (let c = 0; c < COUNTERS; c++) b.counts[slot * COUNTERS + c] = totals[c] - b.totalsBefore[c];
  b.totalsBefore.set(totals);
  b.levels.set(levels, slot * LEVELS);
  b.latencies[slot] = b.touchedCount === 0 ? NO_COUNTS : takePending(b, coarser);
  closeGauges(b, books, slot * GAUGES, (b.open + 1) * b.resolution);
  if (coarser !== null && b.peak > coarser.peak) coarser.peak = b.peak;
  b.peak = levels[OUTSTANDING];
}

function closeGauges(
  b: TimeBuckets,
  { levels, levelArea, levelSince, gauges, oldestAt }: Books,
  row: number,
  end: SimTime,
) {
  const area = levelArea[OUTSTANDING] + levels[OUTSTANDING] * (end - levelSince[OUTSTANDING]);
  b.gauges.set(gauges, row);
  b.gauges[row + MEAN] = (area - b.areaBefore) / b.resolution;
  b.gauges[row + MAX] = b.peak;
  b.gauges[row + OLDEST] = oldestAt === -1 ? 0 : (end - oldestAt) / MILLISECOND;
  b.areaBefore = area;
}

function takePending(b: TimeBuckets, coarser: TimeBuckets | null): SparseCounts {
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
  gaugeNames.forEach((name, gauge) => {
    const values = column(name);
    for (let i = 0; i < length; i++) values[i] = b.gauges[((first + i) % SLOTS) * GAUGES + gauge];
  });
  const latencies = Array.from({ length }, (_, i) => b.latencies[(first + i) % SLOTS]);
  return { resolution: b.resolution, first, length, columns, latencies };
}

/** Percentiles of all latencies in a sliding window of one second, or of one bucket if that is longer; in ms, NaN if there are none. */
function fillPercentiles(b: TimeBuckets, first: number, columns: Float32Array[]): void {
  const window = Math.max(1, Math.min(WINDOW_MAX, Math.floor(SECOND / b.resolution)));
  const merged = createHistogram();
  merged.max = Number.POSITIVE_INFINITY; // The largest of a window is not kept.
  for (let index = Math.max(0, first - window + 1); index < first; index++)
    addSparse(merged, b.latencies[index % SLOTS], 1);
  for (let index = first; index < b.open; index++) {
    addSparse(merged, b.latencies[index % SLOTS], 1);
    quantiles(merged, PERCENTILES).forEach((micros, i) => {
      columns[i][index - first] = micros / MILLISECOND;
    });
    const leaving = index - window + 1;
    if (leaving >= 0) addSparse(merged, b.latencies[leaving % SLOTS], -1);
  }
}

/** All latencies of the closed buckets from index `from` to before `to`, as far as they are still kept. Its largest is not known. */
export function latenciesBetween(b: TimeBuckets, from: number, to: number): Histogram {
  const merged = createHistogram();
  merged.max = Number.POSITIVE_INFINITY;
  const last = Math.min(to, b.open);
  for (let index = Math.max(from, b.open - SLOTS, 0); index < last; index++)
    addSparse(merged, b.latencies[index % SLOTS], 1);
  return merged;
}
