/** What happened in a stretch of a lane's run, from counts, levels and merged histograms: nothing is averaged twice. */
import { addSparse, createHistogram, PERCENTILES, quantiles } from './histogram.ts';
import { resolutions, type Series } from './series.ts';
import { MILLISECOND, type SimTime } from './time.ts';

export interface Stretch {
  offered: number;
  finished: number;
  lost: number;
  refused: number;
  /** Outstanding at its end. */
  unfinished: number;
  /** Of those that finished in it; NaN if none did. */
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** Weighted by time. */
  meanOutstanding: number;
  maxOutstanding: number;
}

/** The finest resolution in which all of the books go back to `from`, or the coarsest. */
export function resolutionOf(books: readonly { at(resolution: SimTime): Series }[], from: SimTime): SimTime {
  const reaches = (resolution: SimTime) => books.every((book) => book.at(resolution).first * resolution <= from);
  return resolutions.find(reaches) ?? resolutions[resolutions.length - 1]!;
}

/** Over the buckets that lie in [from, to), as far as they are simulated; null if there is none. */
export function stretchOf(
  { resolution, first, length, columns, latencies }: Series,
  from: SimTime,
  to: SimTime,
): Stretch | null {
  const begin = Math.max(0, Math.round(from / resolution) - first);
  const end = Math.min(length, Math.round(to / resolution) - first);
  if (end <= begin) return null;
  const merged = createHistogram();
  merged.max = Number.POSITIVE_INFINITY; // The largest of a bucket is not kept.
  for (let i = begin; i < end; i++) addSparse(merged, latencies[i]!, 1);
  const sum = (column: Float32Array) => column.subarray(begin, end).reduce((total, value) => total + value, 0);
  const [p50, p95, p99] = quantiles(merged, PERCENTILES).map((micros) => micros / MILLISECOND);
  return {
    offered: sum(columns.published),
    finished: merged.count,
    lost: sum(columns.lost),
    refused: sum(columns.refused),
    unfinished: columns.outstanding[end - 1]!,
    p50Ms: p50!,
    p95Ms: p95!,
    p99Ms: p99!,
    meanOutstanding: sum(columns.outstandingMean) / (end - begin),
    maxOutstanding: columns.outstandingMax.subarray(begin, end).reduce((most, value) => Math.max(most, value), 0),
  };
}
