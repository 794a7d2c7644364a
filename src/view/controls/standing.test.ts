import { expect, test } from 'vitest';
import { type LaneId, laneIds } from '../../model/lanes.ts';
import type { ParameterId } from '../../model/parameters.ts';
import type { Scenario } from '../../model/scenario.ts';
import { SECOND } from '../../model/time.ts';
import { changedKeys, ownLanes, rowOf, standing, targetOf, whyIdle } from './standing.ts';

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

test('a row does nothing if what it needs is off in every lane that it is shown for, and says what that is', () => {
  const off = scenario({ values: { 'pull:autoscale.metric': 'age', 'ds.servers': 0 } });
  const why = (id: ParameterId, lane: LaneId | null = null) => whyIdle(off, rowOf(id), lane, 0);
  expect(why('surge.on')).toBe(' It acts only while “Pattern” is on-off.');
  expect(why('arrival.rate')).toBe('');
  expect(why('autoscale.every')).toBe('');
  expect(why('autoscale.every', 'push')).toBe(' It acts only while “Autoscale by” is not off.');
  expect(why('autoscale.backlog', 'pull')).toBe(' It acts only while “Autoscale by” is backlog.');
  expect(why('breaker.openFor')).toBe(' It acts only while “Servers” is not off.');
  expect(why('ds.servers')).toBe('');
});

test('a row that no lane of the scenario has is not called idle', () => {
  expect(whyIdle(scenario({ lanes: ['pull'] }), rowOf('push.rateBurst'), null, 0)).toBe('');
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
