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

/** Counts are what happened within the bucket. `finished` is the first success of a message (goodput), `lost` is dead-lettered, dropped or turned away; `ownRetries` are tries that workers made again within a delivery. */
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
  'ownRetries',
] as const;
export type CounterName = (typeof counterNames)[number];

/** Publish to first successful effect, of the messages that finished in the bucket, but in the last second at least; in ms, NaN if none did. */
export const percentileNames = ['p50', 'p95', 'p99'] as const;
export type PercentileName = (typeof percentileNames)[number];

/**
 * What is looked up in the lane's books as a bucket ends. A lane with more than 8,192 messages in memory is looked at once a second, one
 * with more than 131,072 every ten seconds; between, the last look stands.
 * - `oldestMs`: age of the oldest outstanding message since its first publish, 0 if there is none; `calling`: busy workers that wait for the downstream;
 * - `outstandingMean`, `outstandingMax`: within the bucket, the mean weighted by time;
 * - `enteredTotal`: messages that ever were outstanding; `lostTotal`, `deadTotal` (dead-lettered), `duplicatesTotal`: since the start;
 * - events whose freshness or completion is decided by then, and those among them that kept it; see `Objective` in model/report.
 */
export const gaugeNames = [
  'oldestMs',
  'calling',
  'outstandingMean',
  'outstandingMax',
  'enteredTotal',
  'lostTotal',
  'deadTotal',
  'duplicatesTotal',
  'freshDecided',
  'freshMet',
  'doneDecided',
  'doneMet',
] as const;
export type GaugeName = (typeof gaugeNames)[number];

export type SeriesName = LevelName | CounterName | PercentileName | GaugeName;
export const seriesNames: readonly SeriesName[] = [...levelNames, ...counterNames, ...percentileNames, ...gaugeNames];

/** A histogram without its empty buckets: pairs of (bucket, count), see model/histogram. Never changed, so copies may share it. */
export type SparseCounts = Uint32Array;
export const NO_COUNTS: SparseCounts = new Uint32Array(0);

/** Consecutive closed buckets of one resolution. */
export interface Series {
  resolution: SimTime;
  /** Index of the first bucket here. */
  first: number;
  length: number;
  columns: Record<SeriesName, Float32Array>;
  /** Of the messages that finished in each bucket, publish to first effect. */
  latencies: readonly SparseCounts[];
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
