import { expect, test } from 'vitest';
import { gates } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Entry, Values } from '../model/scenario.ts';
import { MILLISECOND as MS, SECOND } from '../model/time.ts';
import { drill, play } from './play.test-support.ts';

/** When something else began to hold the queue, and what. */
const heldIn = (id: LaneId, arrivals: number[], values: Values, timeline: Entry[] = [], until = 100_000) =>
  play(id, arrivals, values, timeline, until)
    .seen('gate')
    .map(({ at, value }) => [at, gates[value]]);

test('what goes out at the instant at which it came was held by nothing', () => {
  expect(heldIn('push', [0, 10], {})).toEqual([]);
  expect(heldIn('hybrid', [0, 10], { 'consumer.concurrency': 2 })).toEqual([]);
});

test('a broker that is down holds what it has, whatever else would', () => {
  const values: Values = { 'push.maxInFlight': 1, 'service.mean': SECOND, 'queue.durable': true };
  expect(heldIn('push', [0, 100], values, [drill('broker.down', 200, 5_000)])).toEqual([
    [100, 'window'],
    [200, 'broker-down'],
    [5_000, 'window'], // the ack of the first fell into the outage, and the sender waits for it for ever
  ]);
});

test('a window holds until an ack frees a place', () => {
  expect(heldIn('push', [0, 100], { 'push.maxInFlight': 1, 'service.mean': SECOND })).toEqual([
    [100, 'window'],
    [1_000, 'none'],
  ]);
});

test('a push rate holds until the next token', () => {
  expect(heldIn('push', [0, 100], { 'push.rateLimit': 1 })).toEqual([
    [100, 'rate'],
    [1_000, 'none'],
  ]);
});

test('a paused endpoint holds before window and rate are asked', () => {
  const values: Values = {
    'endpoint.backoff': 2 * SECOND,
    'error.prob': 1,
    'retry.maxAttempts': 1,
    'service.mean': 100 * MS,
    'push.rateLimit': 1,
  };
  expect(heldIn('push', [0, 200], values, [], 2_500)).toEqual([
    [200, 'endpoint-backoff'],
    [2_100, 'none'],
  ]);
});

test('the limiter holds for a poll that waits, and opens when there is a token though nobody asks', () => {
  const limited: Values = { 'consumer.rateLimit': 1, 'consumer.concurrency': 4, 'poll.batchMax': 1 };
  expect(heldIn('hybrid', [0, 100], limited)).toEqual([
    [100, 'rate'],
    [1_000, 'none'],
  ]);
  const short: Values = { ...limited, 'poll.wait': 0, 'poll.interval': 700 * MS, 'poll.phaseJitter': false };
  expect(heldIn('pull', [0, 100], short)).toEqual([
    [100, 'rate'],
    [1_000, 'no-poll'],
    [1_400, 'none'],
  ]);
});

test('a quota holds while so many are leased', () => {
  const values: Values = { 'inflight.quota': 1, 'consumer.concurrency': 2, 'service.mean': SECOND };
  expect(heldIn('hybrid', [0, 100], values)).toEqual([
    [100, 'quota'],
    [1_000, 'none'],
  ]);
});

test('order holds what comes after a message of its key that is out, in each kind of link', () => {
  const values: Values = {
    'queue.order': 'fifo-group',
    'key.count': 1,
    'consumer.concurrency': 2,
    'service.mean': SECOND,
  };
  for (const id of ['push', 'hybrid'] as const)
    expect(heldIn(id, [0, 100], values)).toEqual([
      [100, 'ordering'],
      [1_000, 'none'],
    ]);
});

test('a batch holds until it is full or its window is over', () => {
  const values: Values = { 'poll.batchMin': 2, 'poll.batchMax': 2, 'poll.batchWindow': 5 * SECOND };
  expect(heldIn('hybrid', [0, 300], values)).toEqual([
    [0, 'batch'],
    [300, 'none'],
  ]);
  expect(heldIn('hybrid', [0], values)).toEqual([
    [0, 'batch'],
    [5_000, 'none'],
  ]);
});

test('an open breaker holds back the pollers, and with them the queue', () => {
  const values: Values = {
    'ds.servers': 1,
    'ds.service': 10 * MS,
    'ds.errorRate': 1,
    'breaker.window': 1,
    'breaker.openFor': 3 * SECOND,
    'retry.maxAttempts': 1,
    'poll.batchMax': 1,
  };
  expect(heldIn('hybrid', [0, 500], values, [], 3_500)).toEqual([
    [500, 'breaker'], // the first call failed at 20 ms
    [3_020, 'none'],
  ]);
});

test('without anybody to ask it is the consumer, with all at work the workers, and between two polls the poller', () => {
  const values: Values = { 'service.mean': SECOND };
  expect(heldIn('hybrid', [0, 100], values)).toEqual([
    [100, 'workers-busy'],
    [1_000, 'none'],
  ]);
  expect(heldIn('hybrid', [100], values, [drill('consumer.down', 50, 2_000)])).toEqual([
    [100, 'consumer-down'],
    [2_000, 'none'],
  ]);
  const asking: Values = { ...values, 'poll.wait': 0, 'poll.interval': SECOND, 'poll.phaseJitter': false };
  expect(heldIn('pull', [100], asking)).toEqual([
    [100, 'no-poll'],
    [1_000, 'none'],
  ]);
});
