/** What the workers do: at work, waiting for the downstream, or idle, as shares of those on duty. */

import type { Series } from '../../../model/series.ts';
import { bucketAt } from '../column.ts';
import type { ChartKind } from '../kind.ts';
import { strips } from './axes.ts';
import { eachCell, stripNames } from './laneStrips.ts';

/** Shares of the workers on duty at the end of a bucket, 0 to 1; all 0 without any. */
export function sharesOf(
  { columns: { working, calling, staff } }: Series,
  i: number,
): { busy: number; blocked: number } {
  const blocked = Math.min(calling[i]!, working[i]!);
  const all = staff[i]!;
  return all === 0 ? { busy: 0, blocked: 0 } : { busy: (working[i]! - blocked) / all, blocked: blocked / all };
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

export const workers: ChartKind = {
  id: 'workers',
  title: 'Worker use',
  unit: 'amber: waits for downstream',
  axis: () => strips,
  draw(pen, scene) {
    eachCell(pen, scene, ({ lane, top, height }, i, left, right, strength) => {
      const { busy, blocked } = sharesOf(scene.series[lane], i);
      const { ctx, palette } = pen;
      ctx.globalAlpha = 0.65 * strength;
      ctx.fillStyle = palette[lane];
      ctx.fillRect(left, top + height * (1 - busy), right - left, height * busy);
      ctx.fillStyle = palette.wait;
      ctx.fillRect(left, top + height * (1 - busy - blocked), right - left, height * blocked);
    });
  },
  labels: stripNames,
  read(scene, lane, time) {
    const i = bucketAt(scene.series[lane], time);
    if (i < 0 || i >= scene.series[lane].length) return '';
    const { busy, blocked } = sharesOf(scene.series[lane], i);
    return percent(busy + blocked);
  },
  detail(scene, lane, time) {
    const series = scene.series[lane];
    const i = bucketAt(series, time);
    if (i < 0 || i >= series.length) return '';
    const { busy, blocked } = sharesOf(series, i);
    return `${percent(busy)} at work, ${percent(blocked)} blocked, ${percent(1 - busy - blocked)} idle`;
  },
};
