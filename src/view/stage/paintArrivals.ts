/** Paints the strip of arrivals and the line that leads from its end down into the lanes. */
import { resolutions } from '../../model/series.ts';
import { player } from '../../store/lab.ts';
import type { Palette } from '../palette.ts';
import { arrivalBox, arrivalMarks, arrivalMarksOf } from './arrivalMarks.ts';
import type { LaneGeometry } from './geometry.ts';
import type { LaneMoment } from './moment.ts';
import { fitCanvas, paint } from './paint.ts';

export function paintArrivals(
  canvas: HTMLCanvasElement,
  { lane, visit, playhead, rates }: LaneMoment,
  geometry: LaneGeometry,
  palette: Palette,
  density: number,
): void {
  const box = arrivalBox(geometry);
  fitCanvas(canvas, box.width + 2, box.height, density);
  const marks =
    rates === null
      ? arrivalMarks(visit, playhead, box)
      : arrivalMarksOf(player.series[lane].at(resolutions[0]), playhead, box);
  paint(canvas, marks, palette, density);
}
