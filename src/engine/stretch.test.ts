import { expect, test } from 'vitest';
import { addSparse, createHistogram } from '../model/histogram.ts';
import { resolutions } from '../model/series.ts';
import { resolutionOf, stretchOf } from '../model/stretch.ts';
import { SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import type { Lane } from './lane.ts';
import { series } from './metrics.ts';
import { reportOf } from './report.ts';
import { createRun, lanesOf, runUntil } from './run.ts';
import { closeLane } from './sampling.ts';

const END = 40 * SECOND;
const run = createRun({ ...hook, until: END }, { journal: 'on' });
runUntil(run, END);
const report = reportOf(run, {});
const closed = (lane: Lane, resolution: number) => {
  closeLane(lane, END);
  return series(lane.world.metrics, resolution, 0);
};

test.each([0, 1, 2])('the statistics of the whole run are those of its report, in resolution %i', (resolution) => {
  for (const lane of lanesOf(run)) {
    const { counts, latency, levels } = report.lanes[lane.id]!;
    const all = stretchOf(closed(lane, resolution), 0, END)!;
    expect(all.offered).toBe(counts.published);
    expect(all.finished).toBe(counts.finished);
    expect(all.refused).toBe(counts.refused);
    expect(all.lost).toBe(Object.values(counts.lostByReason).reduce((sum, count) => sum + count, 0));
    expect(all.unfinished).toBe(counts.outstanding);
    for (const [ours, theirs] of [
      [all.p50Ms, latency.p50],
      [all.p95Ms, latency.p95],
      [all.p99Ms, latency.p99],
    ])
      expect(Math.abs(ours! / theirs! - 1)).toBeLessThan(0.01);
    expect(all.meanOutstanding).toBeCloseTo(levels.outstanding.mean, 3);
    expect(all.maxOutstanding).toBe(levels.outstanding.max);
  }
});

test('two stretches side by side come to their union, and their histograms to its percentiles', () => {
  for (const lane of lanesOf(run)) {
    const some = closed(lane, 0);
    const [first, second, both] = [
      [0, 21.3],
      [21.3, 33],
      [0, 33],
    ].map(([from, to]) => stretchOf(some, from! * SECOND, to! * SECOND)!);
    for (const name of ['offered', 'finished', 'refused', 'lost'] as const)
      expect(first![name] + second![name]).toBe(both![name]);
    const merged = createHistogram();
    for (const counts of some.latencies.slice(0, 330)) addSparse(merged, counts, 1);
    expect(merged.count).toBe(both!.finished);
    expect(both!.maxOutstanding).toBe(Math.max(first!.maxOutstanding, second!.maxOutstanding));
  }
});

test('what is not simulated is no stretch, and old stretches are told in coarser buckets', () => {
  const [lane] = lanesOf(run);
  const some = closed(lane, 0);
  expect(stretchOf(some, 50 * SECOND, 60 * SECOND)).toBeNull();
  const late = {
    at: (resolution: number) => ({ ...some, resolution, first: resolution === resolutions[0] ? 900 : 0 }),
  };
  expect(resolutionOf([late], 100 * SECOND)).toBe(resolutions[0]);
  expect(resolutionOf([late], 10 * SECOND)).toBe(resolutions[1]);
});
