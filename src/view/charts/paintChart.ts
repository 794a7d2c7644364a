/** Draws one chart for one scene: grid, events, lines, playhead, and the words over it; and brings it to its canvas. */
import { scaleLinear, scaleLog, ticks } from 'd3';
import { SECOND, type SimTime } from '../../model/time.ts';
import { type Palette, palette } from '../palette.ts';
import type { Surface } from '../surface.ts';
import { cursor } from './cursor.ts';
import { changeLabels, drawEvents, drawPlayhead, eventLabels } from './events.ts';
import type { Axis, ChartKind, Label } from './kind.ts';
import { placeLabels } from './labels.ts';
import { labelsApart } from './labelsApart.ts';
import { type Pen, rule } from './pen.ts';
import type { Scene } from './scene.ts';

export interface Sheet {
  canvas: HTMLCanvasElement;
  words: HTMLElement;
  width: number;
  height: number;
  /** Whether a hand holds a knob: meanwhile the axis only grows, so that lines move and not their ground. */
  held?: boolean;
  axis?: Axis;
  /** How much larger it is shown than it is drawn; 1 if nothing is said. */
  magnified?: number;
}

/** Room above the plot for event marks, in CSS pixels; the canvas is that much taller than the plot. */
export const HEADROOM = 8;

interface Plot {
  surface: Surface;
  palette: Palette;
  width: number;
  height: number;
}

function penFor({ surface, palette, width, height }: Plot, { domain, log }: Axis, scene: Scene): Pen {
  const { from, to } = scene.window;
  const x = scaleLinear([from, to], [0, width]);
  const y = log ? scaleLog(domain, [height, 0]) : scaleLinear(domain, [height, 0]);
  return { ctx: surface, palette, width, height, x, y };
}

function yLabels(pen: Pen, axis: Axis): Label[] {
  return axis.ticks.map(({ value, text }) => ({ x: pen.width, y: pen.y(value) - 4, text, look: 't2 small end' }));
}

/** Times under the axis; seconds up to two minutes, then minutes and seconds. */
function xLabels(pen: Pen, { window: { from, to } }: Scene): Label[] {
  const times = ticks(from / SECOND, to / SECOND, pen.width > 400 ? 8 : 5);
  const clock = (s: number) => `${Math.floor(s / 60)}:${String(Math.round(s % 60)).padStart(2, '0')}`;
  return times
    .map((seconds) => ({ seconds, x: pen.x(seconds * SECOND) }))
    .filter(({ x }) => x >= 8 && x <= pen.width - 8)
    .map(({ seconds, x }, i) => ({
      x,
      y: pen.height + 15,
      text: to > 120 * SECOND ? clock(seconds) : `${seconds}${i === 0 ? ' s' : ''}`,
      look: 't2 small middle',
    }));
}

export function paintChart(kind: ChartKind, sheet: Sheet, scene: Scene): void {
  const { canvas, width, height, magnified = 1 } = sheet;
  const ctx = canvas.getContext('2d');
  if (ctx === null || width <= 0 || height <= 0) return;
  const ratio = (window.devicePixelRatio || 1) * magnified;
  const [deviceWidth, deviceHeight] = [Math.round(width * ratio), Math.round((height + HEADROOM + 4) * ratio)];
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
  ctx.setTransform(ratio, 0, 0, ratio, 0, HEADROOM * ratio);
  ctx.clearRect(0, -HEADROOM, width, height + HEADROOM + 4);
  const axis = kind.axis(scene);
  if (!sheet.held || !sheet.axis || sheet.axis.domain[1] < axis.domain[1]) sheet.axis = axis;
  const plot = { surface: ctx, palette: palette(), width, height };
  placeLabels(sheet.words, drawChart(kind, plot, scene, cursor(), sheet.axis));
}

/** Draws all but the words, which are returned: for some they are elements, for others text. The plot's corner is at the origin. */
export function drawChart(
  kind: ChartKind,
  plot: Plot,
  scene: Scene,
  pointedAt: SimTime | null,
  axis = kind.axis(scene),
): Label[] {
  const pen = penFor(plot, axis, scene);
  for (const [i, { value }] of axis.ticks.entries()) rule(pen, value, i === 0 ? pen.palette.rule : pen.palette.rule2);
  drawEvents(pen, scene);
  kind.draw(pen, scene);
  drawPlayhead(pen, scene, pointedAt);
  const words = [...kind.labels(pen, scene), ...eventLabels(pen, scene)];
  const isStrong = ({ look }: Label) => look.includes('strong');
  return labelsApart(
    [...words.filter(isStrong), ...words.filter((word) => !isStrong(word))],
    [...xLabels(pen, scene), ...yLabels(pen, axis), ...changeLabels(pen, scene)],
    pen.height,
  );
}
