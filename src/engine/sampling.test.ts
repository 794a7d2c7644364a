import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { applyRecord } from '../model/fold.ts';
import { addSparse, createHistogram, summary } from '../model/histogram.ts';
import { Fact } from '../model/journal.ts';
import { emptyPicture, type Picture } from '../model/picture.ts';
import { type Series, type SeriesName, wholeRunResolution } from '../model/series.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { anyRun } from './generatedRuns.test-support.ts';
import type { Lane } from './lane.ts';
import { Level, levelMax, levelMean, series } from './metrics.ts';
import { reportOf } from './report.ts';
import { createRun, lanesOf, type Run, runUntil } from './run.ts';
import { closeLane } from './sampling.ts';

vi.setConfig({ testTimeout: 60_000 });
const TENTH = SECOND / 10;

/** Of the picture at the end of a bucket, what the column of the same name must say. */
const pictured: Partial<Record<SeriesName, (picture: Picture, end: number) => number>> = {
  oldestMs: ({ messages }, end) =>
    messages.size === 0 ? 0 : (end - Math.min(...[...messages.values()].map((each) => each.publishedAt))) / MILLISECOND,
  outstanding: ({ messages }) => messages.size,
  lostTotal: ({ totals }) => totals.turnedAway + totals.deadLettered + totals.dropped,
  deadTotal: ({ totals }) => totals.deadLettered,
  duplicatesTotal: ({ totals }) => totals.duplicateEffects,
  calling: ({ deliveries }) => [...deliveries.values()].filter(({ place }) => place === 'calling').length,
};

/** Calls `look` with the picture at the end of each bucket, before anything of the next one. */
function eachBucket({ journal: { records } }: Lane, { length }: Series, look: (picture: Picture, i: number) => void) {
  const picture = emptyPicture();
  let next = 0;
  for (let i = 0; i < length; i++) {
    while (next < records.length && records.time[next] < (i + 1) * TENTH) applyRecord(picture, records, next++);
    look(picture, i);
  }
}

function alignedRun(scenario: Parameters<typeof createRun>[0]): Run {
  const run = createRun(scenario, { journal: 'on' });
  runUntil(run, Math.floor(scenario.until / SECOND) * SECOND);
  return run;
}

function closed(lane: Lane, run: Run, resolution = 0): Series {
  closeLane(lane, run.now);
  return series(lane.world.metrics, resolution, 0);
}

test.each([59, 61, 62, 600, 619, 700, 6_089, 6_101, 90_000])(
  'after %s quiet seconds the series are those of a lane that was looked at in every bucket',
  (quietSeconds) => {
    const lanes = [0, 1].map(() => {
      const run = createRun(
        { ...hook, until: 4 * SECOND, values: { ...hook.values, 'freshness.threshold': 300 * SECOND } },
        { journal: 'off' },
      );
      runUntil(run, 4 * SECOND);
      return run.lanes.hybrid!;
    });
    const end = (4 + quietSeconds) * SECOND;
    for (let time = 4 * SECOND; time <= end; time += TENTH) closeLane(lanes[0], time);
    closeLane(lanes[1], end);
    for (const resolution of [0, 1, 2])
      expect(series(lanes[1].world.metrics, resolution, 0)).toEqual(series(lanes[0].world.metrics, resolution, 0));
  },
);

test('each gauge says at the end of each bucket what the journal says', () => {
  fc.assert(
    fc.property(anyRun, (scenario) => {
      const run = alignedRun(scenario);
      for (const lane of lanesOf(run)) {
        const some = closed(lane, run);
        eachBucket(lane, some, (picture, i) => {
          for (const [name, of] of Object.entries(pictured)) {
            // A copy is as old as the event that it carries, which its own records don't say.
            if (name === 'oldestMs' && picture.totals.copied > 0) continue;
            expect([name, i, some.columns[name as SeriesName][i]]).toEqual([
              name,
              i,
              Math.fround(of(picture, (i + 1) * TENTH)),
            ]);
          }
        });
      }
    }),
    { numRuns: 12 },
  );
});

test('own retries and latencies are those of the records in each bucket', () => {
  fc.assert(
    fc.property(anyRun, (scenario) => {
      const run = alignedRun(scenario);
      for (const lane of lanesOf(run)) {
        const { columns, latencies, length } = closed(lane, run);
        const { records } = lane.journal;
        const own = new Float32Array(length);
        const first = new Float32Array(length);
        for (let i = 0; i < records.length; i++) {
          const bucket = Math.floor(records.time[i] / TENTH);
          if (records.kind[i] === Fact.triedAgain) own[bucket]++;
          if (records.kind[i] === Fact.applied && records.value[i] === 1) first[bucket]++;
        }
        expect(columns.ownRetries).toEqual(own);
        expect(latencies.map((counts) => counts.reduce((sum, n, i) => (i % 2 === 1 ? sum + n : sum), 0))).toEqual([
          ...first,
        ]);
      }
    }),
    { numRuns: 12 },
  );
});

test('over the whole run the buckets come to what the report says, whatever the resolution', () => {
  fc.assert(
    fc.property(anyRun, (scenario) => {
      const run = alignedRun(scenario);
      for (const lane of lanesOf(run))
        for (const resolution of [0, 1]) {
          const { columns, latencies, length } = closed(lane, run, resolution);
          const merged = createHistogram();
          merged.max = Number.POSITIVE_INFINITY;
          for (const counts of latencies) addSparse(merged, counts, 1);
          const { count } = summary(merged);
          expect(count).toBe(lane.world.metrics.latency.count - after(lane, run.now));
          const { metrics } = lane.world;
          const mean = columns.outstandingMean.reduce((sum, value) => sum + value, 0) / length;
          expect(mean).toBeCloseTo(levelMean(metrics, Level.outstanding, run.now), 3);
          expect(Math.max(...columns.outstandingMax)).toBeLessThanOrEqual(levelMax(metrics, Level.outstanding));
        }
    }),
    { numRuns: 12 },
  );
});

/** Effects at the very end of the run: they belong to a bucket that is not closed. */
const after = ({ journal: { records } }: Lane, end: number): number => {
  let found = 0;
  for (let i = 0; i < records.length; i++)
    if (records.time[i] === end && records.kind[i] === Fact.applied && records.value[i] === 1) found++;
  return found;
};

test('the budgets of the last bucket are the objectives of the report', () => {
  fc.assert(
    fc.property(anyRun, (scenario) => {
      const run = createRun(scenario, { journal: 'on' });
      // Just before the end of a bucket, so that nothing happens between it and the report.
      const end = Math.floor(scenario.until / SECOND) * SECOND;
      runUntil(run, end);
      const report = reportOf(run, {});
      for (const lane of lanesOf(run)) {
        if (lastRecordAt(lane) === end) continue;
        const { columns, length } = closed(lane, run);
        const share = (met: SeriesName, decided: SeriesName) => columns[met][length - 1] / columns[decided][length - 1];
        const { freshness, completion } = report.lanes[lane.id]!.objectives;
        expect(share('freshMet', 'freshDecided').toFixed(6)).toBe(freshness.measured.toFixed(6));
        expect(share('doneMet', 'doneDecided').toFixed(6)).toBe(completion.measured.toFixed(6));
      }
    }),
    { numRuns: 20 },
  );
});

const lastRecordAt = ({ journal: { records } }: Lane): number => records.time[records.length - 1] ?? -1;

test('what is entered and not left is outstanding, at every bucket and in every resolution', () => {
  fc.assert(
    fc.property(anyRun, (scenario) => {
      const run = alignedRun(scenario);
      for (const lane of lanesOf(run)) {
        const { columns, length } = closed(lane, run);
        const left = Array.from({ length }, (_, i) => columns.enteredTotal[i] - columns.outstanding[i]);
        expect(left.every((value, i) => value >= (left[i - 1] ?? 0))).toBe(true);
        expect(columns.enteredTotal.every((value, i) => value >= (columns.enteredTotal[i - 1] ?? 0))).toBe(true);
      }
      expect(wholeRunResolution(run.now)).toBe(TENTH);
    }),
    { numRuns: 8 },
  );
});
