/**
 * Plays of harm to one worker or one message, wherever it is then. Times are milliseconds.
 * Longer than a file should be, because it is a list.
 */
import { describe, expect, test } from 'vitest';
import { Fact, Loss, Outcome } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import { type Entry, HarmCode, type Values } from '../model/scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND } from '../model/time.ts';
import { drill, harm, type Play, play, set, slow } from './play.test-support.ts';

const lanes: LaneId[] = ['push', 'pull', 'hybrid'];
const HAND = Loss['by-hand'];
/** Where and why messages were lost, and when. */
const losses = ({ seen }: Play) =>
  (['turnedAway', 'dropped', 'deadLettered'] as const).flatMap((fact) =>
    seen(fact).map(({ at, message, value }) => [fact, at, message, value]),
  );
/** Work of a second, and two workers in two instances. */
const long: Values = { 'service.mean': SECOND, 'consumer.instances': 2 };

describe('a message that is dropped', () => {
  test.each(lanes)('on its way to the broker never comes there (%s)', (lane) => {
    const played = play(lane, [0, 0], { 'net.latency': 100 * MS }, [harm(50, 'message.drop', 0)]);
    expect(losses(played)).toEqual([['turnedAway', 50, 0, HAND]]);
    expect(played.seen('accepted').map(({ message }) => message)).toEqual([1]);
    expect(played.seen('harmed')).toMatchObject([{ at: 50, message: 0, node: -1, value: HarmCode['message.drop'] }]);
  });

  test.each(lanes)(
    'has a slot that others use before it would have arrived, and they come at their own time (%s)',
    (lane) => {
      const values: Values = { 'net.latency': 100 * MS };
      const { seen } = play(lane, [0, 60, 90], values, [harm(50, 'message.drop', 0)]);
      expect(seen('accepted').map(({ at, message }) => [at, message])).toEqual([
        [160, 1],
        [190, 2],
      ]);
    },
  );

  test.each(lanes)(
    'in the outbox of its producer is forgotten there, and the others come in their order (%s)',
    (lane) => {
      const timeline = [drill('broker.down', 0, 500), harm(200, 'message.drop', 1)];
      const played = play(lane, [100, 100, 100], {}, timeline);
      expect(played.times('held')).toEqual([100, 100, 100]);
      expect(losses(played)).toEqual([['turnedAway', 200, 1, HAND]]);
      expect(played.seen('accepted').map(({ at, message }) => [at, message])).toEqual([
        [500, 0],
        [500, 2],
      ]);
    },
  );

  test('was the only one that blocked its producer, which goes on', () => {
    const values: Values = {
      'queue.capacity': 1,
      'queue.overflow': 'block',
      'publish.buffer': 1,
      'publish.onFull': 'block',
      'service.mean': 10 * SECOND,
      'poll.batchMax': 1,
    };
    const blocked = play('pull', [0, 10, 20, 30, 40], values, [], 200);
    const freed = play('pull', [0, 10, 20, 30, 40], values, [harm(100, 'message.drop', 2)], 200);
    // One is worked on, one is ready, one is held: the next would come only when there is room.
    expect(blocked.times('published')).toHaveLength(3);
    expect(freed.times('published').length).toBeGreaterThan(3);
  });

  test('and that the producer would have published again is not', () => {
    const values: Values = { 'publish.timeout': SECOND, 'publish.maxAttempts': 2 };
    const played = play('pull', [0], values, [drill('broker.hang', 0, 500), harm(300, 'message.drop', 0)]);
    expect(played.times('unconfirmed')).toHaveLength(1);
    expect(losses(played)).toEqual([['turnedAway', 300, 0, HAND]]);
    expect(played.seen('resent')).toEqual([]);
  });

  test.each(lanes)('in the queue is handed out to nobody, and its neighbours are (%s)', (lane) => {
    const values: Values = { 'service.mean': SECOND, 'push.maxInFlight': 1 };
    const played = play(lane, [0, 10, 20, 30], values, [harm(500, 'message.drop', 2)]);
    expect(losses(played)).toEqual([['dropped', 500, 2, HAND]]);
    expect(played.seen('acked').map(({ message }) => message)).toEqual([0, 1, 3]);
  });

  test('makes room in a full queue for what the producer holds', () => {
    const values: Values = { 'service.mean': 10 * SECOND, 'queue.capacity': 2, 'queue.overflow': 'block' };
    const { seen } = play('pull', [0, 10, 20, 30], values, [harm(500, 'message.drop', 1)], 1_000);
    expect(seen('accepted').map(({ at, message }) => [at, message])).toContainEqual([500, 3]);
  });

  test.each(lanes)('while it waits for a retry is not delivered again (%s)', (lane) => {
    const values: Values = { 'error.prob': 1, 'retry.base': SECOND, 'retry.schedule': 'fixed' };
    const played = play(lane, [0], values, [harm(500, 'message.drop', 0)]);
    expect(played.times('started')).toHaveLength(1);
    expect(losses(played)).toEqual([['dropped', 500, 0, HAND]]);
  });

  test.each(lanes)(
    'while it is worked on is worked on to the end, has its effect, and its ack finds nobody (%s)',
    (lane) => {
      const played = play(lane, [0], long, [harm(500, 'message.drop', 0)]);
      expect(losses(played)).toEqual([['dropped', 500, 0, HAND]]);
      expect(played.times('applied')).toEqual([1_000]);
      expect(played.times('ackSent')).toEqual([1_000]);
      expect(played.seen('acked')).toEqual([]);
    },
  );

  test.each(lanes)('while its work will fail is not tried again (%s)', (lane) => {
    const played = play(lane, [0], { ...long, 'error.prob': 1 }, [harm(500, 'message.drop', 0)]);
    expect(played.times('nacked')).toEqual([1_000]);
    expect(played.times('started')).toEqual([0]);
  });

  test('below a quota lets the next one out at once', () => {
    const values: Values = { ...long, 'inflight.quota': 1, 'poll.wait': 20 * SECOND, 'poll.interval': 0 };
    const { times } = play('pull', [0, 0], values, [harm(500, 'message.drop', 0)]);
    expect(times('started')).toEqual([0, 500]);
  });

  test('frees its key while it is still worked on', () => {
    const values: Values = { ...long, 'queue.order': 'fifo-group', 'key.count': 1, 'poll.wait': 20 * SECOND };
    const { times } = play('pull', [0, 0], { ...values, 'poll.interval': 0 }, [harm(500, 'message.drop', 0)]);
    expect(times('started')).toEqual([0, 500]);
  });

  test('on its way to the consumer is worked on there all the same', () => {
    const values: Values = { ...long, 'net.latency': 100 * MS };
    const played = play('push', [0], values, [harm(150, 'message.drop', 0)]);
    expect(losses(played)).toEqual([['dropped', 150, 0, HAND]]);
    expect(played.times('started')).toEqual([200]);
    expect(played.times('applied')).toEqual([1_200]);
  });

  test('in an inbox is still begun later', () => {
    const values: Values = { 'service.mean': SECOND, 'push.maxInFlight': NEVER, 'push.inbox': 4 };
    const played = play('push', [0, 0], values, [harm(500, 'message.drop', 1)]);
    expect(losses(played)).toEqual([['dropped', 500, 1, HAND]]);
    expect(played.times('started')).toEqual([0, 1_000]);
  });

  test('during its call downstream has the effect of the call', () => {
    const values: Values = { 'ds.servers': 1, 'ds.service': SECOND };
    const played = play('pull', [0], values, [harm(500, 'message.drop', 0)]);
    expect(losses(played)).toEqual([['dropped', 500, 0, HAND]]);
    expect(played.times('applied')).toEqual([1_010]);
  });

  test('whose lease ends afterwards does not come back', () => {
    const values: Values = { ...long, 'ack.timeout': 700 * MS };
    const { times } = play('pull', [0], values, [harm(500, 'message.drop', 0)]);
    expect(times('expired')).toEqual([700]);
    expect(times('started')).toEqual([0]);
  });

  test('lets a client of a closed loop go on', () => {
    const values: Values = { ...long, 'arrival.process': 'closed', 'clients.count': 1, 'clients.think': 10 * MS };
    const first = play('pull', [], values, [], 500).seen('published');
    expect(first).toHaveLength(1);
    const played = play('pull', [], values, [harm(500, 'message.drop', 0)], 800);
    expect(played.times('published').length).toBeGreaterThan(1);
  });
});

describe('a message that is poisoned', () => {
  test.each(lanes)('while it waits fails whenever it is worked on, up to the dead letters (%s)', (lane) => {
    const values: Values = { 'service.mean': SECOND, 'push.maxInFlight': 1 };
    const { seen } = play(lane, [0, 10], values, [harm(500, 'message.poison', 1)]);
    const ends = seen('finished').map(({ message, value }) => [message, value]);
    expect(ends).toEqual([[0, Outcome.done], ...Array.from({ length: 5 }, () => [1, Outcome.poison])]);
    expect(seen('deadLettered')).toMatchObject([{ message: 1 }]);
  });

  test.each(lanes)('while it is worked on spoils that work too (%s)', (lane) => {
    const { seen } = play(lane, [0], { ...long, 'retry.maxAttempts': 1 }, [harm(500, 'message.poison', 0)]);
    expect(seen('finished')).toMatchObject([{ at: 1_000, value: Outcome.poison }]);
    expect(seen('harmed')).toMatchObject([{ at: 500, message: 0, value: HarmCode['message.poison'] }]);
  });

  test('during its call has passed its handler, and ends well', () => {
    const values: Values = { 'ds.servers': 1, 'ds.service': SECOND };
    const { seen } = play('pull', [0], values, [harm(500, 'message.poison', 0)]);
    expect(seen('finished')).toMatchObject([{ at: 1_010, value: Outcome.done }]);
  });

  test.each([
    ['on its way to the broker', 50, { 'net.latency': 100 * MS }, []],
    ['in the outbox', 200, {}, [drill('broker.down', 0, 500)]],
    ['while it waits for a retry', 500, { 'retry.base': SECOND, 'error.prob': 1 }, [set(600, 'error.prob', 0)]],
  ] as [string, number, Values, Entry[]][])('%s is poison when it is worked on', (_, at, values, others) => {
    const { seen } = play('pull', [0], { ...values, 'retry.schedule': 'fixed', 'retry.maxAttempts': 2 }, [
      ...others,
      harm(at, 'message.poison', 0),
    ]);
    expect(seen('finished').at(-1)).toMatchObject({ value: Outcome.poison });
    expect(seen('deadLettered')).toHaveLength(1);
  });

  test('is so in the copies that are made of it later', () => {
    const values: Values = { ...long, 'retry.owner': 'republish', 'retry.maxAttempts': 2 };
    const { seen } = play('pull', [0], values, [harm(500, 'message.poison', 0)]);
    expect(seen('copied')).toHaveLength(1);
    expect(seen('finished').map(({ value }) => value)).toEqual([Outcome.poison, Outcome.poison]);
  });
});

describe('a worker that is crashed', () => {
  const repaired: Values = { 'crash.repair': 0, 'ack.timeout': 3 * SECOND, 'push.requestTimeout': 3 * SECOND };

  test.each(lanes)('loses its work and nothing of the others (%s)', (lane) => {
    const values: Values = { ...long, ...repaired };
    const { seen, times } = play(lane, [0, 0], values, [harm(500, 'worker.crash', 1)], 2_500);
    expect(seen('workerDown')).toMatchObject([{ at: 500, node: 1 }]);
    expect(times('workerUp')).toEqual([500]);
    const ends = seen('finished').map(({ at, node, value }) => [at, node, value]);
    expect(ends).toEqual([
      [500, 1, Outcome.crash],
      [1_000, 0, Outcome.done],
    ]);
    expect(seen('harmed')).toMatchObject([{ at: 500, message: -1, node: 1, value: HarmCode['worker.crash'] }]);
  });

  test('takes the other slots of its instance along, and is back with them after the repair', () => {
    const values: Values = { 'consumer.instances': 2, 'consumer.concurrency': 2, 'crash.repair': SECOND };
    const { seen } = play('pull', [], values, [harm(500, 'worker.crash', 3)]);
    expect(seen('workerDown').map(({ node }) => node)).toEqual([2, 3]);
    expect(seen('workerUp').map(({ node }) => node)).toEqual([2, 3]);
    expect(seen('workerUp')[0].at).toBeGreaterThan(500);
  });

  test('while it calls leaves the call to the downstream', () => {
    const values: Values = { ...repaired, 'ds.servers': 1, 'ds.service': SECOND };
    const { seen } = play('pull', [0], values, [harm(500, 'worker.crash', 0)], 2_000);
    expect(seen('callDone')).toMatchObject([{ at: 1_010, value: 1 }]);
    expect(seen('acked')).toEqual([]);
  });

  test('though it is surplus dies with the process that it still runs in', () => {
    const values: Values = { ...long, 'consumer.instances': 3, 'ack.timeout': NEVER };
    const timeline = [set(100, 'consumer.instances', 1), harm(500, 'worker.crash', 2)];
    const { seen } = play('pull', [0, 0, 0], values, timeline, 2_000);
    expect(seen('workerDown').map(({ node }) => node)).toEqual([2]);
    expect(seen('acked')).toHaveLength(2);
  });
});

describe('a worker that is slowed down', () => {
  test.each(lanes)('takes longer for what it begins until it is as before, and others do not (%s)', (lane) => {
    const values: Values = { ...long, 'push.choice': 'shared-buffer' };
    const { seen } = play(lane, [0, 100, 2_000, 2_000, 9_000, 9_000], values, [slow(500, 8_000, 1, 3)]);
    const times = seen('started').map(({ at, node, value }) => [at, node, value / MS - at]);
    expect(times).toEqual([
      [0, 0, 1_000],
      [100, 1, 1_000],
      [2_000, 0, 1_000],
      [2_000, 1, 3_000],
      [9_000, 0, 1_000],
      [9_000, 1, 1_000],
    ]);
  });

  test('is slower still while all are slow', () => {
    const timeline = [drill('consumer.slow', 0, 5_000, 2), slow(0, 5_000, 0, 3)];
    const { seen } = play('pull', [100], { 'service.mean': 100 * MS }, timeline);
    expect(seen('finished')).toMatchObject([{ at: 700 }]);
  });

  test('twice is as slow as the later entry says while that is on, and then as the other says', () => {
    const timeline = [slow(0, 10_000, 0, 2), slow(1_000, 2_000, 0, 5)];
    const { seen } = play('pull', [500, 1_500, 3_000, 11_000], { 'service.mean': 100 * MS }, timeline);
    const times = seen('started').map(({ at, value }) => value / MS - at);
    expect(times).toEqual([200, 500, 200, 100]);
  });

  test('is slow no more when somebody else has been hired in its place', () => {
    const timeline = [slow(0, 20_000, 1, 5), set(1_000, 'consumer.instances', 1), set(2_000, 'consumer.instances', 2)];
    const { seen } = play('pull', [3_000, 3_000], long, timeline);
    expect(seen('started').map(({ at, value }) => value / MS - at)).toEqual([1_000, 1_000]);
  });
});

describe('what is not there is missed, and all goes on as if nothing had been tried', () => {
  const untouched = (played: Play) => {
    const { records } = played.lane.journal;
    const skipped = new Set<number>([Fact.changed, Fact.missed]);
    const kinds = Array.from(records.kind.subarray(0, records.length));
    return kinds.filter((kind) => !skipped.has(kind)).length;
  };
  test.each([
    ['a worker of no number', harm(500, 'worker.crash', 9), { message: -1, node: 9 }],
    ['a worker that would be slow', slow(500, 600, 9, 5), { message: -1, node: 9 }],
    ['a message that is still to come', harm(500, 'message.drop', 7), { message: 7, node: -1 }],
    ['a message that is done', harm(5_000, 'message.poison', 0), { message: 0, node: -1 }],
  ])('%s', (_, entry, who) => {
    const played = play('pull', [0, 0, 1_000], long, [entry], 6_000);
    expect(played.seen('missed')).toMatchObject([{ at: entry.at / MS, ...who }]);
    expect(played.seen('harmed')).toEqual([]);
    expect(untouched(played)).toBe(untouched(play('pull', [0, 0, 1_000], long, [], 6_000)));
  });

  test('a worker that is down already', () => {
    const values: Values = { ...long, 'crash.repair': 10 * SECOND };
    const timeline = [drill('consumer.down', 0, 1_000), harm(500, 'worker.crash', 0)];
    expect(play('pull', [], values, timeline).times('missed')).toEqual([500]);
  });

  test('whoever was missed when it should have become slow is not slow later', () => {
    const timeline = [slow(0, 5_000, 1, 5), set(1_000, 'consumer.instances', 2)];
    const { seen } = play('pull', [2_000, 2_000], { 'service.mean': SECOND }, timeline);
    expect(seen('started').map(({ at, value }) => value / MS - at)).toEqual([1_000, 1_000]);
  });
});

test('harm strikes what stands there at the end of its instant: also what has come at this very moment', () => {
  const played = play('pull', [500], long, [harm(500, 'message.poison', 0), harm(500, 'worker.crash', 0)], 5_000);
  expect(played.seen('missed')).toEqual([]);
  expect(played.times('started')[0]).toBe(500);
  expect(played.times('workerDown')).toEqual([500]);
});

test('harm in one lane leaves the others alone', () => {
  const entry: Entry = { type: 'harm', at: 50 * MS, harm: 'message.drop', target: 0, lane: 'push' };
  const values: Values = { 'net.latency': 100 * MS };
  expect(losses(play('push', [0], values, [entry]))).toHaveLength(1);
  expect(losses(play('pull', [0], values, [entry]))).toEqual([]);
});
