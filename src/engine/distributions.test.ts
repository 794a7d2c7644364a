import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSampler, type DistributionName, draw, LONGEST, unitExponential } from './distributions.ts';

const DRAWS = 200_000;
const MEAN = 1_000_000;
const OBSERVED = [9, 1, 1, 5];

function drawn(distribution: DistributionName, mean: number, cv: number, count = DRAWS): Float64Array {
  const sampler = createSampler(distribution, mean, cv, OBSERVED);
  return Float64Array.from({ length: count }, (_, id) => draw(sampler, 7, 2, id, 1));
}

/** Largest distance between the empirical and the given distribution function (Kolmogorov-Smirnov). */
function distance(values: Float64Array, cdf: (x: number) => number): number {
  const n = values.length;
  return values.toSorted().reduce((worst, x, i) => Math.max(worst, cdf(x) - i / n, (i + 1) / n - cdf(x)), 0);
}

/** Marsaglia's series, Evaluating the Normal Distribution, 2004. */
function normalCdf(z: number): number {
  let sum = z;
  for (let term = z, i = 3; Math.abs(term) > 1e-16; i += 2) sum += term *= (z * z) / i;
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

// Tolerances: four standard errors of the mean; of the cv what its fourth moment allows.
describe.each<[DistributionName, number, number, number]>([
  ['deterministic', 0.7, 0, 0],
  ['exponential', 0.3, 1, 0.01],
  ['lognormal', 0, 0, 0],
  ['lognormal', 0.5, 0.5, 0.01],
  ['lognormal', 2, 2, 0.15],
  ['erlang', 0.5, 0.5, 0.01],
  ['erlang', 0, 1 / 8, 0.01],
  ['erlang', 3, 1, 0.01],
  ['hyperexponential', 2, 2, 0.05],
  ['hyperexponential', 0.5, 1, 0.01],
  ['empirical', 0.1, Math.sqrt(11) / 4, 0.01],
])('%s with cv %s', (distribution, cv, expectedCv, tolerance) => {
  test(`has the mean asked for and a cv of ${expectedCv}`, () => {
    const values = drawn(distribution, MEAN, cv);
    const mean = values.reduce((sum, x) => sum + x, 0) / DRAWS;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / DRAWS;
    expect(Math.abs(mean / MEAN - 1)).toBeLessThanOrEqual((4 * expectedCv) / Math.sqrt(DRAWS) + 1e-6);
    expect(Math.abs(Math.sqrt(variance) / mean - expectedCv)).toBeLessThanOrEqual(tolerance);
  });

  test('draws nothing but 0 at mean 0', () => {
    expect(drawn(distribution, 0, cv, 100).every((x) => x === 0)).toBe(true);
  });
});

const KS_LIMIT = 1.63 / Math.sqrt(DRAWS); // 99 %

test('exponential draws follow their distribution function', () => {
  expect(distance(drawn('exponential', MEAN, 1), (x) => 1 - Math.exp(-x / MEAN))).toBeLessThan(KS_LIMIT);
  const units = Float64Array.from({ length: DRAWS }, (_, id) => unitExponential(1, 0, id, 0));
  expect(distance(units, (x) => 1 - Math.exp(-x))).toBeLessThan(KS_LIMIT);
});

test.each([0.5, 2])('lognormal draws with cv %s follow their distribution function', (cv) => {
  const sigma = Math.sqrt(Math.log(1 + cv * cv));
  const cdf = (x: number) => normalCdf((Math.log(x / MEAN) + (sigma * sigma) / 2) / sigma);
  expect(distance(drawn('lognormal', MEAN, cv), cdf)).toBeLessThan(KS_LIMIT);
});

test('hyperexponential draws follow their distribution function', () => {
  const { fastShare, fastMicros, slowMicros } = createSampler('hyperexponential', MEAN, 2);
  const cdf = (x: number) => 1 - fastShare * Math.exp(-x / fastMicros) - (1 - fastShare) * Math.exp(-x / slowMicros);
  expect(distance(drawn('hyperexponential', MEAN, 2), cdf)).toBeLessThan(KS_LIMIT);
});

test('an empirical distribution draws the observations, each as often, scaled to the mean', () => {
  const values = drawn('empirical', 4_000, 0);
  const shareOf = (micros: number) => values.filter((x) => x === micros).length / DRAWS;
  expect(shareOf(1_000)).toBeCloseTo(0.5, 2);
  expect(shareOf(5_000)).toBeCloseTo(0.25, 2);
  expect(shareOf(9_000)).toBeCloseTo(0.25, 2);
});

test('draws are whole microseconds from 0 to LONGEST, rounded to the nearest', () => {
  expect(draw(createSampler('deterministic', 2.5, 0), 0, 0, 0, 0)).toBe(3);
  expect(draw(createSampler('deterministic', 2.4, 0), 0, 0, 0, 0)).toBe(2);
  const wild = drawn('lognormal', LONGEST, 100, 1_000);
  expect(wild.every((x) => Number.isInteger(x) && x >= 0 && x <= LONGEST)).toBe(true);
  expect(wild).toContain(LONGEST);
});

test('raising the mean shortens no draw', () => {
  const names: DistributionName[] = ['exponential', 'lognormal', 'erlang', 'hyperexponential', 'empirical'];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(1e9), fc.nat(1e9), fc.nat(5), fc.nat(), (name, a, b, cv, id) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((mean) => createSampler(name, mean, cv, OBSERVED));
      expect(draw(less, 1, 2, id, 1)).toBeLessThanOrEqual(draw(more, 1, 2, id, 1));
    }),
  );
});

test('whoever is slow under one lognormal is slow under any other', () => {
  const mild = drawn('lognormal', MEAN, 0.2, 1_000);
  const wild = drawn('lognormal', 50 * MEAN, 3, 1_000);
  const order = (values: Float64Array) => [...values.keys()].sort((i, j) => values[i] - values[j]);
  expect(order(mild)).toEqual(order(wild));
});

test('the first draws of each distribution have the frozen values', () => {
  expect([...drawn('exponential', MEAN, 1, 4)]).toEqual([877650, 745554, 955094, 533764]);
  expect([...drawn('lognormal', MEAN, 0.5, 4)]).toEqual([988991, 921896, 1027180, 806798]);
  expect([...drawn('erlang', MEAN, 0.5, 4)]).toEqual([928592, 865888, 1191821, 1893333]);
  expect([...drawn('hyperexponential', MEAN, 2, 4)]).toEqual([605355, 505564, 666127, 353672]);
  expect(drawn('lognormal', 1e9, 2).reduce((hash, x) => Math.imul(hash ^ x, 0x9e3779b1), 0)).toBe(-160469027);
});

test.each<[string, number, number, number[]]>([
  ['mean must be', -1, 0, OBSERVED],
  ['mean must be', Number.NaN, 0, OBSERVED],
  ['cv must be', 1, -1, OBSERVED],
  ['cv must be', 1, Number.POSITIVE_INFINITY, OBSERVED],
  ['empirical needs', 1, 0, []],
  ['empirical needs', 1, 0, [0]],
  ['empirical needs', 1, 0, [-1, 5]],
])('"%s" is said of mean %s, cv %s and observations %j', (message, mean, cv, observed) => {
  expect(() => createSampler('empirical', mean, cv, observed)).toThrow(message);
});
