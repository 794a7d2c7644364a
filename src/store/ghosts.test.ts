import { expect, test } from 'vitest';
import { type LaneId, laneIds } from '../model/lanes.ts';
import { type Series, seriesNames } from '../model/series.ts';
import { NEVER, SECOND } from '../model/time.ts';
import { ghostOf, withGhost } from './ghosts.ts';
import { createSeriesBook } from './seriesBook.ts';

/** Ten seconds, with as much outstanding at the end of each as the number of the second. */
function books() {
  const names = seriesNames;
  const columns = Object.fromEntries(
    names.map((name) => [name, Float32Array.from({ length: 10 }, (_, i) => i)]),
  ) as Series['columns'];
  const all = laneIds.map((lane) => [lane, createSeriesBook()] as const);
  for (const [, book] of all) book.add({ resolution: SECOND, first: 0, length: 10, columns, latencies: [] });
  return Object.fromEntries(all) as Record<LaneId, ReturnType<typeof createSeriesBook>>;
}

test('a ghost begins where both futures still were one, and ends where the series are no longer true', () => {
  const ghost = ghostOf(books(), 1, 4.5 * SECOND, 7.5 * SECOND);
  const { first, length, columns } = ghost.at('pull', SECOND);
  expect({ first, length }).toEqual({ first: 3, length: 4 });
  expect([...columns.outstanding]).toEqual([3, 4, 5, 6]);
  expect(ghostOf(books(), 1, 0, NEVER).at('push', SECOND).length).toBe(10);
  expect(ghostOf(books(), 1, 4 * SECOND, 0).at('push', SECOND).length).toBe(0);
  expect(ghostOf(books(), 1, 20 * SECOND, NEVER).at('push', SECOND).length).toBe(0);
});

test('a ghost is a copy, which the next future does not write into', () => {
  const now = books();
  const ghost = ghostOf(now, 1, 4 * SECOND, NEVER);
  now.push.at(SECOND).columns.outstanding.fill(99);
  expect([...ghost.at('push', SECOND).columns.outstanding]).toEqual([3, 4, 5, 6, 7, 8, 9]);
});

test('a few ghosts are kept, and one of each branch', () => {
  const some = [1, 2, 3, 4, 5, 2].map((branch) => ghostOf(books(), branch, branch, NEVER));
  expect(some.reduce(withGhost, []).map(({ branch }) => branch)).toEqual([3, 4, 5, 2]);
});
