/**
 * One small play for each trap that a naive simulator falls into. Times are milliseconds; messages are numbered by arrival.
 * Longer than a file should be, because it is a list.
 */
import { describe, expect, test } from 'vitest';
import { CallFailure, Fact, type FactKind, Loss, Outcome } from '../model/journal.ts';
import type { Value } from '../model/knobs.ts';
import type { LaneId } from '../model/lanes.ts';
import type { DrillKind, Entry, Key, Values } from '../model/scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND } from '../model/time.ts';
import { brokenRules } from './invariants.test-support.ts';
import { step } from './kernel.ts';
import type { Lane } from './lane.ts';
import { Level, levelMax } from './metrics.ts';
import { scenarioOf } from './textbook.test-support.ts';
import { createLane } from './wiring.ts';

interface Seen {
  at: number;
  message: number;
  node: number;
  value: number;
}

interface Play {
  lane: Lane;
  /** All records of a kind, in order. */
  seen(kind: FactKind): Seen[];
  times(kind: FactKind): number[];
}

/** Messages arrive at the broker at `arrivals` if the network takes no time; work and calls take exactly their mean. */
function play(id: LaneId, arrivals: number[], values: Values, timeline: Entry[] = [], until = 100_000): Play {
  const steady: Values = { 'arrival.process': 'trace', 'service.dist': 'deterministic', 'ds.dist': 'deterministic' };
  const lasting: Values = { 'retry.owner': 'broker', 'retry.base': 0 };
  const scenario = scenarioOf(
    { ...steady, ...lasting, ...values },
    { trace: { name: 'play', times: arrivals }, timeline },
  );
  const lane = createLane(scenario, id, { journal: 'on' });
  while (step(lane.kernel, until * MS)) expect(brokenRules(lane)).toEqual([]);
  const { records } = lane.journal;
  const seen = (kind: FactKind): Seen[] => {
    const found: Seen[] = [];
    for (let i = 0; i < records.length; i++) {
      if (records.kind[i] !== Fact[kind]) continue;
      const { time, message, node, value } = records;
      found.push({ at: time[i] / MS, message: message[i], node: node[i], value: value[i] });
    }
    return found;
  };
  return { lane, seen, times: (kind) => seen(kind).map(({ at }) => at) };
}

const set = (at: number, key: Key, value: Value): Entry => ({ type: 'set', at: at * MS, key, value });
const drill = (kind: DrillKind, from: number, to: number): Entry => ({
  type: 'drill',
  at: from * MS,
  until: to * MS,
  drill: kind,
  amount: 1,
  lane: null,
});

describe('leases', () => {
  const long: Values = { 'consumer.instances': 2, 'ack.timeout': 30 * SECOND, 'service.mean': 45 * SECOND };

  test('the end of a lease does not stop the worker, so an idle second worker does it again', () => {
    const { seen, times } = play('pull', [0], long);
    expect(times('started')).toEqual([0, 30_000]); // ceil(45 / 30) executions
    expect(times('applied')).toEqual([45_000, 75_000]);
    expect(seen('acked')).toMatchObject([{ at: 45_000, node: 1 }]);
  });

  test('a failure that says nothing costs the rest of the lease', () => {
    const values: Values = {
      'error.prob': 1,
      'service.mean': SECOND,
      'ack.timeout': 30 * SECOND,
      'retry.maxAttempts': 5,
    };
    const silent = play('pull', [0], { ...values, 'error.answer': 'nothing' });
    expect(silent.times('started')).toEqual([0, 30_000, 60_000, 90_000]); // the fifth would start at 120 s, after the play
    expect(silent.seen('nackSent')).toEqual([]);
    expect(play('pull', [0], values).times('deadLettered')).toEqual([5_000]);
  });

  test('an ack that comes after the lease does not count where late acks are rejected', () => {
    const { times } = play('pull', [0], { ...long, lateAck: 'rejected', 'retry.maxAttempts': 2 });
    expect(times('applied')).toEqual([45_000, 75_000]);
    expect(times('acked')).toEqual([]);
    expect(times('deadLettered')).toEqual([60_000]);
  });

  test('an ack that arrives as the lease ends counts, and a microsecond later it does not', () => {
    const values: Values = { 'ack.timeout': SECOND, 'net.latency': 100 * MS, 'service.mean': 800 * MS };
    expect(play('hybrid', [0], values).times('expired')).toEqual([]);
    expect(play('hybrid', [0], { ...values, 'service.mean': 800 * MS + 1 }).times('expired')).toEqual([1_100]);
  });

  test('the wait before a retry starts when the failure is seen: timeout and then backoff', () => {
    const values: Values = {
      'retry.base': SECOND,
      'service.mean': 60 * SECOND,
      'retry.maxAttempts': 2,
      'consumer.concurrency': 2,
    };
    expect(play('pull', [0], { ...values, 'ack.timeout': 2 * SECOND }).times('started')).toEqual([0, 3_000]);
    expect(play('push', [0], { ...values, 'push.requestTimeout': 2 * SECOND }).times('started')).toEqual([0, 3_000]);
  });

  test('an answer that its poller did not live to see has burnt a delivery', () => {
    const values: Values = { 'net.latency': 100 * MS, 'ack.timeout': SECOND, 'retry.maxAttempts': 1 };
    const { seen, times } = play('pull', [0], values, [drill('consumer.down', 150, 160)]);
    expect(times('started')).toEqual([]);
    expect(seen('deadLettered')).toMatchObject([{ at: 1_100, value: Loss.attempts }]);
  });

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

describe('polls', () => {
  test('a message wakes one of the parked polls, the one that waits longest', () => {
    const { seen } = play(
      'hybrid',
      [1_000, 2_000],
      { 'consumer.instances': 3, 'service.mean': 10 * SECOND },
      [],
      5_000,
    );
    expect(seen('parked')).toHaveLength(3);
    const [first, second] = seen('parked').map(({ node }) => node);
    expect(seen('answered').map(({ node }) => node)).toEqual([first, second]);
  });

  test('a long poll is answered with the first message, not when its batch is full', () => {
    const { times } = play('hybrid', [1_000, 1_500], { 'poll.batchMax': 10 });
    expect(times('started')).toEqual([1_000, 1_500]);
  });

  test('a message that comes as the long poll ends goes out with it', () => {
    const { times } = play('hybrid', [400], { 'poll.wait': 400 * MS, 'poll.interval': 5 * SECOND }, [
      set(0, 'poll.interval', 0),
    ]);
    expect(times('started')).toEqual([400]);
  });

  test('a parked poll is woken by a retry that falls due', () => {
    const { times } = play('hybrid', [0], { 'error.prob': 1, 'retry.maxAttempts': 2, 'retry.base': 7 * SECOND });
    expect(times('started')).toEqual([0, 7_010]);
  });

  test.each<[string, number]>([
    ['after-empty', 1_200],
    ['fixed', 1_000],
  ])('the interval of a %s poller makes %s ms between two questions, with 100 ms each way', (pace, between) => {
    const values: Values = { 'poll.pace': pace, 'poll.interval': SECOND, 'poll.wait': 0, 'net.latency': 100 * MS };
    const asked = play('pull', [], values, [], 20_000).times('polled');
    expect(asked.length).toBeGreaterThan(15);
    for (let i = 1; i < asked.length; i++) expect(asked[i] - asked[i - 1]).toBeCloseTo(between, 6);
  });

  test('a busy worker does not ask, and a free slot beside a busy one does', () => {
    const values: Values = { 'service.mean': 10 * SECOND };
    expect(play('hybrid', [0, 0, 0], values, [], 5_000).times('started')).toEqual([0]);
    expect(play('hybrid', [0, 0, 0], { ...values, 'consumer.concurrency': 2 }, [], 5_000).times('started')).toEqual([
      0, 0,
    ]);
  });
});

describe('push', () => {
  test('credit is free again when the ack has arrived, not when the work is done', () => {
    const values: Values = { 'push.maxInFlight': 1, 'net.latency': 100 * MS, 'service.mean': 50 * MS };
    expect(play('push', [0, 0], values).times('sent')).toEqual([100, 350]);
  });

  test('credit counts what waits in the inbox', () => {
    const values: Values = { 'push.maxInFlight': 2, 'service.mean': SECOND };
    expect(play('push', [0, 0, 0], values).times('sent')).toEqual([0, 0, 1_000]);
  });

  test('a full inbox refuses at once, and the sender tries again', () => {
    const values: Values = { 'push.inbox': 1, 'service.mean': SECOND, 'retry.base': 1_500 * MS };
    const { seen, times } = play('push', [0, 0, 0], values);
    expect(seen('refused')).toMatchObject([{ at: 0, message: 2, node: 0 }]);
    expect(times('acked')).toEqual([1_000, 2_000, 3_000]);
  });

  test('a sender that times out does not cancel the work, so its retry is a duplicate', () => {
    const values: Values = { 'push.requestTimeout': SECOND, 'service.mean': 1_500 * MS, 'consumer.concurrency': 2 };
    expect(
      play('push', [0], values)
        .seen('applied')
        .map(({ at, value }) => [at, value]),
    ).toEqual([
      [1_500, 1],
      [2_500, 2],
    ]);
  });
});

describe('the queue', () => {
  const slow: Values = { 'service.mean': 10 * SECOND, 'queue.capacity': 2 };

  test('its limit counts ready messages only, and a retry may exceed it', () => {
    const values: Values = { ...slow, 'service.mean': SECOND, 'error.prob': 1, 'retry.maxAttempts': 2 };
    const { lane, seen } = play('hybrid', [0, 1, 2, 3], values, [], 1_001);
    expect(seen('turnedAway')).toMatchObject([{ at: 3, message: 3, value: Loss.full }]);
    expect(levelMax(lane.world.metrics, Level.ready)).toBe(3);
  });

  test('drop-oldest loses the oldest that is ready', () => {
    const { seen } = play('hybrid', [0, 1, 2, 3], { ...slow, 'queue.overflow': 'drop-oldest' });
    expect(seen('dropped')).toMatchObject([{ at: 3, message: 1, value: Loss.overflow }]);
    expect(seen('acked').map(({ message }) => message)).toEqual([0, 2, 3]);
  });

  test('block holds messages back in their order and loses none until the outbox is full', () => {
    const { seen } = play('hybrid', [0, 1, 2, 3, 4, 5], { ...slow, 'queue.overflow': 'block', 'publish.buffer': 2 });
    expect(seen('turnedAway')).toMatchObject([{ at: 5, message: 5, value: Loss.outbox }]);
    expect(seen('held').map(({ message }) => message)).toEqual([3, 4]);
    expect(seen('acked').map(({ message }) => message)).toEqual([0, 1, 2, 3, 4]);
  });

  test.each([true, false])(
    'an outage of a broker with durable = %s spares or loses what it had, and never the outbox',
    (durable) => {
      const values: Values = { 'service.mean': SECOND, 'queue.durable': durable };
      const { seen } = play('hybrid', [0, 100, 200, 600], values, [drill('broker.down', 500, 5_000)]);
      expect(seen('dropped').map(({ message, value }) => [message, value])).toEqual(
        durable ? [] : [0, 1, 2].map((message) => [message, Loss.volatile]),
      );
      expect(seen('held')).toMatchObject([{ at: 600, message: 3 }]);
      expect(seen('applied').map(({ message }) => message)).toEqual(durable ? [0, 1, 2, 3] : [0, 3]);
    },
  );

  test('a queue that refuses when full refuses also what the outbox brings after an outage', () => {
    const { seen } = play('hybrid', [0, 100, 200, 300, 400], slow, [drill('broker.down', 50, 500)]);
    expect(seen('turnedAway').map(({ at, message }) => [at, message])).toEqual([
      [500, 3],
      [500, 4],
    ]);
  });
});

describe('downstream', () => {
  const calling: Values = { 'ds.servers': 1, 'ds.service': 3 * SECOND, 'ds.timeout': SECOND, 'retry.maxAttempts': 1 };

  test('a caller that gives up does not cancel its call, whose effect still happens', () => {
    const { seen, times } = play('hybrid', [0], calling);
    expect(seen('callFailed')).toMatchObject([{ at: 1_010, value: CallFailure.timeout }]);
    expect(seen('callDone')).toMatchObject([{ at: 3_010, value: 1 }]);
    expect(times('applied')).toEqual([3_010]);
  });

  test('a call that ends on its deadline was in time', () => {
    const { times } = play('hybrid', [0], { ...calling, 'ds.timeout': 3 * SECOND });
    expect(times('callFailed')).toEqual([]);
    expect(times('acked')).toEqual([3_010]);
  });

  test('refusing burns the attempts in moments, hanging holds the worker for each', () => {
    const values: Values = {
      ...calling,
      'ds.service': 10 * MS,
      'retry.maxAttempts': 5,
      'retry.base': MS,
      'retry.multiplier': 1,
    };
    const refusing = play('hybrid', [0], values, [drill('downstream.refuse', 0, 60_000)]);
    expect(refusing.times('deadLettered')).toEqual([5 * 10 + 4]);
    const hanging = play('hybrid', [0], values, [drill('downstream.hang', 0, 60_000)]);
    expect(hanging.times('deadLettered')).toEqual([5 * 1_010 + 4]);
  });

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

describe('duplicates', () => {
  test.each<[string, number, number]>([
    ['none', 3, 0],
    ['dedup-store', 1, 2],
  ])('with idempotency %s a message whose acks are lost has %s effects and %s absorbed', (mode, effects, absorbed) => {
    const values: Values = {
      'ack.lossProb': 1,
      'ack.timeout': SECOND,
      'retry.maxAttempts': 3,
      'idempotency.mode': mode,
    };
    const { times } = play('pull', [0], values);
    expect([times('applied').length, times('absorbed').length]).toEqual([effects, absorbed]);
  });

  test('tries of a worker that owns retries are one delivery', () => {
    const values: Values = { 'error.prob': 1, 'retry.owner': 'inline', 'retry.maxAttempts': 3, 'retry.base': SECOND };
    const { seen, times } = play('pull', [0], values);
    expect(times('leased')).toEqual([0]);
    expect(times('triedAgain')).toEqual([10, 1_020]);
    expect(seen('deadLettered')).toMatchObject([{ at: 10 + 1_000 + 10 + 2_000 + 10 }]);
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

  test('a larger queue lets in at once what was held back', () => {
    const values: Values = { ...slow, 'queue.capacity': 1, 'queue.overflow': 'block' };
    const { seen } = play('hybrid', six, values, [set(1_000, 'queue.capacity', 3)], 9_000);
    expect(seen('accepted').map(({ at }) => at)).toEqual([0, 0, 1_000, 1_000]);
  });
});
