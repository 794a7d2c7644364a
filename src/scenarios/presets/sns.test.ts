/** The limits of Amazon SNS at work, and of the hybrid that it feeds. */
import { describe, expect, test } from 'vitest';
import { drill } from '../../engine/play.test-support.ts';
import { Loss } from '../../model/journal.ts';
import type { Values } from '../../model/scenario.ts';
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import { gaps, show, together } from './show.test-support.ts';

const failing: Values = { 'error.prob': 1, 'service.mean': MS };
const DAY = 86_400_000;

describe('sns-managed', () => {
  test('retries come 3 at once, 2 after 1 s, 10 after 1 s to 20 s in equal ratios, and then every 20 s', () => {
    const { times } = show('sns-managed', [0], { load: failing, until: 600_000 });
    const waits = gaps(times('sent')).map((gap) => gap - 1);
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 1_000, 1_000]);
    // To the millisecond.
    expect(waits.slice(5, 15)).toEqual(Array.from({ length: 10 }, (_, i) => Math.round(1_000 * 20 ** (i / 9))));
    expect(new Set(waits.slice(15))).toEqual(new Set([20_000]));
  });

  test('a message is given up at the age of 23 days', () => {
    // Twice a day instead of every 20 s, which would only take time.
    const turned: Values = { 'retry.list': '12h' };
    const { times, seen } = show('sns-managed', [0], { load: failing, turned, until: 25 * DAY });
    expect(times('sent')).toHaveLength(47);
    expect(seen('dropped')).toMatchObject([{ at: 23 * DAY + 47, value: Loss.age }]);
  });
});

describe('sns-http', () => {
  test('three retries follow 20 s after each failure, then the message is discarded', () => {
    const { times, seen } = show('sns-http', [0], { load: failing, until: 200_000 });
    expect(times('sent')).toEqual([0, 20_001, 40_002, 60_003]);
    expect(seen('dropped')).toMatchObject([{ at: 60_004, value: Loss.attempts }]);
  });

  test('all phases together end after an hour, however many retries they have left', () => {
    const turned: Values = { 'retry.maxAttempts': 1_000 };
    const { times, seen } = show('sns-http', [0], { load: failing, turned, until: 2 * 3_600_000 });
    const last = times('sent').at(-1)!;
    expect(last).toBeGreaterThan(3_580_000);
    expect(seen('dropped')).toMatchObject([{ at: last + 1, value: Loss.age }]);
    expect(last + 1).toBeLessThan(3_620_000);
  });

  test('an endpoint that does not answer for 15 s has failed', () => {
    const load: Values = { 'service.mean': 60 * S };
    expect(show('sns-http', [0], { load, until: 40_000 }).times('sent')).toEqual([0, 35_000]);
  });
});

describe('sns-sqs-workers', () => {
  test('workers start 50 messages a second, with as many free slots as there may be', () => {
    const load: Values = { 'service.mean': 10 * MS };
    const { times } = show('sns-sqs-workers', together(200), { load, until: 5_000 });
    const leased = times('leased');
    expect(leased).toHaveLength(200);
    expect(new Set(gaps(leased))).toEqual(new Set([20]));
  });

  test('each of its workers does 10 messages at a time', () => {
    const load: Values = { 'service.mean': 100 * S, 'consumer.instances': 2 };
    const { seen } = show('sns-sqs-workers', together(100), { load, until: 29_000 });
    expect(seen('started')).toHaveLength(20);
  });

  test('while the queue does not answer SNS tries every 20 s and gives nothing up', () => {
    const timeline = [drill('broker.hang', 0, 125_000)];
    const { times } = show('sns-sqs-workers', [10], { timeline, until: 200_000 });
    expect(times('resent')).toEqual([20_010, 40_010, 60_010, 80_010, 100_010, 120_010, 140_010]);
    expect(times('accepted')).toEqual([140_010]);
  });

  test('a message that fails waits out its lease of 30 s, is a dead letter after 5 receives, and is redriven at 10 a second', () => {
    const timeline = [{ type: 'redrive' as const, at: 160 * S, count: 3 }];
    const { seen, times } = show('sns-sqs-workers', together(3), {
      load: { ...failing, 'consumer.instances': 1 },
      timeline,
      until: 161_000,
    });
    expect(
      times('leased')
        .slice(0, 15)
        .filter((at) => at % 30_000 < 100),
    ).toHaveLength(15);
    expect(seen('deadLettered')).toHaveLength(3);
    expect(gaps(times('copied'))).toEqual([100, 100]);
  });
});
