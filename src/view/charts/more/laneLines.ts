/** One line a lane, told apart by hue and dash. */
import type { Series } from '../../../model/series.ts';
import { dashes, type Pen, strokeLine } from '../pen.ts';
import type { Scene } from '../scene.ts';

/** `thin` lines are dotted, for what stands beside the thing itself. */
export function laneLines(pen: Pen, scene: Scene, value: (series: Series, i: number) => number, thin = false): void {
  for (const lane of scene.lanes) {
    const series = scene.series[lane];
    const [width, dash] = thin ? [1, [1.5, 2.5]] : [1.7, dashes[lane]];
    strokeLine(pen, scene, series, (i) => value(series, i), { color: pen.palette[lane], width, dash });
  }
}
