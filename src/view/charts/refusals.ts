/** Refusals and failed work per second, all lanes together in red bars, named by who they belong to; and the losses they end in. */
import type { Series } from '../../model/series.ts';
import { SECOND } from '../../model/time.ts';
import { amount, listed } from '../story/words.ts';
import { bucketAt, largestOf, roundUp, valueAt } from './column.ts';
import { type ChartKind, halves, type Label } from './kind.ts';
import { cross, inTwoTenses, type Pen, visible } from './pen.ts';
import type { Scene } from './scene.ts';

const inBucket = (series: Series, i: number): number =>
  ((series.columns.refused[i]! + series.columns.failed[i]!) * SECOND) / series.resolution;

const together = (scene: Scene, bucket: number): number =>
  scene.lanes.reduce((sum, lane) => {
    const i = bucket - scene.series[lane].first;
    return i >= 0 && i < scene.series[lane].length ? sum + inBucket(scene.series[lane], i) : sum;
  }, 0);

/** The bars of the lanes stand on each other, so this bounds them from above. */
const most = (scene: Scene): number =>
  scene.lanes.reduce(
    (sum, lane) => sum + largestOf(scene.series[lane], 'refused or failed', (i) => inBucket(scene.series[lane], i)),
    0,
  );

/** The lanes that refuse or fail within the window. */
const refusers = (scene: Scene) =>
  scene.lanes.filter((lane) => {
    const series = scene.series[lane];
    const from = Math.max(0, bucketAt(series, scene.window.from));
    return visible(series, scene).some((i) => i >= from && inBucket(series, i) > 0);
  });

function lossLabels(pen: Pen, scene: Scene): (Label & { crossX: number; crossY: number })[] {
  return scene.lanes
    .filter((lane) => scene.firstLossAt[lane] >= scene.window.from && scene.firstLossAt[lane] <= scene.window.to)
    .map((lane, row) => {
      const x = pen.x(scene.firstLossAt[lane]);
      const y = 44 + 16 * row;
      const count = scene.story?.lanes[lane]?.lost;
      const text = count === undefined ? `${lane} loses` : `${lane} ${amount(count)} lost`;
      const near = x > pen.width - 80;
      return {
        x: x + (near ? -8 : 8),
        y,
        text,
        look: near ? 'bad strong end' : 'bad strong',
        crossX: x,
        crossY: y - 4,
      };
    });
}

export const refusals: ChartKind = {
  id: 'refusals',
  title: 'Refused and failed',
  unit: 'per second',
  axis: (scene) => halves(Math.max(10, roundUp(most(scene)))),
  draw(pen, scene) {
    const { ctx, palette, x, y, height } = pen;
    const series = scene.series[scene.lanes[0] ?? 'push'];
    inTwoTenses(pen, scene, () => {
      ctx.fillStyle = palette.bad;
      for (const i of visible(series, scene)) {
        const value = together(scene, series.first + i);
        if (value === 0) continue;
        const left = x((series.first + i) * series.resolution);
        const right = x((series.first + i + 1) * series.resolution);
        ctx.fillRect(left, y(value), Math.max(1, right - left - 0.6), height - y(value));
      }
    });
    for (const { crossX, crossY } of lossLabels(pen, scene)) cross(pen, crossX, crossY);
  },
  labels(pen, scene) {
    const who = refusers(scene);
    const name =
      who.length === 0
        ? { text: 'none in this window', look: 't2 small' }
        : {
            text:
              who.length === scene.lanes.length && who.length > 1
                ? 'all lanes'
                : `${listed(who)}${who.length === 1 ? ' only' : ''}`,
            look: `${who.length === 1 ? who[0] : 't2'} strong`,
          };
    return [{ x: 2, y: 9, ...name }, ...lossLabels(pen, scene).map(({ x, y, text, look }) => ({ x, y, text, look }))];
  },
  read(scene, lane, time) {
    const series = scene.series[lane];
    const i = bucketAt(series, time);
    if (i < 0 || i >= series.length) return '';
    const lost = valueAt(series, 'lost', time);
    return `${Math.round(inBucket(series, i))}${lost > 0 ? `, ${lost} lost` : ''}`;
  },
};
