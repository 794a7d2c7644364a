/**
 * Traps 12 to 19 of the semantics, each as plays that a naive simulator gets wrong: waits, timeouts, attempts, budgets, owners, limits.
 * Longer than a file should be, because it is a list.
 */
import { describe, expect, test } from 'vitest';
import { CallFailure, Loss } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Values } from '../model/scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND } from '../model/time.ts';
import { drill, type Play, play } from './play.test-support.ts';

/** Everything fails at once. */
const failing: Values = { 'error.prob': 1, 'service.mean': 0 };

const deadBy = ({ seen }: Play, reason: number) =>
  seen('deadLettered')
    .filter(({ value }) => value === reason)
    .map(({ message }) => message);

describe('trap 12: the wait before a retry starts when the failure is detected', () => {
  test.each<[LaneId, Values]>([
    ['push', { 'push.requestTimeout': 30 * SECOND }],
    ['pull', { 'ack.timeout': 30 * SECOND }],
  ])('in the %s lane a timeout of 30 s and a backoff of 1 s make 31 s between two starts', (lane, timeout) => {
    const values: Values = {
      ...timeout,
      'retry.base': SECOND,
      'retry.multiplier': 1,
      'service.mean': 600 * SECOND,
      'consumer.concurrency': 3,
    };
    expect(play(lane, [0], values).times('started')).toEqual([0, 31_000, 62_000]);
  });

  test('the wait after an error starts when the nack is there', () => {
    const values: Values = { ...failing, 'net.latency': 100 * MS, 'retry.base': SECOND, 'retry.maxAttempts': 2 };
    // Published, there at 100; sent, there at 200; nack, there at 300; backoff to 1300; sent, there at 1400.
    expect(play('push', [0], values).times('started')).toEqual([200, 1_400]);
  });

  test('a failure that says nothing has no backoff: the rest of its lease is the delay', () => {
    const values: Values = { ...failing, 'service.mean': SECOND, 'ack.timeout': 30 * SECOND };
    const silent = play('pull', [0], { ...values, 'error.answer': 'nothing' });
    expect(silent.times('started')).toEqual([0, 30_000, 60_000, 90_000]); // the fifth would start at 120 s, after the play
    expect(silent.seen('nackSent')).toEqual([]);
    expect(play('pull', [0], values).times('deadLettered')).toEqual([5_000]);
  });

  test('the waits of a list are gaps, not offsets from the first try', () => {
    const values: Values = { ...failing, 'retry.schedule': 'list', 'retry.list': '5s,10s,15s' };
    expect(play('pull', [0], values).times('started')).toEqual([0, 5_000, 15_000, 30_000, 45_000]);
  });

  test.each([
    ['nack', [0, 2_000, 3_000]],
    ['timeout', [0, 1_000, 3_000]],
    ['both', [0, 2_000, 4_000]],
  ])(
    'waits are made after %s: of an error at 1 s, and of a lease that ends a second after the next start',
    (delayOn, started) => {
      const values: Values = {
        'service.mean': SECOND,
        'ack.timeout': SECOND,
        'retry.base': SECOND,
        'retry.multiplier': 1,
        'retry.delayOn': delayOn,
      };
      const timeline = [drill('consumer.error', 0, 1_001), drill('network.ack-loss', 1_001, 3_001)];
      expect(play('pull', [0], values, timeline).times('started')).toEqual(started);
    },
  );
});

describe('trap 13: coarse timers act at or after the nominal time', () => {
  test('ended leases that are looked for once a minute end with the minute', () => {
    const values: Values = {
      'ack.timeout': 30 * SECOND,
      'timeout.checkEvery': 60 * SECOND,
      'service.mean': 1_000 * SECOND,
      'consumer.concurrency': 10,
      'retry.maxAttempts': 1,
    };
    const { seen } = play('pull', [0, 29_999, 30_000, 30_001], values, [], 200_000);
    expect(seen('expired').map(({ at, message }) => [message, at])).toEqual([
      [0, 60_000],
      [1, 60_000],
      [2, 60_000],
      [3, 120_000],
    ]);
  });

  test('retries that are looked up every 15 s come with the next look', () => {
    const values: Values = { ...failing, 'retry.schedule': 'list', 'retry.list': '1s,15s,16s' };
    const { times } = play('pull', [0], { ...values, 'retry.checkEvery': 15 * SECOND, 'retry.maxAttempts': 4 });
    expect(times('started')).toEqual([0, 15_000, 30_000, 60_000]);
  });

  test('autoscaling sees a backlog when it next looks, and not before', () => {
    const values: Values = {
      'service.mean': 100 * SECOND,
      'autoscale.metric': 'backlog',
      'autoscale.every': 15 * SECOND,
      'autoscale.startup': 0,
    };
    // An instance is meant for 5 that wait: one waits here, and seven below.
    const { times } = play('pull', [1_000, 1_000], values, [], 40_000);
    expect(times('scaled')).toEqual([15_000, 30_000]);
    expect(times('started')).toEqual([1_000]);
    const eight = play('pull', new Array<number>(8).fill(1_000), values, [], 40_000);
    expect(eight.times('started')).toEqual([1_000, 15_000]);
  });
});

describe('trap 14: who times out does not cancel what it gave up on', () => {
  test('a sender that gives up does not cancel the work, so its retry is a duplicate', () => {
    const values: Values = { 'push.requestTimeout': SECOND, 'service.mean': 1_500 * MS, 'consumer.concurrency': 2 };
    const { seen } = play('push', [0], values);
    expect(seen('applied').map(({ at, value }) => [at, value])).toEqual([
      [1_500, 1],
      [2_500, 2],
    ]);
  });

  const calling: Values = { 'ds.servers': 1, 'ds.service': 3 * SECOND, 'ds.timeout': SECOND, 'retry.maxAttempts': 1 };

  test('a caller that gives up does not cancel its call, whose effect still happens', () => {
    const { seen, times } = play('hybrid', [0], calling);
    expect(seen('callFailed')).toMatchObject([{ at: 1_010, value: CallFailure.timeout }]);
    expect(seen('callDone')).toMatchObject([{ at: 3_010, value: 1 }]);
    expect(times('applied')).toEqual([3_010]);
  });

  test('and its server is busy with it until it is done, unless it is told to cancel', () => {
    const { times } = play('hybrid', [0, 2_000], calling);
    expect(times('callDone')).toEqual([3_010, 6_010]);
    const cancelling = play('hybrid', [0, 2_000], { ...calling, 'ds.cancelOnTimeout': true });
    expect(cancelling.times('callCancelled')).toEqual([1_010, 3_010]);
    expect(cancelling.times('applied')).toEqual([]);
  });

  test.each([
    ['without cancelling the retries of an outage of 3 s keep the dependency from ever being in time again', false, 0],
    ['with cancelling it is back', true, 80],
  ])('%s', (_, cancels, inTime) => {
    // 8 a second come, 10 a second can be served, 24 a second are tried while all fail.
    const values: Values = {
      'service.mean': 0,
      'consumer.concurrency': 400,
      'ds.servers': 1,
      'ds.service': 100 * MS,
      'ds.timeout': 500 * MS,
      'ds.cancelOnTimeout': cancels,
      'retry.maxAttempts': 3,
    };
    const everyEighth = Array.from({ length: 160 }, (_, i) => i * 125);
    const { seen } = play('push', everyEighth, values, [drill('downstream.hang', 0, 3_000)], 20_000);
    const late = seen('callDone').filter(({ at, value }) => at >= 10_000 && value === 0);
    expect(late).toHaveLength(inTime);
  });
});

describe('trap 15: to refuse and to hang are opposite ways of being out', () => {
  const five: Values = { 'retry.maxAttempts': 5, 'retry.base': MS, 'retry.multiplier': 1 };

  test('a dependency that refuses burns the attempts in moments, one that hangs holds the worker for each', () => {
    const values: Values = { ...five, 'ds.servers': 1, 'ds.service': 10 * MS, 'ds.timeout': SECOND };
    const refusing = play('hybrid', [0], values, [drill('downstream.refuse', 0, 60_000)]);
    expect(refusing.times('deadLettered')).toEqual([5 * 10 + 4]);
    const hanging = play('hybrid', [0], values, [drill('downstream.hang', 0, 60_000)]);
    expect(hanging.times('deadLettered')).toEqual([5 * 1_010 + 4]);
  });

  test('a consumer that is down burns them as fast, one that hangs holds each delivery until its timeout', () => {
    const values: Values = { ...five, 'push.requestTimeout': SECOND };
    const refusing = play('push', [0], values, [drill('consumer.down', 0, 60_000)]);
    expect(refusing.times('deadLettered')).toEqual([4]);
    const hanging = play('push', [0], values, [drill('consumer.hang', 0, 60_000)]);
    expect(hanging.times('refused')).toEqual([]);
    expect(hanging.times('deadLettered')).toEqual([5 * 1_000 + 4]);
  });

  test('messages behind a refusing dependency fail one after the other, behind a hanging one they wait', () => {
    const values: Values = { 'ds.servers': 1, 'ds.service': 10 * MS, 'ds.timeout': NEVER, 'retry.maxAttempts': 1 };
    const three = [0, 0, 0];
    const refusing = play('hybrid', three, values, [drill('downstream.refuse', 0, 5_000)]);
    expect(refusing.times('deadLettered')).toEqual([10, 20, 30]);
    const hanging = play('hybrid', three, values, [drill('downstream.hang', 0, 5_000)]);
    expect(hanging.times('acked')).toEqual([5_010, 5_030, 5_050]);
  });
});

describe('trap 16: the limit of attempts is deliveries in all, the first included', () => {
  test.each([
    ['the 25 retries of Sidekiq are', 26],
    ['the 3 retries of Celery and of SNS are', 4],
    ['the 4 attempts of gRPC are', 4],
    ['no retry is', 1],
  ])('%s %s runs', (_, maxAttempts) => {
    const { seen } = play('pull', [0], { ...failing, 'retry.maxAttempts': maxAttempts });
    expect(seen('started')).toHaveLength(maxAttempts);
    expect(seen('deadLettered')).toHaveLength(1);
  });

  test.each<[LaneId, string]>([
    ['push', 'sender'],
    ['push', 'broker'],
    ['pull', 'sender'],
    ['pull', 'broker'],
    ['pull', 'inline'],
    ['pull', 'republish'],
  ])('in the %s lane it is the same number if retries are owned by: %s', (lane, owner) => {
    const values: Values = { ...failing, 'service.mean': 10 * MS, 'ds.servers': 1, 'ds.service': MS };
    const { seen } = play(lane, [0], { ...values, 'retry.owner': owner, 'retry.maxAttempts': 4 });
    const tries = seen('started').length + seen('triedAgain').length;
    expect(tries).toBe(4);
    expect(seen('deadLettered')).toHaveLength(1);
  });
});

describe('trap 17: a budget of retries is one for all messages, filled by first tries and paid when a retry is decided', () => {
  const budget: Values = { ...failing, 'retry.budget': 0.5, 'retry.budgetFloor': 0 };

  test('four first tries that fail have two retries between them, not two each', () => {
    const result = play('pull', [0, 0, 0, 0], budget);
    expect(result.seen('started')).toHaveLength(4 + 2);
    expect(deadBy(result, Loss.budget)).toHaveLength(4);
  });

  test('two that fail at one instant do not both take the last token', () => {
    const values: Values = { ...budget, 'service.mean': 10 * MS, 'consumer.concurrency': 2, 'retry.base': SECOND };
    const result = play('pull', [0, 0], values);
    expect(result.seen('started').map(({ at, message }) => [at, message])).toEqual([
      [0, 0],
      [0, 1],
      [1_010, 0],
    ]);
    expect(deadBy(result, Loss.budget)).toEqual([1, 0]);
  });

  test('what first tries put in lasts for its time only', () => {
    const values: Values = { ...budget, 'retry.budgetTtl': 10 * SECOND, 'retry.maxAttempts': 2 };
    const { seen } = play('pull', [0, 5_000, 20_000, 30_000], values);
    // 0.5 at 0 s and 0.5 at 5 s pay for one; those of 20 s and 30 s never meet.
    expect(seen('started').map(({ at, message }) => [at, message])).toEqual([
      [0, 0],
      [5_000, 1],
      [5_000, 1],
      [20_000, 2],
      [30_000, 3],
    ]);
  });

  test.each([
    ['fail', [[0, 0]], [0]],
    ['wait', [[1_000, 0]], []],
  ])('a retry that is denied is to %s', (denied, expected, lost) => {
    const values: Values = { 'retry.budget': 0.5, 'retry.budgetFloor': 0, 'retry.budgetDenied': denied };
    // The first message fails once; the second one fills the budget to a whole retry, as is seen when it is next asked for.
    const result = play('pull', [0, 950], { ...values, 'service.mean': 0 }, [drill('consumer.error', 0, 500)]);
    const retried = result.seen('started').filter(({ message }) => message === 0);
    expect(retried.map(({ at, message }) => [at, message]).slice(-1)).toEqual(expected);
    expect(deadBy(result, Loss.budget)).toEqual(lost);
  });

  test('tokens: a bucket of 10 pays for two retries at 5, and a success of a retry puts its 5 back', () => {
    const values: Values = { ...budget, 'retry.budgetKind': 'tokens', 'retry.tokensMax': 10, 'retry.tokenCost': 5 };
    expect(play('pull', [0, 0, 0], values).seen('started')).toHaveLength(3 + 2);
    const { seen } = play('pull', [0, 0, 0, 1_000], { ...values, 'error.prob': 0, 'service.mean': 10 * MS }, [
      drill('consumer.error', 0, 25),
      drill('consumer.error', 1_005, 1_015),
    ]);
    expect(seen('acked').map(({ message }) => message)).toEqual([0, 1, 2, 3]);
  });

  test('gRPC: the failure that brings the bucket to its half is not retried any more', () => {
    const values: Values = { ...failing, 'retry.budget': 0.1, 'retry.budgetKind': 'grpc', 'retry.tokensMax': 10 };
    // 10 tokens: failures 1 to 4 leave more than 5 and are retried, the fifth leaves 5.
    const result = play('pull', [0], { ...values, 'retry.maxAttempts': 20 });
    expect(result.seen('started')).toHaveLength(5);
    expect(deadBy(result, Loss.budget)).toEqual([0]);
  });
});

describe('trap 18: owners of retries that stand behind each other multiply', () => {
  const calls: Values = { 'ds.servers': 1, 'ds.service': MS, 'ds.errorRate': 1 };

  test('3 tries of the worker in each of 5 deliveries of the broker are 15 calls', () => {
    const { seen } = play('pull', [0], { ...calls, 'retry.inline': 3, 'retry.maxAttempts': 5 });
    expect(seen('leased')).toHaveLength(5);
    expect(seen('called')).toHaveLength(15);
    expect(seen('triedAgain').map(({ value }) => value)).toEqual([2, 3, 2, 3, 2, 3, 2, 3, 2, 3]);
  });

  test('a producer that is not confirmed puts one more factor before them', () => {
    const published: Values = { 'publish.maxAttempts': 2, 'publish.timeout': SECOND, 'net.latency': 100 * MS };
    const values: Values = { ...calls, ...published, 'retry.inline': 3, 'retry.maxAttempts': 5 };
    // The broker has it at 100 ms and goes before its confirm is home.
    const { seen } = play('pull', [0], values, [drill('broker.down', 150, 300)]);
    expect(seen('copied')).toHaveLength(1);
    expect(seen('called')).toHaveLength(2 * 5 * 3);
  });

  test('a worker that owns all retries has one delivery for its tries', () => {
    const values: Values = { 'error.prob': 1, 'retry.owner': 'inline', 'retry.maxAttempts': 3, 'retry.base': SECOND };
    const { seen, times } = play('pull', [0], values);
    expect(times('leased')).toEqual([0]);
    expect(times('triedAgain')).toEqual([10, 1_020]);
    expect(seen('deadLettered')).toMatchObject([{ at: 10 + 1_000 + 10 + 2_000 + 10 }]);
  });
});

describe('trap 19: a limiter that gives messages back burns their attempts, one that leaves them in the queue does not', () => {
  const limited: Values = { 'consumer.rateLimit': 1, 'retry.maxAttempts': 3 };
  const three = [0, 0, 0];

  test('as chosen first, what the limiter holds waits in the queue', () => {
    const { seen, times } = play('pull', three, limited);
    expect(seen('leased').map(({ at, node }) => [at, node])).toEqual([
      [0, 1],
      [1_000, 1],
      [2_000, 1],
    ]);
    expect(times('deadLettered')).toEqual([]);
  });

  test('where it counts, messages die that no worker has begun', () => {
    const { seen } = play('pull', three, { ...limited, 'consumer.rateCounts': true });
    expect(seen('started').map(({ message }) => message)).toEqual([0]);
    expect(seen('returned').map(({ message }) => message)).toEqual([1, 1, 1, 2, 2, 2]);
    expect(seen('deadLettered').map(({ message, value }) => [message, value])).toEqual([
      [1, Loss.attempts],
      [2, Loss.attempts],
    ]);
  });
});
