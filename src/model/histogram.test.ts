import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bucketOf,
  clearHistogram,
  createHistogram,
  HISTOGRAM_SIZE,
  merge,
  middleOf,
  quantile,
  record,
  summary,
} from './histogram.ts';

const runs = process.env.LONG ? 5_000 : 500;
const LIMIT = 2 ** 40;

function histogramOf(values: readonly number[]) {
  const h = createHistogram();
  for (const value of values) record(h, value);
  return h;
}

/** Durations of all sizes alike, from 0 to just below 2^40 us. */
const duration = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(39))
  .map(([u, k]) => Math.floor(u * 2 ** (k + 1)));
const durations = fc.array(
  duration.map((x) => Math.min(x, LIMIT - 1)),
  { minLength: 1, maxLength: 300 },
);

test('buckets rise without a gap, each with its middle inside and at most 1/128 from its ends', () => {
  let low = 0;
  for (let bucket = 0; bucket < HISTOGRAM_SIZE; bucket++) {
    const high = 2 * middleOf(bucket) - low; // the middle is half-way between the first and the last value
    expect([bucketOf(low), bucketOf(high)]).toEqual([bucket, bucket]);
    expect(high - middleOf(bucket)).toBeLessThanOrEqual(low / 128);
    low = high + 1;
  }
  expect(low).toBe(LIMIT);
});

test('values above 2^40 us share the last bucket, and the largest is still exact', () => {
  expect([LIMIT, LIMIT * 1000].map(bucketOf)).toEqual([HISTOGRAM_SIZE - 1, HISTOGRAM_SIZE - 1]);
  expect(histogramOf([5, LIMIT * 1000]).max).toBe(LIMIT * 1000);
});

test('a quantile is within 1 % of the exact nearest-rank one', () => {
  fc.assert(
    fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
      const sorted = values.toSorted((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(p * values.length)) - 1];
      expect(Math.abs(quantile(histogramOf(values), p) - exact)).toBeLessThanOrEqual(exact * 0.01);
    }),
    { numRuns: runs },
  );
});

test('merging is the same as having recorded everything in one', () => {
  fc.assert(
    fc.property(durations, durations, (a, b) => {
      const merged = histogramOf(a);
      merge(merged, histogramOf(b));
      expect(merged).toEqual(histogramOf([...a, ...b]));
    }),
    { numRuns: runs / 5 },
  );
});

test('small values are exact: of 1 to 100 us the 95th percentile is 95', () => {
  const h = histogramOf(Array.from({ length: 100 }, (_, i) => i + 1));
  expect([0, 0.5, 0.95, 0.99, 1].map((p) => quantile(h, p))).toEqual([1, 50, 95, 99, 100]);
});

test('no quantile is above the largest value', () => {
  expect(quantile(histogramOf([1_000_000]), 0.5)).toBe(1_000_000);
});

test('the summary is in milliseconds', () => {
  expect(summary(histogramOf([1_000, 1_000, 4_000]))).toEqual({
    count: 3,
    mean: 2,
    p50: expect.closeTo(1, 2),
    p95: expect.closeTo(4, 1),
    p99: expect.closeTo(4, 1),
    max: 4,
  });
});

test('an empty or emptied histogram counts 0 and knows nothing else', () => {
  const emptied = histogramOf([3, 4]);
  clearHistogram(emptied);
  expect(emptied).toEqual(createHistogram());
  const none = Number.NaN;
  expect(summary(emptied)).toEqual({ count: 0, mean: none, p50: none, p95: none, p99: none, max: none });
});
