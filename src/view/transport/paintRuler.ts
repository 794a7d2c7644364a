/** Paints the ruler of the whole run: what lies ahead of the playhead is pale, what is not simulated yet is empty. */
import { scaleLinear, ticks } from 'd3';
import { NEVER, SECOND } from '../../model/time.ts';
import { lab, player } from '../../store/lab.ts';
import type { Label } from '../charts/kind.ts';
import { placeLabels } from '../charts/labels.ts';
import type { Sheet } from '../charts/paintChart.ts';
import { resolutionFor } from '../charts/window.ts';
import { type Palette, palette } from '../palette.ts';
import { type Burst, burstsOf } from '../story/bursts.ts';
import { amount } from '../story/words.ts';
import { skyline } from './skyline.ts';

const COLUMN = 5;
/** Under the base line: ticks and their numbers. */
const FOOT = 20;
/** A lower ruler has no room for the name of the burst. */
const NAMED_FROM = 30;
/** Half of the slider's thumb: native thumbs stop short of both ends of their track. */
const INSET = 7;

interface View {
  ctx: CanvasRenderingContext2D;
  colors: Palette;
  x: (time: number) => number;
  width: number;
  base: number;
}

function bars({ ctx, colors, x, width, base }: View, playheadX: number): void {
  const { scenario } = lab.getState();
  const series = player.series[scenario.lanes[0] ?? 'push'].at(resolutionFor(scenario.until));
  // Never more columns than buckets: else every other one would be empty.
  const buckets = Math.ceil(scenario.until / series.resolution);
  const columns = Math.max(1, Math.min(buckets, Math.floor((width - 2 * INSET) / COLUMN)));
  const heights = skyline(series, scenario.until, columns);
  ctx.fillStyle = colors.idle;
  for (const [i, height] of heights.entries()) {
    const left = x((i * scenario.until) / columns);
    ctx.globalAlpha = left < playheadX ? 0.75 : 0.35;
    const tall = height * (base - 4);
    ctx.fillRect(left, base - tall, (width - 2 * INSET) / columns - 0.6, tall);
  }
  ctx.globalAlpha = 1;
}

function axis({ ctx, colors, x, base, width }: View, until: number): Label[] {
  ctx.fillStyle = colors.rule;
  ctx.fillRect(INSET, Math.round(base), width - 2 * INSET, 1);
  const seconds = ticks(0, until / SECOND, Math.max(2, Math.floor(width / 90)));
  ctx.fillStyle = colors.idle;
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

/** The first burst is named; of the others the skyline tells enough. */
function burstLabel({ x, base }: View, bursts: readonly Burst[]): Label[] {
  const [first] = bursts;
  if (first === undefined || base < NAMED_FROM) return [];
  const near = x(first.at) < 80;
  return [
    {
      x: x(first.at) + (near ? 8 : -6),
      y: base - 20,
      text: `burst +${amount(first.size)}`,
      look: near ? 'strong' : 'strong end',
    },
  ];
}

function firstLoss({ ctx, colors, x, base, width }: View): Label[] {
  const { story, scenario } = lab.getState();
  const known = scenario.lanes.map((lane) =>
    Math.min(story?.lanes[lane]?.firstLossAt ?? NEVER, player.tapes[lane].picture.firstLossAt),
  );
  const at = Math.min(...known);
  if (at === NEVER) return [];
  const centre = x(at);
  ctx.strokeStyle = colors.bad;
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  for (const side of [-1, 1]) {
    ctx.moveTo(centre - 3.5, base - 9 - 3.5 * side);
    ctx.lineTo(centre + 3.5, base - 9 + 3.5 * side);
  }
  ctx.stroke();
  const lost = story === null ? null : scenario.lanes.reduce((sum, lane) => sum + (story.lanes[lane]?.lost ?? 0), 0);
  const near = centre > width - 70;
  return [
    {
      x: centre + (near ? -8 : 8),
      y: base - 5,
      text: lost === null ? 'first loss' : `${amount(lost)} lost`,
      look: near ? 'bad strong end' : 'bad strong',
    },
  ];
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
  const { scenario } = lab.getState();
  const x = scaleLinear([0, scenario.until], [INSET, width - INSET]);
  const view: View = { ctx, colors: palette(), x, width, base: height - FOOT };
  bars(view, x(player.playhead()));
  const labels = [...axis(view, scenario.until), ...burstLabel(view, burstsOf(scenario)), ...firstLoss(view)];
  placeLabels(words, labels);
}
