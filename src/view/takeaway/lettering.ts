/** Lines of words of a figure that is taken away: made of runs in their own weight and colour, wrapped to a width. */
import type { Ink } from '../palette.ts';

export type Family = 'sans' | 'serif';

/** As in tokens.css. */
export const families: Record<Family, string> = {
  sans: '"Source Sans 3", system-ui, sans-serif',
  serif: '"Source Serif 4", Georgia, serif',
};

export interface Run {
  text: string;
  /** In CSS pixels. */
  size: number;
  weight: number;
  family: Family;
  ink: Ink;
}

export interface Line {
  x: number;
  /** Of the base line. */
  y: number;
  align: 'left' | 'center' | 'right';
  runs: readonly Run[];
}

/** The width of a text in a font, in CSS pixels. */
export type Measure = (text: string, font: string) => number;

export const fontOf = ({ weight, size, family }: Run): string => `${weight} ${size}px ${families[family]}`;

const widthOf = (runs: readonly Run[], measure: Measure): number =>
  runs.reduce((sum, run) => sum + measure(run.text, fontOf(run)), 0);

/** Breaks runs at spaces into rows that are no wider than `width`, if no single word is. */
export function wrapped(runs: readonly Run[], width: number, measure: Measure): Run[][] {
  const rows: Run[][] = [];
  let row: Run[] = [];
  for (const word of runs.flatMap(wordsOf)) {
    const fits = widthOf([...row, { ...word, text: word.text.trimEnd() }], measure) <= width;
    if (!fits && row.at(-1)?.text.endsWith(' ')) {
      rows.push(trimmed(row));
      row = [];
    }
    row.push(word);
  }
  return row.length > 0 ? [...rows, trimmed(row)] : rows;
}

/** Each with the space after it. */
const wordsOf = (run: Run): Run[] => (run.text.match(/[^ ]* |[^ ]+/g) ?? []).map((text) => ({ ...run, text }));

/** Words of one look are one run again, and nothing hangs over the end. */
function trimmed(words: readonly Run[]): Run[] {
  const row: Run[] = [];
  for (const word of words) {
    const last = row.at(-1);
    if (last !== undefined && fontOf(last) === fontOf(word) && last.ink === word.ink) last.text += word.text;
    else row.push({ ...word });
  }
  const last = row.at(-1)!;
  last.text = last.text.trimEnd();
  return row;
}

/** The text, or as much of it as fits with an ellipsis. */
export function cutTo(run: Run, width: number, measure: Measure): Run {
  if (widthOf([run], measure) <= width) return run;
  let length = run.text.length;
  while (length > 0 && widthOf([{ ...run, text: `${run.text.slice(0, length)}…` }], measure) > width) length--;
  return { ...run, text: `${run.text.slice(0, length)}…` };
}

/** Where the runs of a line begin. */
export function startsOf({ x, align, runs }: Line, measure: Measure): number[] {
  const width = align === 'left' ? 0 : widthOf(runs, measure);
  let at = x - (align === 'center' ? width / 2 : width);
  return runs.map((run) => {
    const start = at;
    at += measure(run.text, fontOf(run));
    return start;
  });
}
