/** The limits of Sidekiq, Celery and BullMQ at work. */
import { describe, expect, test } from 'vitest';
import { crash, drill } from '../../engine/play.test-support.ts';
import { lettersKept } from '../../engine/redriving.ts';
import { Loss } from '../../model/journal.ts';
import type { Values } from '../../model/scenario.ts';
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import { gaps, show, together } from './show.test-support.ts';

const failing: Values = { 'error.prob': 1, 'service.mean': MS };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Three weeks of asking every 2 s in vain would only take time. */
const patient: Values = { 'poll.wait': 0, 'poll.interval': 3_600 * S };

describe('sidekiq', () => {
  test('a job that fails runs 26 times, n^4 + 15 s and up to 10 (n + 1) s apart, and is then in the dead set', () => {
    const { seen, lane } = show('sidekiq', [0], { load: failing, turned: patient, until: 60 * DAY });
    const waits = seen('delayed').map(({ at, value }) => value / MS - at);
    expect(seen('started')).toHaveLength(26);
    expect(waits).toHaveLength(25);
    waits.forEach((wait, n) => {
      const least = (n ** 4 + 15) * 1_000;
      expect(wait).toBeGreaterThanOrEqual(least);
      // What is due waits for the next look, up to 5 s.
      expect(wait).toBeLessThanOrEqual(least + 10_000 * (n + 1) + 5_000);
    });
    expect(waits.some((wait, n) => wait > (n ** 4 + 15) * 1_000 + 5_000)).toBe(true);
    expect(seen('deadLettered')).toMatchObject([{ value: Loss.attempts }]);
    // Some 40 days later it is still kept.
    expect(lettersKept(lane)).toBe(1);
  });

  test('retries are released on a clock of 5 s', () => {
    const { times } = show('sidekiq', [1_234], { load: failing, until: HOUR });
    const again = times('started').slice(1);
    expect(again.length).toBeGreaterThan(5);
    for (const at of again) expect(at % 5_000).toBe(0);
  });

  test('a job in the hands of a process that is killed is lost', () => {
    const load: Values = { 'service.mean': 10 * S, 'crash.repair': S };
    const { seen, lane } = show('sidekiq', [0], { load, timeline: [crash(5_000, 1)], until: HOUR });
    expect([seen('applied'), seen('deadLettered')]).toEqual([[], []]);
    expect(lane.world.journal.lostAfterAck).toBe(1);
  });

  test('five threads work, no more is fetched than they take, and an idle process asks every 2 s', () => {
    const { times, seen } = show('sidekiq', together(8), { load: { 'service.mean': 10 * S }, until: 9_000 });
    expect(seen('started')).toHaveLength(5);
    expect(times('leased')).toHaveLength(5);
    const idle = show('sidekiq', [], { until: 9_000 }).seen('polled');
    expect(gaps(idle.filter(({ node }) => node === 0).map(({ at }) => at))).toEqual([2_000, 2_000, 2_000, 2_000]);
  });
});

describe('celery-redis', () => {
  test('a task that raises is tried 4 times, 180 s apart, and is then gone', () => {
    const { times, seen, lane } = show('celery-redis', [0], { load: failing, until: HOUR });
    expect(times('started')).toEqual([0, 180_001, 360_002, 540_003]);
    expect(seen('deadLettered')).toEqual([]);
    expect(lane.world.journal.lostAfterAck).toBe(1);
  });

  test('a task is acked before it runs, so a worker that dies loses it', () => {
    const load: Values = { 'service.mean': 10 * S, 'crash.repair': S };
    const { times, lane } = show('celery-redis', [0], { load, timeline: [crash(5_000, 1)], until: HOUR });
    expect([times('acked'), times('started'), times('applied')]).toEqual([[0], [0], []]);
    expect(lane.world.journal.lostAfterAck).toBe(1);
  });

  test('four run and twelve more are prefetched, and what waits in the worker for an hour is delivered again', () => {
    const { seen, times } = show('celery-redis', together(30), {
      load: { 'service.mean': 7_200 * S },
      until: 3_600_000,
    });
    expect([seen('leased').length, seen('started').length]).toEqual([16, 4]);
    expect(times('expired')).toEqual(together(12, 3_600_000));
  });
});

describe('bullmq-limiter', () => {
  test('all workers together start 50 jobs a second, and what is held back costs no attempt', () => {
    const { times, seen } = show('bullmq-limiter', together(200), { load: { 'service.mean': 10 * MS }, until: 5_000 });
    expect(new Set(gaps(times('leased')))).toEqual(new Set([20]));
    expect([seen('leased').length, seen('acked').length]).toEqual([200, 200]);
  });

  test('a job that fails is tried once', () => {
    const { seen } = show('bullmq-limiter', [0], { load: failing, until: 100_000 });
    expect(seen('started')).toHaveLength(1);
    expect(seen('deadLettered')).toMatchObject([{ value: Loss.attempts }]);
  });

  test('a job keeps its lock of 30 s while its worker lives, and a stall is found on a clock of 30 s and is no attempt', () => {
    const load: Values = { 'service.mean': 100 * S };
    const kept = show('bullmq-limiter', [0], { load, until: 200_000 });
    expect([kept.times('expired'), kept.times('acked')]).toEqual([[], [100_000]]);
    const lost = show('bullmq-limiter', [1_000], {
      load,
      timeline: [drill('consumer.down', 20_000, 21_000)],
      until: 200_000,
    });
    // Renewed at 16 s until 46 s, which is looked at in the full minute.
    expect(lost.times('expired')).toEqual([60_000]);
    expect(lost.times('acked')).toEqual([160_000]);
  });

  test('an idle worker asks every 5 s', () => {
    const idle = show('bullmq-limiter', [], { until: 16_000 }).seen('polled');
    expect(gaps(idle.filter(({ node }) => node === 0).map(({ at }) => at))).toEqual([5_000, 5_000, 5_000]);
  });
});
