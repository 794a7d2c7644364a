import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SECOND } from '../../model/time.ts';
import { windowAround } from './window.ts';

test('at normal speed ten seconds are shown in buckets of a tenth', () => {
  expect(windowAround(21.5 * SECOND, 1, 40 * SECOND)).toEqual({
    from: 17 * SECOND,
    to: 27 * SECOND,
    resolution: SECOND / 10,
  });
});

test('slow motion does not narrow the window', () => {
  expect(windowAround(21.5 * SECOND, 0.1, 40 * SECOND)).toEqual(windowAround(21.5 * SECOND, 1, 40 * SECOND));
});

test('the window widens with the speed and stops at the ends of the run', () => {
  expect(windowAround(0, 5, 400 * SECOND)).toEqual({ from: 0, to: 50 * SECOND, resolution: SECOND / 10 });
  expect(windowAround(399 * SECOND, 5, 400 * SECOND)).toMatchObject({ from: 350 * SECOND, to: 400 * SECOND });
  expect(windowAround(0, 1000, 40 * SECOND)).toMatchObject({ from: 0, to: 40 * SECOND });
});

test('the playhead is always inside, and up to an hour there are at most 600 buckets', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3600 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(0.1, 0.5, 1, 2, 20, 100, 1000),
      (seconds, share, speed) => {
        const until = seconds * SECOND;
        const { from, to, resolution } = windowAround(share * until, speed, until);
        expect(from).toBeLessThanOrEqual(share * until);
        expect(to).toBeGreaterThanOrEqual(share * until);
        expect((to - from) / resolution).toBeLessThanOrEqual(600);
      },
    ),
  );
});
