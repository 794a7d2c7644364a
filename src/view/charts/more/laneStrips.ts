/** Small multiples: a strip for each lane, all of one height and over one time axis. */
import type { LaneId } from '../../../model/lanes.ts';
import type { Label } from '../kind.ts';
import { inTwoTenses, type Pen, visible } from '../pen.ts';
import type { Scene } from '../scene.ts';

const GAP = 6;

export interface Strip {
  lane: LaneId;
  top: number;
  height: number;
}

export function stripsOf({ height }: Pen, { lanes }: Scene): Strip[] {
  const each = (height - GAP * (lanes.length - 1)) / lanes.length;
  return lanes.map((lane, i) => ({ lane, top: i * (each + GAP), height: each }));
}

/** Calls `paint` for every bucket in view of every strip, in the tense that it stands in. */
export function eachCell(
  pen: Pen,
  scene: Scene,
  paint: (strip: Strip, i: number, left: number, right: number, strength: number) => void,
): void {
  inTwoTenses(pen, scene, (future) => {
    for (const strip of stripsOf(pen, scene)) {
      const series = scene.series[strip.lane];
      const x = (i: number) => pen.x((series.first + i) * series.resolution);
      for (const i of visible(series, scene)) if (x(i + 1) > 0) paint(strip, i, x(i), x(i + 1), future ? 0.5 : 1);
    }
  });
}

export const stripNames = (pen: Pen, scene: Scene): Label[] =>
  stripsOf(pen, scene).map(({ lane, top }) => ({
    x: 2,
    y: top + 11,
    text: lane.toUpperCase(),
    look: `${lane} strong`,
  }));
