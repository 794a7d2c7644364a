import { expect, test } from 'vitest';
import { chance, Purpose, uniform } from './random.ts';

const DRAWS = 200_000;

test('a uniform is fixed by its four keys and differs in each of them', () => {
  const base = uniform(1, Purpose.service, 2, 3);
  expect(uniform(1, Purpose.service, 2, 3)).toBe(base);
  const others = [uniform(2, Purpose.service, 2, 3), uniform(1, Purpose.error, 2, 3)];
  others.push(uniform(1, Purpose.service, 3, 3), uniform(1, Purpose.service, 2, 4), uniform(1, Purpose.service, 3, 2));
  expect(new Set([base, ...others]).size).toBe(6);
});

test('uniforms lie strictly between 0 and 1, and so does 1 - u, which is exact', () => {
  for (let id = 0; id < DRAWS; id++) {
    const u = uniform(5, Purpose.arrival, id, 0);
    if (!(u > 0 && u < 1 && 1 - (1 - u) === u)) expect.fail(`u = ${u} at ${id}`);
  }
});

test('uniforms fill 100 cells evenly, and neighbours by message and by attempt are not correlated', () => {
  const cells = new Float64Array(100);
  let byId = 0;
  let byAttempt = 0;
  for (let id = 0; id < DRAWS; id++) {
    const u = uniform(9, Purpose.jitter, id, 1);
    cells[Math.floor(u * 100)]++;
    byId += (u - 0.5) * (uniform(9, Purpose.jitter, id + 1, 1) - 0.5);
    byAttempt += (u - 0.5) * (uniform(9, Purpose.jitter, id, 2) - 0.5);
  }
  const chiSquare = cells.reduce((sum, n) => sum + (n - DRAWS / 100) ** 2 / (DRAWS / 100), 0);
  expect(chiSquare).toBeGreaterThan(61); // 0.1 % and 99.9 % of 99 degrees of freedom
  expect(chiSquare).toBeLessThan(149);
  const threeSigma = (3 / 12) * Math.sqrt(DRAWS);
  expect(Math.abs(byId)).toBeLessThan(threeSigma);
  expect(Math.abs(byAttempt)).toBeLessThan(threeSigma);
});

test('the first draws have the frozen values', () => {
  expect(uniform(0, 0, 0, 0)).toBe((0x6b200159 * 0x10_0000 + 0x99ba4 + 0.5) / 0x10_0000_0000_0000);
  expect([1, 2, 3].map((id) => uniform(42, Purpose.service, id, 1))).toEqual([
    0.735941723543612, 0.0749056678138923, 0.21819739677708705,
  ]);
});

test('a chance of 0 never comes, one of 1 always, and raising it only adds hits', () => {
  let hits = 0;
  for (let id = 0; id < DRAWS; id++) {
    const hit = (probability: number) => chance(3, Purpose.error, id, 1, probability);
    if (hit(0) || !hit(1) || (hit(0.2) && !hit(0.3))) expect.fail(`at ${id}`);
    if (hit(0.2)) hits++;
  }
  expect(hits / DRAWS).toBeCloseTo(0.2, 2);
});

test('the purposes keep their places, for a link of today must run the same tomorrow', () => {
  expect(Object.keys(Purpose).slice(0, 10).join()).toBe(
    'arrival,burst,service,error,poison,ackLoss,jitter,downstreamService,downstreamError,phase',
  );
});
