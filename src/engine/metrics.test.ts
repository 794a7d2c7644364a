import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SECOND } from '../model/time.ts';
import {
  addLevel,
  Counter,
  closeBuckets,
  count,
  counted,
  createMetrics,
  Level,
  latency,
  levelMax,
  levelMean,
  markWarm,
  observe,
  series,
  setLevel,
} from './metrics.ts';

test('a mean weighs each value by how long it lasted: 2 for 3 s and 5 for 1 s is 2.75', () => {
  const m = createMetrics();
  setLevel(m, Level.ready, 2, 0);
  setLevel(m, Level.ready, 9, 3 * SECOND);
  setLevel(m, Level.ready, 5, 3 * SECOND);
  expect(levelMean(m, Level.ready, 4 * SECOND)).toBe(2.75);
  expect(levelMax(m, Level.ready)).toBe(9);
  expect(levelMean(m, Level.leased, 4 * SECOND)).toBe(0);
});

test('the area under a level is the sum of the stays in it (Little)', () => {
  const stay = fc.record({ from: fc.nat(5 * SECOND), micros: fc.nat(5 * SECOND) });
  fc.assert(
    fc.property(fc.array(stay, { maxLength: 50 }), (stays) => {
      const m = createMetrics();
      const steps = stays.flatMap(({ from, micros }) => [
        { now: from, delta: 1 },
        { now: from + micros, delta: -1 },
      ]);
      steps.sort((a, b) => a.now - b.now || b.delta - a.delta);
      for (const { now, delta } of steps) addLevel(m, Level.working, delta, now);
      const total = stays.reduce((sum, { micros }) => sum + micros, 0);
      expect(levelMean(m, Level.working, 10 * SECOND) * 10 * SECOND).toBeCloseTo(total, 3);
    }),
  );
});

test('a level that rests for a day keeps its mean', () => {
  const m = createMetrics();
  setLevel(m, Level.ready, 4, 0);
  closeBuckets(m, 86_400 * SECOND);
  expect(levelMean(m, Level.ready, 86_400 * SECOND)).toBe(4);
});

test('the end of the warm-up starts means, largest values and durations afresh, and leaves the series alone', () => {
  const m = createMetrics();
  setLevel(m, Level.leased, 8, 0);
  setLevel(m, Level.leased, 2, SECOND);
  count(m, Counter.acked, SECOND);
  latency(m, 1_000, SECOND);
  observe(m, 'wait', 10);
  observe(m, 'attemptWait', 20);
  markWarm(m, 2 * SECOND);
  expect(levelMean(m, Level.leased, 2 * SECOND)).toBe(2);
  expect([m.latency.count, m.wait.count, m.attemptWait.count, counted(m, Counter.acked)]).toEqual([0, 0, 0, 0]);
  setLevel(m, Level.leased, 4, 3 * SECOND);
  count(m, Counter.acked, 3 * SECOND);
  expect(levelMean(m, Level.leased, 4 * SECOND)).toBe(3);
  expect(levelMax(m, Level.leased)).toBe(4);
  expect([m.totals[Counter.acked], counted(m, Counter.acked)]).toEqual([2, 1]);
  closeBuckets(m, 4 * SECOND);
  expect([...series(m, 1, 0).columns.acked]).toEqual([0, 1, 0, 1]);
  expect(series(m, 1, 0).columns.p50[1]).toBeCloseTo(1, 1);
});
