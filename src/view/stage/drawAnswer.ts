/** Draws questions and answers: polls, empty answers, acks and refusals. Reads its arguments, changes only the canvas. */

import type { Palette } from '../palette.ts';
import type { Surface } from '../surface.ts';
import { disc, ring } from './drawMessage.ts';
import type { Glyph } from './mark.ts';

/** The head of an arrow to the left, before the thing at `x`. */
function leftwards(ctx: Surface, x: number, y: number, r: number, reach: number): void {
  ctx.lineWidth = r * 0.3;
  ctx.beginPath();
  ctx.moveTo(x - r * reach, y - r * 0.55);
  ctx.lineTo(x - r * (reach + 0.75), y);
  ctx.lineTo(x - r * reach, y + r * 0.55);
  ctx.stroke();
}

/** Hollow: a request that carries nothing. */
export function drawPoll(ctx: Surface, { x, y, r, ink }: Glyph, palette: Palette): void {
  ctx.fillStyle = palette.paper;
  disc(ctx, x, y, r);
  ctx.strokeStyle = palette[ink];
  ring(ctx, x, y, r, r * 0.36);
  leftwards(ctx, x, y, r, 1.55);
}

/** The answer to a poll that found nothing. */
export function drawNothing(ctx: Surface, { x, y, r, ink }: Glyph, palette: Palette): void {
  ctx.fillStyle = palette.paper;
  disc(ctx, x, y, r);
  ctx.strokeStyle = palette[ink];
  ring(ctx, x, y, r, r * 0.3);
  ctx.beginPath();
  ctx.moveTo(x - r * 0.85, y + r * 0.85);
  ctx.lineTo(x + r * 0.85, y - r * 0.85);
  ctx.stroke();
}

export function drawTick(ctx: Surface, { x, y, r, ink }: Glyph, palette: Palette): void {
  ctx.strokeStyle = palette[ink];
  ctx.lineWidth = r * 0.36;
  ctx.beginPath();
  ctx.moveTo(x - r * 0.9, y - r * 0.1);
  ctx.lineTo(x - r * 0.25, y + r * 0.6);
  ctx.lineTo(x + r * 0.9, y - r * 0.7);
  ctx.stroke();
}

export function drawRefusal(ctx: Surface, { x, y, r, ink }: Glyph, palette: Palette): void {
  ctx.fillStyle = palette[ink];
  ctx.fillRect(x - r * 0.33, y - r * 1.15, r * 0.66, r * 2.3);
  ctx.strokeStyle = palette[ink];
  leftwards(ctx, x, y, r, 0.95);
}
