/** The report for spreadsheets: a row a lane. Nothing measured is an empty cell. */
import { csvLine } from '../model/csv.ts';
import type { Report } from '../model/report.ts';

/** Fields of fields, as `latency.p99`. */
function flat(node: object, prefix = ''): [name: string, value: unknown][] {
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? flat(value, `${prefix}${name}.`) : [[prefix + name, value]],
  );
}

export function csvOf({ lanes, scenario: _, ...run }: Report): string {
  const rows = Object.entries(lanes).map(([id, lane]) => [['lane', id], ...Object.entries(run), ...flat(lane)]);
  return [rows[0]?.map(([name]) => name) ?? [], ...rows.map((row) => row.map(([, value]) => value))]
    .map(csvLine)
    .join('');
}
