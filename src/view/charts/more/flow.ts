/** Cumulative flow: what came, and what has left, as two rising curves. Their distance upwards is outstanding work, to the right the wait. */
import type { Series } from '../../../model/series.ts';
import { SECOND, type SimTime } from '../../../model/time.ts';
import { amount, lasting } from '../../story/words.ts';
import { bucketAt, endOf, valueAt } from '../column.ts';
import { cursor } from '../cursor.ts';
import { type Axis, type ChartKind, laneNames } from '../kind.ts';
import { dashes, type Pen, strokeLine } from '../pen.ts';
import type { Scene } from '../scene.ts';
import { laneLines } from './laneLines.ts';
import { wholeOf } from './wholeOf.ts';

const came = (series: Series, i: number) => series.columns.enteredTotal[i]!;
/** Acked, lost or known already. */
const left = (series: Series, i: number) => series.columns.enteredTotal[i]! - series.columns.outstanding[i]!;

/** Both gaps at the end of bucket `i`; `waitMs` is how long it takes until as many have left as had come by then, NaN if that is not known. */
export function gapsAt(series: Series, i: number): { outstanding: number; waitMs: number } {
  const wanted = came(series, i);
  let then = i;
  while (then < series.length && left(series, then) < wanted) then++;
  const waitMs = then < series.length ? ((then - i) * series.resolution * 1000) / SECOND : Number.NaN;
  return { outstanding: wanted - left(series, i), waitMs };
}

function axisOf({ lanes, series, window }: Scene): Axis {
  const edges = lanes.map((lane) => {
    const last = series[lane].length - 1;
    const at = (time: SimTime) => Math.min(Math.max(0, bucketAt(series[lane], time)), Math.max(0, last));
    return last < 0 ? [0, 1] : [left(series[lane], at(window.from)), came(series[lane], at(window.to))];
  });
  const low = Math.min(...edges.map(([least]) => least!));
  const high = Math.max(low + 10, ...edges.map(([, most]) => most!));
  return {
    domain: [low, high],
    log: false,
    ticks: [low, (low + high) / 2, high].map((value, i) => ({ value, text: i === 0 ? '' : amount(value) })),
  };
}

/** Both gaps of each lane where the reader points, the lanes side by side. */
function drawGaps(pen: Pen, scene: Scene, time: SimTime): void {
  const { ctx, palette, x, y } = pen;
  ctx.setLineDash([]);
  ctx.lineWidth = 2;
  scene.lanes.forEach((lane, slot) => {
    const series = scene.series[lane];
    const i = bucketAt(series, time);
    if (i < 0 || i >= series.length) return;
    const at = x(endOf(series, i)) + 3 * slot;
    const top = y(came(series, i)) + 3 * slot;
    const { waitMs } = gapsAt(series, i);
    ctx.strokeStyle = palette[lane];
    ctx.beginPath();
    ctx.moveTo(at, y(left(series, i)));
    ctx.lineTo(at, top);
    if (Number.isFinite(waitMs)) ctx.lineTo(x(endOf(series, i) + (waitMs * SECOND) / 1000), top);
    ctx.stroke();
  });
}

export const flow: ChartKind = {
  id: 'flow',
  title: 'Cumulative flow',
  unit: 'grey: came, lanes: left',
  axis: axisOf,
  draw(pen, scene) {
    for (const lane of scene.lanes) {
      const series = scene.series[lane];
      strokeLine(pen, scene, series, (i) => came(series, i), {
        color: pen.palette.idle,
        width: 1.1,
        dash: dashes[lane],
      });
    }
    laneLines(pen, scene, left);
    const at = cursor();
    if (at !== null) drawGaps(pen, scene, at);
  },
  labels: (pen, scene) => laneNames(pen, scene, left),
  read: (scene, lane, time) => wholeOf(valueAt(scene.series[lane], 'outstanding', time)),
  detail(scene, lane, time) {
    const series = scene.series[lane];
    const i = bucketAt(series, time);
    if (i < 0 || i >= series.length) return '';
    const { outstanding, waitMs } = gapsAt(series, i);
    const wait = Number.isNaN(waitMs) ? '' : `, ${waitMs === 0 ? 'no wait' : `wait ${lasting(waitMs)}`}`;
    return `${amount(outstanding)}${wait}`;
  },
};
