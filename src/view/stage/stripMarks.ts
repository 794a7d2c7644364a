/** Marks of a lane on one line, for small screens: only its pile, which keeps running while another lane is in focus. */
import type { Mark } from './mark.ts';
import type { LaneMoment } from './moment.ts';
import { standing } from './tankMarks.ts';

export const STRIP_HEIGHT = 46;
/** From the right end of the strip to the head of the pile; the words stand there. */
export const stripWords = (width: number): number => (width < 330 ? 120 : 160);
const ROWS = 5;
const PITCH = 7.6;
const DOT = 2.7;

export function stripMarks(moment: LaneMoment, width: number, cells: number): Mark[] {
  const { pile } = moment.census;
  const shown = Math.min(Math.ceil(pile.length / moment.unit), cells);
  return Array.from({ length: shown }, (_, cell) => {
    const x = width - stripWords(width) - 4 - Math.floor(cell / ROWS) * PITCH;
    const y = (STRIP_HEIGHT - (ROWS - 1) * PITCH) / 2 + (cell % ROWS) * PITCH;
    return standing(moment, pile[cell * moment.unit], x, y, DOT);
  });
}
