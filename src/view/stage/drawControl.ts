/** Draws what decides or holds back on a link: valve, limiter, circuit breaker; and rails, tips, ribbons and notes. */

import type { Palette } from '../palette.ts';
import type { Surface } from '../surface.ts';
import { disc, ring } from './drawMessage.ts';
import type { Bars, Breaker, Gate, Line, Note, Ribbon, Tip, Valve } from './mark.ts';

/** Two triangles tip to tip under a handle: filled when it has just let something through. */
export function drawValve(ctx: Surface, { x, y, r, ink, open, half }: Valve, palette: Palette): void {
  const h = half ? r * 0.5 : r;
  ctx.beginPath();
  for (const side of [-1.2, 1.2]) {
    ctx.moveTo(x + r * side, y - h);
    ctx.lineTo(x, y);
    ctx.lineTo(x + r * side, y + h);
    ctx.closePath();
  }
  ctx.fillStyle = palette[open ? ink : 'paper'];
  ctx.fill();
  ctx.strokeStyle = palette[ink];
  ctx.lineWidth = Math.max(1, r * 0.18);
  ctx.moveTo(x, y);
  ctx.lineTo(x, y - h * 1.5);
  ctx.moveTo(x - h * 0.6, y - h * 1.5);
  ctx.lineTo(x + h * 0.6, y - h * 1.5);
  ctx.stroke();
}

/** More than can be counted is a bar. */
const PIPS_MAX = 10;

/** A barrier hinged above the rail, lifted while a whole pip is left. */
export function drawGate(ctx: Surface, { x, y, height, r, pips, pipsMax }: Gate, palette: Palette): void {
  const hinge = y - height * 0.5;
  const shut = pips < 1;
  ctx.fillStyle = palette.ink;
  ctx.strokeStyle = palette.ink;
  disc(ctx, x, hinge, height * 0.1);
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x, hinge);
  ctx.lineTo(shut ? x : x + height * 0.8, shut ? hinge + height : hinge + height * 0.22);
  ctx.stroke();
  if (pipsMax > PIPS_MAX) {
    const width = PIPS_MAX * r * 3.1;
    ctx.lineWidth = 0.9;
    ctx.strokeRect(x - width / 2, hinge - r * 3.6, width, r * 2);
    ctx.fillRect(x - width / 2, hinge - r * 3.6, (width * pips) / pipsMax, r * 2);
    return;
  }
  for (let i = 0; i < pipsMax; i++) {
    const px = x + (i - (pipsMax - 1) / 2) * r * 3.1;
    const py = hinge - r * 2.6;
    const share = Math.min(1, Math.max(0, pips - i));
    ring(ctx, px, py, r, 0.9);
    if (share <= 0.05) continue;
    ctx.beginPath();
    ctx.moveTo(px, py);
    ctx.arc(px, py, r, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * share);
    ctx.fill();
  }
}

const breakerLook = {
  closed: { ink: 'ink', degrees: 0 },
  halfOpen: { ink: 'wait', degrees: -18 },
  open: { ink: 'bad', degrees: -38 },
} as const;

export function drawBreaker(ctx: Surface, { x, y, size, state }: Breaker, palette: Palette): void {
  const { ink, degrees } = breakerLook[state];
  const angle = (degrees * Math.PI) / 180;
  ctx.fillStyle = palette[ink];
  ctx.strokeStyle = palette[ink];
  disc(ctx, x, y, size * 0.12);
  disc(ctx, x + size, y, size * 0.12);
  ctx.lineWidth = 2;
  if (state === 'halfOpen') ctx.setLineDash([3, 2]);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + size * 0.95 * Math.cos(angle), y + size * 0.95 * Math.sin(angle));
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Lines of one direction are put on whole device pixels, else a rail is grey and two pixels wide. */
export function drawLine(ctx: Surface, { points, ink, width, dash }: Line, palette: Palette, density: number): void {
  const devicePixels = Math.max(1, Math.round(width * density));
  const half = devicePixels % 2 === 0 ? 0 : 0.5;
  const snap = (v: number) => (Math.floor(v * density) + half) / density;
  ctx.strokeStyle = palette[ink];
  ctx.lineWidth = devicePixels / density;
  if (dash) ctx.setLineDash([...dash]);
  ctx.beginPath();
  points.forEach(([x, y], i) => {
    const before = points[i - 1] ?? points[i + 1];
    const after = points[i + 1] ?? before;
    const atX = before[0] === x || after[0] === x ? snap(x) : x;
    const atY = before[1] === y || after[1] === y ? snap(y) : y;
    if (i === 0) ctx.moveTo(atX, atY);
    else ctx.lineTo(atX, atY);
  });
  ctx.stroke();
  if (dash) ctx.setLineDash([]);
}

export function drawBars(ctx: Surface, { xs, top, foot, ink }: Bars, palette: Palette, density: number): void {
  const width = Math.max(1, Math.round(0.9 * density)) / density;
  ctx.fillStyle = palette[ink];
  ctx.beginPath();
  for (const x of xs) ctx.rect(Math.floor(x * density) / density, top, width, foot - top);
  ctx.fill();
}

export function drawTip(ctx: Surface, { x, y, r, ink, towards }: Tip, palette: Palette, density: number): void {
  const at = (Math.floor(y * density) + 0.5) / density;
  ctx.strokeStyle = palette[ink];
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x - towards * r, at - r);
  ctx.lineTo(x, at);
  ctx.lineTo(x - towards * r, at + r);
  ctx.stroke();
}

const CHEVRON_PITCH = 26;

/** A band with standing chevrons: they say direction, never speed. */
export function drawRibbon(ctx: Surface, { x1, x2, y, width, ink }: Ribbon, palette: Palette): void {
  const towards = Math.sign(x2 - x1);
  const head = Math.max(5, width * 0.7);
  ctx.fillStyle = palette[ink];
  ctx.globalAlpha = 0.45;
  ctx.fillRect(Math.min(x1, x2 - towards * head), y - width / 2, Math.abs(x2 - towards * head - x1), width);
  ctx.globalAlpha = 1;
  ctx.beginPath();
  ctx.moveTo(x2 - towards * head, y - head * 0.7);
  ctx.lineTo(x2, y);
  ctx.lineTo(x2 - towards * head, y + head * 0.7);
  ctx.fill();
  if (width < 5) return;
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 1.4;
  ctx.beginPath();
  for (let at = CHEVRON_PITCH; at < Math.abs(x2 - x1) - head - 4; at += CHEVRON_PITCH) {
    const x = x1 + towards * at;
    ctx.moveTo(x - towards * width * 0.28, y - width / 2);
    ctx.lineTo(x + towards * width * 0.28, y);
    ctx.lineTo(x - towards * width * 0.28, y + width / 2);
  }
  ctx.stroke();
}

/** Few words on the canvas itself, with a halo of paper so that a line may pass behind. */
export function drawNote(ctx: Surface, { x, y, size, ink, align, text }: Note, palette: Palette): void {
  ctx.font = `600 ${size}px "Source Sans 3", system-ui, sans-serif`;
  ctx.textAlign = align;
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.paper;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = palette[ink];
  ctx.fillText(text, x, y);
}
