import { describe, expect, test } from 'vitest';
import type { Settings } from '../model/parameters.ts';
import { settingsOf, type Values } from '../model/scenario.ts';
import { SECOND as S } from '../model/time.ts';
import { backoff, plainWait } from './backoff.ts';
import { scenarioOf } from './textbook.test-support.ts';

const settings = (values: Values): Settings => settingsOf(scenarioOf(values), 'pull');
function waits(values: Values, retries: number): number[] {
  const fixed = settings(values);
  return Array.from({ length: retries }, (_, i) => plainWait(fixed, i + 1) / S);
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

describe('jitter', () => {
  const MESSAGES = 20_000;
  /** Of 20,000 messages: least, mean and most, in seconds. */
  function spread(values: Values, retry: number) {
    const fixed = settings(values);
    const drawn = Array.from({ length: MESSAGES }, (_, luck) => backoff(fixed, 7, luck, retry) / S);
    return { least: Math.min(...drawn), mean: sum(drawn) / MESSAGES, most: Math.max(...drawn) };
  }
  // A uniform of width w has a standard error of w / sqrt(12 n); 2.576 of them are 99 %.
  const error = (width: number) => (2.576 * width) / Math.sqrt(12 * MESSAGES);
  const base: Values = { 'retry.schedule': 'fixed', 'retry.base': 60 * S };

  test('full jitter has mean v/2, equal 3v/4', () => {
    const full = spread({ ...base, 'retry.jitter': 'full' }, 1);
    expect(Math.abs(full.mean - 30)).toBeLessThan(error(60));
    const equal = spread({ ...base, 'retry.jitter': 'equal' }, 1);
    expect(Math.abs(equal.mean - 45)).toBeLessThan(error(30));
    expect(equal.least).toBeGreaterThanOrEqual(30);
  });

  test('plus-minus stays within its share', () => {
    const { least, mean, most } = spread({ ...base, 'retry.jitter': 'plus-minus', 'retry.jitterShare': 0.1 }, 1);
    expect(least).toBeGreaterThanOrEqual(54);
    expect(most).toBeLessThanOrEqual(66);
    expect(Math.abs(mean - 60)).toBeLessThan(error(12));
  });

  // Sidekiq draws whole seconds, rand(10 × n), whose mean is half a second less: 1,612.5 s of 25 retries. Here any time in 10 n s is drawn.
  test('growing adds up to n spans to the n-th wait: 25 × 26 / 2 × 5 = 1,625 s on average over the 25 of Sidekiq', () => {
    const values: Values = { 'retry.schedule': 'immediate', 'retry.jitter': 'growing', 'retry.jitterSpan': 10 * S };
    const retries = Array.from({ length: 25 }, (_, i) => i + 1);
    const mean = sum(retries.map((retry) => spread(values, retry).mean));
    const together = Math.sqrt(sum(retries.map((retry) => error(10 * retry) ** 2)));
    expect(Math.abs(mean - 1_625)).toBeLessThan(together);
    expect(together).toBeLessThan(12.5 / 2); // Narrow enough to tell it from whole seconds.
  });

  test('decorrelated lies between the base and three times the wait before, and never beyond the cap', () => {
    const values = settings({ 'retry.jitter': 'decorrelated', 'retry.base': S, 'retry.cap': 20 * S });
    for (let luck = 0; luck < 500; luck++) {
      let before = S;
      for (let retry = 1; retry <= 12; retry++) {
        const wait = backoff(values, 7, luck, retry);
        expect(wait).toBeGreaterThanOrEqual(S);
        expect(wait).toBeLessThanOrEqual(Math.min(20 * S, 3 * before + 1));
        before = wait;
      }
    }
  });

  test('another jitter or another try draws anew, the same one draws the same', () => {
    const values = settings({ ...base, 'retry.jitter': 'full' });
    expect(backoff(values, 7, 1, 1)).toBe(backoff(values, 7, 1, 1));
    expect(backoff(values, 7, 1, 1)).not.toBe(backoff(values, 7, 1, 2));
  });
});
