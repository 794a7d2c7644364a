/** The values of the parameter table as text: exact for links and fields, rounded for the read-out of a slider. */
import { allows, isNumeric, type Row, specialValue, type Value } from './knobs.ts';
import { formatNumber, readDurations, readNumber, timeUnits } from './quantities.ts';

const articles: Record<Row['kind'], string> = {
  duration: 'a duration such as 250ms, 2s or 1.5h',
  rate: 'a rate such as 14/s or 5k/min',
  count: 'a whole number such as 20 or 1.5k',
  factor: 'a number',
  probability: 'a share such as 10% or 0.1',
  price: 'a number',
  choice: '',
  toggle: 'on or off',
  list: 'durations such as 5s,5m,30m',
};

export function formatValue(row: Row, value: Value): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string' || !isNumeric(row)) return String(value);
  return row.special === 'off' && value === specialValue(row) ? 'off' : formatNumber(row.kind, value);
}

/** The allowed values in words: `0–1h`, `100ms–12h or inf`, `none, full or equal`. */
export function formatRange(row: Row): string {
  if (row.kind === 'toggle') return 'on or off';
  if (row.kind === 'choice') return `${row.options.slice(0, -1).join(', ')} or ${row.options.at(-1)}`;
  if (row.kind === 'list') return 'up to 40 durations, each 0–30d';
  const range = `${formatNumber(row.kind, row.min)}–${formatNumber(row.kind, row.max)}`;
  return row.special === null ? range : `${range} or ${row.special}`;
}

/** Reads a value as its row writes it, whatever its range; null if it is of another kind. */
export function readValue(row: Row, text: string): Value | null {
  const trimmed = text.trim();
  if (row.kind === 'choice') return row.options.find((option) => option === trimmed) ?? null;
  if (row.kind === 'toggle') return trimmed === 'on' ? true : trimmed === 'off' ? false : null;
  if (row.kind === 'list') return readDurations(trimmed) === null ? null : trimmed.replaceAll(' ', '');
  return row.special === 'off' && trimmed === 'off' ? specialValue(row) : readNumber(row.kind, trimmed);
}

/** What to say of a text that `readValue` can't read. `name` is the row's id or key. */
export function unreadable(name: string, row: Row, text: string): string {
  const wanted = row.kind === 'choice' ? `one of ${formatRange(row)}` : articles[row.kind];
  const range = row.kind === 'choice' || row.kind === 'toggle' ? '' : ` (${formatRange(row)})`;
  return `${name}: “${text}” is not ${wanted}${range}`;
}

/** What to say of a value that the row does not allow. */
export const outside = (name: string, row: Row, value: Value): string =>
  `${name}: ${formatValue(row, value)} is outside ${formatRange(row)}`;

/** Reads what a person typed; the error names id, text and allowed range. */
export function parseValue(row: Row, text: string): { value: Value } | { error: string } {
  const value = readValue(row, text);
  if (value === null) return { error: unreadable(row.id, row, text) };
  return allows(row, value) ? { value } : { error: outside(row.id, row, value) };
}

interface Readout {
  number: string;
  /** Empty where a word says it all. */
  unit: string;
}

const spoken: Record<string, string> = { m: 'min', us: 'µs' };
const threeDigits = (value: number) => Number(value.toPrecision(3));

/** Fractions may be shorter here: 0.8 s rather than 800 ms, but 112 ms. Of two equally short ones the larger unit. */
function displayDuration(value: number): Readout {
  const readouts = timeUnits
    .filter(([, size]) => value >= size / 20)
    .map(([unit, size]) => ({ number: String(threeDigits(value / size)), unit }));
  const length = ({ number, unit }: Readout) => number.length + unit.length;
  const best = readouts.reduce((a, b) => (length(b) < length(a) ? b : a));
  return { number: best.number, unit: spoken[best.unit] ?? best.unit };
}

/** The number beside a slider, to three digits, for eyes only; what is exact is `formatValue`. */
export function display(row: Row, value: Value): Readout {
  const word = formatValue(row, value);
  if (!isNumeric(row) || typeof value !== 'number' || word === 'off') return { number: word, unit: '' };
  if (word === 'inf') return { number: row.kind === 'duration' ? 'never' : 'unlimited', unit: '' };
  if (value === 0 || row.kind === 'factor' || row.kind === 'price')
    return { number: String(threeDigits(value)), unit: row.unit };
  if (row.kind === 'duration') return displayDuration(value);
  const text = word.length <= '1234/s'.length ? word : formatNumber(row.kind, threeDigits(value));
  const [, number = text, unit = ''] = /^([\d.]+[kM]?)(.*)$/.exec(text) ?? [];
  return { number, unit };
}
