/** The limits of Amazon SQS, and of Lambda on it, at work. */
import { describe, expect, test } from 'vitest';
import { drill, set } from '../../engine/play.test-support.ts';
import { Loss } from '../../model/journal.ts';
import type { Values } from '../../model/scenario.ts';
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import { gaps, show, together } from './show.test-support.ts';

const failing: Values = { 'error.prob': 1 };
/** Work that outlives the lease of 30 s. */
const slow: Values = { 'service.mean': 45 * S };
const receives = [0, 30_000, 60_000, 90_000, 120_000];

describe('sqs-standard', () => {
  test('a lease lasts 30 s from the receive, and the late delete of its first owner still works', () => {
    const { seen, times } = show('sqs-standard', [0], { load: slow, until: 100_000 });
    expect(times('leased')).toEqual([0, 30_000]);
    expect(seen('acked')).toMatchObject([{ at: 45_000, node: 1 }]);
  });

  test('a message that fails waits out its lease, and after 5 receives it is a dead letter', () => {
    const { seen, times } = show('sqs-standard', [0], { load: failing, until: 200_000 });
    expect(times('leased')).toEqual(receives);
    expect(seen('deadLettered')).toMatchObject([{ at: 150_000, value: Loss.attempts }]);
  });

  test('a receive whose answer is lost counts like any other', () => {
    const { seen, times } = show('sqs-standard', [0], { load: { 'delivery.lossProb': 1 }, until: 200_000 });
    expect([times('leased'), times('started')]).toEqual([receives, []]);
    expect(seen('deadLettered')).toMatchObject([{ at: 150_000, value: Loss.attempts }]);
  });

  test('a long poll is answered with the first message, and with nothing after 20 s only', () => {
    const { times } = show('sqs-standard', [1_000, 1_500], {
      load: { 'consumer.instances': 1 },
      until: 100_000,
    });
    expect(times('leased')).toEqual([1_000, 1_500]);
    expect(gaps(times('polled').slice(-4))).toEqual([20_000, 20_000, 20_000]);
  });

  test('a short poll finds nothing now and then although messages wait, and a long poll never does', () => {
    const load: Values = { 'poll.batchMax': 1, 'service.mean': MS, 'consumer.instances': 1 };
    const whileWaiting = (turned: Values) => {
      const { seen, times } = show('sqs-standard', together(500), { load, turned, until: 30_000 });
      const last = times('leased')[499];
      return seen('empty').filter(({ at }) => at < last).length;
    };
    expect(whileWaiting({})).toBe(0);
    // A share of 10 % of some 556 polls, within three standard deviations.
    const empty = whileWaiting({ 'poll.wait': 0, 'poll.interval': 10 * MS });
    expect(empty).toBeGreaterThan(35);
    expect(empty).toBeLessThan(77);
  });

  test.each([
    ['short', 0, 1],
    ['long', 20 * S, 0],
  ])('of 120,010 messages 120,000 are out, and a %s poll for more gets nothing', (_, wait, errors) => {
    const load: Values = { 'consumer.instances': 14, 'poll.batchMax': 10_000, 'service.mean': 60 * S };
    const turned: Values = { 'poll.wait': wait, 'poll.interval': 5 * S, 'spurious.dupProb': 0 };
    const { lane, seen } = show('sqs-standard', together(120_010), { load, turned, until: 19_000 });
    expect(seen('leased')).toHaveLength(120_000);
    expect(lane.world.queue.ready.size).toBe(10);
    const asked = seen('empty').filter(({ at }) => at > 6_000);
    expect(asked.length > 0).toBe(errors === 1);
    for (const { delivery } of asked) expect(delivery).toBe(errors);
  });
});

describe('sqs-fifo', () => {
  const oneGroup: Values = { 'key.count': 1, 'service.mean': S, 'poll.batchMax': 1 };

  test('one message of a group is out at a time, others go beside it', () => {
    const started = (load: Values) => show('sqs-fifo', together(3), { load, until: 10_000 }).times('started');
    expect(started({ ...oneGroup, 'consumer.instances': 3 })).toEqual([0, 1_000, 2_000]);
    expect(started({ ...oneGroup, 'key.count': 1_000, 'consumer.instances': 3 })).toEqual([0, 0, 0]);
  });

  test('a message that fails keeps its group closed until its lease ends', () => {
    const load = { ...oneGroup, 'error.prob': 1 };
    const { seen } = show('sqs-fifo', together(2), { load, timeline: [set(5_000, 'error.prob', 0)], until: 60_000 });
    expect(seen('leased').map(({ at, message }) => [at, message])).toEqual([
      [0, 0],
      [30_000, 0],
      [31_000, 1],
    ]);
  });

  test('a delete after the end of the lease fails', () => {
    const { times } = show('sqs-fifo', [0], { load: slow, until: 300_000 });
    expect(times('applied').length).toBeGreaterThan(1);
    expect(times('acked')).toEqual([]);
    expect(times('deadLettered')).toEqual([150_000]);
  });

  test.each([
    [300_000, 'is swallowed', 1],
    [300_100, 'is new', 0],
  ])('a message that is published again and comes %s ms after the first %s', (later, _, swallowed) => {
    // The broker goes down while its confirm is on its way, so the producer publishes again when it has waited long enough.
    const load: Values = { 'net.latency': 100 * MS, 'publish.timeout': 300 * S };
    const slow = drill('network.slow', 299_000, 301_000, (later - 300_000) / 100 + 1);
    const timeline = [drill('broker.down', 150, 2_000), drill('consumer.down', 0, 3_000), slow];
    const { seen } = show('sqs-fifo', [0], { load, timeline, until: 400_000 });
    expect(seen('resent')).toHaveLength(1);
    expect(seen('acked')).toHaveLength(2 - swallowed);
    expect(seen('deduplicated')).toHaveLength(swallowed);
  });
});

describe('lambda-sqs', () => {
  test('one error makes its whole batch visible again when the lease ends, what was done in it included', () => {
    // Work takes 10 ms: the third of ten fails.
    const timeline = [set(25, 'error.prob', 1), set(35, 'error.prob', 0)];
    const load: Values = { 'service.mean': 10 * MS };
    const { seen, times } = show('lambda-sqs', together(10), { load, timeline, until: 200_000 });
    expect(times('leased')).toEqual([...together(10, 0), ...together(10, 180_000)]);
    expect(seen('applied').filter(({ value }) => value === 2)).toHaveLength(9);
    expect(seen('acked')).toHaveLength(10);
  });

  test('a batch that always fails is received 5 times', () => {
    const { times } = show('lambda-sqs', [0], { load: failing, until: 1_000_000 });
    expect(times('leased')).toEqual([0, 180_000, 360_000, 540_000, 720_000]);
    expect(times('deadLettered')).toEqual([900_000]);
  });

  test('it begins with 5 instances and grows by 300 a minute to 1,000', () => {
    const load: Values = { 'service.mean': 600 * S };
    const { seen } = show('lambda-sqs', together(19_000), { load, until: 250_000 });
    // It decides every 15 s, at most 300 more in any minute, and an instance starts for half a second.
    expect(seen('staffed').map(({ at, node }) => [at, node])).toEqual([
      [0, 5],
      [15_500, 305],
      [75_500, 605],
      [135_500, 905],
      [195_500, 1_000],
    ]);
  });
});
