/** The report for spreadsheets: a row a lane, or a row for each time bucket of each lane. Nothing measured is an empty cell. */
import type { Report } from '../model/report.ts';

/** Every cell is a number or one of our own words, so none needs quotes. */
const line = (cells: readonly unknown[]) =>
  `${cells.map((cell) => (Number.isNaN(cell) || cell === null ? '' : String(cell))).join(',')}\n`;

/** Fields of fields, as `latency.p99`. */
function flat(node: object, prefix = ''): [name: string, value: unknown][] {
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? flat(value, `${prefix}${name}.`) : [[prefix + name, value]],
  );
}

export function csvOf({ lanes, scenario: _, ...run }: Report): string {
  const rows = Object.entries(lanes).map(([id, lane]) => [['lane', id], ...Object.entries(run), ...flat(lane)]);
  return [rows[0]?.map(([name]) => name) ?? [], ...rows.map((row) => row.map(([, value]) => value))].map(line).join('');
}

/** `timeMs` is where the bucket begins. */
export function seriesCsvOf({ lanes }: Report): string {
  const lines = Object.entries(lanes).flatMap(([id, { series }], lane) => {
    if (series === undefined) return [];
    const { columns, bucketMs, fromMs } = series;
    const header = lane === 0 ? [line(['lane', 'timeMs', ...Object.keys(columns)])] : [];
    const rows = Array.from({ length: series.length }, (_, i) =>
      line([id, fromMs + i * bucketMs, ...Object.values(columns).map((column) => column[i])]),
    );
    return [...header, ...rows];
  });
  return lines.join('');
}
