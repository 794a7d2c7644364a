/** Draws a message in each of its states. Reads its arguments, changes only the canvas. */

import { type Palette, tint } from '../palette.ts';
import type { Surface } from '../surface.ts';
import type { Countdown, Dot, Glyph, Pill } from './mark.ts';

const TURN = 2 * Math.PI;
const TOP = -Math.PI / 2;
/** Tries stand at 12 o'clock and every fifth of the round after it, like the hours of a clock. */
const NOTCHES_MAX = 5;

export function disc(ctx: Surface, x: number, y: number, r: number): void {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, TURN);
  ctx.fill();
}

export function ring(ctx: Surface, x: number, y: number, r: number, width: number, share = 1): void {
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.arc(x, y, r, TOP, TOP + TURN * share);
  ctx.stroke();
}

/** The filled thing itself: a disc, or a diamond that fails every time; a second outline behind it if it is there twice. */
function body(ctx: Surface, mark: Dot | Countdown, r: number, fill: string, palette: Palette): void {
  const { x, y, tries } = mark;
  if (mark.twice) {
    ctx.strokeStyle = palette.wait;
    ring(ctx, x + r * 0.62, y + r * 0.62, r * 0.95, r * 0.3);
  }
  if (mark.poison) {
    drawPoison(ctx, { shape: 'poison', x, y, r: r * 0.8, ink: 'bad' }, palette);
    return;
  }
  ctx.fillStyle = fill;
  disc(ctx, x, y, r);
  notches(ctx, x, y, r, tries, palette);
}

export function drawDot(ctx: Surface, mark: Dot, palette: Palette): void {
  const { shape, x, y, r, ink, age, tries } = mark;
  body(ctx, mark, r, tint(palette, ink, age), palette);
  // Strokes would hide the sign in the diamond.
  if (age !== null && age > 1 && !mark.poison) hatch(ctx, x, y, r, palette);
  if (shape === 'dot') return;
  if (tries > 0) {
    ctx.strokeStyle = palette.wait;
    ring(ctx, x, y, r * 1.3, r * 0.36);
  }
  ctx.fillStyle = palette[ink];
  ctx.beginPath();
  ctx.moveTo(x + r * 1.75, y - r * 0.62);
  ctx.lineTo(x + r * 2.6, y);
  ctx.lineTo(x + r * 1.75, y + r * 0.62);
  ctx.fill();
}

function notches(ctx: Surface, x: number, y: number, r: number, tries: number, palette: Palette): void {
  if (tries === 0) return;
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = r * 0.26;
  ctx.beginPath();
  for (let i = 0; i < Math.min(tries, NOTCHES_MAX); i++) {
    const angle = TOP + (i * TURN) / NOTCHES_MAX;
    ctx.moveTo(x + r * 0.5 * Math.cos(angle), y + r * 0.5 * Math.sin(angle));
    ctx.lineTo(x + r * 1.06 * Math.cos(angle), y + r * 1.06 * Math.sin(angle));
  }
  ctx.stroke();
  if (tries <= NOTCHES_MAX) return;
  // More tries than there are places: the clock loses its middle.
  ctx.fillStyle = palette.paper;
  disc(ctx, x, y, r * 0.4);
}

/** Past the promise: three strokes of paper across the dot. */
function hatch(ctx: Surface, x: number, y: number, r: number, palette: Palette): void {
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = r * 0.24;
  ctx.beginPath();
  ctx.moveTo(x - r * 0.7, y + r * 0.7);
  ctx.lineTo(x + r * 0.7, y - r * 0.7);
  ctx.moveTo(x - r * 0.95, y);
  ctx.lineTo(x, y - r * 0.95);
  ctx.moveTo(x, y + r * 0.95);
  ctx.lineTo(x + r * 0.95, y);
  ctx.stroke();
}

/** The body stands, the amber ring drains until the next try. */
export function drawSeat(ctx: Surface, mark: Countdown, palette: Palette): void {
  const { x, y, r, ink, left } = mark;
  ctx.strokeStyle = palette.wait;
  ctx.globalAlpha = 0.45;
  ring(ctx, x, y, r * 1.36, r * 0.2);
  ctx.globalAlpha = 1;
  if (left > 0.01) ring(ctx, x, y, r * 1.36, r * 0.48, left);
  body(ctx, mark, r * 0.86, palette[ink], palette);
}

/** Out with a worker and not yet acked: a small body in the arc of its lease. */
export function drawLeased(ctx: Surface, mark: Countdown, palette: Palette): void {
  const { x, y, r, ink, left } = mark;
  body(ctx, { ...mark, tries: 0 }, r * 0.42, palette[ink], palette);
  ctx.strokeStyle = palette[ink];
  ring(ctx, x, y, r, Math.max(1, r * 0.26), left);
}

export function drawVacant(ctx: Surface, { x, y, r, ink }: Glyph, palette: Palette): void {
  ctx.strokeStyle = palette[ink];
  ring(ctx, x, y, r * 0.62, 0.85);
}

/** A message of the computed future that will be given up: only its outline, dashed. */
export function drawCondemned(ctx: Surface, { x, y, r, ink }: Glyph, palette: Palette): void {
  ctx.strokeStyle = palette[ink];
  ctx.setLineDash([1.6, 1.4]);
  ring(ctx, x, y, r * 0.9, 0.9);
  ctx.setLineDash([]);
}

export function drawPill(ctx: Surface, { x, y, r, ink, count }: Pill, palette: Palette): void {
  const width = r * (count > 99 ? 4.8 : count > 9 ? 4.2 : 3.6);
  ctx.fillStyle = palette[ink];
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - r * 1.35, width, r * 2.7, r * 1.35);
  ctx.fill();
  ctx.fillStyle = palette.paper;
  ctx.font = `700 ${r * 2.1}px "Source Sans 3", system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.fillText(String(count), x, y + r * 0.74);
}

export function drawPoison(ctx: Surface, { x, y, r, ink }: Glyph, palette: Palette): void {
  ctx.beginPath();
  ctx.moveTo(x, y - r * 1.5);
  ctx.lineTo(x + r * 1.5, y);
  ctx.lineTo(x, y + r * 1.5);
  ctx.lineTo(x - r * 1.5, y);
  ctx.closePath();
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.strokeStyle = palette[ink];
  ctx.lineWidth = r * 0.32;
  ctx.stroke();
  ctx.fillStyle = palette[ink];
  ctx.fillRect(x - r * 0.16, y - r * 0.75, r * 0.32, r * 0.9);
  disc(ctx, x, y + r * 0.6, r * 0.2);
}

export function drawDropped(ctx: Surface, mark: Glyph, palette: Palette): void {
  const { x, y, r, ink } = mark;
  ctx.strokeStyle = palette[ink];
  ctx.fillStyle = palette.paper;
  disc(ctx, x, y, r);
  ring(ctx, x, y, r, r * 0.3);
  drawCross(ctx, { ...mark, ink: 'ink' }, palette);
}

/** Over what is lost on its way. */
export function drawCross(ctx: Surface, { x, y, r, ink }: Glyph, palette: Palette): void {
  ctx.strokeStyle = palette[ink];
  ctx.lineWidth = r * 0.34;
  ctx.beginPath();
  ctx.moveTo(x - r * 0.55, y - r * 0.55);
  ctx.lineTo(x + r * 0.55, y + r * 0.55);
  ctx.moveTo(x + r * 0.55, y - r * 0.55);
  ctx.lineTo(x - r * 0.55, y + r * 0.55);
  ctx.stroke();
}
