/** The limits of senders of webhooks at work. */
import { describe, expect, test } from 'vitest';
import { set } from '../../engine/play.test-support.ts';
import { EndpointState, Loss } from '../../model/journal.ts';
import type { Values } from '../../model/scenario.ts';
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import { gaps, show } from './show.test-support.ts';

const failing: Values = { 'error.prob': 1, 'service.mean': MS };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Each wait is within a tenth of the schedule, and not all of them are exact. */
function expectNear(waits: number[], schedule: number[]): void {
  expect(waits).toHaveLength(schedule.length);
  waits.forEach((wait, i) => {
    expect(Math.abs(wait / schedule[i] - 1)).toBeLessThanOrEqual(0.1);
    expect(wait).not.toBe(schedule[i]);
  });
}

test.each([
  ['webhooks-standard', 30],
  ['cloud-tasks', 600],
  ['eventbridge', 10],
  ['sns-managed', 10],
  ['sns-http', 15],
])('an answer a second after the request timeout of %s, %s s, reaches nobody', (name, timeoutSeconds) => {
  const done = timeoutSeconds + 1;
  const { times } = show(name, [0], { load: { 'service.mean': done * S }, until: done * 1_000 + 1 });
  expect([times('expired'), times('applied'), times('acked')]).toEqual([[timeoutSeconds * 1_000], [done * 1_000], []]);
});

describe('webhooks-svix', () => {
  test('retries follow after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, each moved by a tenth at most', () => {
    const { times, seen } = show('webhooks-svix', [0], { load: failing, until: 40 * HOUR });
    const waits = gaps(times('sent')).map((gap) => gap - 1);
    expectNear(waits, [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]);
    expect(seen('deadLettered')).toMatchObject([{ value: Loss.attempts }]);
  });

  test('an endpoint that does not answer for 30 s has failed, although it goes on and what it does happens', () => {
    const { times } = show('webhooks-svix', [0], { load: { 'service.mean': 50 * S }, until: 60_000 });
    expect(times('expired')).toEqual([30_000]);
    expect([times('applied'), times('acked')]).toEqual([[50_000], []]);
  });

  test('an endpoint without one success for 120 h is given up, and gets nothing from then on', () => {
    const hourly = Array.from({ length: 130 }, (_, i) => i * HOUR);
    const { seen } = show('webhooks-svix', hourly, { load: failing, until: 130 * HOUR });
    const [disabled] = seen('endpoint').filter(({ value }) => value === EndpointState.disabled);
    // The first failure was 1 ms after the start.
    expect(disabled.at).toBeGreaterThanOrEqual(120 * HOUR + 1);
    expect(disabled.at).toBeLessThanOrEqual(121 * HOUR);
    expect(seen('sent').at(-1)!.at).toBeLessThanOrEqual(disabled.at);
    expect(seen('dropped').filter(({ value }) => value === Loss.disabled).length).toBeGreaterThanOrEqual(8);
  });

  test('a success within the 120 h is a new start', () => {
    const hourly = Array.from({ length: 130 }, (_, i) => i * HOUR);
    const noon = [set(60 * HOUR - 1, 'error.prob', 0), set(60 * HOUR + 100, 'error.prob', 1)];
    const { seen } = show('webhooks-svix', hourly, { load: failing, timeline: noon, until: 130 * HOUR });
    expect(seen('endpoint').filter(({ value }) => value === EndpointState.disabled)).toEqual([]);
  });

  test('a throttled endpoint is not tried again before its Retry-After', () => {
    const load: Values = { 'ds.servers': 1, 'ds.rateLimit': 0.1, 'ds.retryAfter': 60 * S, 'service.mean': MS };
    const { seen } = show('webhooks-svix', [0, 1_000], { load, until: 70_000 });
    const [first, again] = seen('sent').filter(({ message }) => message === 1);
    expect(first.at).toBe(1_000);
    expect(again.at).toBeGreaterThanOrEqual(61_000);
  });
});

describe('webhooks-standard', () => {
  test('nine retries span 75.6 h, each moved by a tenth at most', () => {
    const { times } = show('webhooks-standard', [0], { load: failing, until: 100 * HOUR });
    const schedule = [5_000, 5 * MINUTE, 30 * MINUTE, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)];
    expect(schedule.reduce((sum, wait) => sum + wait) / HOUR).toBeCloseTo(75.6, 1);
    expectNear(
      gaps(times('sent')).map((gap) => gap - 1),
      schedule,
    );
  });

  test('its receiver knows the second try of what it has done, and takes a later one for new', () => {
    const load: Values = { 'ack.lossProb': 1, 'service.mean': MS };
    const { seen, times } = show('webhooks-standard', [0], { load, until: HOUR });
    // A lost answer costs the timeout of 30 s each time.
    const waits = gaps(times('started')).map((gap) => gap - 30_000);
    expectNear(waits, [5_000, 5 * MINUTE, 30 * MINUTE]);
    expect(seen('absorbed')).toHaveLength(1);
    expect(seen('applied').map(({ value }) => value)).toEqual([1, 2, 3]);
  });
});

describe('webhooks-github', () => {
  test('a webhook is tried once, for 10 s, and comes again only when an operator sends it', () => {
    const load: Values = { 'service.mean': 20 * S };
    const redrive = [{ type: 'redrive' as const, at: 3_600 * S, count: 1 }];
    const { times, seen } = show('webhooks-github', [0], { load, timeline: redrive, until: 2 * HOUR });
    // At 10 a second, the first of a redrive comes after a tenth of a second.
    expect(times('sent')).toEqual([0, HOUR + 100]);
    expect(times('deadLettered')).toEqual([10_000, HOUR + 10_100]);
    expect(seen('copied')).toHaveLength(1);
  });

  test('after 3 days it can no longer be sent again', () => {
    const redrive = (at: number) => {
      const timeline = [{ type: 'redrive' as const, at, count: 1 }];
      const load: Values = { 'service.mean': 20 * S };
      return show('webhooks-github', [0], { load, timeline, until: 80 * HOUR }).seen('sent').length;
    };
    expect(redrive(72 * 3_600 * S)).toBe(2);
    expect(redrive(72 * 3_600 * S + 11 * S)).toBe(1);
  });
});
