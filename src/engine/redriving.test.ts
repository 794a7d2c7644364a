import { expect, test } from 'vitest';
import { Fact } from '../model/journal.ts';
import type { Entry, Values } from '../model/scenario.ts';
import { SECOND as S } from '../model/time.ts';
import { brokenRules } from './invariants.test-support.ts';
import { countOf } from './journal.ts';
import { step } from './kernel.ts';
import { scenarioOf } from './textbook.test-support.ts';
import { createLane } from './wiring.ts';

/** One message whose lease ends before its work does: it is a dead letter while its worker goes on. */
const buried: Values = {
  'arrival.process': 'trace',
  'service.dist': 'deterministic',
  'service.mean': 3 * S,
  'ack.timeout': S,
  'retry.owner': 'broker',
  'retry.maxAttempts': 1,
  lateAck: 'rejected',
};

function play(values: Values, redriveAt: number, more: Entry[] = [], arrivals = [0]) {
  const timeline: Entry[] = [...more, { type: 'redrive', at: redriveAt * S, count: 1 }];
  const trace = { name: 'few', times: arrivals.map((at) => at * 1_000) };
  const scenario = scenarioOf({ ...buried, ...values }, { trace, timeline });
  const lane = createLane(scenario, 'pull', { journal: 'on' });
  while (step(lane.kernel, 60 * S)) expect(brokenRules(lane)).toEqual([]);
  const { time, kind, value, length } = lane.journal.records;
  const of = (fact: number) =>
    Array.from({ length }, (_, i) => i).flatMap((i) => (kind[i] === fact ? [[time[i] / S, value[i]]] : []));
  return { lane, copied: of(Fact.copied), applied: of(Fact.applied), absorbed: of(Fact.absorbed) };
}

test.each([2, 5])(
  'a letter redriven at %i s has its effect a second time, though the first came after its burial',
  (at) => {
    const { lane, copied, applied } = play({}, at);
    expect(copied).toHaveLength(1);
    // A redrive of 10/s takes a tenth of a second, and the copy begins once the only worker is free.
    expect(applied).toEqual([
      [3, 1],
      [Math.max(3, at + 0.1) + 3, 2],
    ]);
    expect(countOf(lane.world.journal, 'applied') - lane.world.journal.duplicateEffects).toBe(1);
    expect(lane.world.journal.succeeded).toBe(1);
  },
);

test('a dedup store recognises what is redriven, though the first effect came after its burial', () => {
  const { applied, absorbed } = play({ 'idempotency.mode': 'dedup-store' }, 2);
  expect(applied).toEqual([[3, 1]]);
  expect(absorbed).toHaveLength(1);
});

test.each(['broker.down', 'broker.hang'] as const)('nothing is put back into a broker that is out (%s)', (kind) => {
  const outage: Entry = { type: 'drill', at: 4 * S, until: 8 * S, drill: kind, amount: 1, lane: null };
  const { copied } = play({}, 5, [outage]);
  // It looks once a second.
  expect(copied.map(([at]) => at)).toEqual([8]);
});

test('what is put back needs room like what is published: it waits in the dead letters until there is some', () => {
  // Buried at 1 s. What comes at 1.2 s waits until the worker is free at 3 s, and what comes at 1.3 s finds no room.
  const { lane, copied } = play({ 'queue.capacity': 1, 'queue.overflow': 'reject' }, 2, [], [0, 1.2, 1.3]);
  expect(countOf(lane.world.journal, 'turnedAway')).toBe(1);
  expect(copied.map(([at]) => at)).toEqual([4]);
});
