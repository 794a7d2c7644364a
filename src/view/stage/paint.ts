/** Paints a list of marks on a canvas. Knows how each mark looks and nothing of what it means. */
import { drawNothing, drawPoll, drawRefusal, drawTick } from './drawAnswer.ts';
import { drawBreaker, drawGate, drawLine, drawNote, drawRibbon, drawTip, drawValve } from './drawControl.ts';
import {
  drawCondemned,
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
import type { Palette } from './palette.ts';

/** Makes the canvas as large as it is shown, in device pixels. Setting a size clears it, so only when it changed. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, density: number): void {
  const [deviceWidth, deviceHeight] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
}

/** Clears the canvas and paints `marks` in their order. `density` is device pixels per CSS pixel. */
export function paint(canvas: HTMLCanvasElement, marks: readonly Mark[], palette: Palette, density: number): void {
  const ctx = canvas.getContext('2d');
  if (ctx === null) return;
  ctx.setTransform(density, 0, 0, density, 0, 0);
  ctx.clearRect(0, 0, canvas.width / density, canvas.height / density);
  ctx.textBaseline = 'alphabetic';
  for (const mark of marks) draw(ctx, mark, palette, density);
}

function draw(ctx: CanvasRenderingContext2D, mark: Mark, palette: Palette, density: number): void {
  switch (mark.shape) {
    case 'dot':
    case 'delivery':
      return drawDot(ctx, mark, palette);
    case 'seat':
      return drawSeat(ctx, mark, palette);
    case 'leased':
      return drawLeased(ctx, mark, palette);
    case 'vacant':
      return drawVacant(ctx, mark, palette);
    case 'condemned':
      return drawCondemned(ctx, mark, palette);
    case 'pill':
      return drawPill(ctx, mark, palette);
    case 'poison':
      return drawPoison(ctx, mark, palette);
    case 'dropped':
      return drawDropped(ctx, mark, palette);
    case 'poll':
      return drawPoll(ctx, mark, palette);
    case 'nothing':
      return drawNothing(ctx, mark, palette);
    case 'tick':
      return drawTick(ctx, mark, palette);
    case 'refusal':
      return drawRefusal(ctx, mark, palette);
    case 'valve':
      return drawValve(ctx, mark, palette);
    case 'gate':
      return drawGate(ctx, mark, palette);
    case 'breaker':
      return drawBreaker(ctx, mark, palette);
    case 'house':
      return drawHouse(ctx, mark, palette);
    case 'tank':
      return drawTank(ctx, mark, palette);
    case 'worker':
      return drawWorker(ctx, mark, palette);
    case 'gauge':
      return drawGauge(ctx, mark, palette);
    case 'cylinder':
      return drawCylinder(ctx, mark, palette);
    case 'ring':
      return drawRing(ctx, mark, palette);
    case 'tray':
      return drawTray(ctx, mark, palette);
    case 'line':
      return drawLine(ctx, mark, palette, density);
    case 'tip':
      return drawTip(ctx, mark, palette, density);
    case 'ribbon':
      return drawRibbon(ctx, mark, palette);
    case 'note':
      return drawNote(ctx, mark, palette);
    default:
      return unreachable(mark);
  }
}

function unreachable(mark: never): never {
  throw new Error(`no way to draw ${JSON.stringify(mark)}`);
}
