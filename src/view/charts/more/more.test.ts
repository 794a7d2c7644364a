import { expect, test } from 'vitest';
import { bucketOf } from '../../../model/histogram.ts';
import { type Series, seriesNames } from '../../../model/series.ts';
import { SECOND } from '../../../model/time.ts';
import { burnOf, leftAt } from './budget.ts';
import { gapsAt } from './flow.ts';
import { ROWS, rowsOf } from './heat.ts';
import { sharesOf } from './workers.ts';

function series(values: Partial<Record<(typeof seriesNames)[number], number[]>>): Series {
  const length = Object.values(values)[0]!.length;
  const columns = Object.fromEntries(
    seriesNames.map((name) => [name, Float32Array.from(values[name] ?? new Array<number>(length).fill(0))]),
  );
  return { resolution: SECOND, first: 0, length, columns: columns as Series['columns'], latencies: [] };
}

test('the gap upwards is what is outstanding, the gap to the right how long until as many have left', () => {
  const some = series({ enteredTotal: [10, 20, 25, 25, 25], outstanding: [0, 8, 9, 4, 0] });
  expect(gapsAt(some, 0)).toEqual({ outstanding: 0, waitMs: 0 });
  // 20 had come; 12 had left then, 16 a second later, 21 after two.
  expect(gapsAt(some, 1)).toEqual({ outstanding: 8, waitMs: 2000 });
  expect(gapsAt(series({ enteredTotal: [10, 20], outstanding: [0, 8] }), 1).waitMs).toBeNaN();
});

test('a budget is whole without a miss, used up at the target, and overdrawn beyond it', () => {
  const some = series({ freshDecided: [0, 100, 200, 300], freshMet: [0, 100, 190, 285] });
  expect(leftAt(some, 'fresh', 0.9, 0)).toBeNaN();
  expect(leftAt(some, 'fresh', 0.9, 1)).toBe(1);
  expect(leftAt(some, 'fresh', 0.95, 3)).toBeCloseTo(0, 6);
  expect(leftAt(some, 'fresh', 0.99, 2)).toBeCloseTo(-4, 6);
  // Ten of a hundred missed between the second bucket and the third.
  expect(burnOf(some, 'fresh', 0.9, 1, 2)).toBeCloseTo(1, 6);
});

test('workers without duty have no shares, and a call is never more than a busy worker', () => {
  const some = series({ staff: [4, 0, 2], working: [3, 0, 1], calling: [1, 0, 2] });
  expect(sharesOf(some, 0)).toEqual({ busy: 0.5, blocked: 0.25 });
  expect(sharesOf(some, 1)).toEqual({ busy: 0, blocked: 0 });
  expect(sharesOf(some, 2)).toEqual({ busy: 0, blocked: 0.5 });
});

test('a heat map holds every message once, whatever its latency', () => {
  const counts = Uint32Array.from([1, 11_000, 200_000, 3_600_000_000].flatMap((micros) => [bucketOf(micros), 2]));
  const rows = rowsOf(counts);
  expect(rows.reduce((sum, count) => sum + count, 0)).toBe(8);
  expect(rows[0]).toBe(4);
  expect(rows[ROWS - 1]).toBe(2);
});
