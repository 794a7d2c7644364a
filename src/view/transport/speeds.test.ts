import { expect, test } from 'vitest';
import { nextSpeed, speedText } from './speeds.ts';

test('a step of speed stays on the list and stops at its ends', () => {
  expect(nextSpeed(1, 1)).toBe(2);
  expect(nextSpeed(1, -1)).toBe(0.5);
  expect(nextSpeed(1000, 1)).toBe(1000);
  expect(nextSpeed(0.1, -1)).toBe(0.1);
  expect(nextSpeed(3, -1)).toBe(2);
});

test('halves and quarters are written as fractions', () => {
  expect([0.1, 0.25, 0.5, 1, 1000].map(speedText)).toEqual(['×0.1', '×¼', '×½', '×1', '×1000']);
});
