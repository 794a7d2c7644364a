/** The limits of a RabbitMQ quorum queue at work. */
import { describe, expect, test } from 'vitest';
import { Level, levelMax } from '../../engine/metrics.ts';
import { set } from '../../engine/play.test-support.ts';
import { Loss } from '../../model/journal.ts';
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import { show, together } from './show.test-support.ts';

describe('rabbitmq-quorum', () => {
  test('a prefetch of 250 counts what is unacked, not what is being worked on', () => {
    const { lane, seen } = show('rabbitmq-quorum', together(600), { load: { 'service.mean': 100 * S }, until: 99_000 });
    expect([seen('sent').length, seen('started').length]).toEqual([500, 2]);
    const instances = new Map<number, number>();
    for (const { node } of seen('arrived')) instances.set(node, (instances.get(node) ?? 0) + 1);
    expect([...instances.values()]).toEqual([250, 250]);
    expect(lane.world.queue.ready.size).toBe(100);
  });

  test('a consumer that takes more than half an hour is found out at the next full minute', () => {
    const load = { 'service.mean': 3_600 * S };
    const { times } = show('rabbitmq-quorum', [10_000], { load, until: 2_000_000 });
    expect(times('sent')).toEqual([10_000, 1_860_000]);
    expect(times('expired')).toEqual([1_860_000]);
  });

  test('a message that is rejected 20 times is a dead letter', () => {
    const { seen } = show('rabbitmq-quorum', [0], { load: { 'error.prob': 1 }, until: 100_000 });
    expect(seen('started')).toHaveLength(20);
    expect(seen('deadLettered')).toMatchObject([{ value: Loss.attempts }]);
  });

  test('a delivery that timed out does not count', () => {
    const load = { 'service.mean': 3_600 * S, 'consumer.instances': 60 };
    const { seen } = show('rabbitmq-quorum', [0], { load, until: 25 * 1_800_000 });
    expect(seen('expired')).toHaveLength(25);
    expect(seen('deadLettered')).toEqual([]);
  });

  test('its limit of 100,000 counts ready messages only, and a publisher is told that more is rejected', () => {
    const load = { 'service.mean': 100 * S };
    // Of the first 600 at once 500 go out.
    const arrivals = [...together(600, 0), ...together(99_950, 1)];
    const { lane, seen } = show('rabbitmq-quorum', arrivals, { load, until: 1_000 });
    expect(levelMax(lane.world.metrics, Level.ready)).toBe(100_000);
    expect([seen('accepted').length, seen('unconfirmed').length]).toEqual([100_500, 50]);
    expect(seen('dropped')).toEqual([]);
  });

  test('what comes back stands in a line of its own that is served first', () => {
    const load = { 'service.mean': 10 * MS, 'error.prob': 1, 'consumer.instances': 1 };
    const timeline = [set(15, 'error.prob', 0)];
    const { seen } = show('rabbitmq-quorum', together(260), { load, timeline, until: 30 });
    expect(seen('sent').slice(250, 252)).toMatchObject([
      { at: 10, message: 0 },
      { at: 20, message: 250 },
    ]);
  });
});
