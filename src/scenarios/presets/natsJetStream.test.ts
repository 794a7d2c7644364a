/** The limits of a NATS JetStream pull consumer at work. */
import { describe, expect, test } from 'vitest';
import { Level, levelMax } from '../../engine/metrics.ts';
import { drill, set } from '../../engine/play.test-support.ts';
import { Loss } from '../../model/journal.ts';
import type { Values } from '../../model/scenario.ts';
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import { show, together } from './show.test-support.ts';

describe('jetstream-pull', () => {
  test('1,000 messages are out at most, all subscribers together, and a request for more ends with nothing', () => {
    const load: Values = { 'consumer.instances': 200, 'service.mean': 600 * S };
    const { lane, seen } = show('jetstream-pull', together(3_000), { load, until: 29_000 });
    expect(levelMax(lane.world.metrics, Level.leased)).toBe(1_000);
    expect(seen('empty')).toEqual([]);
    const later = show('jetstream-pull', together(3_000), { load: { ...load, 'ack.timeout': 300 * S }, until: 31_000 });
    expect(later.seen('empty')).toHaveLength(100);
  });

  test('a message is delivered again after 30 s, and the late ack of its first receiver still counts', () => {
    const { seen, times } = show('jetstream-pull', [0], { load: { 'service.mean': 45 * S }, until: 100_000 });
    expect(times('leased')).toEqual([0, 30_000]);
    expect(seen('acked')).toMatchObject([{ at: 45_000, node: 1 }]);
  });

  test('what comes back stands in a line of its own, in the order in which it came back', () => {
    // 0 fails at 4 s and goes out once more, so its lease ends after that of 1; 2 is new.
    const load: Values = { 'error.prob': 1, 'service.mean': 4 * S, 'poll.batchMax': 1 };
    const timeline = [drill('consumer.down', 4_500, 40_000)];
    const { seen } = show('jetstream-pull', [0, 1_000, 20_000], { load, timeline, until: 40_001 });
    expect(seen('leased').map(({ at, message }) => [at, message])).toEqual([
      [0, 0],
      [1_000, 1],
      [4_000, 0],
      [40_000, 1],
      [40_000, 0],
    ]);
  });

  test('what failed is delivered again at once, before new messages and without end', () => {
    const load: Values = { 'error.prob': 1, 'service.mean': 10 * MS, 'poll.batchMax': 1, 'consumer.instances': 1 };
    const { seen } = show('jetstream-pull', together(3), {
      load,
      until: 5_000,
      timeline: [set(4_995, 'error.prob', 0)],
    });
    expect(
      seen('leased')
        .slice(0, 500)
        .every(({ message }) => message === 0),
    ).toBe(true);
    expect(seen('acked')).toMatchObject([{ at: 5_000, message: 0 }]);
    expect(seen('dropped')).toEqual([]);
  });

  test('a message that has used up a MaxDeliver is no dead letter', () => {
    const turned: Values = { 'retry.maxAttempts': 3 };
    const { seen } = show('jetstream-pull', [0], { load: { 'error.prob': 1 }, turned, until: 10_000 });
    expect(seen('leased')).toHaveLength(3);
    expect([seen('deadLettered').length, seen('dropped').length]).toEqual([0, 1]);
  });

  test('a stream of limited length drops its oldest message though nobody has seen it', () => {
    const load: Values = { 'queue.capacity': 2, 'service.mean': 10 * S, 'consumer.instances': 1, 'poll.batchMax': 1 };
    const { seen } = show('jetstream-pull', [0, 1, 2, 3], { load, until: 100_000 });
    expect(seen('dropped')).toMatchObject([{ at: 3, message: 1, value: Loss.overflow }]);
    expect(seen('acked').map(({ message }) => message)).toEqual([0, 2, 3]);
  });

  test.each([
    [120_000, 1],
    [120_001, 0],
  ])('a message that is published again after %s ms is swallowed %s times', (later, swallowed) => {
    // The broker goes down while its confirm is on its way, so the producer publishes again when it has waited long enough.
    const load: Values = { 'net.latency': 100 * MS, 'publish.timeout': later * MS };
    const timeline = [drill('broker.down', 150, 2_000), drill('consumer.down', 0, 3_000)];
    const { seen } = show('jetstream-pull', [0], { load, timeline, until: 200_000 });
    expect([seen('deduplicated').length, seen('acked').length]).toEqual([swallowed, 2 - swallowed]);
  });
});
