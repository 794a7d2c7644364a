import { expect, test } from 'vitest';
import { type Series, type SeriesName, seriesNames } from '../../model/series.ts';
import { SECOND } from '../../model/time.ts';
import { bucketAt, endOf, largest, perSecond, roundUp, smallest, valueAt } from './column.ts';

function series(name: SeriesName, values: number[], resolution = SECOND / 10, first = 0): Series {
  const columns = Object.fromEntries(
    seriesNames.map((each) => [each, new Float32Array(values.length)]),
  ) as Series['columns'];
  columns[name].set(values);
  return { resolution, first, length: values.length, columns, latencies: [] };
}

test('a bucket holds its beginning and not its end', () => {
  const some = series('ready', [1, 2, 3], SECOND, 10);
  expect(bucketAt(some, 11 * SECOND)).toBe(1);
  expect(valueAt(some, 'ready', 11.999 * SECOND)).toBe(2);
  expect(endOf(some, 1)).toBe(12 * SECOND);
  expect(valueAt(some, 'ready', 9 * SECOND)).toBeNaN();
});

test('a rate looks back one second, however fine the buckets are', () => {
  const steady = series(
    'published',
    Array.from({ length: 20 }, () => 2),
  );
  expect(perSecond(steady, 'published', 19)).toBe(20);
  expect(perSecond(series('published', [30], 10 * SECOND), 'published', 0)).toBe(3);
});

test('extremes leave out what was not measured', () => {
  const some = series('p50', [Number.NaN, 0.5, 20, Number.NaN]);
  expect(largest(some, 'p50')).toBe(20);
  expect(smallest(some, 'p50')).toBe(0.5);
  expect(smallest(series('p50', []), 'p50')).toBe(Number.POSITIVE_INFINITY);
});

test('an axis ends at one, two or five times a power of ten', () => {
  expect([0, 1, 1.1, 30, 51, 999].map(roundUp)).toEqual([1, 1, 2, 50, 100, 1000]);
});
