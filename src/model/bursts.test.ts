import { expect, test } from 'vitest';
import { burstsOf } from './bursts.ts';
import type { Scenario } from './scenario.ts';
import { NEVER, SECOND } from './time.ts';

const scenario = (some: Partial<Scenario>): Scenario => ({
  name: 'test',
  seed: 1,
  until: 40 * SECOND,
  lanes: ['push'],
  values: {},
  timeline: [],
  trace: null,
  ...some,
});

test('a burst that is planned once happens once', () => {
  const values = { 'burst.size': 80, 'burst.at': 20 * SECOND, 'burst.every': NEVER };
  expect(burstsOf(scenario({ values }))).toEqual([{ at: 20 * SECOND, size: 80 }]);
});

test('planned bursts repeat until the run ends, and one fired by hand stands among them', () => {
  const values = { 'burst.size': 5, 'burst.at': 0, 'burst.every': 15 * SECOND };
  const timeline = [{ type: 'burst' as const, at: 20 * SECOND, size: 7 }];
  expect(burstsOf(scenario({ values, timeline })).map(({ at }) => at / SECOND)).toEqual([0, 15, 20, 30]);
});

test('without a size there is none, and a day of tenths of a second is bounded', () => {
  expect(burstsOf(scenario({ values: { 'burst.at': 5 * SECOND } }))).toEqual([]);
  const values = { 'burst.size': 1, 'burst.at': 0, 'burst.every': SECOND / 10 };
  expect(burstsOf(scenario({ values, until: 86_400 * SECOND }))).toHaveLength(200);
});
