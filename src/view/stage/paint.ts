/** Paints a list of marks. Knows how each mark looks and nothing of what it means. */

import type { Palette } from '../palette.ts';
import type { Surface } from '../surface.ts';
import { drawNothing, drawPoll, drawRefusal, drawTick } from './drawAnswer.ts';
import { drawBars, drawBreaker, drawGate, drawLine, drawNote, drawRibbon, drawTip, drawValve } from './drawControl.ts';
import {
  drawCondemned,
  drawCross,
  drawDot,
  drawDropped,
  drawLeased,
  drawPill,
  drawPoison,
  drawSeat,
  drawVacant,
} from './drawMessage.ts';
import { drawCylinder, drawGauge, drawHouse, drawRing, drawTank, drawTray, drawWorker } from './drawNode.ts';
import type { Mark } from './mark.ts';
import { WHOLE } from './zoom.ts';

/** Makes the canvas as large as it is shown, in device pixels. Setting a size clears it, so only when it changed. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, density: number): void {
  const [deviceWidth, deviceHeight] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
}

/** Clears the canvas and paints `marks` in their order. `density` is device pixels per CSS pixel. What is zoomed is drawn larger, so it is as sharp. */
export function paint(
  canvas: HTMLCanvasElement,
  marks: readonly Mark[],
  palette: Palette,
  density: number,
  { k, x, y } = WHOLE,
): void {
  const ctx = canvas.getContext('2d');
  if (ctx === null) return;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  // In whole device pixels, for lines are snapped to them.
  ctx.setTransform(density * k, 0, 0, density * k, Math.round(density * x), Math.round(density * y));
  ctx.textBaseline = 'alphabetic';
  for (const mark of marks) drawMark(ctx, mark, palette, density * k);
}

export function drawMark(surface: Surface, mark: Mark, palette: Palette, density: number): void {
  (painters[mark.shape] as Draw<Mark>)(surface, mark, palette, density);
}

type MarkOf<S extends Mark['shape'], M extends Mark = Mark> = M extends { shape: infer T }
  ? S extends T
    ? M
    : never
  : never;
type Draw<M> = (surface: Surface, mark: M, palette: Palette, density: number) => void;

const painters: { [S in Mark['shape']]: Draw<MarkOf<S>> } = {
  dot: drawDot,
  delivery: drawDot,
  seat: drawSeat,
  leased: drawLeased,
  vacant: drawVacant,
  condemned: drawCondemned,
  pill: drawPill,
  poison: drawPoison,
  dropped: drawDropped,
  cross: drawCross,
  poll: drawPoll,
  nothing: drawNothing,
  tick: drawTick,
  refusal: drawRefusal,
  valve: drawValve,
  gate: drawGate,
  breaker: drawBreaker,
  house: drawHouse,
  tank: drawTank,
  worker: drawWorker,
  gauge: drawGauge,
  cylinder: drawCylinder,
  ring: drawRing,
  tray: drawTray,
  line: drawLine,
  bars: drawBars,
  tip: drawTip,
  ribbon: drawRibbon,
  note: drawNote,
};
