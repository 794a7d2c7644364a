/** The future that was left when the past was changed, as thin dashed lines without a lane's hue: how it would have gone on. */
import { endOf, largest } from './column.ts';
import { type Label, NAME_WIDTH } from './kind.ts';
import { type Pen, visible } from './pen.ts';
import type { Scene } from './scene.ts';
import { lineThrough } from './trail.ts';

type Name = 'outstanding' | 'p50';

/** Left of it the lanes have their names; the words themselves need the rest, in CSS pixels. */
const NAMES_WIDTH = 3 * NAME_WIDTH + 5;
const WORDS_WIDTH = 140;

/** Largest value of any lane's ghost; 0 if there is none. */
export const largestGhost = ({ ghost, lanes }: Scene, name: Name): number =>
  ghost === null ? 0 : Math.max(0, ...lanes.map((lane) => largest(ghost.series[lane], name)));

/** Values below `floor` are drawn there. As strong ahead of the playhead as behind it: it is no future of this run. */
export function drawGhost(pen: Pen, scene: Scene, name: Name, floor = 0): void {
  const { ghost, lanes } = scene;
  if (ghost === null) return;
  const { ctx, palette, x, y } = pen;
  ctx.strokeStyle = palette.idle;
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 2.5]);
  for (const lane of lanes) {
    const series = ghost.series[lane];
    const value = (i: number) => Math.max(floor, series.columns[name][i]!);
    ctx.beginPath();
    lineThrough(
      ctx,
      visible(series, scene),
      (i) => x(endOf(series, i)),
      (i) => y(value(i)),
    );
    ctx.stroke();
  }
}

/** At `y`, beside the fork where there is room. */
export function ghostLabel(pen: Pen, { ghost }: Scene, y: number): Label[] {
  if (ghost === null || pen.x(ghost.from) > pen.width) return [];
  const x = Math.max(NAMES_WIDTH, Math.min(pen.x(ghost.from) + 4, pen.width - WORDS_WIDTH));
  return [{ x, y, text: `grey: ${ghost.words}`, look: 't2 small' }];
}
