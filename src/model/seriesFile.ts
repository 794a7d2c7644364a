/** The series of a run as the page and the command line give them away: the same columns, as CSV and in the shape of a report. */
import { type LaneId, laneIds } from './lanes.ts';
import { REPORT_SCHEMA, type Report, type SeriesReport, seriesReportOf } from './report.ts';
import type { Series, SeriesName } from './series.ts';
import { MILLISECOND, type SimTime } from './time.ts';

export type LaneSeries = Partial<Record<LaneId, { series: SeriesReport }>>;

/** The buckets that begin within [from, to). */
export function cutSeries(
  { resolution, first, length, columns, latencies }: Series,
  from: SimTime,
  to: SimTime,
): Series {
  const begin = Math.min(length, Math.max(0, Math.ceil(from / resolution) - first));
  const end = Math.max(begin, Math.min(length, Math.ceil(to / resolution) - first));
  const cut = Object.entries(columns).map(([name, column]) => [name, column.subarray(begin, end)]);
  return {
    resolution,
    first: first + begin,
    length: end - begin,
    columns: Object.fromEntries(cut) as Record<SeriesName, Float32Array>,
    latencies: latencies.slice(begin, end),
  };
}

export function laneSeries(lanes: readonly LaneId[], of: (lane: LaneId) => Series): LaneSeries {
  const series: LaneSeries = {};
  for (const lane of laneIds) if (lanes.includes(lane)) series[lane] = { series: seriesReportOf(of(lane)) };
  return series;
}

/** A report that has the series only, and the link that the run can be had by again. */
export interface SeriesFile extends Omit<Report, 'warmupMs' | 'lanes'> {
  link: string;
  lanes: LaneSeries;
}

export function seriesFile(
  run: { scenario: string; seed: number; receipt: string; until: SimTime; link: string },
  lanes: LaneSeries,
): SeriesFile {
  const { scenario, seed, receipt, until, link } = run;
  return {
    schema: REPORT_SCHEMA,
    // A receipt begins with the version of the engine that it vouches for.
    engine: Number.parseInt(receipt, 10),
    scenario,
    seed,
    receipt,
    simulatedMs: until / MILLISECOND,
    link,
    lanes,
  };
}
