/** Draws the nodes: producer, tank, worker, downstream, tray. Reads its arguments, changes only the canvas. */

import type { Palette } from '../palette.ts';
import type { Surface } from '../surface.ts';
import { ring } from './drawMessage.ts';
import type { Cylinder, Gauge, House, Ring, Tank, Tray, Worker } from './mark.ts';

export function drawHouse(ctx: Surface, { x, y, r: size, down }: House, palette: Palette): void {
  const outline = () => {
    ctx.beginPath();
    ctx.moveTo(x, y + size * 0.5);
    ctx.lineTo(x, y - size * 0.12);
    ctx.lineTo(x + size * 0.5, y - size * 0.58);
    ctx.lineTo(x + size, y - size * 0.12);
    ctx.lineTo(x + size, y + size * 0.5);
    ctx.closePath();
  };
  outline();
  ctx.fillStyle = palette.paper;
  ctx.fill();
  if (down) hatch(ctx, outline, { x, y: y - size * 0.6, width: size, height: size * 1.1 }, palette);
  const colour = palette[down ? 'bad' : 'ink'];
  ctx.strokeStyle = colour;
  ctx.lineWidth = size * 0.06;
  outline();
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fillRect(x + size * 0.72, y - size * 0.02, size * 0.28, size * 0.16);
}

/** A hexagon: two lines if it outlives a crash of the broker, one dashed line if it does not. */
export function drawTank(ctx: Surface, tank: Tank, palette: Palette): void {
  if (tank.down) hatch(ctx, () => hexagon(ctx, tank, 0), tank, palette);
  ctx.strokeStyle = palette[tank.down ? 'bad' : 'ink'];
  ctx.lineWidth = 1.1;
  if (!tank.durable) ctx.setLineDash([4, 2.9]);
  hexagon(ctx, tank, 0);
  ctx.stroke();
  ctx.setLineDash([]);
  if (!tank.durable) return;
  ctx.lineWidth = 0.66;
  hexagon(ctx, tank, 2.7);
  ctx.stroke();
}

function hexagon(ctx: Surface, { x, y, width, height }: Tank, inset: number): void {
  const shoulder = height * 0.13 + inset * 0.6;
  ctx.beginPath();
  ctx.moveTo(x + shoulder, y + inset);
  ctx.lineTo(x + width - shoulder, y + inset);
  ctx.lineTo(x + width - inset * 1.1, y + height / 2);
  ctx.lineTo(x + width - shoulder, y + height - inset);
  ctx.lineTo(x + shoulder, y + height - inset);
  ctx.lineTo(x + inset * 1.1, y + height / 2);
  ctx.closePath();
}

/** Strokes at 45° within what `outline` traces: out of order. */
function hatch(
  ctx: Surface,
  outline: () => void,
  area: { x: number; y: number; width: number; height: number },
  palette: Palette,
): void {
  const { x, y, width, height } = area;
  ctx.save();
  outline();
  ctx.clip();
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

export function drawWorker(ctx: Surface, worker: Worker, palette: Palette): void {
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
function drawCrack(ctx: Surface, { x, y, size }: Worker, palette: Palette): void {
  const outline = () => {
    ctx.beginPath();
    ctx.rect(x, y, size, size);
  };
  hatch(ctx, outline, { x, y, width: size, height: size }, palette);
  ctx.beginPath();
  ctx.moveTo(x + size * 0.62, y - size * 0.06);
  ctx.lineTo(x + size * 0.42, y + size * 0.3);
  ctx.lineTo(x + size * 0.62, y + size * 0.5);
  ctx.lineTo(x + size * 0.38, y + size * 1.06);
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = size * 0.2;
  ctx.stroke();
  ctx.strokeStyle = palette.bad;
  ctx.lineWidth = size * 0.08;
  ctx.stroke();
}

export function drawCylinder(ctx: Surface, { x, y, width, height, ink, down }: Cylinder, palette: Palette): void {
  const lid = height * 0.11;
  const cx = x + width / 2;
  const body = () => {
    ctx.beginPath();
    ctx.moveTo(x, y + lid);
    ctx.lineTo(x, y + height - lid);
    ctx.ellipse(cx, y + height - lid, width / 2, lid, 0, Math.PI, 0, true);
    ctx.lineTo(x + width, y + lid);
    ctx.ellipse(cx, y + lid, width / 2, lid, 0, 0, Math.PI, true);
  };
  if (down) hatch(ctx, body, { x, y, width, height }, palette);
  ctx.strokeStyle = palette[down ? 'bad' : ink];
  ctx.lineWidth = 1.1;
  body();
  ctx.stroke();
  ctx.beginPath();
  ctx.ellipse(cx, y + lid, width / 2, lid, 0, 0, Math.PI);
  ctx.stroke();
}

/** More seats than these run together. */
const SEATS_APART_MAX = 32;

/** Clockwise from the top. Who is served for nobody is hollow, so that it can be told from who is waited for. */
export function drawRing(ctx: Surface, { x, y, r, seats, busy, late }: Ring, palette: Palette): void {
  const turn = (2 * Math.PI) / seats;
  const gap = seats > 1 && seats <= SEATS_APART_MAX ? Math.min(1.1 / r, turn * 0.3) : 0;
  const arc = (from: number, to: number, colour: string, width: number) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.arc(x, y, r, -Math.PI / 2 + from * turn + gap / 2, -Math.PI / 2 + to * turn - gap / 2);
    ctx.stroke();
  };
  const colourOf = (seat: number) => (seat < busy - late ? palette.ink : seat < busy ? palette.wait : palette.rule);
  const width = r * 0.42;
  const edges = gap > 0 ? Array.from({ length: seats + 1 }, (_, seat) => seat) : [0, busy - late, busy, seats];
  edges.slice(1).forEach((to, i) => {
    const from = edges[i];
    if (to <= from) return;
    const colour = colourOf(from);
    arc(from, to, colour, width);
    if (colour === palette.wait) arc(from + 0.12, to - 0.12, palette.paper, width * 0.45);
  });
}

export function drawTray(ctx: Surface, { x, y, width, height, ink }: Tray, palette: Palette): void {
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

export function drawGauge(ctx: Surface, { x, y, width, height, ink, share }: Gauge, palette: Palette): void {
  ctx.fillStyle = palette[ink];
  ctx.fillRect(x, y + height * (1 - share), width, height * share);
  ctx.strokeStyle = palette[share > 0 ? 'ink' : 'idle'];
  ctx.lineWidth = 1.1;
  ctx.strokeRect(x, y, width, height);
}
