/** The few strokes that charts are made of: lines and bands whose future is pale, bars, rules and crosses. Holds no state. */
import { range } from 'd3';
import type { LaneId } from '../../model/lanes.ts';
import type { Series } from '../../model/series.ts';
import type { Palette } from '../palette.ts';
import type { Surface } from '../surface.ts';
import { type Buckets, bucketAt, endOf } from './column.ts';
import type { Scene } from './scene.ts';
import { bandBetween, lineThrough } from './trail.ts';

export interface Pen {
  ctx: Surface;
  palette: Palette;
  width: number;
  height: number;
  x: (time: number) => number;
  y: (value: number) => number;
}

/** A lane is told by its dash as well as by its hue. */
export const dashes: Record<LaneId, number[]> = { push: [], pull: [9, 3], hybrid: [8, 2.5, 1.5, 2.5] };

/** What is ahead of the playhead: drawn thinner and paler. */
const FUTURE_ALPHA = 0.5;
const FUTURE_WIDTH = 0.72;
/** A path begins at a multiple of this, so that its dashes don't crawl each time a bucket leaves the window. */
const DASH_ANCHOR = 64;

/** Positions of the buckets on screen, one more at each side so that lines leave the frame. */
export function visible(series: Buckets, { window }: Scene): number[] {
  const from = Math.max(0, bucketAt(series, window.from) - 1);
  const to = Math.min(series.length, bucketAt(series, window.to) + 2);
  const anchored = Math.max(0, Math.floor((from + series.first) / DASH_ANCHOR) * DASH_ANCHOR - series.first);
  return range(anchored, to);
}

/** Calls `draw` for the past at full strength and for the computed future at the pale one. */
export function inTwoTenses({ ctx, width, height, x }: Pen, scene: Scene, draw: (future: boolean) => void): void {
  const now = Math.min(Math.max(x(scene.playhead), 0), width);
  for (const future of [false, true]) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(future ? now : 0, -2, future ? width - now : now, height + 4);
    ctx.clip();
    if (future) ctx.globalAlpha = FUTURE_ALPHA;
    draw(future);
    ctx.restore();
  }
}

interface Stroke {
  color: string;
  width: number;
  dash: number[];
}

/** A line through the values of the buckets, at the end of each; gaps where a value is NaN. */
export function strokeLine(pen: Pen, scene: Scene, series: Series, value: (i: number) => number, stroke: Stroke): void {
  const { ctx, x, y } = pen;
  const buckets = visible(series, scene);
  inTwoTenses(pen, scene, (future) => {
    ctx.strokeStyle = stroke.color;
    ctx.lineWidth = stroke.width * (future ? FUTURE_WIDTH : 1);
    ctx.lineJoin = 'round';
    ctx.setLineDash(stroke.dash);
    ctx.beginPath();
    lineThrough(
      ctx,
      buckets,
      (i) => x(endOf(series, i)),
      (i) => y(value(i)),
    );
    ctx.stroke();
  });
}

/** A pale band between two values, of the past only: the future is a line, so that the two can't be confused. */
export function fillBand(
  pen: Pen,
  scene: Scene,
  series: Series,
  low: (i: number) => number,
  high: (i: number) => number,
  color: string,
): void {
  const { ctx, x, y } = pen;
  inTwoTenses(pen, scene, (future) => {
    if (future) return;
    ctx.globalAlpha = 0.1;
    ctx.fillStyle = color;
    ctx.beginPath();
    bandBetween(
      ctx,
      visible(series, scene),
      (i) => x(endOf(series, i)),
      (i) => y(low(i)),
      (i) => y(high(i)),
    );
    ctx.fill();
  });
}

/** A horizontal rule at a value, snapped to whole device pixels by half a pixel. */
export function rule({ ctx, width, y }: Pen, value: number, color: string, dash: number[] = []): void {
  const at = Math.round(y(value)) + 0.5;
  ctx.strokeStyle = color;
  ctx.lineWidth = dash.length > 0 ? 0.9 : 0.75;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(0, at);
  ctx.lineTo(width, at);
  ctx.stroke();
}

/** The × of a loss, centred. */
export function cross({ ctx, palette }: Pen, x: number, y: number): void {
  ctx.strokeStyle = palette.bad;
  ctx.lineWidth = 1.8;
  ctx.setLineDash([]);
  ctx.beginPath();
  for (const side of [-1, 1]) {
    ctx.moveTo(x - 4, y - 4 * side);
    ctx.lineTo(x + 4, y + 4 * side);
  }
  ctx.stroke();
}
