import { describe, expect, test } from 'vitest';
import { changesOf, type Entry, type Scenario, settingsOf, splitKey } from './scenario.ts';
import { NEVER, SECOND } from './time.ts';

const scenario = (part: Partial<Scenario>): Scenario => ({
  name: 'test',
  seed: 1,
  until: 60 * SECOND,
  lanes: ['push', 'pull', 'hybrid'],
  values: {},
  timeline: [],
  trace: null,
  ...part,
});
const drill = (at: number, until: number, amount: number): Entry => ({
  type: 'drill',
  at,
  until,
  drill: 'downstream.slow',
  amount,
  lane: null,
});

describe('settings', () => {
  test('start from the table, where a lane may differ', () => {
    expect(settingsOf(scenario({}), 'push')['retry.owner']).toBe('sender');
    expect(settingsOf(scenario({}), 'pull')['retry.owner']).toBe('broker');
  });

  test("a value for all lanes wins over the table, the lane's own over both", () => {
    const values = { 'hybrid:poll.interval': 0, 'poll.interval': 5, 'retry.owner': 'none' } as const;
    expect(settingsOf(scenario({ values }), 'hybrid')['poll.interval']).toBe(0);
    expect(settingsOf(scenario({ values }), 'pull')['poll.interval']).toBe(5);
    expect(settingsOf(scenario({ values }), 'push')['retry.owner']).toBe('none');
  });

  test('are fresh each time', () => {
    const same = scenario({});
    expect(settingsOf(same, 'pull')).not.toBe(settingsOf(same, 'pull'));
  });
});

describe('the timeline of a lane', () => {
  test('is in the order of time, then of the timeline', () => {
    const timeline: Entry[] = [
      { type: 'burst', at: 9, size: 3 },
      { type: 'poison', at: 5, count: 1 },
      { type: 'set', at: 5, key: 'poll.interval', value: 7 },
    ];
    expect(changesOf(scenario({ timeline }), 'pull')).toEqual([
      { type: 'poison', at: 5, entry: 1, count: 1 },
      { type: 'set', at: 5, entry: 2, id: 'poll.interval', value: 7 },
      { type: 'burst', at: 9, entry: 0, size: 3 },
    ]);
  });

  test('leaves out what is set for another lane, and what does nothing in this one', () => {
    const timeline: Entry[] = [
      { type: 'set', at: 1, key: 'hybrid:service.mean', value: 1 },
      { type: 'set', at: 2, key: 'poll.interval', value: 1 },
      { type: 'drill', at: 3, until: NEVER, drill: 'consumer.down', amount: 1, lane: 'pull' },
    ];
    expect(changesOf(scenario({ timeline }), 'push')).toEqual([]);
  });

  test('a value for all lanes leaves a lane alone that has its own', () => {
    const timeline: Entry[] = [
      { type: 'set', at: 1, key: 'pull:service.mean', value: 1 },
      { type: 'set', at: 2, key: 'service.mean', value: 2 },
    ];
    const own = scenario({ timeline, values: { 'hybrid:service.mean': 3 } });
    expect(changesOf(own, 'pull').map(({ at }) => at)).toEqual([1]);
    expect(changesOf(own, 'hybrid')).toEqual([]);
    expect(changesOf(own, 'push').map(({ at }) => at)).toEqual([2]);
  });

  test('a drill goes on and off, and stays on when it never ends', () => {
    expect(changesOf(scenario({ timeline: [drill(2, 5, 4)] }), 'push')).toEqual([
      { type: 'drill', at: 2, entry: 0, drill: 'downstream.slow', amount: 4, on: true },
      { type: 'drill', at: 5, entry: 0, drill: 'downstream.slow', amount: 1, on: false },
    ]);
    expect(changesOf(scenario({ timeline: [drill(2, NEVER, 4)] }), 'push')).toHaveLength(1);
  });

  test('a drill that ends while another of its kind is on leaves that one in force', () => {
    const changes = changesOf(scenario({ timeline: [drill(0, 10, 2), drill(5, 20, 8)] }), 'push');
    expect(changes).toMatchObject([
      { at: 0, on: true, amount: 2 },
      { at: 5, on: true, amount: 8 },
      { at: 10, on: true, amount: 8 },
      { at: 20, on: false },
    ]);
  });

  test('two drills that meet do not let go in between, whichever comes first in the timeline', () => {
    const changes = changesOf(scenario({ timeline: [drill(10, 20, 8), drill(0, 10, 2)] }), 'push');
    expect(changes.map((change) => change.type === 'drill' && change.on)).toEqual([true, true, true, false]);
  });

  test('harm is done once, but a worker is slow for a time, and as slow as the latest entry for it that is on', () => {
    const slow = (at: number, until: number, target: number, amount: number): Entry => ({
      type: 'harm',
      at,
      until,
      harm: 'worker.slow',
      target,
      amount,
      lane: null,
    });
    const timeline: Entry[] = [
      slow(0, 10, 1, 2),
      slow(5, 20, 1, 8),
      slow(6, NEVER, 2, 3),
      { type: 'harm', at: 7, harm: 'message.drop', target: 1, lane: 'push' },
    ];
    const changes = changesOf(scenario({ timeline }), 'push');
    expect(changes).toMatchObject([
      { at: 0, target: 1, amount: 2, ends: false },
      { at: 5, target: 1, amount: 8, ends: false },
      { at: 6, target: 2, amount: 3, ends: false },
      { at: 7, harm: 'message.drop', target: 1, ends: false },
      { at: 10, target: 1, amount: 8, ends: true },
      { at: 20, target: 1, amount: 0, ends: true },
    ]);
    expect(changesOf(scenario({ timeline }), 'pull')).toHaveLength(5);
  });
});

test.each(['__proto__', 'toString', 'nobody:poll.interval', ':poll.interval', 'pull:', ''])('%s is no key', (key) =>
  expect(splitKey(key)).toBeNull(),
);
