/** The read-outs before a run, held against what the engine then does. What is deterministic is held exactly. */
import { describe, expect, test } from 'vitest';
import type { LaneId } from '../model/lanes.ts';
import { capacityPerSecond, detectionDelay, idlePollsPerHour, leaseNeeded, workPerSecond } from '../model/readouts.ts';
import { attemptsAtMost, redeliverySpan } from '../model/retries.ts';
import { settingsOf, type Values } from '../model/scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND as S } from '../model/time.ts';
import { countOf } from './journal.ts';
import { runUntil } from './kernel.ts';
import { Level, levelMean } from './metrics.ts';
import { scenarioOf } from './textbook.test-support.ts';
import { createLane } from './wiring.ts';

const steady: Values = { 'service.dist': 'deterministic', 'ds.dist': 'deterministic', 'net.latency': 5 * MS };

/** A lane after `seconds`; with `arrivals` in ms these come, else those of the settings. */
function run(id: LaneId, values: Values, seconds: number, arrivals: number[] | null = null) {
  const process = arrivals === null ? 'steady' : 'trace';
  const trace = arrivals === null ? null : { name: 'read', times: arrivals };
  const scenario = scenarioOf({ 'arrival.process': process, ...steady, ...values }, { trace });
  const lane = createLane(scenario, id, { journal: 'off' });
  runUntil(lane.kernel, seconds * S);
  const { journal } = lane.world;
  return {
    lane,
    settings: settingsOf(scenario, id),
    seen: (kind: Parameters<typeof countOf>[1]) => countOf(journal, kind),
  };
}

describe('capacity is what an overloaded lane does', () => {
  const busy: Values = {
    'arrival.rate': 500,
    'consumer.instances': 2,
    'consumer.concurrency': 4,
    'service.mean': 100 * MS,
  };
  test.each<[string, LaneId, Values]>([
    ['slots', 'push', {}],
    ['a small dependency', 'push', { 'ds.servers': 1, 'ds.service': 40 * MS, 'ds.timeout': NEVER }],
    [
      'one that slows down',
      'push',
      { 'ds.servers': 4, 'ds.service': 100 * MS, 'ds.slope': 50 * MS, 'ds.timeout': NEVER },
    ],
    [
      'partitions',
      'push',
      { 'queue.order': 'partition-log', 'queue.partitions': 3, 'net.latency': 0, 'arrival.rate': 35 },
    ],
    ['a limiter of the sender', 'push', { 'push.rateLimit': 20 }],
    ['a limiter of the workers', 'hybrid', { 'consumer.rateLimit': 20, 'poll.batchMax': 10 }],
  ])('%s', (_, id, values) => {
    const { lane, settings } = run(id, { ...busy, ...values }, 40);
    const before = lane.world.journal.succeeded;
    runUntil(lane.kernel, 80 * S);
    const perSecond = (lane.world.journal.succeeded - before) / 40;
    // One message more or less of each slot falls into the window.
    expect(Math.abs(perSecond - capacityPerSecond(settings, id))).toBeLessThanOrEqual(8 / 40);
  });

  test('and a dependency that slows down with load does no more for a single caller', () => {
    const values: Values = { 'ds.servers': 4, 'ds.service': 100 * MS, 'ds.slope': 900 * MS, 'service.mean': 0 };
    const { lane, settings } = run('push', { ...values, 'arrival.rate': 50 }, 20);
    expect(lane.world.journal.succeeded).toBe(20 * workPerSecond(settings) - 1); // the last call ends as the run does
  });
});

test('a lease of just the time that a batch needs brings nothing back, and one of a microsecond less does', () => {
  const values: Values = {
    'poll.batchMax': 7,
    'consumer.concurrency': 2,
    'service.mean': 300 * MS,
    'net.latency': 20 * MS,
  };
  const batch = [0, 0, 0, 0, 0, 0, 0];
  const { settings } = run('pull', values, 0, batch);
  const lease = leaseNeeded(settings, 'pull');
  expect(lease).toBe(1_240 * MS);
  expect(run('pull', { ...values, 'ack.timeout': lease }, 10, batch).seen('expired')).toBe(0);
  expect(run('pull', { ...values, 'ack.timeout': lease - 1 }, 10, batch).seen('expired')).toBe(1);
});

test('a dedup store that remembers for all redeliveries recognises the last one, and one of a microsecond less does not', () => {
  const values: Values = {
    'ack.lossProb': 1,
    'service.mean': 300 * MS,
    'push.requestTimeout': 2 * S,
    'retry.owner': 'sender',
    'retry.maxAttempts': 4,
    'retry.base': S,
    'idempotency.mode': 'dedup-store',
  };
  const span = redeliverySpan(run('push', values, 0, [0]).settings, 'push');
  expect(span).toBe((3 * 2 + 1 + 2 + 4) * S);
  const effects = (window: number) => run('push', { ...values, 'idempotency.window': window }, 60, [0]).seen('applied');
  expect(effects(span)).toBe(1);
  expect(effects(span - 1)).toBe(2);
});

test('a message that always fails makes as many calls as its owners of retries multiply to', () => {
  const values: Values = { 'retry.owner': 'broker', 'retry.maxAttempts': 3, 'retry.inline': 5, 'ds.errorRate': 1 };
  const { settings, seen } = run('pull', { ...values, 'ds.servers': 1, 'ds.timeout': NEVER }, 600, [0]);
  expect(attemptsAtMost(settings)).toBe(15);
  expect(seen('called')).toBe(15);
});

describe('an idle lane', () => {
  test('asks as often as is read off, in an hour', () => {
    const values: Values = { 'consumer.instances': 4, 'poll.interval': 3 * S, 'poll.wait': 2 * S };
    const { settings, seen } = run('pull', values, 3_600, []);
    // Each poller begins at a random time of its first interval.
    expect(Math.abs(seen('polled') - idlePollsPerHour(settings, 'pull'))).toBeLessThanOrEqual(4);
  });

  test.each<[string, Values]>([
    ['one poller', {}],
    ['three pollers', { 'consumer.instances': 3 }],
    ['a long poll', { 'poll.wait': 4 * S }],
  ])('notices a message after the delay that is read off: %s', (_, more) => {
    const values: Values = {
      ...steady,
      'poll.interval': 10 * S,
      'poll.wait': 0,
      'net.latency': 0,
      'service.mean': 0,
      ...more,
    };
    // One message in each run, spread over ten rounds of 14 s or, of 10 s, over fourteen.
    const waits = Array.from({ length: 400 }, (_, seed) => {
      const trace = { name: 'one', times: [100_000 + 350 * seed] };
      const scenario = scenarioOf({ 'arrival.process': 'trace', ...values }, { seed, trace });
      const lane = createLane(scenario, 'pull', { journal: 'off' });
      runUntil(lane.kernel, 260 * S);
      return levelMean(lane.world.metrics, Level.ready, 260 * S) * 260;
    });
    const mean = waits.reduce((sum, wait) => sum + wait) / waits.length;
    const deviation = Math.sqrt(waits.reduce((sum, wait) => sum + (wait - mean) ** 2, 0) / (waits.length - 1));
    const stated = detectionDelay(settingsOf(scenarioOf(values), 'pull'), 'pull') / S;
    expect(Math.abs(mean - stated)).toBeLessThan((2.576 * deviation) / Math.sqrt(waits.length)); // 99 %
  });
});
