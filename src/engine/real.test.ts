import { expect, test } from 'vitest';
import { uniform } from './random.ts';
import { exp, ln, normalQuantile } from './real.ts';

/** Numbers that are the same in every engine: they are made of integers. */
const SAMPLES = Float64Array.from({ length: 100_000 }, (_, id) => uniform(1, 0, id, 0));

/** How many doubles lie between two of the same sign. */
function doublesApart(a: number, b: number): number {
  const [first, second] = new BigInt64Array(Float64Array.of(a, b).buffer);
  return Math.abs(Number(first - second));
}

function hashOfBits(values: Float64Array): string {
  let hash = 0;
  for (const word of new Uint32Array(values.buffer)) hash = Math.imul((hash << 5) ^ (hash >>> 27) ^ word, 0x9e3779b1);
  return (hash >>> 0).toString(16);
}

function worstBy(inputs: Float64Array, ours: (x: number) => number, theirs: (x: number) => number): number {
  return inputs.reduce((worst, x) => Math.max(worst, doublesApart(ours(x), theirs(x))), 0);
}

test('ln is within 2 doubles of Math.log, which itself may be 1 off: near 1 and at every size, subnormals included', () => {
  const inputs = SAMPLES.map((u, i) => (i % 2 ? 0.5 + u : Math.exp(u * 1453 - 744)));
  expect(worstBy(inputs, ln, Math.log)).toBeLessThanOrEqual(2);
});

test('exp is within 2 doubles of Math.exp, which itself may be 1 off: near 0 and at every size, subnormals included', () => {
  const inputs = SAMPLES.map((u, i) => (i % 2 ? u - 0.5 : u * 1453 - 744));
  expect(worstBy(inputs, exp, Math.exp)).toBeLessThanOrEqual(2);
});

test.each([
  [1, 0],
  [0, Number.NEGATIVE_INFINITY],
  [-0, Number.NEGATIVE_INFINITY],
  [-1, Number.NaN],
  [Number.NaN, Number.NaN],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  [Number.MIN_VALUE, -744.4400719213812],
  [Number.MAX_VALUE, 709.782712893384],
])('ln(%s) is %s', (x, expected) => {
  expect(ln(x)).toBe(expected);
});

test.each([
  [0, 1],
  [-0, 1],
  [709.782712893384, 1.7976931348622732e308],
  [709.7827128933841, Number.POSITIVE_INFINITY],
  [-745.1332191019411, Number.MIN_VALUE],
  [-745.14, 0],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  [Number.NEGATIVE_INFINITY, 0],
  [Number.NaN, Number.NaN],
])('exp(%s) is %s', (x, expected) => {
  expect(exp(x)).toBe(expected);
});

// The first three are Wichura's own, one for each of the three approximations.
test.each([
  [0.25, -0.6744897501960817],
  [0.001, -3.090232306167814],
  [1e-20, -9.262340089798409],
  [0.5, 0],
  [0.975, 1.959963984540054],
])('normalQuantile(%s) is %s', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 13);
});

test('the normal quantile is odd around 1/2, ends in infinities and is NaN beyond them', () => {
  for (const u of SAMPLES.subarray(0, 1_000)) expect(normalQuantile(1 - u)).toBe(-normalQuantile(u));
  expect([0, 1, -0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});

// An engine that fails here would run other runs than all the others.
test('100,000 results of each function have the frozen bits', () => {
  expect(hashOfBits(SAMPLES.map(ln))).toBe('a3a601f2');
  expect(hashOfBits(SAMPLES.map((u) => exp(u * 1400 - 700)))).toBe('6da6a0e2');
  expect(hashOfBits(SAMPLES.map((u, i) => normalQuantile(i % 2 ? u : u * 1e-12)))).toBe('e599df86');
});
