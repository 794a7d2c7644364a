/**
 * Traps 1 to 11 of the semantics, each as plays that a naive simulator gets wrong: leases and acks, credit, polls.
 * Longer than a file should be, because it is a list.
 */
import { describe, expect, test } from 'vitest';
import { Loss } from '../model/journal.ts';
import type { Entry, Values } from '../model/scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND } from '../model/time.ts';
import { Level } from './metrics.ts';
import { drill, play, set } from './play.test-support.ts';

/** A lease of 30 s and work of 45 s. */
const long: Values = { 'ack.timeout': 30 * SECOND, 'service.mean': 45 * SECOND };
const longForTwo: Values = { ...long, 'consumer.instances': 2 };

describe('trap 1: the end of a lease does not stop the worker', () => {
  test('an idle second worker does it again, and both effects happen', () => {
    const { seen, times } = play('pull', [0], longForTwo);
    expect(times('started')).toEqual([0, 30_000]); // ceil(45 / 30) executions
    expect(times('applied')).toEqual([45_000, 75_000]);
    expect(seen('acked')).toMatchObject([{ at: 45_000, node: 1 }]);
  });

  test('the first execution goes on to hold its slot: another message finds no worker there', () => {
    const { seen } = play('pull', [0, 1_000, 31_000], longForTwo, [], 50_000);
    // Both workers are busy until 45 s and 46 s, though both leases are over by 31 s.
    expect(seen('started').map(({ at, node }) => [at, node])).toEqual([
      [0, 0],
      [1_000, 1],
      [45_000, 0],
      [46_000, 1],
    ]);
  });

  test('a message that was given up is not undone: its effect happens after it is a dead letter', () => {
    const { times } = play('pull', [0], { ...long, 'retry.maxAttempts': 1 });
    expect(times('deadLettered')).toEqual([30_000]);
    expect(times('applied')).toEqual([45_000]);
  });
});

describe('trap 2: an ack after the end of its lease is accepted by some brokers and rejected by others', () => {
  test.each([
    ['accepted', [[45_000, 1]], []],
    ['rejected', [], [60_000]],
  ])('while a second worker has it, a late ack is %s', (lateAck, acked, deadLettered) => {
    const { seen, times } = play('pull', [0], { ...longForTwo, lateAck, 'retry.maxAttempts': 2 });
    expect(times('applied')).toEqual([45_000, 75_000]);
    expect(seen('acked').map(({ at, node }) => [at, node])).toEqual(acked);
    expect(times('deadLettered')).toEqual(deadLettered);
  });

  test.each([
    ['accepted', [0]],
    ['rejected', [0, 45_000, 90_000]],
  ])('while it is ready again, a late ack is %s', (lateAck, started) => {
    expect(play('pull', [0], { ...long, lateAck }).times('started')).toEqual(started);
  });

  test.each([
    ['accepted', [0]],
    ['rejected', [0, 50_000]],
  ])('while it waits for its retry, a late ack is %s', (lateAck, started) => {
    const values: Values = { ...longForTwo, lateAck, 'retry.base': 20 * SECOND };
    expect(play('pull', [0], values, [], 94_000).times('started')).toEqual(started);
  });

  test('no late ack brings a dead letter back', () => {
    const { seen, lane } = play('pull', [0], { ...long, lateAck: 'accepted', 'retry.maxAttempts': 1 });
    expect(seen('ackSent')).toMatchObject([{ at: 45_000 }]);
    expect(seen('acked')).toEqual([]);
    expect(lane.world.deadLetters.letters).toHaveLength(1);
  });
});

describe('trap 3: what happens at the same instant happens in a fixed order', () => {
  test('an ack that arrives as the lease ends counts, and a microsecond later it does not', () => {
    const values: Values = { 'ack.timeout': SECOND, 'net.latency': 100 * MS, 'service.mean': 800 * MS };
    expect(play('hybrid', [0], values).times('expired')).toEqual([]);
    expect(play('hybrid', [0], { ...values, 'service.mean': 800 * MS + 1 }).times('expired')).toEqual([1_100]);
  });

  test('work of exactly one lease is done once, of exactly two leases twice', () => {
    const lease: Values = { 'consumer.instances': 3, 'ack.timeout': 30 * SECOND };
    expect(play('pull', [0], { ...lease, 'service.mean': 30 * SECOND }).times('started')).toEqual([0]);
    expect(play('pull', [0], { ...lease, 'service.mean': 60 * SECOND }).times('started')).toEqual([0, 30_000]);
  });

  test('a message that comes as the long poll ends goes out with it', () => {
    const values: Values = { 'poll.wait': 400 * MS, 'poll.interval': 5 * SECOND };
    const { times } = play('hybrid', [400], values, [set(0, 'poll.interval', 0)]);
    expect(times('started')).toEqual([400]);
  });

  test('a call that ends on its deadline was in time, and a microsecond later it was not', () => {
    const calls: Values = { 'ds.servers': 1, 'ds.service': 3 * SECOND, 'retry.maxAttempts': 1 };
    const onTime = play('hybrid', [0], { ...calls, 'ds.timeout': 3 * SECOND });
    expect(onTime.times('callFailed')).toEqual([]);
    expect(onTime.times('acked')).toEqual([3_010]);
    expect(play('hybrid', [0], { ...calls, 'ds.timeout': 3 * SECOND - 1 }).times('acked')).toEqual([]);
  });

  test.each([
    [1_000, [1_010]],
    [1_001, []],
  ])('a retry that is due at 1 s meets an outage that ends at %s ms', (end, acked) => {
    const values: Values = { 'retry.base': SECOND, 'retry.maxAttempts': 2 };
    const { times } = play('push', [0], values, [drill('consumer.down', 0, end)]);
    expect(times('sent')).toEqual([0, 1_000]);
    expect(times('acked')).toEqual(acked);
  });
});

describe('trap 4: the count of attempts moves when a message is handed out, not when it fails', () => {
  test('a hand-out bears its number: one more than the failures and expiries before it', () => {
    const values: Values = { 'ack.timeout': 2 * SECOND, 'service.mean': 100 * MS };
    // An error at 0.1 s, a lease that ends at 2.1 s because the instance was down, and success.
    const { seen } = play('pull', [0], values, [drill('consumer.error', 50, 150), drill('consumer.down', 150, 2_050)]);
    expect(seen('leased').map(({ at, node }) => [at, node])).toEqual([
      [0, 1],
      [100, 2],
      [2_100, 3],
    ]);
    expect([seen('nacked').length, seen('expired').length]).toEqual([1, 1]);
  });

  test.each([
    ['delivery', [], [10_000, 10_000]],
    ['failure', [15_000, 20_000], []],
  ])('what counts is the %s: a crash takes the attempt even of what had only been fetched', (counts, acked, dead) => {
    const values: Values = {
      'poll.batchMax': 2,
      'ack.timeout': 10 * SECOND,
      'service.mean': 5 * SECOND,
      'retry.maxAttempts': 1,
      'retry.counts': counts,
    };
    const { times } = play('pull', [0, 0], values, [drill('consumer.down', 1_000, 2_000)]);
    expect(times('acked')).toEqual(acked);
    expect(times('deadLettered')).toEqual(dead);
  });

  test('a count of failures ends retries as well, once they are known', () => {
    const values: Values = { 'error.prob': 1, 'retry.counts': 'failure', 'retry.maxAttempts': 3 };
    const { times } = play('pull', [0], values);
    expect(times('started')).toEqual([0, 10, 20]);
    expect(times('deadLettered')).toEqual([30]);
  });

  /** The last lease ends at 10 s; the instance is down until 60 s. */
  const lastLease: Values = { 'ack.timeout': 10 * SECOND, 'service.mean': 20 * SECOND, 'retry.maxAttempts': 1 };
  const down = drill('consumer.down', 5_000, 60_000);

  test.each([
    ['last-failure', 10_000, 0],
    ['next-receive', 60_000, 1],
  ])('a dead letter from %s moves at %s ms, and waits for a poll till then', (moves, deadAt, readyAfter) => {
    const values: Values = { ...lastLease, 'dlq.moves': moves };
    const before = play('pull', [0], values, [down], 59_000);
    expect(before.lane.world.metrics.levels[Level.ready]).toBe(readyAfter);
    const { seen, times } = play('pull', [0], values, [down]);
    expect(seen('deadLettered')).toMatchObject([{ at: deadAt, value: Loss.attempts }]);
    expect(times('leased')).toEqual([0]);
  });

  test('the poll that moves it takes what stands behind it, and a long poll goes on waiting', () => {
    const values: Values = { ...lastLease, 'dlq.moves': 'next-receive', 'poll.batchMax': 10 };
    const { seen } = play('pull', [0, 30_000, 40_000], values, [down], 65_000);
    expect(seen('deadLettered')).toMatchObject([{ at: 60_000, message: 0 }]);
    expect(seen('leased').map(({ at, message }) => [at, message])).toEqual([
      [0, 0],
      [60_000, 1],
      [60_000, 2],
    ]);
    const parked = play('pull', [0], { ...values, 'consumer.instances': 2 }, [], 30_000);
    expect(parked.times('deadLettered')).toEqual([10_000]);
    expect(parked.times('empty')).toEqual([]);
  });

  test('a late ack spares a message without attempts that no poll has met', () => {
    const values: Values = { ...lastLease, 'dlq.moves': 'next-receive' };
    const { seen } = play('pull', [0], values);
    expect(seen('acked')).toMatchObject([{ at: 20_000, node: 1 }]);
    expect(seen('deadLettered')).toEqual([]);
  });

  test('a message with no attempts left ends the answer to a poll, and the next poll moves it', () => {
    const values: Values = { 'poll.batchMax': 10, 'retry.maxAttempts': 2, 'dlq.moves': 'next-receive' };
    // Message 1 is poison. When it has failed for the second time, at 4 s, it stands behind 4 and before 5.
    const poison: Entry = { type: 'poison', at: 500 * MS, count: 1 };
    const line: Values = { 'requeue.position': 'tail', 'service.mean': SECOND };
    const { seen } = play('pull', [0, 600, 2_500, 3_500, 4_500], { ...values, ...line }, [poison]);
    expect(seen('leased').map(({ at, message }) => [at, message])).toEqual([
      [0, 0],
      [1_000, 1],
      [1_000, 2],
      [3_000, 1],
      [3_000, 3],
      [5_000, 4],
      [6_000, 5],
    ]);
    expect(seen('deadLettered')).toMatchObject([{ at: 6_000, message: 1 }]);
  });
});

describe('trap 5: a receive whose response is lost starts the lease and burns an attempt', () => {
  const lease: Values = { 'net.latency': 100 * MS, 'ack.timeout': SECOND };

  test('the message comes back when the lease that nobody knows of ends, as its second delivery', () => {
    const { seen, times } = play('pull', [0], lease, [drill('network.loss', 0, 500)]);
    expect(seen('leased').map(({ at, node }) => [at, node])).toEqual([
      [100, 1],
      [1_100, 2],
    ]);
    expect(times('strayed')).toEqual([100]);
    expect(times('started')).toEqual([1_200]);
  });

  test('where one receive is all there is, it is a dead letter that nobody ever worked on', () => {
    const { seen, times } = play('pull', [0], { ...lease, 'retry.maxAttempts': 1 }, [drill('network.loss', 0, 500)]);
    expect(times('started')).toEqual([]);
    expect(seen('deadLettered')).toMatchObject([{ at: 1_100, value: Loss.attempts }]);
  });

  test('an answer is lost as a whole, and its poller asks again at once', () => {
    const values: Values = { ...lease, 'poll.batchMax': 4, 'retry.maxAttempts': NEVER };
    const loss = Array.from({ length: 20 }, (_, i) => i * 100);
    const { seen, times } = play('pull', loss, { ...values, 'delivery.lossProb': 0.5 }, [], 60_000);
    const lost = new Set(times('strayed'));
    for (const { at, delivery } of seen('answered').filter(({ at }) => lost.has(at)))
      expect(seen('strayed').filter((each) => each.at === at)).toHaveLength(delivery);
    expect(lost.size).toBeGreaterThan(2);
    const [first] = seen('answered').filter(({ at }) => lost.has(at));
    expect(seen('polled').find(({ at }) => at > first.at)!.at).toBe(first.at + 100);
  });

  test('the acks of a batch go in one request, so all of them are lost or none', () => {
    const values: Values = {
      'poll.batchMax': 3,
      'ack.granularity': 'batch',
      'ack.lossProb': 0.5,
      'ack.timeout': SECOND,
    };
    const { seen } = play('pull', Array(30).fill(0), { ...values, 'retry.maxAttempts': NEVER }, [], 60_000);
    const at = (kind: 'ackSent' | 'ackLost') => new Set(seen(kind).map((each) => each.at));
    expect([...at('ackSent')].filter((time) => at('ackLost').has(time))).toEqual([]);
    expect(at('ackLost').size).toBeGreaterThan(2);
  });

  test('so it is with an answer that its poller did not live to see', () => {
    const { seen, times } = play('pull', [0], { ...lease, 'retry.maxAttempts': 1 }, [drill('consumer.down', 150, 160)]);
    expect(times('started')).toEqual([]);
    expect(seen('deadLettered')).toMatchObject([{ at: 1_100, value: Loss.attempts }]);
  });
});

describe('trap 6: credit counts all that is unacked, also what only waits at the client, whose lease runs', () => {
  test('credit counts what waits in the inbox', () => {
    const values: Values = { 'push.maxInFlight': 2, 'service.mean': SECOND };
    expect(play('push', [0, 0, 0], values).times('sent')).toEqual([0, 0, 1_000]);
  });

  test('credit is free again when the ack has arrived, not when the work is done', () => {
    const values: Values = { 'push.maxInFlight': 1, 'net.latency': 100 * MS, 'service.mean': 50 * MS };
    expect(play('push', [0, 0], values).times('sent')).toEqual([100, 350]);
  });

  test('an ack that is lost frees its credit only when the sender gives up', () => {
    const values: Values = { 'push.maxInFlight': 1, 'push.requestTimeout': 2 * SECOND, 'retry.maxAttempts': 1 };
    expect(play('push', [0, 0], { ...values, 'ack.lossProb': 1 }).times('sent')).toEqual([0, 2_000]);
  });

  test('what waits in the inbox runs out of time there, before anybody has begun it', () => {
    const values: Values = { 'push.requestTimeout': 4 * SECOND, 'service.mean': 3 * SECOND, 'retry.maxAttempts': 1 };
    const { seen } = play('push', [0, 0], values);
    // The second is begun at 3 s, given up at 4 s and done at 6 s.
    expect(seen('expired')).toMatchObject([{ at: 4_000, message: 1 }]);
    expect(seen('started')).toMatchObject([{ message: 0 }, { at: 3_000, message: 1 }]);
    expect(seen('applied')).toMatchObject([{ message: 0 }, { at: 6_000, message: 1 }]);
  });
});

describe('trap 7: a limit of credit is not a limit of rate', () => {
  const many = new Array<number>(40).fill(0);

  test('a window of 4 lets 4 through in each round trip of 250 ms, however many workers are free', () => {
    const values: Values = { 'push.maxInFlight': 4, 'net.latency': 100 * MS, 'service.mean': 50 * MS };
    const sent = play('push', many, { ...values, 'consumer.concurrency': 40 }).times('sent');
    expect(sent).toEqual(many.map((_, i) => 100 + Math.floor(i / 4) * 250));
  });

  test('a large window before short work lets out everything at one instant, a rate spreads it', () => {
    const values: Values = { 'consumer.concurrency': 40, 'push.maxInFlight': 40 };
    expect(play('push', many, values).times('sent')).toEqual(many);
    const spread = play('push', many, { ...values, 'push.rateLimit': 10 }).times('sent');
    expect(spread).toEqual(many.map((_, i) => i * 100));
  });

  test('a rate that refuses drops what a rate that delays would have kept', () => {
    const values: Values = { 'push.rateLimit': 10, 'push.rateMode': 'refuse' };
    const { seen, times } = play('push', [0, 0, 100], values);
    expect(times('sent')).toEqual([0, 100]);
    expect(seen('dropped')).toMatchObject([{ at: 0, message: 1, value: Loss.throttled }]);
  });
});

describe('trap 8: under a shared window one slow subscriber freezes all, under windows of their own it does not', () => {
  /** Of two subscribers the first gets a message that takes 100 s; every second one that follows waits behind it. */
  const two: Values = {
    'consumer.instances': 2,
    'push.choice': 'round-robin',
    'push.maxInFlight': 3,
    'push.requestTimeout': NEVER,
    'service.mean': 100 * MS,
  };
  const arrivals = [0, 10, 200, 210, 400, 410, 600, 610, 800, 810];
  const slowFirst = [drill('consumer.slow', 0, 5, 1_000)];

  test.each([
    ['shared', [1, 3]],
    ['per-consumer', [1, 3, 5, 6, 7, 8, 9]],
  ])('a window that is %s', (scope, done) => {
    const { seen } = play('push', arrivals, { ...two, 'push.scope': scope }, slowFirst, 50_000);
    expect(seen('acked').map(({ message }) => message)).toEqual(done);
  });
});

describe('trap 9: a long poll returns with the first message, and a message wakes one poll', () => {
  test('a long poll is answered with the first message, not when its batch is full', () => {
    const { times } = play('hybrid', [1_000, 1_500], { 'poll.batchMax': 10 });
    expect(times('started')).toEqual([1_000, 1_500]);
  });

  test('a message wakes one of the parked polls, the one that waits longest', () => {
    const values: Values = { 'consumer.instances': 3, 'service.mean': 10 * SECOND };
    const { seen } = play('hybrid', [1_000, 2_000], values, [], 5_000);
    expect(seen('parked')).toHaveLength(3);
    const [first, second] = seen('parked').map(({ node }) => node);
    expect(seen('answered').map(({ node }) => node)).toEqual([first, second]);
  });

  test('a poll whose time is over waits no more: what comes then waits for the next one', () => {
    const values: Values = { 'poll.wait': SECOND, 'poll.interval': 10 * SECOND, 'poll.phaseJitter': false };
    const { seen, times } = play('hybrid', [2_000], values);
    expect(times('empty')[0]).toBe(1_000);
    expect(seen('answered')).toMatchObject([{ at: 11_000 }]);
  });

  test('a parked poll holds its poller, which asks nothing else meanwhile', () => {
    const { times } = play('hybrid', [], { 'poll.wait': 20 * SECOND }, [], 50_000);
    expect(times('polled')).toEqual([0, 20_000, 40_000]);
  });

  test('a parked poll is woken by a retry that falls due', () => {
    const { times } = play('hybrid', [0], { 'error.prob': 1, 'retry.maxAttempts': 2, 'retry.base': 7 * SECOND });
    expect(times('started')).toEqual([0, 7_010]);
  });

  test('a parked poll is woken by the end of a lease', () => {
    const { seen, times } = play('hybrid', [0], longForTwo);
    expect(seen('parked')[0]).toMatchObject({ at: 0, node: 1 });
    expect(times('answered')).toEqual([0, 30_000]);
  });
});

describe('trap 10: a poller pauses after the answer and after the work, not by a fixed tick', () => {
  test.each<[string, number]>([
    ['after-empty', 1_200],
    ['fixed', 1_000],
  ])('the interval of a %s poller makes %s ms between two questions, with 100 ms each way', (pace, between) => {
    const values: Values = { 'poll.pace': pace, 'poll.interval': SECOND, 'poll.wait': 0, 'net.latency': 100 * MS };
    const asked = play('pull', [], values, [], 20_000).times('polled');
    expect(asked.length).toBeGreaterThan(15);
    for (let i = 1; i < asked.length; i++) expect(asked[i] - asked[i - 1]).toBeCloseTo(between, 6);
  });

  test('a pause after a hit begins when the work is done', () => {
    const values: Values = { 'poll.busyInterval': SECOND, 'service.mean': 3 * SECOND };
    expect(play('pull', [0, 0, 0], values, [], 10_000).times('polled')).toEqual([0, 4_000, 8_000]);
  });

  test('a busy worker does not ask, and a free slot beside a busy one does', () => {
    const values: Values = { 'service.mean': 10 * SECOND };
    expect(play('hybrid', [0, 0, 0], values, [], 5_000).times('started')).toEqual([0]);
    const slots: Values = { ...values, 'consumer.concurrency': 2 };
    expect(play('hybrid', [0, 0, 0], slots, [], 5_000).times('started')).toEqual([0, 0]);
  });

  test('first polls are spread over the interval, or all pollers ask together for ever', () => {
    const values: Values = { 'consumer.instances': 5, 'poll.interval': SECOND, 'poll.wait': 0 };
    const herd = play('pull', [], { ...values, 'poll.phaseJitter': false }, [], 3_500).times('polled');
    expect(herd).toEqual([0, 1_000, 2_000, 3_000].flatMap((at) => new Array(5).fill(at)));
    const spread = play('pull', [], values, [], 3_500).times('polled');
    expect(new Set(spread.map((at) => Math.round((at % 1_000) * 1_000))).size).toBe(5);
    expect(Math.max(...spread.slice(0, 5))).toBeLessThan(1_000);
  });
});

describe('trap 11: to wait for a batch to fill and to wait for a first message are two knobs', () => {
  const three = [1_000, 2_000, 3_000];
  const filling: Values = { 'poll.batchMax': 10, 'poll.batchMin': 3, 'poll.batchWindow': 5 * SECOND };

  test.each<[string, Values, number[], number[]]>([
    ['a long poll returns at once', { 'poll.batchMax': 10 }, three, three],
    ['a batch of three is full with the third', filling, three, [3_000, 3_000, 3_000]],
    ['a batch that does not fill goes when its window ends', filling, [1_000, 2_000], [6_000, 6_000]],
    ['a least size without a window fills nothing', { ...filling, 'poll.batchWindow': 0 }, three, three],
  ])('%s', (_, values, arrivals, leased) => {
    expect(play('hybrid', arrivals, values).times('leased')).toEqual(leased);
  });

  test('the window alone keeps a poll at the broker that would not wait for a first message', () => {
    const values: Values = { ...filling, 'poll.wait': 0, 'poll.interval': 60 * SECOND, 'poll.phaseJitter': false };
    expect(play('hybrid', three, values).times('leased')).toEqual([3_000, 3_000, 3_000]);
    expect(play('hybrid', three, { ...values, 'poll.batchMin': 1 }).times('leased')).toEqual([60_000, 60_000, 60_000]);
  });
});
