/**
 * What happens in a lane, as small plays, beside the numbered traps, which have files of their own.
 * Longer than a file should be, because it is a list.
 */
import { describe, expect, test } from 'vitest';
import { CallFailure, Loss, Outcome } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Entry, Key, Values } from '../model/scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND } from '../model/time.ts';
import { drill, play, set } from './play.test-support.ts';

describe('leases', () => {
  test('a crash loses the work in hand, and the message comes back when its lease ends', () => {
    const values: Values = { 'ack.timeout': 10 * SECOND, 'service.mean': 5 * SECOND };
    const { seen, times } = play('pull', [0], values, [drill('consumer.down', 1_000, 2_000)]);
    expect(seen('finished').map(({ at, value }) => [at, value])).toEqual([
      [1_000, Outcome.crash],
      [15_000, Outcome.done],
    ]);
    expect(times('applied')).toEqual([15_000]);
  });
});

describe('a log', () => {
  const log: Values = {
    'queue.order': 'partition-log',
    'queue.partitions': 1,
    'ack.granularity': 'cumulative',
    'ack.timeout': 30 * SECOND,
  };

  test('is read on before what was read is committed', () => {
    const { seen, times } = play('pull', [0, 1_000], log, [], 20_000);
    expect(times('started')).toEqual([0, 1_000]);
    expect(seen('committed')).toMatchObject([{ at: 5_010, value: 2 }]);
  });

  test('is not read on after a crash before what was not committed is read again, in its order', () => {
    const { seen } = play('pull', [0, 1_000, 20_000], log, [drill('consumer.down', 2_000, 3_000)], 50_000);
    expect(seen('started').map(({ at, message }) => [at, message])).toEqual([
      [0, 0],
      [1_000, 1],
      [31_000, 0],
      [31_010, 1],
      [31_020, 2],
    ]);
  });
});

describe('batches that fail as a whole', () => {
  const values: Values = { 'poll.batchMax': 3, 'batch.failure': 'whole', 'ack.timeout': 30 * SECOND };

  test.each([
    ['nack', 30],
    ['nothing', 30_000],
  ])('and say %s are delivered again in full after %s ms, what was done in them included', (answer, back) => {
    // Work takes 10 ms: only the second of the three fails.
    const timeline = [set(15, 'error.prob', 1), set(25, 'error.prob', 0)];
    const { seen } = play('pull', [0, 0, 0], { ...values, 'error.answer': answer }, timeline, 40_000);
    expect(seen('leased').map(({ at, message }) => [at, message])).toEqual(
      [0, back].flatMap((at) => [0, 1, 2].map((message) => [at, message])),
    );
  });
});

describe('a renewed lease', () => {
  const beating: Values = { 'ack.timeout': 10 * SECOND, 'lease.renewEvery': 4 * SECOND, 'service.mean': 60 * SECOND };

  test('lasts as long as its worker lives, and no longer than it may in all', () => {
    expect(play('pull', [0], beating).times('expired')).toEqual([]);
    expect(play('pull', [0], { ...beating, 'lease.maxTotal': 25 * SECOND }).times('expired')).toEqual([25_000]);
  });

  test('is renewed no more once its worker is dead, whose last beat was at 8 s', () => {
    const { times } = play('pull', [0], beating, [drill('consumer.down', 9_000, 10_000)], 30_000);
    expect(times('expired')).toEqual([18_000]);
  });
});

describe('a coarse clock', () => {
  const late: Values = { 'timeout.checkEvery': 60 * SECOND, 'service.mean': 3_600 * SECOND, 'retry.maxAttempts': 1 };

  test.each<[LaneId, Key]>([
    ['push', 'push.requestTimeout'],
    ['pull', 'ack.timeout'],
  ])('in the %s lane finds at its next tick only that %s has passed', (lane, key) => {
    const { times } = play(lane, [1_000], { ...late, [key]: 70 * SECOND }, [], 200_000);
    expect(times('expired')).toEqual([120_000]);
  });
});

describe('push', () => {
  test('a full inbox refuses at once, and the sender tries again', () => {
    const values: Values = { 'push.inbox': 1, 'service.mean': SECOND, 'retry.base': 1_500 * MS };
    const { seen, times } = play('push', [0, 0, 0], values);
    expect(seen('refused')).toMatchObject([{ at: 0, message: 2, node: 0 }]);
    expect(times('acked')).toEqual([1_000, 2_000, 3_000]);
  });
});

describe('the queue', () => {
  const slow: Values = { 'service.mean': 10 * SECOND, 'queue.capacity': 2 };

  test('what is too old already when it comes to the head of the line is dropped there, whoever is younger before it', () => {
    const values: Values = {
      'service.mean': 100 * MS,
      'error.prob': 1,
      'retry.maxAttempts': 1,
      'queue.ttl': 5 * SECOND,
      'redrive.rate': 2,
      'redrive.resetAge': false,
    };
    const timeline: Entry[] = [set(500, 'error.prob', 0), { type: 'redrive', at: 6_000 * MS, count: 3 }];
    // The dead letters come back at 6.5, 7 and 7.5 s; at 7 s a new message is worked on, and another one waits.
    const { seen, times } = play('pull', [100, 200, 300, 6_100, 6_950, 6_960], values, timeline);
    expect(times('applied')).toEqual([6_200, 7_050, 7_150]);
    expect(seen('dropped').map(({ at, value }) => [at, value])).toEqual([
      [6_500, Loss.ttl],
      [7_050, Loss.ttl],
      [7_500, Loss.ttl],
    ]);
  });

  test('block holds messages back in their order and loses none until the outbox is full', () => {
    const { seen } = play('hybrid', [0, 1, 2, 3, 4, 5], { ...slow, 'queue.overflow': 'block', 'publish.buffer': 2 });
    expect(seen('turnedAway')).toMatchObject([{ at: 5, message: 5, value: Loss.outbox }]);
    expect(seen('held').map(({ message }) => message)).toEqual([3, 4]);
    expect(seen('acked').map(({ message }) => message)).toEqual([0, 1, 2, 3, 4]);
  });

  test('a queue that refuses when full refuses also what the outbox brings after an outage', () => {
    const { seen } = play('hybrid', [0, 100, 200, 300, 400], slow, [drill('broker.down', 50, 500)]);
    expect(seen('turnedAway').map(({ at, message }) => [at, message])).toEqual([
      [500, 3],
      [500, 4],
    ]);
  });
});

describe('the breaker', () => {
  const guarded: Values = {
    'breaker.stopsPolling': false,
    'ds.servers': 5,
    'ds.errorRate': 1,
    'breaker.window': 3,
    'breaker.threshold': 1,
    'breaker.openFor': 5 * SECOND,
  };
  const everySecond = Array.from({ length: 14 }, (_, i) => i * 1_000);

  test('a breaker opens after a window of failures, fails fast, and lets one call through to see', () => {
    const { seen } = play('hybrid', everySecond, { ...guarded, 'retry.maxAttempts': 1 });
    expect(seen('called').map(({ message }) => message)).toEqual([0, 1, 2, 8, 14].filter((message) => message < 14));
    expect(
      seen('callFailed')
        .filter(({ value }) => value === CallFailure.breaker)
        .map(({ message }) => message),
    ).toEqual([3, 4, 5, 6, 7, 9, 10, 11, 12, 13]);
  });

  test('a probe whose caller dies does not keep the breaker half open for ever', () => {
    const timeline = [drill('downstream.hang', 7_500, 60_000), drill('consumer.down', 8_500, 8_600)];
    const { seen } = play(
      'hybrid',
      everySecond,
      { ...guarded, 'ds.timeout': NEVER, 'retry.maxAttempts': 1, 'consumer.instances': 2 },
      timeline,
    );
    expect(seen('called').map(({ message }) => message)).toEqual([0, 1, 2, 8, 9]);
  });
});

describe('tries of its own', () => {
  test('a worker that owns retries and dies leaves its message to the end of the lease, as any other', () => {
    const values: Values = { 'retry.owner': 'inline', 'service.mean': 5 * SECOND, 'ack.timeout': 10 * SECOND };
    const { times } = play('pull', [0], values, [drill('consumer.down', 1_000, 2_000)]);
    expect([times('expired'), times('acked')]).toEqual([[10_000], [15_000]]);
  });

  test('a worker that republishes after an early ack makes a dead letter of what it gives up', () => {
    const values: Values = { 'error.prob': 1, 'ack.point': 'at-delivery', 'retry.maxAttempts': 3 };
    const { lane, seen, times } = play('pull', [0], { ...values, 'retry.owner': 'republish' });
    expect(times('started')).toEqual([0, 10, 20]);
    expect(seen('deadLettered')).toMatchObject([{ at: 30, value: Loss.attempts }]);
    expect(lane.world.journal.lostAfterAck).toBe(0);
  });

  test('a worker that owns retries records only the tries that come, not the one it gives up', () => {
    const calls: Values = { 'ds.servers': 1, 'ds.service': SECOND, 'ds.errorRate': 1 };
    const { seen, times } = play('pull', [0], { ...calls, 'retry.owner': 'inline', 'retry.maxAttempts': 3 });
    expect([times('called').length, times('callFailed').length]).toEqual([3, 3]);
    expect(seen('triedAgain').map(({ value }) => value)).toEqual([2, 3]);
  });
});

describe('the limiter', () => {
  const crowd = Array.from({ length: 200 }, (_, i) => Math.floor(i / 50) * 2_500);

  test.each([1, 4])('lets no more through in any time than its burst of %s and what the rate brings', (burst) => {
    const values: Values = { 'consumer.rateLimit': 20, 'consumer.rateBurst': burst, 'consumer.instances': 5 };
    const leased = play('hybrid', crowd, values).times('leased');
    expect(leased).toHaveLength(200);
    for (let i = 0; i < leased.length; i++)
      for (let j = i; j < leased.length; j++)
        expect(j - i + 1).toBeLessThanOrEqual(burst + Math.floor(((leased[j] - leased[i]) * 20) / 1_000));
  });

  test('a higher rate holds at once, whatever was owed at the lower one', () => {
    const values: Values = { 'consumer.rateLimit': 0.1 };
    const { times } = play('hybrid', [0, 0, 0], values, [set(2_000, 'consumer.rateLimit', 10)]);
    expect(times('leased')).toEqual([0, 2_080, 2_180]); // 0.8 of a token was owed: 80 ms
  });
});

describe('bursts', () => {
  test('one by hand does not swallow the scheduled one that falls due meanwhile', () => {
    const values: Values = { 'burst.size': 3, 'burst.at': SECOND, 'burst.over': 200 * MS };
    const { seen } = play('push', [], values, [{ type: 'burst', at: 900 * MS, size: 2 }]);
    expect(seen('published').map(({ at }) => at)).toEqual(
      [900, 1_000, 1_000, 1_067, 1_133].map((at) => expect.closeTo(at, 0)),
    );
  });
});

describe('changes while it runs', () => {
  const slow: Values = { 'service.mean': 10 * SECOND };
  const six = [0, 0, 0, 0, 0, 0];

  test.each<LaneId>(['push', 'pull', 'hybrid'])('new workers of the %s lane start at once', (lane) => {
    const { times } = play(lane, six, slow, [set(1_000, 'consumer.instances', 4)], 9_000);
    expect(times('started')).toEqual([0, 1_000, 1_000, 1_000]);
  });

  test('surplus workers finish what they have, and take no more', () => {
    const { seen } = play(
      'hybrid',
      six,
      { ...slow, 'consumer.instances': 4 },
      [set(1_000, 'consumer.instances', 1)],
      25_000,
    );
    expect(seen('finished').map(({ at }) => at)).toEqual([10_000, 10_000, 10_000, 10_000, 20_000]);
    expect(seen('started').map(({ at }) => at)).toEqual([0, 0, 0, 0, 10_000, 20_000]);
  });

  test('what an instance that goes had fetched is taken over by those that stay', () => {
    const values: Values = { ...slow, 'consumer.instances': 2, 'poll.batchMax': 3 };
    const { seen } = play('hybrid', six, values, [set(1_000, 'consumer.instances', 1)], 99_000);
    expect(seen('acked')).toHaveLength(6);
  });

  test('what is on its way to an instance that goes is taken by one that stays', () => {
    const values: Values = { 'consumer.instances': 2, 'net.latency': 100 * MS };
    const { seen } = play('hybrid', [0, 0], values, [set(150, 'consumer.instances', 1)]);
    expect(seen('acked')).toHaveLength(2);
  });

  test('a poll of an instance that goes while it is on its way is not parked', () => {
    const values: Values = { 'consumer.instances': 2, 'net.latency': 100 * MS };
    const { seen } = play('hybrid', [], values, [set(50, 'consumer.instances', 1)], 5_000);
    expect(seen('parked').map(({ at, node }) => [at, node])).toEqual([[100, 0]]);
    expect(seen('empty').map(({ at, node }) => [at, node])).toEqual([[100, 1]]);
  });

  test.each<LaneId>(['push', 'pull'])('who is hired in the %s lane during an outage is down like the rest', (lane) => {
    const values: Values = { ...slow, 'ack.timeout': SECOND, 'push.requestTimeout': SECOND, 'retry.base': 6 * SECOND };
    const timeline = [drill('consumer.down', 500, 5_000), set(600, 'consumer.instances', 3)];
    expect(
      play(lane, [0, 700, 700], values, timeline, 5_500)
        .seen('started')
        .filter(({ at }) => at < 5_000),
    ).toHaveLength(1);
  });

  test('workers beyond the first few hundred do their first message like any other', () => {
    const values: Values = { ...slow, 'consumer.concurrency': 300 };
    expect(play('push', new Array<number>(300).fill(0), values).times('applied')).toHaveLength(300);
  });

  test('a shorter poll interval ends the pause that is on, and the first one', () => {
    const values: Values = { 'poll.interval': 3_600 * SECOND, 'poll.wait': 0 };
    const asked = play('pull', [], values, [set(1_000, 'poll.interval', SECOND)], 10_000).times('polled');
    expect(asked.length).toBeGreaterThanOrEqual(8);
  });

  test('a new arrival rate stretches the gap that is running', () => {
    const values: Values = { 'arrival.process': 'steady', 'arrival.rate': 0.1 };
    expect(play('push', [], values, [set(5_000, 'arrival.rate', 1)], 7_000).times('published')).toEqual([5_500, 6_500]);
  });

  test('more servers downstream take what waits in line at once', () => {
    const values: Values = { 'ds.servers': 1, 'ds.service': 10 * SECOND, 'ds.timeout': NEVER, 'consumer.instances': 4 };
    const { times } = play('hybrid', six, values, [set(1_000, 'ds.servers', 4)], 12_000);
    expect(times('callDone')).toEqual([10_010, 11_000, 11_000, 11_000]);
  });

  test('a quota below what is out holds the next message until enough has come back', () => {
    const values: Values = { ...slow, 'consumer.concurrency': 5 };
    const { times } = play('hybrid', [0, 1, 2, 2_000], values, [set(1_000, 'inflight.quota', 1)], 25_000);
    expect(times('leased')).toEqual([0, 1, 2, 10_002]);
  });

  test('what has become a log is worked on in its order, also where its messages wait at two instances', () => {
    const values: Values = { 'key.count': 1, 'consumer.instances': 2, 'service.mean': SECOND, 'poll.batchMax': 2 };
    const { times } = play('pull', [0, 0, 0, 0], values, [set(500, 'queue.order', 'partition-log')]);
    expect(times('started')).toEqual([0, 0, 1_000, 2_000]);
  });

  test('a larger queue lets in at once what was held back', () => {
    const values: Values = { ...slow, 'queue.capacity': 1, 'queue.overflow': 'block' };
    const { seen } = play('hybrid', six, values, [set(1_000, 'queue.capacity', 3)], 9_000);
    expect(seen('accepted').map(({ at }) => at)).toEqual([0, 0, 1_000, 1_000]);
  });
});
