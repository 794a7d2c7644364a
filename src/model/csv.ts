/** The series of lanes for spreadsheets: a row for each time bucket of each lane. Nothing measured is an empty cell. */
import type { LaneId } from './lanes.ts';
import type { SeriesReport } from './report.ts';

/** Every cell is a number or one of our own words, so none needs quotes. */
export const csvLine = (cells: readonly unknown[]) =>
  `${cells.map((cell) => (Number.isNaN(cell) || cell === null ? '' : String(cell))).join(',')}\n`;

/** `timeMs` is where the bucket begins. */
export function seriesCsvOf(lanes: Partial<Record<LaneId, { series?: SeriesReport }>>): string {
  const lines = Object.entries(lanes).flatMap(([id, { series }], lane) => {
    if (series === undefined) return [];
    const { columns, bucketMs, fromMs } = series;
    const header = lane === 0 ? [csvLine(['lane', 'timeMs', ...Object.keys(columns)])] : [];
    const rows = Array.from({ length: series.length }, (_, i) =>
      csvLine([id, fromMs + i * bucketMs, ...Object.values(columns).map((column) => column[i])]),
    );
    return [...header, ...rows];
  });
  return lines.join('');
}
