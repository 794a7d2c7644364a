/**
 * Small plays for corners that are easily cut: knobs turned at a bad time, copies, lost trips, and what outlives its reason.
 * Times are milliseconds. Longer than a file should be, because it is a list.
 */
import { describe, expect, test } from 'vitest';
import { CallFailure, Empty, Fact, Loss } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Entry, Values } from '../model/scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND } from '../model/time.ts';
import { waitingIn } from './calendar.ts';
import { runUntil } from './kernel.ts';
import { drill, play, set } from './play.test-support.ts';

const crash = (at: number, count: number): Entry => ({ type: 'crash', at: at * MS, count });
const redrive = (at: number, count = 100): Entry => ({ type: 'redrive', at: at * MS, count });

describe('slots that are renumbered', () => {
  test('a worker that is surplus after a change still commits what it has done', () => {
    const values: Values = {
      'consumer.concurrency': 4,
      'service.mean': SECOND,
      'poll.batchMax': 4,
      'ack.granularity': 'cumulative',
      'ack.commitEvery': SECOND,
    };
    const { seen } = play('pull', [0, 0, 0, 0], values, [set(500, 'consumer.concurrency', 1)], 10_000);
    expect(seen('acked')).toHaveLength(4);
  });

  test('a crash after the effect does not strike workers beyond all instances', () => {
    const values: Values = { 'consumer.concurrency': 300, 'service.mean': SECOND, 'poll.batchMax': 300 };
    const arrivals = new Array<number>(300).fill(0);
    const { seen } = play('pull', arrivals, values, [set(500, 'consumer.concurrency', 1)], 10_000);
    expect(seen('acked')).toHaveLength(300);
  });

  test.each([1, 3])('what waits in a buffer shared by all outlives a crash of instance 0 (%s more hired)', (more) => {
    const values: Values = {
      'consumer.instances': 2,
      'push.choice': 'round-robin',
      'service.mean': SECOND,
      'push.requestTimeout': NEVER,
      'crash.repair': MS,
    };
    const timeline = [
      set(0, 'push.choice', 'shared-buffer'),
      set(1, 'consumer.instances', 1 + more),
      crash(500, 1 + more),
    ];
    const { seen } = play('push', new Array<number>(12).fill(10), values, timeline, 20_000);
    expect(seen('acked').length).toBeGreaterThan(7);
  });

  test('an instance that has gone can crash without an endpoint of its own', () => {
    const values: Values = { 'consumer.instances': 5, 'crash.mtbf': SECOND, 'push.choice': 'shared-buffer' };
    const timeline = [set(100, 'consumer.instances', 2), set(100, 'push.choice', 'random')];
    const { times } = play('push', [5_000, 15_000], values, timeline, 20_000);
    expect(times('workerDown').length).toBeGreaterThan(5);
  });
});

describe('partitions', () => {
  const log: Values = { 'queue.order': 'partition-log', 'queue.partitions': 1, 'key.count': 1 };

  test('a commit that is lost is made good by the next, for it acks all that came before', () => {
    const values: Values = {
      ...log,
      'ack.granularity': 'cumulative',
      'ack.commitEvery': SECOND,
      'ack.timeout': 60 * SECOND,
    };
    const { seen, times } = play('pull', [0, 100, 200], values, [drill('network.ack-loss', 500, 1_500)], 20_000);
    expect(seen('committed').map(({ at, value }) => [at, value])).toEqual([
      [1_010, 3],
      [2_010, 3],
    ]);
    expect(times('acked')).toEqual([2_010, 2_010, 2_010]);
  });

  test.each([5, 6])('a surplus worker leaves the rest of its partition to those that stay, of %s', (count) => {
    const values: Values = {
      'queue.order': 'partition-log',
      'queue.partitions': 2,
      'key.count': 2,
      'service.mean': SECOND,
    };
    const slots: Values = { 'consumer.concurrency': 2, 'poll.batchMax': 20 };
    const timeline = [set(1_500, 'consumer.concurrency', 1)];
    const { seen } = play(
      'pull',
      [0, ...new Array<number>(count - 1).fill(400)],
      { ...values, ...slots },
      timeline,
      20_000,
    );
    expect(seen('acked')).toHaveLength(count);
  });

  test('what its new owner has fetched goes on when the old one is done with a partition', () => {
    const values: Values = {
      'queue.order': 'partition-log',
      'queue.partitions': 2,
      'key.count': 50,
      'service.mean': SECOND,
    };
    const timeline = [set(100, 'consumer.instances', 2)];
    const arrivals = [0, 0, 0, 200, 200, 200, 200];
    const { seen } = play(
      'pull',
      arrivals,
      { ...values, 'consumer.concurrency': 2, 'poll.batchMax': 8 },
      timeline,
      20_000,
    );
    expect(seen('acked')).toHaveLength(7);
  });

  test('a partition that is worked on while their number changes is free afterwards', () => {
    const values: Values = {
      'queue.order': 'partition-log',
      'queue.partitions': 7,
      'service.mean': SECOND,
      'key.count': 50,
    };
    const timeline = [set(500, 'queue.partitions', 5), set(3_000, 'queue.partitions', 7)];
    const arrivals = Array.from({ length: 30 }, (_, i) => i * 10);
    const { seen } = play(
      'pull',
      arrivals,
      { ...values, 'consumer.concurrency': 3, 'poll.batchMax': 30 },
      timeline,
      60_000,
    );
    expect(seen('acked')).toHaveLength(30);
  });
});

describe('leases', () => {
  const beating: Values = { 'ack.timeout': 4 * SECOND, 'lease.renewEvery': SECOND, 'service.mean': 20 * SECOND };

  test('a heartbeat that falls into an outage is not the last', () => {
    const { times } = play('pull', [0], beating, [drill('broker.down', 900, 1_500)], 30_000);
    expect([times('expired'), times('acked')]).toEqual([[], [20_000]]);
  });

  test('a process that stands still sends no heartbeat', () => {
    const { times } = play('pull', [0], beating, [drill('consumer.hang', 2_500, 9_000)], 8_000);
    expect(times('expired')).toEqual([6_000]);
  });

  test('a heartbeat takes as long on its way as anything else', () => {
    const values: Values = { ...beating, 'net.latency': 100 * MS };
    const { seen } = play('pull', [0], values, [drill('network.slow', 0, 60_000, 5)], 4_000);
    expect(seen('arrived')[0].at).toBe(1_000);
    expect(seen('renewed').map(({ at }) => at)).toEqual([2_500, 3_500]);
  });
});

describe('dead letters', () => {
  test('a redriven message has new luck in all that may fail', () => {
    const values: Values = { 'error.prob': 0.5, 'retry.maxAttempts': 1 };
    const arrivals = Array.from({ length: 100 }, (_, i) => i * 20);
    const { seen } = play('pull', arrivals, { ...values, 'redrive.rate': NEVER }, [redrive(10_000)], 30_000);
    const buried = seen('deadLettered').filter(({ at }) => at < 10_000).length;
    const again = seen('deadLettered').filter(({ at }) => at >= 10_000).length;
    expect(again).toBeGreaterThan(buried * 0.25);
    expect(again).toBeLessThan(buried * 0.75);
  });

  test('a redrive puts back what is there, and not what it makes of that', () => {
    const values: Values = { 'error.prob': 1, 'retry.maxAttempts': 1, 'redrive.rate': 10 };
    const { seen } = play('pull', [0, 0, 0], values, [redrive(1_000, 100)]);
    expect(seen('copied')).toHaveLength(3);
  });

  test('a copy that fails rejoins where retries do', () => {
    const values: Values = {
      'error.prob': 1,
      'retry.maxAttempts': 2,
      'requeue.position': 'head',
      'service.mean': 100 * MS,
    };
    const arrivals = [0, ...new Array<number>(6).fill(1_000), ...new Array<number>(6).fill(1_600)];
    const { seen } = play('pull', arrivals, values, [redrive(950, 1)], 5_000);
    const starts = seen('started').map(({ message }) => message);
    expect(starts.indexOf(0x4000_0000)).toBe(starts.lastIndexOf(0x4000_0000) - 1);
  });
});

describe('autoscaling', () => {
  const scaled: Values = { 'autoscale.metric': 'backlog', 'autoscale.every': SECOND, 'autoscale.startup': 0 };

  test('fewer instances only after the whole time of stabilising, also at the start', () => {
    const values: Values = { ...scaled, 'consumer.instances': 4, 'autoscale.stabilise': 5 * SECOND };
    const { seen } = play('pull', [], values, [], 20_000);
    const [first, second] = seen('staffed');
    expect([first.at, second.at]).toEqual([0, 6_000]);
  });

  test('the busy share is that since scaling looks at it, not since the run began', () => {
    const values: Values = {
      'consumer.instances': 2,
      'autoscale.every': SECOND,
      'autoscale.startup': 0,
      'service.mean': 100 * SECOND,
    };
    const { seen } = play('pull', [50_000, 50_000], values, [set(60_000, 'autoscale.metric', 'utilisation')], 61_500);
    expect(seen('scaled')).toMatchObject([{ node: 2, value: 3 }]); // ceil(2 × 1 / 0.7)
  });

  test('who is hired for the place of an instance that crashed as it left is not crashed', () => {
    const values: Values = { 'consumer.instances': 2, 'crash.repair': 3_600 * SECOND, 'service.mean': 5 * SECOND };
    const timeline = [crash(100, 2), set(200, 'consumer.instances', 1), set(300, 'consumer.instances', 2)];
    expect(play('pull', [1_000], values, timeline, 10_000).times('acked')).toEqual([6_000]);
  });

  test('the tolerance is one of the metric, not of the instances that it comes to', () => {
    const values: Values = {
      ...scaled,
      'autoscale.backlog': 10,
      'consumer.instances': 2,
      'service.mean': 100 * SECOND,
    };
    const { seen } = play('pull', new Array<number>(23).fill(0), values, [], 1_500);
    expect(seen('scaled')).toMatchObject([{ node: 2, value: 2 }]); // 21 ready for 2 × 10: 5 % too many
  });

  test('no minute sees more instances added than the step allows', () => {
    const values: Values = { ...scaled, 'autoscale.maxStep': 2, 'service.mean': 1_000 * SECOND, 'autoscale.max': 20 };
    const arrivals = Array.from({ length: 300 }, (_, i) => (i < 2 ? 0 : 55_000 + i));
    const { seen } = play('pull', arrivals, values, [], 115_000);
    const hired = seen('staffed').map(({ at, node }) => [at, node]);
    expect(hired.filter(([at]) => at > 50_000 && at < 110_000).at(-1)![1]).toBeLessThanOrEqual(3);
  });
});

describe('the breaker', () => {
  const guarded: Values = {
    'ds.servers': 5,
    'ds.service': 10 * MS,
    'ds.errorRate': 1,
    'breaker.window': 3,
    'breaker.threshold': 0.6,
    'breaker.openFor': 2 * SECOND,
    'retry.maxAttempts': 1,
  };
  const everySecond = Array.from({ length: 20 }, (_, i) => i * 1_000);

  test('judges its probes when all of them are back, not by the first', () => {
    const values: Values = { ...guarded, 'breaker.halfOpenCalls': 3, 'breaker.stopsPolling': false };
    const { seen } = play('hybrid', everySecond, values, [], 12_000);
    const states = seen('breaker').map(({ at, value }) => [Math.floor(at / 1_000), value]);
    expect(states).toEqual([
      [2, 1],
      [4, 2],
      [7, 1],
      [9, 2],
    ]);
  });

  test('fewer probes while half open leave it no riddle', () => {
    const values: Values = { ...guarded, 'breaker.halfOpenCalls': 5, 'breaker.stopsPolling': false };
    const timeline = [set(0, 'ds.errorRate', 1), set(4_000, 'ds.errorRate', 0), set(8_500, 'breaker.halfOpenCalls', 3)];
    const { seen } = play('hybrid', everySecond, values, timeline, 20_000);
    expect(seen('breaker').at(-1)!.value).toBe(0);
  });

  test.each<[string, Entry]>([
    ['stopsPolling', set(3_000, 'breaker.stopsPolling', false)],
    ['window', set(3_000, 'breaker.window', 0)],
  ])('pollers that it stopped go on when %s is switched off', (_, entry) => {
    const { seen } = play('pull', everySecond, { ...guarded, 'breaker.openFor': 600 * SECOND }, [entry], 10_000);
    expect(seen('polled').filter(({ at }) => at > 3_000 && at < 4_000).length).toBeGreaterThan(0);
  });

  test('half open, it lets another instance fetch the probe if the first one is down', () => {
    const values: Values = { ...guarded, 'consumer.instances': 2, 'crash.repair': 3_600 * SECOND };
    const { seen } = play('pull', everySecond, values, [set(3_000, 'ds.errorRate', 0), crash(3_000, 1)], 19_000);
    expect(seen('breaker').at(-1)!.value).toBe(0);
  });

  test('a window in time is kept in little memory, however many calls come in it', () => {
    const values: Values = {
      ...guarded,
      'breaker.windowTime': 100 * SECOND,
      'breaker.minCalls': 1_000,
      'ds.errorRate': 0,
    };
    const { lane } = play(
      'push',
      Array.from({ length: 500 }, (_, i) => i),
      { ...values, 'service.mean': 0, 'ds.service': MS },
      [],
      600,
    );
    expect([lane.world.breaker.calls, lane.world.breaker.entries.length]).toEqual([500, 6]);
  });
});

describe('a slow network', () => {
  const away: Values = { 'net.latency': 100 * MS, 'error.prob': 1, 'retry.maxAttempts': 2, 'retry.owner': 'sender' };

  test('slows down the way by which a sender hears of a failure and publishes again', () => {
    const { seen } = play('pull', [0], away, [drill('network.slow', 0, 60_000, 3)]);
    const [failed, queued] = [seen('nacked')[0].at, seen('queued')[1].at];
    expect(queued - failed).toBe(600);
  });

  test('keeps a confirm on its way for longer, so that an outage can still take it', () => {
    const values: Values = { 'net.latency': 100 * MS, 'publish.maxAttempts': 3, 'service.mean': SECOND };
    const { seen } = play('hybrid', [0], values, [drill('network.slow', 0, 60_000, 3), drill('broker.down', 500, 600)]);
    expect(seen('accepted')[0].at).toBe(300);
    expect(seen('copied')).toHaveLength(1);
  });
});

describe('bursts', () => {
  test('go on for ever without the luck of any other stream', () => {
    const { lane } = play('push', [], { 'burst.size': 1, 'burst.at': 0, 'burst.every': 100 * MS }, [], 150);
    lane.world.producer.bursts = 1 << 17;
    runUntil(lane.kernel, SECOND);
    expect(lane.world.messages.luck[0] >>> 30).toBe(2);
  });
});

describe('age', () => {
  test('a retry that comes back older than the queue keeps anything is not delivered', () => {
    const values: Values = {
      'queue.ttl': 10 * SECOND,
      'retry.base': 11 * SECOND,
      'error.prob': 1,
      'service.mean': 20 * SECOND,
    };
    // The second message keeps the clock of the queue set for its own end.
    const fast = [set(0, 'service.mean', 10 * MS), set(5_000, 'service.mean', 20 * SECOND)];
    const { seen } = play('pull', [0, 6_000, 6_000, 6_000], values, fast, 15_500);
    expect(seen('dropped')).toMatchObject([{ at: 11_010, message: 0, value: Loss.ttl }]);
  });
});

describe('the outbox', () => {
  test('a producer that it blocked goes on when a message leaves it to be published again', () => {
    const values: Values = {
      'publish.buffer': 1,
      'publish.onFull': 'block',
      'publish.timeout': 3 * SECOND,
      'publish.maxAttempts': 3,
      'net.latency': 100 * MS,
      'arrival.process': 'steady',
      'arrival.rate': 5,
      'service.mean': 10 * SECOND,
    };
    const { times } = play('hybrid', [], values, [drill('broker.down', 350, 1_000)], 10_000);
    expect(times('published').filter((at) => at > 6_000).length).toBeGreaterThan(10);
  });

  test('a producer that it blocked goes on when it is made larger', () => {
    const values: Values = {
      'publish.buffer': 1,
      'publish.onFull': 'block',
      'queue.capacity': 1,
      'queue.overflow': 'block',
      'arrival.process': 'steady',
      'arrival.rate': 10,
      'service.mean': 100 * SECOND,
    };
    const { times } = play('hybrid', [], values, [set(5_000, 'publish.buffer', 100)], 6_000);
    expect(times('published').filter((at) => at > 5_000).length).toBeGreaterThan(5);
  });
});

describe('a consumer that hangs', () => {
  const four: Values = { 'service.mean': 4 * SECOND, 'ack.timeout': 60 * SECOND };

  test.each<[LaneId, number, number, number]>([
    ['pull', 1_000, 3_000, 6_000], // it would have ended later
    ['push', 1_000, 9_000, 12_000], // it would have ended meanwhile
    ['hybrid', 4_000, 5_000, 5_000], // it ends as the hang begins
  ])(
    'stands still in the middle of its work: in the %s lane from %s to %s ms, so that it ends at %s',
    (id, from, to, end) => {
      const { seen, times } = play(id, [0], four, [drill('consumer.hang', from, to)], 20_000);
      expect(times('applied')).toEqual([end]);
      expect(seen('resumed')).toMatchObject([{ at: to, value: end * MS }]);
    },
  );

  test('stands still twice, and in a try of its own', () => {
    const values: Values = { ...four, 'retry.owner': 'inline', 'retry.base': SECOND, 'retry.schedule': 'fixed' };
    const timeline = [
      drill('consumer.error', 0, 5_100),
      drill('consumer.hang', 1_000, 2_000),
      drill('consumer.hang', 5_500, 7_000),
    ];
    // 4 s of work and 1 s of hang; the second of backoff ends in the next hang, and after it the work takes 4 s.
    expect(play('pull', [0], values, timeline, 20_000).times('applied')).toEqual([11_000]);
  });

  /** The call begins at 10 ms and is answered after 2 s. */
  const calling: Values = {
    'ds.servers': 1,
    'ds.service': 2 * SECOND,
    'ds.timeout': 3 * SECOND,
    'ack.timeout': 60 * SECOND,
  };

  test('reads the reply to its call when it goes on', () => {
    const { times } = play('pull', [0], calling, [drill('consumer.hang', 1_000, 5_000)], 20_000);
    expect([times('callDone'), times('acked')]).toEqual([[2_010], [5_000]]);
  });

  test('hears of a failed call, and of a timeout, when it goes on', () => {
    const failing = [drill('consumer.hang', 1_000, 5_000), drill('downstream.error', 0, 4_000)];
    expect(play('pull', [0], calling, failing, 20_000).seen('nackSent')[0]).toMatchObject({ at: 5_000 });
    const slow: Values = { ...calling, 'ds.service': 4 * SECOND };
    const { seen } = play('pull', [0], slow, [drill('consumer.hang', 1_000, 5_000)], 20_000);
    expect(seen('callFailed')[0]).toMatchObject({ at: 5_000, value: CallFailure.timeout });
  });
});

describe('a broker that hangs', () => {
  test('forgets nothing, for its process lives', () => {
    const values: Values = { 'queue.durable': false, 'service.mean': SECOND };
    const { seen } = play('hybrid', [0, 0, 0], values, [drill('broker.hang', 500, 2_000)], 10_000);
    expect(seen('dropped')).toEqual([]);
  });

  test('loses the polls that come meanwhile: who asked learns nothing, and asks again when its patience ends', () => {
    const values: Values = { 'poll.wait': 5 * SECOND, 'net.latency': 100 * MS };
    const { seen, times } = play('hybrid', [3_000], values, [drill('broker.hang', 0, 2_000)], 5_400);
    expect(times('polled')).toEqual([0, 5_200]);
    expect(seen('empty')).toMatchObject([{ at: 5_200, delivery: Empty.unheard }]);
    expect([times('parked'), times('leased')]).toEqual([[], [5_300]]);
  });

  test('does not end a long poll: its poller does', () => {
    const values: Values = { 'poll.wait': SECOND, 'net.latency': 100 * MS };
    const { seen, times } = play('hybrid', [], values, [drill('broker.hang', 500, 3_000)], 1_500);
    expect(times('parked')).toEqual([100]);
    expect(seen('empty')).toMatchObject([{ at: 1_200, delivery: Empty.unheard, value: 1_200 * MS }]);
  });

  test('answers no poll that it keeps', () => {
    const { times } = play('hybrid', [], { 'poll.wait': 20 * SECOND }, [drill('broker.hang', 1_000, 2_000)], 5_000);
    expect(times('empty')).toEqual([]);
  });
});

describe('limits', () => {
  test.each<[LaneId, Values, 'push.rateLimit' | 'ds.rateLimit']>([
    ['push', { 'push.rateLimit': 0.1, 'consumer.concurrency': 9 }, 'push.rateLimit'],
  ])('a higher rate of the %s lane holds at once, whatever was owed at the lower one', (id, values, key) => {
    const { times } = play(id, [0, 0, 0], values, [set(2_000, key, 10)]);
    expect(times('sent')).toEqual([0, 2_080, 2_180]); // 0.8 of a token was owed: 80 ms
  });

  test('a downstream that allows more allows it at once', () => {
    const values: Values = {
      'ds.servers': 5,
      'ds.service': 10 * MS,
      'ds.rateLimit': 0.1,
      'retry.base': 100 * MS,
      'retry.maxAttempts': NEVER,
      'retry.schedule': 'fixed',
      'ds.retryAfter': 0,
    };
    const { times } = play('pull', [0, 0], values, [set(1_000, 'ds.rateLimit', 100)], 20_000);
    expect(times('acked')[1]).toBeLessThan(1_300);
  });

  test('the quota is an error for a short poll only; a long one waits and is told nothing', () => {
    const values: Values = {
      'inflight.quota': 1,
      'inflight.signal': 'error',
      'poll.wait': SECOND,
      'consumer.instances': 2,
      'service.mean': 10 * SECOND,
    };
    const { lane } = play('pull', [0, 0], values, [], 5_000);
    const { records } = lane.journal;
    const flags = [];
    for (let i = 0; i < records.length; i++) if (records.kind[i] === Fact.empty) flags.push(records.delivery[i]);
    expect(flags.length).toBeGreaterThan(2);
    expect(new Set(flags)).toEqual(new Set([0]));
  });

  test('a sender that waits for the end of a pause sets one clock for it, not one for each look', () => {
    const values: Values = {
      'consumer.instances': 2,
      'push.choice': 'round-robin',
      'push.maxInFlight': 1,
      'push.scope': 'per-consumer',
      'endpoint.backoff': 60 * SECOND,
    };
    const arrivals = Array.from({ length: 200 }, (_, i) => i);
    const { lane } = play('push', arrivals, { ...values, 'error.prob': 1 }, [set(10.5, 'error.prob', 0)], 1_500);
    expect(lane.world.endpoints.pausedUntil[0]).toBe(60_010 * MS);
    expect(waitingIn(lane.kernel.calendar)).toBeLessThan(100);
  });
});

describe('the budget', () => {
  test.each<[string, number[], number]>([
    ['fail', [Loss.budget], 1],
    ['wait', [], 2],
  ])('a worker that publishes again without budget lets the message %s', (denied, losses, effects) => {
    const values: Values = { 'retry.owner': 'republish', 'retry.budget': 0.5, 'retry.budgetDenied': denied };
    // Each first delivery pays for half a retry.
    const { seen, times } = play('pull', [0, 5_000], { ...values, 'error.prob': 1 }, [set(1_000, 'error.prob', 0)]);
    expect(seen('deadLettered').map(({ value }) => value)).toEqual(losses);
    expect(times('applied')).toHaveLength(effects);
  });

  test('a worker that owns retries has to pay for them, too', () => {
    const values: Values = {
      'error.prob': 1,
      'retry.owner': 'inline',
      'retry.maxAttempts': 5,
      'retry.budget': 0.5,
      'retry.budgetTtl': 60 * SECOND,
    };
    const { times } = play(
      'pull',
      Array.from({ length: 20 }, (_, i) => i * 200),
      values,
      [],
      30_000,
    );
    expect(times('triedAgain')).toHaveLength(10);
  });
});
