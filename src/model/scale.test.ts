import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allows, isNumeric, type NumberRow } from './knobs.ts';
import { parameterIds, parameters, type Row } from './parameters.ts';
import { fromPosition, nextSnap, roundNumbers, snaps, toPosition } from './scale.ts';

const numberRows = parameterIds
  .map((id): Row => parameters[id])
  .filter((row): row is Row & NumberRow => isNumeric(row));
const anyNumberRow = fc.constantFrom(...numberRows);
const anyPosition = fc.double({ min: 0, max: 1_000, noNaN: true });

describe('a slider', () => {
  test('gives only values that its row allows, snapped or fine', () => {
    fc.assert(
      fc.property(anyNumberRow, anyPosition, fc.boolean(), (row, position, fine) => {
        expect(allows(row, fromPosition(row, position, fine))).toBe(true);
      }),
    );
  });

  test.each(numberRows.map((row) => [row.id, row] as const))('%s: every snap stands apart and comes back', (_, row) => {
    const positions = snaps(row).map((value) => toPosition(row, value));
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
    expect(positions[0]).toBe(0);
    expect(positions.at(-1)).toBe(1_000);
    expect(positions.map((position) => fromPosition(row, position))).toEqual(snaps(row));
  });

  test('a fine value comes back within three digits', () => {
    const row = parameters['service.mean'];
    expect(fromPosition(row, toPosition(row, 112_000), true)).toBe(112_000);
  });

  test('snaps are 1, 2, 5; short times in seconds, long ones as on a clock; small counts one by one', () => {
    expect(
      snaps(parameters['retry.cap'])
        .map((time) => time / 1_000)
        .slice(0, 5),
    ).toEqual([1, 2, 5, 10, 20]);
    expect(
      snaps(parameters['retry.cap'])
        .slice(-3)
        .map((time) => time / 3_600_000_000),
    ).toEqual([168, 336, 720]);
    expect(snaps(parameters['consumer.instances']).slice(0, 11)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20]);
    expect(snaps(parameters['error.prob']).slice(0, 4)).toEqual([0, 0.001, 0.002, 0.005]);
  });

  test('one step goes to the next snap, also from between two, and stops at the end', () => {
    const row = parameters['poll.interval'];
    expect(nextSnap(row, 800_000, 1)).toBe(1_000_000);
    expect(nextSnap(row, 800_000, -1)).toBe(500_000);
    expect(nextSnap(row, 0, -1)).toBe(0);
    expect(nextSnap(parameters['queue.capacity'], Number.POSITIVE_INFINITY, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

test('round numbers are exact decimals', () => {
  expect(roundNumbers(0.1, 10)).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10]);
  expect(roundNumbers(3, 4)).toEqual([]);
});
