import { expect, test } from 'vitest';
import { type Series, type SeriesName, seriesNames } from '../model/series.ts';
import { NEVER, SECOND } from '../model/time.ts';
import { BUCKETS_MAX, createSeriesBook } from './seriesBook.ts';

/** Buckets whose every value is their index, times `factor`. */
function buckets(first: number, length: number, factor = 1): Series {
  const names: readonly SeriesName[] = seriesNames;
  const values = Float32Array.from({ length }, (_, i) => (first + i) * factor);
  const columns = Object.fromEntries(names.map((name) => [name, values.slice()])) as Series['columns'];
  return { resolution: SECOND, first, length, columns, latencies: [] };
}

const shown = ({ first, length, columns }: Series) => ({ first, length, ready: [...columns.ready] });

test('consecutive buckets become one series', () => {
  const book = createSeriesBook();
  book.add(buckets(0, 3));
  book.add(buckets(3, 2));
  expect(shown(book.at(SECOND))).toEqual({ first: 0, length: 5, ready: [0, 1, 2, 3, 4] });
  expect(book.at(SECOND)).toBe(book.at(SECOND));
  expect(book.at(10 * SECOND).length).toBe(0);
});

test('buckets that come again replace the old ones and keep the later ones', () => {
  const book = createSeriesBook();
  book.add(buckets(0, 5));
  book.add(buckets(1, 2, 10));
  expect(shown(book.at(SECOND))).toEqual({ first: 0, length: 5, ready: [0, 10, 20, 3, 4] });
});

test('after a gap only what follows it is kept', () => {
  const book = createSeriesBook();
  book.add(buckets(0, 5));
  book.add(buckets(9, 2));
  expect(shown(book.at(SECOND))).toEqual({ first: 9, length: 2, ready: [9, 10] });
});

test('a cut drops the buckets that end after it', () => {
  const book = createSeriesBook();
  book.add(buckets(0, 5));
  book.cut(NEVER);
  expect(book.at(SECOND).length).toBe(5);
  book.cut(3.5 * SECOND);
  expect(book.at(SECOND).length).toBe(3);
  book.cut(0);
  expect(book.at(SECOND).length).toBe(0);
  book.add(buckets(2, 1));
  expect(shown(book.at(SECOND))).toEqual({ first: 2, length: 1, ready: [2] });
});

test('a long run keeps a bounded number of buckets, the latest', () => {
  const book = createSeriesBook();
  for (let first = 0; first < 3 * BUCKETS_MAX; first += 60) book.add(buckets(first, 60));
  const { first, length, columns } = book.at(SECOND);
  expect(length).toBeLessThanOrEqual(BUCKETS_MAX);
  expect(length).toBeGreaterThan(BUCKETS_MAX / 2);
  expect(first + length).toBe(3 * BUCKETS_MAX);
  expect([columns.p99[0], columns.p99[length - 1]]).toEqual([first, first + length - 1]);
});

test('an unknown resolution is an error that names the known ones', () => {
  expect(() => createSeriesBook().at(7)).toThrow(/no series of 7 µs; there are 100000, 1000000, 10000000/);
});
