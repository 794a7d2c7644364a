import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from './throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first call passes at once, those within the interval leave only their last', () => {
  const seen: number[] = [];
  const call = throttle((value: number) => seen.push(value), 50);
  for (const value of [1, 2, 3]) call(value);
  expect(seen).toEqual([1]);
  vi.advanceTimersByTime(50);
  expect(seen).toEqual([1, 3]);
  vi.advanceTimersByTime(500);
  expect(seen).toEqual([1, 3]);
});

test('flushing makes the held call at once and only once', () => {
  const seen: number[] = [];
  const call = throttle((value: number) => seen.push(value), 50);
  call(1);
  call(2);
  call.flush();
  call.flush();
  vi.advanceTimersByTime(500);
  expect(seen).toEqual([1, 2]);
});
