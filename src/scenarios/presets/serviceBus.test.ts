/** The limits of Azure Service Bus at work. */
import { describe, expect, test } from 'vitest';
import { drill } from '../../engine/play.test-support.ts';
import { Loss } from '../../model/journal.ts';
import type { Values } from '../../model/scenario.ts';
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import { show, together } from './show.test-support.ts';

describe('service-bus', () => {
  test('a lock lasts 60 s, and a complete after its end fails', () => {
    const { times } = show('service-bus', [0], { load: { 'service.mean': 70 * S }, until: 200_000 });
    expect(times('leased')).toEqual([0, 60_000, 120_000, 180_000]);
    expect([times('applied'), times('acked')]).toEqual([[70_000, 130_000, 190_000], []]);
  });

  const abandoning: Values = { 'error.prob': 1, 'service.mean': 10 * MS, 'poll.batchMax': 1 };

  test('a message that is abandoned comes back at once to the head of the queue, before one that came back earlier', () => {
    const { seen } = show('service-bus', together(3), { load: { ...abandoning, 'consumer.instances': 2 }, until: 11 });
    expect(seen('leased').map(({ message }) => message)).toEqual([0, 1, 1, 0]);
  });

  test('a message is a dead letter after 10 deliveries', () => {
    const { seen } = show('service-bus', together(2), {
      load: { ...abandoning, 'consumer.instances': 1 },
      until: 1_000,
    });
    expect(seen('leased').map(({ message }) => message)).toEqual([...together(10, 0), ...together(10, 1)]);
    expect(seen('deadLettered')).toMatchObject([
      { at: 100, value: Loss.attempts },
      { at: 200, value: Loss.attempts },
    ]);
  });

  test.each([
    [600_000, 'is swallowed', [600_000]],
    [600_101, 'is new', []],
  ])(
    'what its producer holds while the broker is down until %s ms, and had published at 0, %s',
    (until, _, swallowed) => {
      const load: Values = { 'net.latency': 100 * MS, 'publish.timeout': 295 * S };
      const timeline = [drill('broker.down', 150, until), drill('consumer.down', 0, 3_000)];
      const { times } = show('service-bus', [0], { load, timeline, until: 1_000_000 });
      expect(times('deduplicated')).toEqual(swallowed);
      expect(times('acked')).toHaveLength(2 - swallowed.length);
    },
  );
});
