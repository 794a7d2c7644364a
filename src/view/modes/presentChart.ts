/** The one chart of the projector: outstanding work, of the lanes that are shown and no others. */
import type { LaneId } from '../../model/lanes.ts';
import type { ChartKind } from '../charts/kind.ts';
import { outstanding } from '../charts/outstanding.ts';
import type { Scene } from '../charts/scene.ts';

/** The names of the lanes stand side by side in letters that are so much larger here. */
const LETTERS = 1.3;

export function chartOf(lanes: LaneId[]): ChartKind {
  const shown = (scene: Scene): Scene => ({ ...scene, lanes });
  return {
    ...outstanding,
    axis: (scene) => outstanding.axis(shown(scene)),
    draw: (pen, scene) => outstanding.draw(pen, shown(scene)),
    labels: (pen, scene) =>
      outstanding
        .labels(pen, shown(scene))
        .map((label) =>
          lanes.some((lane) => label.look === `${lane} strong`) ? { ...label, x: label.x * LETTERS } : label,
        ),
    read: (scene, lane, time) => (lanes.includes(lane) ? outstanding.read(scene, lane, time) : ''),
  };
}
