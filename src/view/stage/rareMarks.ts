/** Marks of what must not be sampled away: where dots stand for many, and where there are none, each rare thing keeps a glyph and its count. */

import type { LaneGeometry } from './geometry.ts';
import type { Mark } from './mark.ts';
import type { LaneMoment } from './moment.ts';
import type { MoveKind } from './moves.ts';
import type { Rare } from './rare.ts';

const PITCH = 34;
const ROW = 12;

/** Not drawn one by one while they are counted here. */
export const countedKinds: readonly MoveKind[] = ['poison', 'bury', 'drop'];

/** Whether dots do not show every single thing. */
export const isSampled = ({ sample, rates }: LaneMoment): boolean => sample > 1 || rates !== null;

/** With bands, of the last closed second; else of the last two flights. */
function rareOf({ rates, moves }: LaneMoment): Rare {
  if (rates === null) return moves.rare;
  return { retry: rates.retries, poison: 0, twice: rates.duplicateEffects, dead: 0, dropped: rates.lost };
}

/** A row over the upper rail, from its right end to the left. */
export function rareMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  if (!isSampled(moment)) return;
  const { lane } = moment;
  const { retry, poison, twice, dead, dropped } = rareOf(moment);
  const r = geometry.dot;
  // A short link has no room for all of them in one row: the rows begin nearer to it.
  const isShort = geometry.link2.to - geometry.link2.from < 3 * PITCH;
  let y = geometry.upper - (isShort ? 18 : 24);
  let x = geometry.link2.to - 4;
  const glyph = (many: number, mark: (x: number) => Mark, reach = 1.6) => {
    if (many === 0) return;
    const text = `+${Math.round(many)}`;
    if (isShort && x < geometry.link2.to - 4 && x - text.length * 6 - r * (reach + 1) < geometry.link2.from) {
      x = geometry.link2.to - 4;
      y -= ROW;
    }
    out.push({ shape: 'note', x, y: y + 4, size: 11, ink: 'ink', align: 'right', text });
    const at = x - text.length * 6 - r * reach;
    out.push(mark(at));
    x = Math.min(x - PITCH, at - r * 2.6);
  };
  const dot = { r, ink: lane, message: -1, age: null } as const;
  glyph(dropped, (at) => ({ shape: 'dropped', x: at, y, r, ink: lane }));
  glyph(dead, (at) => ({ shape: 'dot', x: at, y, ...dot, ink: 'bad', tries: 5 }));
  glyph(twice, (at) => ({ shape: 'dot', x: at, y, ...dot, tries: 0, twice: true }));
  glyph(poison, (at) => ({ shape: 'poison', x: at, y, r: r * 0.8, ink: 'bad' }));
  glyph(retry, (at) => ({ shape: 'delivery', x: at, y, ...dot, tries: 1 }), 3);
}
