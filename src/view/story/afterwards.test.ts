import { expect, test } from 'vitest';
import { NEVER, SECOND } from '../../model/time.ts';
import { isTold } from './afterwards.ts';
import { hook, laneStory } from './story.test-support.ts';

const none = { push: 0, pull: 0, hybrid: 0 };

test('a story with a burst is told when all piles are gone and all losses have happened', () => {
  expect(isTold(hook, 24 * SECOND, none)).toBe(false);
  expect(isTold(hook, 22 * SECOND, { ...none, push: 14 })).toBe(false);
  expect(isTold(hook, 24 * SECOND, { ...none, push: 14 })).toBe(true);
});

test('a pile that never drains does not hold the story up', () => {
  expect(isTold({ ...hook, lanes: { push: laneStory({ drainedAt: NEVER }) } }, 24 * SECOND, none)).toBe(true);
});

test('without a burst the story is told at the end; without a story nothing is', () => {
  const quiet = { ...hook, burstAt: null };
  expect(isTold(quiet, 39 * SECOND, none)).toBe(false);
  expect(isTold(quiet, 40 * SECOND, none)).toBe(true);
  expect(isTold(null, 40 * SECOND, none)).toBe(false);
});
