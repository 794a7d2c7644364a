import { describe, expect, test } from 'vitest';
import type { Settings } from '../model/parameters.ts';
import { settingsOf, type Values } from '../model/scenario.ts';
import { meanWait } from '../model/schedule.ts';
import { SECOND as S } from '../model/time.ts';
import { backoff } from './backoff.ts';
import { scenarioOf } from './textbook.test-support.ts';

const settings = (values: Values): Settings => settingsOf(scenarioOf(values), 'pull');
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

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

  test('has the mean that is stated for it, of decorrelated jitter as long as the cap cuts nothing', () => {
    for (const jitter of ['full', 'equal', 'plus-minus', 'growing', 'decorrelated'])
      for (const retry of [1, 2, 3]) {
        const values: Values = { 'retry.jitter': jitter, 'retry.base': S, 'retry.cap': 100 * S };
        const { least, mean, most } = spread(values, retry);
        const stated = meanWait(settings(values), retry) / S;
        // No spread within [least, most] has a standard deviation above half of its width.
        const halfWidth = (2.576 * (most - least)) / 2 / Math.sqrt(MESSAGES);
        expect(Math.abs(mean - stated), `${jitter} ${retry}`).toBeLessThan(halfWidth);
      }
  });

  test('another jitter or another try draws anew, the same one draws the same', () => {
    const values = settings({ ...base, 'retry.jitter': 'full' });
    expect(backoff(values, 7, 1, 1)).toBe(backoff(values, 7, 1, 1));
    expect(backoff(values, 7, 1, 1)).not.toBe(backoff(values, 7, 1, 2));
  });
});
