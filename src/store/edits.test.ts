import { expect, test } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
import { MAX_UNTIL } from '../model/scenario.ts';
import { NEVER, SECOND } from '../model/time.ts';
import { blank } from '../scenarios/blank.ts';
import { hook } from '../scenarios/hook.ts';
import { burstAt, countedAt, extended, keysFor, resetKnob, setFromStart, setNow, toggleDrillAt } from './edits.ts';
import { drillsAt, settingsAt } from './inForce.ts';

const at = 12 * SECOND;

test('a knob turned for all lanes is one entry at the playhead', () => {
  const keys = keysFor(hook, 'arrival.rate', null, at);
  expect(setNow(hook, keys, 20, at)).toEqual({
    scenario: { ...hook, timeline: [{ type: 'set', at, key: 'arrival.rate', value: 20 }] },
    from: at,
  });
});

test('a knob turned for all lanes leaves a lane its own value', () => {
  const { scenario } = setNow(hook, keysFor(hook, 'poll.interval', null, at), 200_000, at);
  expect(settingsAt(scenario, 'pull', at)['poll.interval']).toBe(200_000);
  expect(settingsAt(scenario, 'hybrid', at)['poll.interval']).toBe(0);
});

test('a knob that each lane has of its own is turned in each of them', () => {
  const keys = keysFor(hook, 'push.inbox', null, at);
  expect(keys).toEqual(['push:push.inbox']);
  expect(settingsAt(setNow(hook, keys, 20, at).scenario, 'push', at)['push.inbox']).toBe(20);
  expect(settingsAt(setFromStart(hook, hook, keys, 20), 'push', 0)['push.inbox']).toBe(20);
});

function drag(...turns: [value: number, at: number][]): Scenario {
  return turns.reduce((scenario, [value, time]) => setNow(scenario, ['arrival.rate'], value, time).scenario, hook);
}

test('a drag is one entry, at its beginning, with its last value', () => {
  const { timeline } = drag([15, at], [17, at + SECOND / 4], [20, at + SECOND / 2]);
  expect(timeline).toEqual([{ type: 'set', at, key: 'arrival.rate', value: 20 }]);
  expect(setNow(drag([15, at]), ['arrival.rate'], 17, at + 1).from).toBe(at);
});

test('a second later, further back, or after something else, it is another entry', () => {
  expect(drag([15, at], [17, at + SECOND]).timeline).toHaveLength(2);
  expect(drag([15, at], [17, at - SECOND / 2]).timeline).toHaveLength(2);
  const between = burstAt(drag([15, at]), 10, at);
  expect(setNow(between, ['arrival.rate'], 17, at).scenario.timeline).toHaveLength(3);
});

test('a drag that ends where it began leaves no entry', () => {
  const back = setNow(drag([15, at], [30, at + 1]), ['arrival.rate'], 14, at + 2);
  expect(back).toEqual({ scenario: hook, from: at });
});

test('a knob set from the start forgets what the timeline did to it, and only that', () => {
  const turned = burstAt(drag([15, at]), 10, at);
  const edited = setFromStart(turned, hook, ['arrival.rate'], 20);
  expect(edited.values['arrival.rate']).toBe(20);
  expect(edited.timeline).toEqual([{ type: 'burst', at, size: 10 }]);
});

test('a value that is in force anyway is not held', () => {
  const edited = setFromStart(blank, blank, ['arrival.rate'], 20);
  const rate = settingsAt(blank, 'push', 0)['arrival.rate'];
  expect(setFromStart(edited, blank, ['arrival.rate'], rate)).toEqual(blank);
});

test('reset makes a knob as the named scenario has it, in all lanes or in one', () => {
  const keys = ['poll.interval', 'pull:poll.interval', 'hybrid:poll.interval'] as const;
  const all = keys.reduce((scenario, key) => setFromStart(scenario, hook, [key], 2 * SECOND), hook);
  const turned = setNow(all, ['pull:poll.interval'], SECOND, at).scenario;
  expect(resetKnob(turned, hook, 'poll.interval', null)).toEqual(hook);
  const one = resetKnob(turned, hook, 'poll.interval', 'hybrid');
  expect(one.values['hybrid:poll.interval']).toBe(0);
  expect(one.values['poll.interval']).toBe(2 * SECOND);
});

test('a drill is on from one toggle to the next', () => {
  const on = toggleDrillAt(hook, 'downstream.slow', null, at);
  const off = toggleDrillAt(on, 'downstream.slow', null, at + SECOND);
  expect(drillsAt(on, 'pull', at)).toEqual([{ drill: 'downstream.slow', since: at, amount: 5 }]);
  expect(drillsAt(on, 'pull', at - 1)).toEqual([]);
  expect(off.timeline).toEqual([{ ...on.timeline[0], until: at + SECOND }]);
  expect(drillsAt(off, 'pull', at + SECOND)).toEqual([]);
  expect(on.timeline[0]).toMatchObject({ until: NEVER });
});

test('a drill that ends when it begins never was', () => {
  expect(toggleDrillAt(toggleDrillAt(hook, 'broker.down', 'push', at), 'broker.down', 'push', at)).toEqual(hook);
});

test('a drill of one lane is not that of all', () => {
  const one = toggleDrillAt(hook, 'broker.down', 'push', at);
  expect(drillsAt(one, 'pull', at)).toEqual([]);
  expect(toggleDrillAt(one, 'broker.down', null, at).timeline).toHaveLength(2);
});

test('bursts and poison at one instant add up', () => {
  const twice = burstAt(burstAt(hook, 80, at), 20, at);
  expect(twice.timeline).toEqual([{ type: 'burst', at, size: 100 }]);
  expect(countedAt(countedAt(twice, 'poison', 1, at), 'poison', 1, at).timeline[1]).toEqual({
    type: 'poison',
    at,
    count: 2,
  });
  expect(burstAt(twice, 5, at + 1).timeline).toHaveLength(2);
});

test('a run grows by the length of its scenario, up to a day', () => {
  expect(extended(hook, hook).until).toBe(2 * hook.until);
  expect(extended({ ...hook, until: MAX_UNTIL - 1 }, hook).until).toBe(MAX_UNTIL);
});
