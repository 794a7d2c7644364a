import { expect, test } from 'vitest';
import { BUCKETS_KEPT, counterNames, levelNames, resolutions } from '../model/series.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';
import {
  Counter,
  closeBuckets,
  count,
  createMetrics,
  Level,
  latency,
  type Metrics,
  series,
  setLevel,
} from './metrics.ts';
import { Purpose, uniform } from './random.ts';

const TENTH = SECOND / 10;
const DAY = 86_400 * SECOND;

/** The exact nearest-rank percentile. */
function percentile(values: number[], p: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(p * values.length) - 1];
}

/** 20 messages a second that take up to a second each, and a level that moves with each; returns what happened when. */
function keepBusy(m: Metrics, from: number, until: number): { at: number; micros: number }[] {
  return Array.from({ length: (until - from) / (50 * MILLISECOND) }, (_, i) => {
    const at = from + i * 50 * MILLISECOND;
    const micros = Math.floor(uniform(1, Purpose.service, i, 0) * SECOND);
    count(m, Counter.finished, at);
    latency(m, micros, at);
    setLevel(m, Level.outstanding, i % 13, at);
    return { at, micros };
  });
}

test('each resolution is a multiple of the finer one', () => {
  for (let i = 1; i < resolutions.length; i++) expect(resolutions[i] % resolutions[i - 1]).toBe(0);
});

test('a bucket holds what was counted in it and the level at its end; its very end belongs to the next', () => {
  const m = createMetrics();
  count(m, Counter.published, 0);
  count(m, Counter.published, TENTH - 1);
  setLevel(m, Level.ready, 7, TENTH - 1);
  count(m, Counter.published, TENTH);
  setLevel(m, Level.ready, 3, TENTH);
  closeBuckets(m, 2 * TENTH);
  const { first, length, resolution, columns } = series(m, 0, 0);
  expect({ first, length, resolution }).toEqual({ first: 0, length: 2, resolution: TENTH });
  expect([...columns.published]).toEqual([2, 1]);
  expect([...columns.ready]).toEqual([7, 3]);
  expect([...columns.p50]).toEqual([Number.NaN, Number.NaN]);
});

test('an open bucket is in no series, and a series can begin at any bucket', () => {
  const m = createMetrics();
  closeBuckets(m, 5 * TENTH - 1);
  expect(series(m, 0, 0).length).toBe(4);
  expect(series(m, 1, 0)).toMatchObject({ first: 0, length: 0 });
  expect(series(m, 0, 3)).toMatchObject({ first: 3, length: 1 });
  expect(series(m, 0, 9)).toMatchObject({ first: 4, length: 0 });
});

test('every level and counter has its own column', () => {
  const m = createMetrics();
  levelNames.forEach((name, i) => {
    setLevel(m, Level[name], i + 1, 0);
  });
  counterNames.forEach((name, i) => {
    for (let n = 0; n <= i; n++) count(m, Counter[name], 0);
  });
  closeBuckets(m, TENTH);
  const { columns } = series(m, 0, 0);
  expect(levelNames.map((name) => columns[name][0])).toEqual(levelNames.map((_, i) => i + 1));
  expect(counterNames.map((name) => columns[name][0])).toEqual(counterNames.map((_, i) => i + 1));
});

test.each([0, 1, 2])('at resolution %i the buckets add up to the totals, and levels are those at their ends', (r) => {
  const m = createMetrics();
  keepBusy(m, 0, 60 * SECOND);
  closeBuckets(m, 60 * SECOND);
  const { columns, length } = series(m, r, 0);
  expect(length).toBe((60 * SECOND) / resolutions[r]);
  expect(columns.finished.reduce((sum, n) => sum + n)).toBe(m.totals[Counter.finished]);
  const lastBefore = (end: number) => (end / (50 * MILLISECOND) - 1) % 13;
  expect([...columns.outstanding]).toEqual(Array.from({ length }, (_, i) => lastBefore((i + 1) * resolutions[r])));
});

test.each([0, 1, 2])(
  'percentiles at resolution %i are those of the raw latencies of the last second or longer',
  (r) => {
    const m = createMetrics();
    const raw = keepBusy(m, 0, 60 * SECOND);
    closeBuckets(m, 60 * SECOND);
    const { columns, length } = series(m, r, 0);
    for (let i = 0; i < length; i++) {
      const end = (i + 1) * resolutions[r];
      const start = end - Math.max(SECOND, resolutions[r]);
      const inWindow = raw.filter(({ at }) => at >= start && at < end).map(({ micros }) => micros / MILLISECOND);
      for (const [name, p] of [
        ['p50', 0.5],
        ['p95', 0.95],
        ['p99', 0.99],
      ] as const) {
        const exact = percentile(inWindow, p);
        expect(Math.abs(columns[name][i] - exact)).toBeLessThanOrEqual(exact * 0.01);
      }
    }
  },
);

test('percentiles do not depend on when a series is asked for, nor on where it begins', () => {
  const m = createMetrics();
  keepBusy(m, 0, 60 * SECOND);
  closeBuckets(m, 60 * SECOND);
  const before = series(m, 0, 400).columns.p95;
  keepBusy(m, 60 * SECOND, 100 * SECOND);
  closeBuckets(m, 100 * SECOND);
  const { first, columns } = series(m, 0, 0);
  expect(first).toBe(1_000 - BUCKETS_KEPT);
  expect(columns.p95.subarray(0, 200)).toEqual(before);
});

test('after an idle day the ring holds the latest buckets, all with the last level and no latencies', () => {
  const m = createMetrics();
  setLevel(m, Level.ready, 4, 0);
  latency(m, 5, 1);
  count(m, Counter.finished, DAY);
  closeBuckets(m, DAY + TENTH);
  resolutions.forEach((resolution, r) => {
    const { first, length, columns } = series(m, r, 0);
    expect(first + length).toBe(Math.floor((DAY + TENTH) / resolution));
    expect(length).toBe(BUCKETS_KEPT);
    expect(columns.ready.every((value) => value === 4)).toBe(true);
    expect(columns.finished.reduce((sum, n) => sum + n)).toBe(r === 0 ? 1 : 0);
    expect(columns.p99.every(Number.isNaN)).toBe(true);
  });
  expect(m.totals[Counter.finished]).toBe(1);
});

test('what happened before a long gap still reaches the coarser bucket it belongs to', () => {
  const m = createMetrics();
  latency(m, 40_000, 3);
  closeBuckets(m, 100 * SECOND);
  expect(series(m, 1, 0).columns.p50[0]).toBeCloseTo(40, 0);
  expect(series(m, 2, 0).columns.p50[0]).toBeCloseTo(40, 0);
  expect(series(m, 2, 0).columns.p50[1]).toBeNaN();
});

test('a deep copy goes on by itself', () => {
  const m = createMetrics();
  keepBusy(m, 0, 60 * SECOND);
  const copy = structuredClone(m);
  keepBusy(m, 60 * SECOND, 100 * SECOND);
  expect(copy.totals[Counter.finished]).toBe(1_200);
  keepBusy(copy, 60 * SECOND, 100 * SECOND);
  expect(series(copy, 0, 0)).toEqual(series(m, 0, 0));
});
