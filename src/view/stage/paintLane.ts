/** Brings one lane's canvases and words to a moment. What stands still is painted only when something about it changed. */
import type { LaneId } from '../../model/lanes.ts';
import type { Palette } from '../palette.ts';
import type { LaneGeometry } from './geometry.ts';
import type { Label } from './label.ts';
import { isNarrow } from './labelPlaces.ts';
import { marks } from './marks.ts';
import type { LaneMoment } from './moment.ts';
import { fitCanvas, paint } from './paint.ts';
import { sentence } from './sentence.ts';
import { stillMarks, stillOf } from './stillMarks.ts';
import { STRIP_HEIGHT, stripMarks } from './stripMarks.ts';
import { words } from './words.ts';
import { writeWords } from './writeWords.ts';
import { refined, stageZoom } from './zoom.ts';

export interface LaneScreen {
  lane: LaneId;
  last: boolean;
  strip: boolean;
  still: HTMLCanvasElement | null;
  moving: HTMLCanvasElement;
  words: ReadonlyMap<Label, HTMLElement>;
  /** What the still canvas was painted from. */
  painted: string;
  /** When the sentence for screen readers was last told, in milliseconds of wall time. */
  toldAt: number;
}

const TELL_EVERY_MS = 1_000;

/** `numbers`: whether the words are due as well. */
export function paintLane(
  screen: LaneScreen,
  moment: LaneMoment,
  geometry: LaneGeometry,
  palette: Palette,
  density: number,
  numbers: boolean,
): void {
  const height = screen.strip ? STRIP_HEIGHT : geometry.height;
  fitCanvas(screen.moving, geometry.width, height, density);
  const list = screen.strip
    ? stripMarks(moment, geometry.width, geometry.cells)
    : refined(marks(moment, geometry), moment, geometry);
  paint(screen.moving, list, palette, density, screen.strip ? undefined : stageZoom());
  if (screen.still) paintStill(screen, screen.still, moment, geometry, palette, density);
  if (numbers) writeWords(screen.words, words(moment, isNarrow(geometry)));
  const now = performance.now();
  if (now - screen.toldAt < TELL_EVERY_MS) return;
  screen.toldAt = now;
  screen.moving.setAttribute('aria-label', sentence(moment));
}

function paintStill(
  screen: LaneScreen,
  canvas: HTMLCanvasElement,
  moment: LaneMoment,
  geometry: LaneGeometry,
  palette: Palette,
  density: number,
): void {
  const still = stillOf(moment, screen.last);
  const key = JSON.stringify([still, geometry, palette.ink, palette.paper, palette.rail, density, stageZoom()]);
  if (key === screen.painted) return;
  screen.painted = key;
  fitCanvas(canvas, geometry.width, geometry.height, density);
  paint(canvas, stillMarks(still, geometry), palette, density, stageZoom());
}
