import { expect, test } from 'vitest';
import type { Surface } from '../surface.ts';
import { bandBetween, lineThrough } from './trail.ts';

/** Writes down what was drawn: M 0 1, L 1 2, Z. */
function recorder() {
  const path: string[] = [];
  const ctx = {
    moveTo: (x: number, y: number) => path.push(`M ${x} ${y}`),
    lineTo: (x: number, y: number) => path.push(`L ${x} ${y}`),
    closePath: () => path.push('Z'),
  };
  return { path, ctx: ctx as unknown as Surface };
}

const values = [1, 2, Number.NaN, 4, 5];
const buckets = values.map((_, i) => i);
const x = (i: number) => 10 * i;
/** As a scale of d3 does. */
const scaled = (value: number) => (Number.isNaN(value) ? undefined : value) as number;

test('a line breaks where there is no value and goes on after it', () => {
  const { path, ctx } = recorder();
  lineThrough(ctx, buckets, x, (i) => scaled(values[i]!));
  expect(path).toEqual(['M 0 1', 'L 10 2', 'M 30 4', 'L 40 5']);
});

test('a band goes along its upper line and back along its lower one, in one piece between two gaps', () => {
  const { path, ctx } = recorder();
  bandBetween(
    ctx,
    buckets,
    x,
    () => 0,
    (i) => scaled(values[i]!),
  );
  expect(path).toEqual(['M 0 1', 'L 10 2', 'L 10 0', 'L 0 0', 'Z', 'M 30 4', 'L 40 5', 'L 40 0', 'L 30 0', 'Z']);
});

test('nothing is drawn of nothing', () => {
  const { path, ctx } = recorder();
  lineThrough(ctx, [], x, x);
  bandBetween(ctx, [2], x, (i) => scaled(values[i]!), x);
  expect(path).toEqual([]);
});
