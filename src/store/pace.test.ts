import { expect, test } from 'vitest';
import { SECOND } from '../model/time.ts';
import { blank } from '../scenarios/blank.ts';
import { hook } from '../scenarios/hook.ts';
import { firstBurstAt, pace } from './pace.ts';

test('the hook plays at half speed from half a second before its burst to four seconds after', () => {
  const speeds = [0, 19.4, 19.5, 20, 23.9, 24, 40].map((second) => pace(hook, second * SECOND, 1));
  expect(speeds).toEqual([1, 1, 0.5, 0.5, 0.5, 1, 1]);
});

test('the slow motion follows the burst', () => {
  const early = { ...hook, values: { ...hook.values, 'burst.at': 5 * SECOND } };
  expect(pace(early, 5 * SECOND, 1)).toBe(0.5);
  expect(pace(early, 20 * SECOND, 1)).toBe(1);
});

test('a chosen speed is the speed, and other scenarios have no slow motion', () => {
  for (const speed of [0.1, 0.5, 2, 100]) expect(pace(hook, 20 * SECOND, speed)).toBe(speed);
  const other = { ...hook, name: 'other' };
  expect(pace(other, 20 * SECOND, 1)).toBe(1);
});

test('without a burst there is none', () => {
  expect(firstBurstAt(blank)).toBe(Number.POSITIVE_INFINITY);
  const calm = { ...hook, values: { ...hook.values, 'burst.size': 0 } };
  expect(pace(calm, 20 * SECOND, 1)).toBe(1);
});
