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
  /** What the still canvas was painted from, apart from what is the same object until it changes. */
  painted: string;
  paintedFor: readonly unknown[];
  /** When the sentence for screen readers was last told, in milliseconds of wall time. */
  toldAt: number;
  /** What is still to be told, and the timer that does it. */
  untold?: LaneMoment;
  telling?: ReturnType<typeof setTimeout> | undefined;
}

const TELL_EVERY_MS = 1_000;

export function paintLane(
  screen: LaneScreen,
  moment: LaneMoment,
  geometry: LaneGeometry,
  palette: Palette,
  density: number,
): void {
  const height = screen.strip ? STRIP_HEIGHT : geometry.height;
  fitCanvas(screen.moving, geometry.width, height, density);
  const list = screen.strip
    ? stripMarks(moment, geometry.width, geometry.cells)
    : refined(marks(moment, geometry), moment, geometry);
  paint(screen.moving, list, palette, density, screen.strip ? undefined : stageZoom());
  if (screen.still) paintStill(screen, screen.still, moment, geometry, palette, density);
}

/** The words of the lane, also those for screen readers; the latter less often. */
export function tellLane(screen: LaneScreen, moment: LaneMoment, geometry: LaneGeometry): void {
  writeWords(screen.words, words(moment, isNarrow(geometry)));
  tellReaders(screen, moment);
}

/** Once a second at most; the last moment of all is told as well, a second late. */
function tellReaders(screen: LaneScreen, moment: LaneMoment): void {
  screen.untold = moment;
  const dueInMs = screen.toldAt + TELL_EVERY_MS - performance.now();
  if (dueInMs > 0) {
    screen.telling ??= setTimeout(() => tellReaders(screen, screen.untold!), dueInMs);
    return;
  }
  clearTimeout(screen.telling);
  screen.telling = undefined;
  screen.toldAt = performance.now();
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
  const key = JSON.stringify(still);
  const its = [geometry, palette, density, stageZoom()];
  if (key === screen.painted && its.every((each, i) => each === screen.paintedFor[i])) return;
  screen.painted = key;
  screen.paintedFor = its;
  fitCanvas(canvas, geometry.width, geometry.height, density);
  paint(canvas, stillMarks(still, geometry), palette, density, stageZoom());
}
