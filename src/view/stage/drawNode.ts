/** Draws the nodes: producer, tank, worker, downstream, tray. Reads its arguments, changes only the canvas. */

import type { Palette } from '../palette.ts';
import { ring } from './drawMessage.ts';
import type { Cylinder, Gauge, Glyph, Ring, Tank, Tray, Worker } from './mark.ts';

type Context = CanvasRenderingContext2D;

export function drawHouse(ctx: Context, { x, y, r: size, ink }: Glyph, palette: Palette): void {
  ctx.beginPath();
  ctx.moveTo(x, y + size * 0.5);
  ctx.lineTo(x, y - size * 0.12);
  ctx.lineTo(x + size * 0.5, y - size * 0.58);
  ctx.lineTo(x + size, y - size * 0.12);
  ctx.lineTo(x + size, y + size * 0.5);
  ctx.closePath();
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.strokeStyle = palette[ink];
  ctx.lineWidth = size * 0.06;
  ctx.stroke();
  ctx.fillStyle = palette[ink];
  ctx.fillRect(x + size * 0.72, y - size * 0.02, size * 0.28, size * 0.16);
}

/** A hexagon: two lines if it outlives a crash of the broker, one dashed line if it does not. */
export function drawTank(ctx: Context, tank: Tank, palette: Palette): void {
  const outline = hexagon(tank, 0);
  if (tank.down) hatch(ctx, outline, tank, palette);
  ctx.strokeStyle = palette[tank.down ? 'bad' : 'ink'];
  ctx.lineWidth = 1.1;
  if (!tank.durable) ctx.setLineDash([4, 2.9]);
  ctx.stroke(outline);
  ctx.setLineDash([]);
  if (!tank.durable) return;
  ctx.lineWidth = 0.66;
  ctx.stroke(hexagon(tank, 2.7));
}

function hexagon({ x, y, width, height }: Tank, inset: number): Path2D {
  const shoulder = height * 0.13 + inset * 0.6;
  const path = new Path2D();
  path.moveTo(x + shoulder, y + inset);
  path.lineTo(x + width - shoulder, y + inset);
  path.lineTo(x + width - inset * 1.1, y + height / 2);
  path.lineTo(x + width - shoulder, y + height - inset);
  path.lineTo(x + shoulder, y + height - inset);
  path.lineTo(x + inset * 1.1, y + height / 2);
  path.closePath();
  return path;
}

/** Strokes at 45° within an outline: out of order. */
function hatch(
  ctx: Context,
  outline: Path2D,
  area: { x: number; y: number; width: number; height: number },
  palette: Palette,
): void {
  const { x, y, width, height } = area;
  ctx.save();
  ctx.clip(outline);
  ctx.strokeStyle = palette.bad;
  ctx.globalAlpha = 0.55;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let offset = -height; offset < width; offset += 8) {
    ctx.moveTo(x + offset, y + height);
    ctx.lineTo(x + offset + height, y);
  }
  ctx.stroke();
  ctx.restore();
}

export function drawWorker(ctx: Context, worker: Worker, palette: Palette): void {
  const { x, y, size, ink, state, stale } = worker;
  ctx.lineWidth = size * 0.055;
  ctx.strokeStyle = palette[state === null ? 'idle' : state === 'down' ? 'bad' : 'ink'];
  ctx.strokeRect(x, y, size, size);
  if (state === null) return;
  if (state === 'down') {
    drawCrack(ctx, worker, palette);
    return;
  }
  const [cx, cy, r] = [x + size / 2, y + size / 2, size * 0.34];
  ctx.strokeStyle = palette[stale ? 'wait' : ink];
  ring(ctx, cx, cy, r, size * (stale ? 0.11 : 0.045));
  ctx.fillStyle = palette[ink];
  ctx.beginPath();
  ctx.moveTo(cx, cy);
  ctx.arc(cx, cy, r, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * state);
  ctx.fill();
}

/** Hatched, and split from top to bottom. */
function drawCrack(ctx: Context, { x, y, size }: Worker, palette: Palette): void {
  const outline = new Path2D();
  outline.rect(x, y, size, size);
  hatch(ctx, outline, { x, y, width: size, height: size }, palette);
  const crack = new Path2D(
    `M${x + size * 0.62} ${y - size * 0.06}l${-size * 0.2} ${size * 0.36}l${size * 0.2} ${size * 0.2}l${-size * 0.24} ${size * 0.56}`,
  );
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = size * 0.2;
  ctx.stroke(crack);
  ctx.strokeStyle = palette.bad;
  ctx.lineWidth = size * 0.08;
  ctx.stroke(crack);
}

export function drawCylinder(ctx: Context, { x, y, width, height, ink, down }: Cylinder, palette: Palette): void {
  const lid = height * 0.11;
  const cx = x + width / 2;
  const body = new Path2D();
  body.moveTo(x, y + lid);
  body.lineTo(x, y + height - lid);
  body.ellipse(cx, y + height - lid, width / 2, lid, 0, Math.PI, 0, true);
  body.lineTo(x + width, y + lid);
  body.ellipse(cx, y + lid, width / 2, lid, 0, 0, Math.PI, true);
  if (down) hatch(ctx, body, { x, y, width, height }, palette);
  ctx.strokeStyle = palette[down ? 'bad' : ink];
  ctx.lineWidth = 1.1;
  ctx.stroke(body);
  ctx.beginPath();
  ctx.ellipse(cx, y + lid, width / 2, lid, 0, 0, Math.PI);
  ctx.stroke();
}

export function drawRing(ctx: Context, { x, y, r, share }: Ring, palette: Palette): void {
  ctx.strokeStyle = palette.rule;
  ring(ctx, x, y, r, r * 0.42);
  ctx.strokeStyle = palette.ink;
  if (share > 0) ring(ctx, x, y, r, r * 0.42, share);
}

export function drawTray(ctx: Context, { x, y, width, height, ink }: Tray, palette: Palette): void {
  ctx.strokeStyle = palette[ink];
  ctx.lineWidth = 1.1;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x, y + height);
  ctx.lineTo(x + width, y + height);
  ctx.lineTo(x + width, y);
  ctx.moveTo(x - 2, y - 1);
  ctx.lineTo(x + width * 0.32, y - height * 0.75);
  ctx.stroke();
}

export function drawGauge(ctx: Context, { x, y, width, height, ink, share }: Gauge, palette: Palette): void {
  ctx.fillStyle = palette[ink];
  ctx.fillRect(x, y + height * (1 - share), width, height * share);
  ctx.strokeStyle = palette[share > 0 ? 'ink' : 'idle'];
  ctx.lineWidth = 1.1;
  ctx.strokeRect(x, y, width, height);
}
