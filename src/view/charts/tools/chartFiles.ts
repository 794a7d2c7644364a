/** One chart to take away: its columns of the window as CSV, and the drawing as SVG. */
import { seriesCsvOf } from '../../../model/csv.ts';
import type { ChartName } from '../../../model/linkView.ts';
import type { Series } from '../../../model/series.ts';
import { cutSeries, laneSeries } from '../../../model/seriesFile.ts';
import { SECOND } from '../../../model/time.ts';
import { runFileName } from '../../fileNames.ts';
import type { Scene } from '../scene.ts';
import { about } from './about.ts';

/** The buckets in the window of the columns that the chart is drawn from. */
export function columnsIn(name: ChartName, series: Series, { from, to }: Scene['window']): Series {
  const cut = cutSeries(series, from, to);
  const columns = Object.fromEntries(about[name].columns.map((each) => [each, cut.columns[each]]));
  return { ...cut, columns: columns as Series['columns'] };
}

export const chartCsv = (name: ChartName, { lanes, series, window }: Scene): string =>
  seriesCsvOf(laneSeries(lanes, (lane) => columnsIn(name, series[lane], window)));

export const chartFileName = (name: ChartName, { scenario, window }: Scene): string =>
  `${runFileName(scenario)}-${name}-${(window.from / SECOND).toFixed(1)}s-${(window.to / SECOND).toFixed(1)}s`;
