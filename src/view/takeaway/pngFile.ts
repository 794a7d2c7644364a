/** The figure as a picture of pixels, at twice its size, painted straight onto a canvas: so it has the page's own fonts, and taints nothing. */
import type { Palette } from '../palette.ts';
import { drawFigure, figureSize } from './drawFigure.ts';
import { canvasPad } from './pad.ts';
import type { Subject } from './subject.ts';

const DENSITY = 2;

export function pngOf(subject: Subject, palette: Palette): Promise<Blob> {
  const { width, height } = figureSize(subject, 'all');
  const canvas = new OffscreenCanvas(width * DENSITY, height * DENSITY);
  const ctx = canvas.getContext('2d')!;
  ctx.scale(DENSITY, DENSITY);
  drawFigure(canvasPad(ctx, palette, DENSITY), subject, 'all');
  return canvas.convertToBlob({ type: 'image/png' });
}
