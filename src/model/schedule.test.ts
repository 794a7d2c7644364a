import { describe, expect, test } from 'vitest';
import type { Settings } from './parameters.ts';
import { settingsOf, type Values } from './scenario.ts';
import { meanWait, plainWait } from './schedule.ts';
import { SECOND as S } from './time.ts';

const settings = (values: Values): Settings =>
  settingsOf({ name: 'waits', seed: 1, until: S, lanes: ['pull'], values, timeline: [], trace: null }, 'pull');
function waits(values: Values, retries: number, waitOf = plainWait): number[] {
  const fixed = settings(values);
  return Array.from({ length: retries }, (_, i) => waitOf(fixed, i + 1) / S);
}
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

const LONG = 30 * 86_400 * S;

describe('schedules', () => {
  test('immediate, fixed and linear', () => {
    expect(waits({ 'retry.schedule': 'immediate' }, 3)).toEqual([0, 0, 0]);
    expect(waits({ 'retry.schedule': 'fixed', 'retry.base': 3 * S }, 3)).toEqual([3, 3, 3]);
    expect(waits({ 'retry.schedule': 'linear', 'retry.base': 2 * S, 'retry.cap': 7 * S }, 5)).toEqual([2, 4, 6, 7, 7]);
  });

  test('exponential doubles up to its cap', () => {
    expect(waits({ 'retry.base': S, 'retry.cap': 10 * S }, 6)).toEqual([1, 2, 4, 8, 10, 10]);
  });

  test('polynomial spans the 20.4 days of 25 Sidekiq retries: 1,763,395 s', () => {
    const sidekiq: Values = {
      'retry.schedule': 'polynomial',
      'retry.base': 15 * S,
      'retry.power': 4,
      'retry.cap': LONG,
    };
    expect(waits(sidekiq, 3)).toEqual([15, 16, 31]);
    expect(sum(waits(sidekiq, 25))).toBe(1_763_395);
  });

  test('a list holds gaps, not offsets, and repeats its last: 99,305 s for the seven of Svix', () => {
    const svix: Values = { 'retry.schedule': 'list', 'retry.list': '5s,300s,1800s,7200s,18000s,36000s,36000s' };
    expect(sum(waits(svix, 7))).toBe(99_305);
    expect(waits(svix, 9).slice(6)).toEqual([36_000, 36_000, 36_000]);
  });

  test('phases are those of SNS to its own services: 3 at once, 2 after 1 s, 10 growing to 20 s, the rest at 20 s', () => {
    const sns: Values = {
      'retry.schedule': 'phases',
      'retry.base': S,
      'retry.cap': 20 * S,
      'retry.phaseNow': 3,
      'retry.phaseMin': 2,
      'retry.phaseBackoff': 10,
    };
    const all = waits(sns, 17);
    expect(all.slice(0, 6)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(all.slice(14)).toEqual([20, 20, 20]);
    expect(waits(sns, 3 + 2 + 10 + 100_000).length).toBe(100_015);
    // 23 days, nearly all of it at the longest wait.
    expect(sum(waits(sns, 100_015)) / 86_400).toBeCloseTo(23.15, 1);
  });
});

describe('the mean wait', () => {
  const means = (values: Values, retries: number) => waits(values, retries, meanWait);

  test('is half the wait with full jitter, three quarters with equal, all of it with none and with plus-minus', () => {
    const values: Values = { 'retry.base': S, 'retry.cap': 4 * S };
    expect(means({ ...values, 'retry.jitter': 'full' }, 4)).toEqual([0.5, 1, 2, 2]);
    expect(means({ ...values, 'retry.jitter': 'equal' }, 4)).toEqual([0.75, 1.5, 3, 3]);
    for (const jitter of ['none', 'plus-minus'])
      expect(means({ ...values, 'retry.jitter': jitter }, 4)).toEqual([1, 2, 4, 4]);
  });

  test('grows by half a span each time with growing jitter: 1,625 s over the 25 of Sidekiq', () => {
    const values: Values = { 'retry.schedule': 'immediate', 'retry.jitter': 'growing', 'retry.jitterSpan': 10 * S };
    expect(means(values, 3)).toEqual([5, 10, 15]);
    expect(sum(means(values, 25))).toBe(1_625);
  });

  test('of decorrelated jitter lies between the base and three times the mean before, up to the cap', () => {
    const values: Values = { 'retry.jitter': 'decorrelated', 'retry.base': S, 'retry.cap': 6 * S };
    expect(means(values, 4)).toEqual([2, 3.5, 5.75, 6]); // (1 + 3 × mean before) / 2
    expect(means({ ...values, 'retry.base': 0 }, 3)).toEqual([0, 0, 0]);
  });
});
