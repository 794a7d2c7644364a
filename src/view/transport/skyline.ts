/** Arrivals of the whole run as columns, for the ruler. Heights are square roots, so that a burst does not flatten the rest. */
import type { Series } from '../../model/series.ts';
import type { SimTime } from '../../model/time.ts';

/** Height 0 to 1 of each of `columns` equal parts of [0, until); 1 is the fullest. Empty columns are 0. */
export function skyline(series: Series, until: SimTime, columns: number): Float64Array {
  const heights = new Float64Array(Math.max(0, columns));
  const { published } = series.columns;
  for (let i = 0; i < series.length; i++) {
    const column = Math.floor((((series.first + i) * series.resolution) / until) * columns);
    if (column >= 0 && column < columns) heights[column]! += published[i]!;
  }
  const most = heights.reduce((a, b) => Math.max(a, b), 0);
  return most === 0 ? heights : heights.map((count) => Math.sqrt(count / most));
}
