/** Lost so far and done twice so far, as steps that only rise. */
import { amount } from '../../story/words.ts';
import { bucketAt, largest, roundUp, valueAt } from '../column.ts';
import { type ChartKind, column, halves, laneNames } from '../kind.ts';
import type { Scene } from '../scene.ts';
import { laneLines } from './laneLines.ts';
import { wholeOf } from './wholeOf.ts';

const most = ({ lanes, series }: Scene) =>
  Math.max(...lanes.flatMap((lane) => [largest(series[lane], 'lostTotal'), largest(series[lane], 'duplicatesTotal')]));

export const losses: ChartKind = {
  id: 'losses',
  title: 'Lost so far',
  unit: 'messages, dotted: done twice',
  axis: (scene) => halves(Math.max(10, roundUp(most(scene)))),
  draw(pen, scene) {
    laneLines(pen, scene, column('duplicatesTotal'), true);
    laneLines(pen, scene, column('lostTotal'));
  },
  labels: (pen, scene) => laneNames(pen, scene, column('lostTotal')),
  read: (scene, lane, time) => wholeOf(valueAt(scene.series[lane], 'lostTotal', time)),
  detail(scene, lane, time) {
    const { columns, length, ...buckets } = scene.series[lane];
    const i = bucketAt({ ...buckets, length }, time);
    if (i < 0 || i >= length) return '';
    const [lost, dead, twice] = [columns.lostTotal[i]!, columns.deadTotal[i]!, columns.duplicatesTotal[i]!];
    return `${amount(lost)} lost (${amount(dead)} dead letters), ${amount(twice)} twice`;
  },
};
