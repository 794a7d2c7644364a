import { expect, test } from 'vitest';
import { laneIds } from '../../model/lanes.ts';
import type { Scenario } from '../../model/scenario.ts';
import { SECOND } from '../../model/time.ts';
import { changedKeys, ownLanes, rowOf, standing, targetOf } from './standing.ts';

const scenario = (some: Partial<Scenario> = {}): Scenario => ({
  name: 'test',
  seed: 1,
  until: 40 * SECOND,
  lanes: [...laneIds],
  values: { 'poll.interval': 800_000, 'hybrid:poll.interval': 0 },
  timeline: [],
  trace: null,
  ...some,
});

test('a lane’s own value wins, also over a later one for all lanes', () => {
  const turned = scenario({ timeline: [{ type: 'set', at: 5 * SECOND, key: 'poll.interval', value: 200_000 }] });
  expect(standing(turned, 'poll.interval', null, 4 * SECOND)).toBe(800_000);
  expect(standing(turned, 'poll.interval', 'pull', 5 * SECOND)).toBe(200_000);
  expect(standing(turned, 'poll.interval', 'hybrid', 9 * SECOND)).toBe(0);
});

test('without any value a lane stands where the table lets it start', () => {
  expect(standing(scenario(), 'retry.owner', 'push', 0)).toBe('sender');
  expect(standing(scenario(), 'retry.owner', null, 0)).toBe('broker');
});

test('the slider for all lanes names the lanes that stand elsewhere', () => {
  expect(ownLanes(scenario(), rowOf('poll.interval'), 0)).toEqual(['hybrid']);
  expect(ownLanes(scenario({ lanes: ['push', 'pull'] }), rowOf('poll.interval'), 0)).toEqual([]);
  expect(ownLanes(scenario(), rowOf('push.inbox'), 0)).toEqual([]);
});

test('a row turns the chosen lane, its only lane, or nothing', () => {
  expect(targetOf(rowOf('poll.interval'), null)).toBeNull();
  expect(targetOf(rowOf('poll.interval'), 'hybrid')).toBe('hybrid');
  expect(targetOf(rowOf('poll.interval'), 'push')).toBeUndefined();
  expect(targetOf(rowOf('push.inbox'), null)).toBe('push');
  expect(targetOf(rowOf('arrival.rate'), 'push')).toBeUndefined();
});

test('changes are counted where the playhead is, and a value turned back is none', () => {
  const base = scenario();
  const turned = scenario({
    values: { ...base.values, 'arrival.rate': 20 },
    timeline: [
      { type: 'set', at: 5 * SECOND, key: 'push:push.inbox', value: 8 },
      { type: 'set', at: 9 * SECOND, key: 'arrival.rate', value: 14 },
    ],
  });
  expect(changedKeys(turned, base, 0)).toEqual(['arrival.rate']);
  expect(changedKeys(turned, base, 6 * SECOND).sort()).toEqual(['arrival.rate', 'push:push.inbox']);
  expect(changedKeys(turned, base, 10 * SECOND)).toEqual(['push:push.inbox']);
});
