/** Paints the ruler of the whole run: what lies ahead of the playhead is pale, what is not simulated yet is empty. */
import { scaleLinear, ticks } from 'd3';
import { SECOND } from '../../model/time.ts';
import { lab, player } from '../../store/lab.ts';
import { landmarks } from '../../store/landmarks.ts';
import { cursor } from '../charts/cursor.ts';
import type { Label } from '../charts/kind.ts';
import { placeLabels } from '../charts/labels.ts';
import type { Sheet } from '../charts/paintChart.ts';
import { sceneNow } from '../charts/sceneNow.ts';
import { resolutionFor } from '../charts/window.ts';
import { palette } from '../palette.ts';
import { amount } from '../story/words.ts';
import { drawLandmarks, drawUnder, headroom, type RulerPen } from './rulerMarks.ts';
import { skyline } from './skyline.ts';

const COLUMN = 5;
/** Under the base line: ticks and their numbers. */
const FOOT = 20;
/** Half of the slider's thumb: native thumbs stop short of both ends of their track. */
export const INSET = 7;

function bars({ ctx, palette, x, width, height: base, now }: RulerPen): void {
  const { scenario } = lab.getState();
  const series = player.series[scenario.lanes[0] ?? 'push'].at(resolutionFor(scenario.until));
  // Never more columns than buckets: else every other one would be empty.
  const buckets = Math.ceil(scenario.until / series.resolution);
  const columns = Math.max(1, Math.min(buckets, Math.floor((width - 2 * INSET) / COLUMN)));
  const heights = skyline(series, scenario.until, columns);
  ctx.fillStyle = palette.idle;
  for (const [i, height] of heights.entries()) {
    const left = x((i * scenario.until) / columns);
    ctx.globalAlpha = left < now ? 0.75 : 0.35;
    const tall = height * (base - headroom(base));
    ctx.fillRect(left, base - tall, (width - 2 * INSET) / columns - 0.6, tall);
  }
  ctx.globalAlpha = 1;
}

function axis({ ctx, palette, x, height: base, width }: RulerPen, until: number): Label[] {
  ctx.fillStyle = palette.rule;
  ctx.fillRect(INSET, Math.round(base), width - 2 * INSET, 1);
  const seconds = ticks(0, until / SECOND, Math.max(2, Math.floor(width / 90)));
  ctx.fillStyle = palette.idle;
  return seconds.map((second, i) => {
    ctx.fillRect(Math.round(x(second * SECOND)), base, 1, 4);
    return {
      x: x(second * SECOND),
      y: base + 16,
      text: `${amount(second)}${i === 0 ? ' s' : ''}`,
      look: 't2 small middle',
    };
  });
}

export function paintRuler({ canvas, words, width, height }: Sheet): void {
  const ctx = canvas.getContext('2d');
  if (ctx === null || width <= 0 || height <= FOOT) return;
  const ratio = window.devicePixelRatio || 1;
  const [deviceWidth, deviceHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const { scenario, story, loop } = lab.getState();
  const x = scaleLinear([0, scenario.until], [INSET, width - INSET]);
  const pen: RulerPen = { ctx, palette: palette(), x, width, height: height - FOOT, now: x(player.playhead()) };
  // All lanes have the same messages: what several of them lose is no sum.
  const losses = scenario.lanes.map((lane) => story?.lanes[lane]?.lost ?? 0).filter((lost) => lost > 0);
  const lost = losses.length === 1 ? losses[0]! : null;
  const { from, to } = sceneNow().window;
  ctx.fillStyle = pen.palette.ink;
  ctx.fillRect(x(from), pen.height - 0.5, x(to) - x(from), 2);
  const pointed = cursor();
  if (pointed !== null) ctx.fillRect(x(pointed), 0, 0.75, pen.height);
  const under = drawUnder(pen, scenario, loop);
  bars(pen);
  placeLabels(words, [...axis(pen, scenario.until), ...under, ...drawLandmarks(pen, landmarks(), lost)]);
}
