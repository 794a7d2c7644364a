/**
 * A lane's measurements, taken as things happen: counts, time-weighted levels, durations, and time series at three resolutions.
 * All plain records and typed arrays of fixed size, so a copy is a checkpoint. It is told the time and decides nothing.
 * What happens at the very end of a bucket belongs to the next one. `now` must never go back.
 */
import { codesOf } from '../model/codes.ts';
import { bucketOf, clearHistogram, createHistogram, record } from '../model/histogram.ts';
import { counterNames, gaugeNames, levelNames, resolutions, type Series } from '../model/series.ts';
import type { SimTime } from '../model/time.ts';
import { inDoubles } from './records.ts';
import { addLatencies, closeUntil, createTimeBuckets, seriesOf, type TimeBuckets } from './timeBuckets.ts';

/** The index of each level and counter, as the functions here take it. */
export const Level = codesOf(levelNames);
export const Counter = codesOf(counterNames);
export const Gauge = codesOf(gaugeNames);

export class Metrics {
  /** By level: its value, since when, its area (value x us) up to then, the same at `warmAt`, and its largest value since. */
  levels = new Float64Array(levelNames.length);
  levelSince = new Float64Array(levelNames.length);
  levelArea = new Float64Array(levelNames.length);
  areaWhenWarm = new Float64Array(levelNames.length);
  levelMax = new Float64Array(levelNames.length);
  /** Its largest value since the finest bucket was opened. */
  levelPeak = new Float64Array(levelNames.length);
  /** By counter: since the start of the run, and as it stood at `warmAt`. */
  totals = new Float64Array(counterNames.length);
  totalsWhenWarm = new Float64Array(counterNames.length);
  /** Durations since `warmAt`: publish to first effect, publish to first start, and ready to start for each delivery. */
  latency = createHistogram();
  wait = createHistogram();
  attemptWait = createHistogram();
  /** When the warm-up ended, 0 if there is none. */
  warmAt: SimTime = 0;
  /** As they were looked up last; the two of `outstanding` are worked out when a bucket closes. */
  gauges = new Float64Array(gaugeNames.length);
  /** When the oldest outstanding message was published, -1 if there is none. */
  oldestAt: SimTime = -1;
  /** As in `resolutions`: finest first, each a multiple of the one before, so all close when a bucket of the finest does. */
  buckets: TimeBuckets[] = resolutions.map(createTimeBuckets);
  nextClose: SimTime = resolutions[0];
}

export const createMetrics = (): Metrics => inDoubles(new Metrics(), ['warmAt', 'oldestAt', 'nextClose']);

/** Sets a level from `now` on. A value that lasts no time counts for the largest value, not for the mean. */
export function setLevel(m: Metrics, level: number, value: number, now: SimTime): void {
  addLevel(m, level, value - m.levels[level], now);
}

/** Raises or lowers a level from `now` on. */
export function addLevel(m: Metrics, level: number, delta: number, now: SimTime): void {
  if (now >= m.nextClose) closeBuckets(m, now);
  const before = m.levels[level];
  const value = before + delta;
  m.levelArea[level] += before * (now - m.levelSince[level]);
  m.levelSince[level] = now;
  m.levels[level] = value;
  if (delta < 0) return;
  if (value > m.levelMax[level]) m.levelMax[level] = value;
  if (value > m.levelPeak[level]) m.levelPeak[level] = value;
}

/** Counts one. */
export function count(m: Metrics, counter: number, now: SimTime): void {
  if (now >= m.nextClose) closeBuckets(m, now);
  m.totals[counter]++;
}

/** A message had its first effect, `micros` (whole, >= 0) after it was published. Counts as no counter: `finished` is counted apart. */
export function latency(m: Metrics, micros: SimTime, now: SimTime): void {
  if (now >= m.nextClose) closeBuckets(m, now);
  record(m.latency, micros);
  addLatencies(m.buckets[0], bucketOf(micros), 1);
}

/** Records a duration (whole microseconds >= 0) that has no series. */
export function observe(m: Metrics, which: 'wait' | 'attemptWait', micros: SimTime): void {
  record(m[which], micros);
}

/** Closes all buckets that end at or before `now`. Recording does so by itself; a frame or the end of a run asks for it. */
export function closeBuckets(m: Metrics, now: SimTime): void {
  const { buckets } = m;
  buckets[0].peak = m.levelPeak[Level.outstanding];
  m.levelPeak.set(m.levels);
  for (let i = 0; i < buckets.length; i++) closeUntil(buckets[i], now, m, buckets[i + 1] ?? null);
  m.nextClose = (buckets[0].open + 1) * buckets[0].resolution;
}

/** Ends the warm-up: means, largest values, durations and `counted` start afresh. The series and `totals` know nothing of it. */
export function markWarm(m: Metrics, now: SimTime): void {
  m.warmAt = now;
  for (let level = 0; level < levelNames.length; level++) m.areaWhenWarm[level] = levelArea(m, level, now);
  m.levelMax.set(m.levels);
  m.totalsWhenWarm.set(m.totals);
  clearHistogram(m.latency);
  clearHistogram(m.wait);
  clearHistogram(m.attemptWait);
}

/** Integral of a level over time (value x us) from the start of the run to `now`. */
export function levelArea(m: Metrics, level: number, now: SimTime): number {
  return m.levelArea[level] + m.levels[level] * (now - m.levelSince[level]);
}

/** Time-weighted mean of a level from the end of the warm-up to `now`; its present value if no time has passed. */
export function levelMean(m: Metrics, level: number, now: SimTime): number {
  if (now <= m.warmAt) return m.levels[level];
  return (levelArea(m, level, now) - m.areaWhenWarm[level]) / (now - m.warmAt);
}

/** Largest value of a level since the end of the warm-up. */
export function levelMax(m: Metrics, level: number): number {
  return m.levelMax[level];
}

/** How often something was counted since the end of the warm-up. */
export function counted(m: Metrics, counter: number): number {
  return m.totals[counter] - m.totalsWhenWarm[counter];
}

/** The closed buckets of `resolutions[resolution]` from index `fromBucket` on, or from the oldest kept. Copies: they may be transferred. */
export function series(m: Metrics, resolution: number, fromBucket: number): Series {
  return seriesOf(m.buckets[resolution], fromBucket);
}
