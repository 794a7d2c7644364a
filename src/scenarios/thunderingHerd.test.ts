/** How a thousand retries are spread over the seconds: what a finding can't say, for it knows sums and no shapes. */
import { expect, test } from 'vitest';
import { reportOf } from '../engine/report.ts';
import { createRun, runUntil } from '../engine/run.ts';
import { SECOND } from '../model/time.ts';
import { thunderingHerd } from './thunderingHerd.ts';

const HERD = 1_000;

/** Retries in each second of the first two minutes. */
function retriesBySecond(jitter: string): number[] {
  const { scenario } = thunderingHerd;
  const run = createRun({ ...scenario, values: { ...scenario.values, 'retry.jitter': jitter } }, { journal: 'off' });
  runUntil(run, 122 * SECOND);
  const { bucketMs, fromMs, columns } = reportOf(run, { series: true }).lanes.push!.series!;
  expect([bucketMs, fromMs]).toEqual([1_000, 0]);
  return columns.retries;
}

/** So many even chances in so many seconds: mean and four standard deviations for each, which one second in 15,000 exceeds. */
function expectEven(counts: number[]): void {
  const mean = HERD / counts.length;
  const margin = 4 * Math.sqrt(mean * (1 - 1 / counts.length));
  for (const count of counts) expect(Math.abs(count - mean)).toBeLessThan(margin);
}

test('without jitter the herd comes back in one second, a minute later in one second again, and never in between', () => {
  const retries = retriesBySecond('none');
  const busy = retries.flatMap((count, second) => (count > 0 ? [second] : []));
  expect(busy).toEqual([61, 121]);
  expect(retries[61]).toBe(HERD);
});

test('equal jitter spreads it evenly over the second half of the minute, and over nothing else', () => {
  const retries = retriesBySecond('equal');
  expect(retries.slice(0, 31).every((count) => count === 0)).toBe(true);
  // Those who fail at 1.02 s come from 31.02 to 61.02 s, so the first and the last second are cut.
  expectEven(retries.slice(32, 61));
});

test('full jitter spreads it evenly over the whole minute', () => {
  expectEven(retriesBySecond('full').slice(2, 61));
});
