/** The limits of Cloud Tasks and EventBridge at work. */
import { describe, expect, test } from 'vitest';
import { Loss } from '../../model/journal.ts';
import type { Values } from '../../model/scenario.ts';
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import { gaps, show, together } from './show.test-support.ts';

const failing: Values = { 'error.prob': 1, 'service.mean': MS };
const HOUR = 3_600_000;

describe('cloud-tasks', () => {
  test('500 dispatches leave in a second, of first tries and of retries together', () => {
    const load: Values = { ...failing, 'consumer.concurrency': 100 };
    const { times } = show('cloud-tasks', together(500), { load, until: 10_000 });
    const sent = times('sent');
    expect(sent.length).toBeGreaterThan(2_000);
    for (let i = 0; i + 500 < sent.length; i++) expect(sent[i + 500] - sent[i]).toBeGreaterThanOrEqual(1_000);
  });

  test('1,000 dispatches are unanswered at most', () => {
    const load: Values = { 'service.mean': 300 * S };
    const { lane, seen } = show('cloud-tasks', together(2_000), { load, until: 60_000 });
    expect(seen('sent')).toHaveLength(1_000);
    expect(lane.world.queue.ready.size).toBe(1_000);
  });

  test('a task is tried 100 times though it is long past its age, with waits that double from 100 ms to an hour', () => {
    const { seen, times } = show('cloud-tasks', [0], { load: failing, until: 100 * HOUR });
    const waits = gaps(times('sent')).map((gap) => gap - 1);
    expect(waits).toHaveLength(99);
    expect(waits.slice(0, 4)).toEqual([100, 200, 400, 800]);
    expect(waits.slice(14, 18)).toEqual([1_638_400, 3_276_800, HOUR, HOUR]);
    expect(seen('dropped')).toMatchObject([{ value: Loss.attempts }]);
  });
});

describe('eventbridge', () => {
  test('an event is delivered 186 times at most', () => {
    const { seen, times } = show('eventbridge', [0], { load: failing, until: 24 * HOUR });
    expect(seen('sent')).toHaveLength(186);
    // Full jitter: anything up to the wait of a minute.
    const waits = gaps(times('sent')).slice(6);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_001);
    expect(Math.min(...waits)).toBeLessThan(6_000);
    expect(seen('dropped')).toMatchObject([{ value: Loss.attempts }]);
  });

  test('an event that fails at the age of 24 h is given up, whatever tries it has left', () => {
    const load: Values = { ...failing, 'retry.cap': 3_600 * S };
    const { seen, times } = show('eventbridge', [0], { load, until: 30 * HOUR });
    const sent = times('sent');
    expect(sent.length).toBeLessThan(186);
    expect(seen('dropped')).toMatchObject([{ at: sent.at(-1)! + 1, value: Loss.age }]);
    expect(sent.at(-2)).toBeLessThan(24 * HOUR);
    expect(sent.at(-1)).toBeGreaterThanOrEqual(24 * HOUR - 1);
  });
});
