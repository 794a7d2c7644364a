/**
 * Time series of a lane, as the engine measured them and as the charts draw them.
 * Three resolutions of the same run; each bucket is [index × resolution, (index + 1) × resolution).
 */
import { SECOND, type SimTime } from './time.ts';

export const resolutions: readonly SimTime[] = [SECOND / 10, SECOND, 10 * SECOND];

/** Closed buckets that the engine keeps, of each resolution. */
export const BUCKETS_KEPT = 600;

/** The finest resolution whose buckets of a run up to `until` are all kept, or the coarsest. */
export const wholeRunResolution = (until: SimTime): SimTime =>
  resolutions.find((resolution) => Math.floor(until / resolution) <= BUCKETS_KEPT) ??
  resolutions[resolutions.length - 1];

/** Levels are the value at the end of the bucket; see `Picture` for what each place means. */
export const levelNames = ['ready', 'leased', 'delayed', 'held', 'inbox', 'working', 'outstanding', 'staff'] as const;
export type LevelName = (typeof levelNames)[number];

/** Counts are what happened within the bucket. `finished` is the first success of a message (goodput), `lost` is dead-lettered, dropped or turned away. */
export const counterNames = [
  'published',
  'deliveries',
  'retries',
  'refused',
  'failed',
  'expired',
  'finished',
  'acked',
  'lost',
  'polls',
  'emptyPolls',
  'duplicateEffects',
] as const;
export type CounterName = (typeof counterNames)[number];

/** Publish to first successful effect, of the messages that finished in the bucket, but in the last second at least; in ms, NaN if none did. */
export const percentileNames = ['p50', 'p95', 'p99'] as const;
export type PercentileName = (typeof percentileNames)[number];

export type SeriesName = LevelName | CounterName | PercentileName;

/** Consecutive closed buckets of one resolution. */
export interface Series {
  resolution: SimTime;
  /** Index of the first bucket here. */
  first: number;
  length: number;
  columns: Record<SeriesName, Float32Array>;
}

/** A summary of a duration in milliseconds. Empty: count 0, the rest NaN. */
export interface Distribution {
  count: number;
  mean: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}
