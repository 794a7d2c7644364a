/** The limits of a Pub/Sub push subscription at work. */
import { describe, expect, test } from 'vitest';
import { drill } from '../../engine/play.test-support.ts';
import { Loss } from '../../model/journal.ts';
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import { gaps, show, together } from './show.test-support.ts';

describe('pubsub-push', () => {
  test('the request timeout of 10 s is the ack deadline, and an answer after it counts no more', () => {
    const load = { 'service.mean': 15 * S, 'consumer.concurrency': 5 };
    const { times } = show('pubsub-push', [0], { load, until: 30_000 });
    expect(times('expired').slice(0, 1)).toEqual([10_000]);
    expect(times('applied')[0]).toBe(15_000);
    expect(times('acked')).toEqual([]);
  });

  test('the window begins at 1 and doubles with each round of successes', () => {
    const load = { 'service.mean': 100 * MS, 'consumer.concurrency': 100 };
    const { times } = show('pubsub-push', together(127), { load, until: 2_000 });
    const rounds = [0, 100, 200, 300, 400, 500, 600].map((at) => times('sent').filter((each) => each === at).length);
    expect(rounds).toEqual([1, 2, 4, 8, 16, 32, 64]);
  });

  test('after failures the whole subscription pauses, from 100 ms twice as long each time up to 60 s', () => {
    const down = [drill('consumer.down', 0, 1_000_000)];
    const { times, seen } = show('pubsub-push', together(3), { timeline: down, until: 400_000 });
    const pauses = gaps(times('sent'));
    expect(pauses).toEqual([
      100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 60_000, 60_000, 60_000, 60_000,
    ]);
    expect(seen('sent')).toHaveLength(15);
  });

  test('after 5 deliveries a message is a dead letter', () => {
    const { seen } = show('pubsub-push', [0], { load: { 'error.prob': 1 }, until: 100_000 });
    expect(seen('sent')).toHaveLength(5);
    expect(seen('deadLettered')).toMatchObject([{ value: Loss.attempts }]);
  });
});
