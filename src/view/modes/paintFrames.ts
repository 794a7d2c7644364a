/** Paints one picture for each lane and moment from a run that stands beside the page's own. */
import type { LaneId } from '../../model/lanes.ts';
import type { SecondRun } from '../../store/secondRun.ts';
import type { Palette } from '../palette.ts';
import type { LaneGeometry } from '../stage/geometry.ts';
import type { Words } from '../stage/label.ts';
import { flightAt, lookAtRun } from '../stage/lookAtRun.ts';
import { marks } from '../stage/marks.ts';
import { fitCanvas, paint } from '../stage/paint.ts';
import { sentence } from '../stage/sentence.ts';
import { stillMarks, stillOf } from '../stage/stillMarks.ts';
import { words } from '../stage/words.ts';
import type { StripMoment } from './stripMoments.ts';

export interface Frame {
  words: Words;
  sentence: string;
}

/** What is said of each frame, by lane and place. Stops without a word when `signal` says so. */
export async function paintFrames(
  run: SecondRun,
  lanes: readonly LaneId[],
  moments: readonly StripMoment[],
  geometry: LaneGeometry,
  palette: Palette,
  canvasOf: (lane: LaneId, moment: number) => HTMLCanvasElement | null,
  signal: AbortSignal,
): Promise<Record<string, Frame>> {
  const frames: Record<string, Frame> = {};
  for (const [i, { at }] of moments.entries()) {
    // As at speed 1, so that what is on its way counts as it does on the stage.
    await run.show(at, flightAt(1) * 2, 1);
    signal.throwIfAborted();
    const flight = flightAt(run.player.pace());
    for (const moment of lookAtRun(run.player, run.story, [...lanes], geometry.cells, flight)) {
      const canvas = canvasOf(moment.lane, i);
      if (canvas === null) continue;
      const density = (canvas.clientWidth / geometry.width) * window.devicePixelRatio;
      const list = [...stillMarks(stillOf(moment, true), geometry), ...marks({ ...moment, calm: true }, geometry)];
      fitCanvas(canvas, geometry.width, geometry.height, density);
      paint(canvas, list, palette, density);
      frames[`${moment.lane}-${i}`] = { words: words(moment), sentence: sentence(moment) };
    }
  }
  return frames;
}
