/** Recorded arrivals from a CSV file: one row an arrival, with its time as a number or an ISO date. */
import Papa from 'papaparse';
import { readIsoTime } from './isoTime.ts';
import { parameters } from './parameters.ts';
import { roundNumbers } from './scale.ts';
import { cleanName, MAX_TRACE_ARRIVALS, MAX_TRACE_MS, type Trace } from './scenario.ts';
import { MILLISECOND, type SimTime } from './time.ts';

const MAX_CHARACTERS = 5_000_000;

/** `time`, `time_ms`, `Timestamp (s)`, `at`: the column's name, and its unit if it says one. */
const timeColumn = /^(?:time|timestamp|datetime|date|at|arrival|arrived_at)(?:[ _]?\(?(s|ms|us|µs)\)?)?$/i;
const unitMs: Record<string, number> = { s: 1_000, ms: 1, us: 0.001, µs: 0.001 };

interface Row {
  /** Counted from 1, as an editor shows it. */
  line: number;
  cells: string[];
}

/** Rows that are not empty, each with the line where it begins: a quoted cell may hold line breaks. */
function rowsOf(text: string): Row[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: false });
  let line = 1;
  const rows = data.map((cells) => {
    const row = { line, cells: cells.map((cell) => cell.trim()) };
    line += cells.join('').split('\n').length;
    return row;
  });
  return rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function readTime(cell: string, msPerUnit: number): number | null {
  if (/^-?\d+(\.\d+)?(e\+?\d+)?$/i.test(cell)) return Number(cell) * msPerUnit;
  return readIsoTime(cell);
}

/** Which column holds the time, in which unit, and whether the first row is a header. */
function findColumn(first: Row): { column: number; msPerUnit: number; hasHeader: boolean } {
  const named = first.cells.findIndex((cell) => timeColumn.test(cell));
  const column = Math.max(named, 0);
  const unit = timeColumn.exec(first.cells[column] ?? '')?.[1]?.toLowerCase() ?? 'ms';
  return { column, msPerUnit: unitMs[unit] ?? 1, hasHeader: named >= 0 || readTime(first.cells[0] ?? '', 1) === null };
}

/**
 * Reads a file of arrivals; the header is optional. The time is in the column called time, time_ms, timestamp or at, else in the first;
 * numbers are milliseconds unless the name ends in _s or _us. Times count from the first arrival, rounded to milliseconds; ties are fine.
 */
export function parseTrace(text: string, name: string): { trace: Trace } | { error: string } {
  if (text.length > MAX_CHARACTERS) return { error: `the file is larger than ${MAX_CHARACTERS / 1_000_000} MB` };
  const rows = rowsOf(text);
  if (rows[0] === undefined) return { error: 'the file is empty' };
  const { column, msPerUnit, hasHeader } = findColumn(rows[0]);
  const arrivals = hasHeader ? rows.slice(1) : rows;
  if (arrivals.length === 0) return { error: 'the file has a header but no arrivals' };
  if (arrivals.length > MAX_TRACE_ARRIVALS) {
    return { error: `the file has ${arrivals.length} arrivals; at most ${MAX_TRACE_ARRIVALS} are played` };
  }
  const times: number[] = [];
  let start = 0;
  let before = Number.NEGATIVE_INFINITY;
  for (const { line, cells } of arrivals) {
    const cell = cells[column] ?? '';
    const time = readTime(cell, msPerUnit);
    if (time === null) return { error: `line ${line}: “${cell.slice(0, 40)}” is not a time` };
    if (time < before) return { error: `line ${line}: “${cell}” is earlier than the arrival before it` };
    if (times.length === 0) start = time;
    if (time - start > MAX_TRACE_MS)
      return { error: `line ${line}: “${cell}” is more than a century after the first arrival` };
    before = time;
    times.push(Math.round(time - start));
  }
  return { trace: { name: cleanName(name), times } };
}

/** The round speed-up (1, 2, 5 …) with which the trace lasts about `target`; 1 if it has no length. */
export function speedupFor({ times }: Trace, target: SimTime): number {
  const span = times.at(-1)! * MILLISECOND;
  if (span === 0) return 1;
  const wanted = span / target;
  const { min, max } = parameters['trace.speedup'];
  const apart = (speedup: number) => Math.max(speedup / wanted, wanted / speedup);
  return roundNumbers(min, max).reduce((best, speedup) => (apart(speedup) < apart(best) ? speedup : best));
}
