import { expect, test } from 'vitest';
import { type Series, seriesNames } from '../../model/series.ts';
import { SECOND } from '../../model/time.ts';
import { skyline } from './skyline.ts';

const published = (first: number, counts: number[]): Series => {
  const columns = Object.fromEntries(
    seriesNames.map((name) => [name, new Float32Array(counts.length)]),
  ) as Series['columns'];
  columns.published.set(counts);
  return { resolution: SECOND, first, length: counts.length, columns, latencies: [] };
};

test('the fullest column is 1 and a quarter of its messages is half as high', () => {
  expect([...skyline(published(0, [1, 0, 4, 1]), 4 * SECOND, 4)]).toEqual([0.5, 0, 1, 0.5]);
});

test('buckets of one column are added up, and what is not simulated yet is flat', () => {
  expect([...skyline(published(0, [2, 2]), 8 * SECOND, 4)]).toEqual([1, 0, 0, 0]);
});

test('buckets that were dropped at the front leave their place empty', () => {
  expect([...skyline(published(2, [1, 1]), 4 * SECOND, 4)]).toEqual([0, 0, 1, 1]);
});

test('a run without arrivals has no skyline', () => {
  expect([...skyline(published(0, [0, 0]), 2 * SECOND, 2)]).toEqual([0, 0]);
});
