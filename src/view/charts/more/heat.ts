/** Latency as a heat map: every message that finished, by when and by how long it took; darker is more. Under it, how many have not finished. */
import { HISTOGRAM_SIZE, middleOf } from '../../../model/histogram.ts';
import type { Series, SparseCounts } from '../../../model/series.ts';
import { MILLISECOND } from '../../../model/time.ts';
import { amount, lasting } from '../../story/words.ts';
import { bucketAt, largest, valueAt } from '../column.ts';
import type { ChartKind } from '../kind.ts';
import { strips } from './axes.ts';
import { eachCell, stripNames } from './laneStrips.ts';

/** From 10 ms to 100 s, four rows to a decade; what is beyond stands in the first or last. */
const FLOOR_MS = 10;
const PER_DECADE = 4;
export const ROWS = 16;

const rowOfBucket = Uint8Array.from({ length: HISTOGRAM_SIZE }, (_, bucket) => {
  const row = Math.floor(PER_DECADE * Math.log10(Math.max(1, middleOf(bucket)) / MILLISECOND / FLOOR_MS));
  return Math.min(ROWS - 1, Math.max(0, row));
});

const known = new WeakMap<SparseCounts, Uint32Array>();

/** Messages in each row; a bucket's counts never change, so they are sorted once. */
export function rowsOf(counts: SparseCounts): Uint32Array {
  const found = known.get(counts) ?? new Uint32Array(ROWS);
  if (!known.has(counts)) {
    known.set(counts, found);
    for (let i = 0; i < counts.length; i += 2) found[rowOfBucket[counts[i]!]!]! += counts[i + 1]!;
  }
  return found;
}

/** Of an unfinished strip at the foot of each lane, in CSS pixels. */
const FOOT = 4;
/** So many messages in a cell are as dark as it gets: a full second of a busy lane's bucket. */
const darkest = ({ resolution }: Series) => Math.max(4, resolution / 50_000);

export const heat: ChartKind = {
  id: 'heat',
  title: 'Latency of each',
  unit: '10 ms to 100 s, amber: open',
  axis: () => strips,
  draw(pen, scene) {
    const { ctx, palette } = pen;
    const most = Math.max(1, ...scene.lanes.map((lane) => largest(scene.series[lane], 'outstanding')));
    eachCell(pen, scene, ({ lane, top, height }, i, left, right, strength) => {
      const series = scene.series[lane];
      const row = (height - FOOT) / ROWS;
      const rows = rowsOf(series.latencies[i]!);
      ctx.fillStyle = palette[lane];
      for (let r = 0; r < ROWS; r++) {
        if (rows[r] === 0) continue;
        ctx.globalAlpha = strength * Math.min(1, 0.25 + (0.75 * rows[r]!) / darkest(series));
        ctx.fillRect(left, top + height - FOOT - (r + 1) * row, Math.max(1, right - left), row);
      }
      ctx.fillStyle = palette.wait;
      ctx.globalAlpha = strength * Math.sqrt(series.columns.outstanding[i]! / most);
      ctx.fillRect(left, top + height - FOOT + 1, right - left + 0.5, FOOT - 1);
    });
  },
  labels: stripNames,
  read: (scene, lane, time) => lasting(valueAt(scene.series[lane], 'p50', time)),
  detail(scene, lane, time) {
    const series = scene.series[lane];
    const i = bucketAt(series, time);
    if (i < 0 || i >= series.length) return '';
    const finished = rowsOf(series.latencies[i]!).reduce((sum, count) => sum + count, 0);
    const p50 = lasting(valueAt(series, 'p50', time));
    return `${amount(finished)} finished${p50 && `, p50 ${p50}`}, ${amount(series.columns.outstanding[i]!)} not`;
  },
};
