/** Closed forms of trying again: how often until it works or is given up, and what leases and lost answers do twice. */
import { describe, expect, test, vi } from 'vitest';
import { Fact } from '../model/journal.ts';
import { type LaneId, laneIds } from '../model/lanes.ts';
import type { Values } from '../model/scenario.ts';
import { MILLISECOND, NEVER, SECOND, type SimTime } from '../model/time.ts';
import { expectMean, expectShare, runLane } from './textbook.test-support.ts';
import { totalsOf } from './totals.ts';

vi.setConfig({ testTimeout: 600_000 });

/** All that comes in `seconds`, to its end: then nobody is left who would bias the count. */
function toTheEnd(lane: LaneId, values: Values, seconds: number) {
  const at = seconds * SECOND;
  const run = runLane(lane, values, 2 * at, 'off', [
    { type: 'drill', at, until: NEVER, drill: 'producer.down', amount: 1, lane: null },
  ]);
  const totals = totalsOf(run);
  expect(totals.acked + totals.deadLettered).toBe(totals.published + totals.copied);
  const tries = totals.deliveries + run.world.journal.tally[Fact.triedAgain];
  return { run, totals, tries, calls: totals.calls };
}

const quick: Values = {
  'retry.owner': 'broker',
  'retry.base': 0,
  'ack.timeout': 200 * MILLISECOND,
  'push.requestTimeout': 200 * MILLISECOND,
  'service.mean': MILLISECOND,
  'service.dist': 'deterministic',
  'consumer.concurrency': 4,
};

/**
 * Tries that fail with probability p each, N at most: (1 − p^N) / (1 − p) on average, since the k-th is made with p^(k − 1); and p^N
 * are given up. The second moment is the sum of (2k − 1) p^(k − 1), for the bounds.
 */
function triesOf(p: number, most: number) {
  let mean = 0;
  let square = 0;
  for (let k = 1; k <= Math.min(most, 1_000); k++) {
    mean += p ** (k - 1);
    square += (2 * k - 1) * p ** (k - 1);
  }
  return { mean, deviation: Math.sqrt(square - mean * mean) };
}

describe('of tries that fail by chance', () => {
  const [errors, acks, deliveries] = ['error.prob', 'ack.lossProb', 'delivery.lossProb'] as const;

  // What is lost on its way, what fails, and what is done but not heard of, count alike: any of them makes the next try.
  test.each<[LaneId, string, string, number, Values]>([
    ['push', 'sender', 'delivery', 4, { [errors]: 0.5 }],
    ['push', 'sender', 'failure', 4, { [errors]: 0.5 }],
    ['pull', 'broker', 'delivery', 5, { [errors]: 0.6 }],
    ['hybrid', 'broker', 'failure', 2, { [errors]: 0.3 }],
    ['hybrid', 'sender', 'delivery', 3, { [errors]: 0.4 }],
    ['pull', 'inline', 'delivery', 3, { [errors]: 0.5 }],
    ['hybrid', 'republish', 'delivery', 3, { [errors]: 0.5 }],
    ['pull', 'broker', 'delivery', 3, { [acks]: 0.4 }],
    ['push', 'broker', 'delivery', 3, { [deliveries]: 0.4 }],
    ['hybrid', 'broker', 'delivery', 4, { [errors]: 0.2, [acks]: 0.3, [deliveries]: 0.1 }],
    ['pull', 'broker', 'delivery', Number.POSITIVE_INFINITY, { [acks]: 0.6, 'retry.counts': 'delivery' }],
  ])(
    'in the %s lane, retried by owner %s, counted by %s, N = %s: (1 − p^N) / (1 − p) tries of a message and p^N dead letters',
    (lane, owner, counts, most, failures) => {
      const values = { ...quick, 'retry.owner': owner, 'retry.counts': counts, 'retry.maxAttempts': most, ...failures };
      const { totals, tries } = toTheEnd(lane, values, 600);
      const p = 1 - [errors, acks, deliveries].reduce((good, each) => good * (1 - Number(failures[each] ?? 0)), 1);
      const { mean, deviation } = triesOf(p, most);
      expectMean(tries / totals.published, totals.published, mean, deviation);
      expectShare(totals.deadLettered, totals.published, p ** most);
    },
  );

  // By failures, only what is known to have failed counts: neither silence nor a lost answer ever uses up an attempt.
  test.each<[string, number, Values]>([
    ['failures that say nothing', 0.5, { [errors]: 0.5, 'error.answer': 'nothing' }],
    ['lost acks', 0.4, { [acks]: 0.4 }],
  ])('where failures are counted, %s go on for ever: 1 / (1 − p) tries and no dead letter', (_, p, failures) => {
    const values = { ...quick, 'retry.counts': 'failure', 'retry.maxAttempts': 1, ...failures };
    const { totals, tries } = toTheEnd('pull', values, 600);
    const { mean, deviation } = triesOf(p, Number.POSITIVE_INFINITY);
    expectMean(tries / totals.published, totals.published, mean, deviation);
    expect(totals.deadLettered).toBe(0);
  });
});

describe('two owners of retries multiply', () => {
  const nested: Values = { ...quick, 'retry.inline': 3, 'retry.maxAttempts': 5, 'ds.servers': 100, 'ds.service': 1 };

  test.each(laneIds)('%s: 3 tries of the worker in each of 5 deliveries are 15 calls when all fail', (lane) => {
    const { totals, calls } = toTheEnd(lane, { ...nested, 'ds.errorRate': 1 }, 20);
    expect(totals.published).toBeGreaterThan(900);
    expect(calls).toBe(15 * totals.published);
    expect(totals.deliveries).toBe(5 * totals.published);
    expect(totals.deadLettered).toBe(totals.published);
  });

  // A delivery fails with p³, so there are (1 − p^15) / (1 − p³) of them with (1 − p³) / (1 − p) calls each.
  test('when a call fails with p they are as 15 tries of one owner', () => {
    const p = 0.8;
    const { totals, calls } = toTheEnd('hybrid', { ...nested, 'ds.errorRate': p }, 600);
    const each = triesOf(p, 15);
    const outer = triesOf(p ** 3, 5);
    expectMean(calls / totals.published, totals.published, each.mean, each.deviation);
    expectMean(totals.deliveries / totals.published, totals.published, outer.mean, outer.deviation);
    expectShare(totals.deadLettered, totals.published, p ** 15);
  });
});

describe('a lease of T over work of P', () => {
  const idle: Values = {
    'retry.owner': 'broker',
    'retry.base': 0,
    'retry.maxAttempts': Number.POSITIVE_INFINITY,
    'consumer.concurrency': 200,
  };
  const leased = (lease: SimTime): Values => ({ 'ack.timeout': lease, 'push.requestTimeout': lease });

  // A delivery is made every T until the first ack is there, after P and two trips; at k T exactly the ack comes first.
  test.each<[LaneId, number, number, number, number]>([
    ['pull', 29, 30, 0, 1],
    ['pull', 30, 30, 0, 1],
    ['pull', 30.000_001, 30, 0, 2],
    ['hybrid', 60, 20, 0, 3],
    ['hybrid', 60.000_001, 20, 0, 4],
    ['push', 45, 30, 0, 2],
    ['push', 50, 10, 0, 5],
    ['pull', 9.9, 10, 0.05, 1],
    ['push', 19.901, 10, 0.05, 3],
  ])(
    '%s: %s s of work under a lease of %s s, with %s s each way, is done ceil(P / T) = %s times',
    (lane, work, lease, way, times) => {
      const values: Values = {
        ...idle,
        ...leased(lease * SECOND),
        'arrival.process': 'steady',
        'arrival.rate': 0.01,
        'net.latency': way * SECOND,
        'service.dist': 'deterministic',
        'service.mean': work * SECOND,
      };
      const { totals } = toTheEnd(lane, values, 1_050);
      expect([totals.published, totals.executions, totals.effects]).toEqual([10, 10 * times, 10 * times]);
    },
  );

  // The work of a message is keyed by the message, so each of its executions is as long as the first. Then ceil(S / T) is geometric:
  // it is over k with e^(−k T / m), which makes 1 / (1 − e^(−T / m)) on average. No worker is short, as nobody ever waits.
  test.each<[LaneId, number]>([
    ['pull', 1],
    ['hybrid', 0.5],
    ['push', 2],
  ])('%s: exponential work of mean m under a lease of %s m is done 1 / (1 − e^(−T / m)) times', (lane, ratio) => {
    const values: Values = { ...idle, ...leased(ratio * SECOND), 'arrival.rate': 5, 'service.mean': SECOND };
    const { run, totals } = toTheEnd(lane, values, 4_000);
    const { mean, deviation } = triesOf(Math.exp(-ratio), Number.POSITIVE_INFINITY);
    expect(run.world.metrics.attemptWait.max).toBe(0);
    expectMean(totals.executions / totals.published, totals.published, mean, deviation);
    expect([totals.effects, totals.acked]).toEqual([totals.executions, totals.published]);
  });

  // Those whose work is longer than the lease, e^(−T / m) of them, are done N times and end among the dead letters all the same.
  test('where late acks are rejected all that takes longer is done N times for nothing', () => {
    const values: Values = {
      ...idle,
      ...leased(SECOND),
      'arrival.rate': 5,
      'service.mean': SECOND,
      lateAck: 'rejected',
      'retry.maxAttempts': 4,
    };
    const { totals } = toTheEnd('pull', values, 4_000);
    expectShare(totals.deadLettered, totals.published, Math.exp(-1));
    expect(totals.executions).toBe(totals.published + 3 * totals.deadLettered);
  });
});

// Finagle's RetryBudget: first tries pay in a share each, retries take one, and all of it is forgotten after its time to live. When
// everything fails it is spent at once but for a rest below one, so each such time has lost one retry of its deposits at most.
test.each(laneIds)('%s: a retry budget of 0.2 bounds the load to 1.2 when everything fails', (lane) => {
  const seconds = 400;
  const values: Values = {
    ...quick,
    'error.prob': 1,
    'retry.budget': 0.2,
    'retry.budgetTtl': 10 * SECOND,
    'retry.maxAttempts': Number.POSITIVE_INFINITY,
  };
  const { totals } = toTheEnd(lane, values, seconds);
  expect(totals.retries).toBeLessThanOrEqual(0.2 * totals.published);
  expect(totals.retries).toBeGreaterThan(0.2 * totals.published - (seconds / 10 + 1));
});
