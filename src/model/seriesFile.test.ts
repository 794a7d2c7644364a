import { expect, test } from 'vitest';
import { seriesCsvOf } from './csv.ts';
import { type Series, seriesNames, wholeRunResolution } from './series.ts';
import { cutSeries, laneSeries, seriesFile } from './seriesFile.ts';
import { SECOND } from './time.ts';

function series(first: number, length: number): Series {
  const names = seriesNames;
  const columns = names.map((name) => [name, Float32Array.from({ length }, (_, i) => first + i)]);
  return {
    resolution: SECOND,
    first,
    length,
    columns: Object.fromEntries(columns) as Series['columns'],
    latencies: [],
  };
}

test('a cut holds the buckets that begin within it', () => {
  const cut = cutSeries(series(10, 20), 12.5 * SECOND, 15 * SECOND);
  expect(cut).toMatchObject({ first: 13, length: 2 });
  expect([...cut.columns.ready]).toEqual([13, 14]);
  expect(cutSeries(series(10, 20), 0, 100 * SECOND)).toMatchObject({ first: 10, length: 20 });
  expect(cutSeries(series(10, 20), 40 * SECOND, 50 * SECOND).length).toBe(0);
});

test('a run is written in the finest buckets that reach back to its start', () => {
  expect(wholeRunResolution(40 * SECOND)).toBe(SECOND / 10);
  expect(wholeRunResolution(60 * SECOND)).toBe(SECOND / 10);
  expect(wholeRunResolution(61 * SECOND)).toBe(SECOND);
  expect(wholeRunResolution(86_400 * SECOND)).toBe(10 * SECOND);
});

test('lanes stand in their own order, once each, under one head', () => {
  const some = series(0, 2);
  some.columns.p50[1] = Number.NaN;
  const lines = seriesCsvOf(laneSeries(['hybrid', 'push'], () => some))
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(5);
  // The columns of the table of series, in its order; who reads by place may count on it.
  expect(lines[0]).toBe(['lane', 'timeMs', ...seriesNames].join());
  expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join())).toEqual([
    'push,0',
    'push,1000',
    'hybrid,0',
    'hybrid,1000',
  ]);
  // Where nothing finished the cell of that percentile is empty, and no other.
  const cells = lines[2]!.split(',');
  expect(seriesNames.filter((_, i) => cells[i + 2] === '')).toEqual(['p50']);
  expect(cells).toHaveLength(2 + seriesNames.length);
});

test('as JSON they are a report with the link of the run', () => {
  const run = { scenario: 'hook', seed: 1, receipt: '2-ab-cd', until: 40 * SECOND, link: 'https://x/#v=1' };
  const file = seriesFile(
    run,
    laneSeries(['pull'], () => series(0, 1)),
  );
  expect(file).toMatchObject({ schema: 1, engine: 2, simulatedMs: 40_000, link: run.link });
  expect(file.lanes.pull!.series).toMatchObject({ bucketMs: 1_000, fromMs: 0, length: 1 });
});
