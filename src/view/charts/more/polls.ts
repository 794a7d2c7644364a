/** Polls per second, the empty ones dotted: what it costs to ask. */

import type { Series } from '../../../model/series.ts';
import { amount } from '../../story/words.ts';
import { bucketAt, largestOf, perSecond, roundUp } from '../column.ts';
import { type ChartKind, halves, laneNames } from '../kind.ts';
import type { Scene } from '../scene.ts';
import { laneLines } from './laneLines.ts';

const asked = (series: Series, i: number) => perSecond(series, 'polls', i);
const inVain = (series: Series, i: number) => perSecond(series, 'emptyPolls', i);
const most = ({ lanes, series }: Scene) =>
  Math.max(...lanes.map((lane) => largestOf(series[lane], 'polls per second', (i) => asked(series[lane], i))));
const pollers = ({ lanes, series }: Scene) =>
  lanes.filter((lane) => largestOf(series[lane], 'polls', (i) => series[lane].columns.polls[i]!) > 0);

export const polls: ChartKind = {
  id: 'polls',
  title: 'Polls',
  unit: 'per second, dotted: empty',
  axis: (scene) => halves(Math.max(10, roundUp(most(scene)))),
  draw(pen, scene) {
    const those = { ...scene, lanes: pollers(scene) };
    laneLines(pen, those, inVain, true);
    laneLines(pen, those, asked);
  },
  labels: (pen, scene) =>
    pollers(scene).length === 0
      ? [{ x: 2, y: 22, text: 'nobody asks in these lanes', look: 't2 small' }]
      : laneNames(pen, scene, asked, pollers(scene)),
  read(scene, lane, time) {
    const i = bucketAt(scene.series[lane], time);
    return i < 0 || i >= scene.series[lane].length || !pollers(scene).includes(lane)
      ? ''
      : amount(asked(scene.series[lane], i));
  },
  detail(scene, lane, time) {
    const series = scene.series[lane];
    const i = bucketAt(series, time);
    if (i < 0 || i >= series.length || !pollers(scene).includes(lane)) return '';
    const [all, empty, acked] = [asked(series, i), inVain(series, i), perSecond(series, 'finished', i)];
    const share = all === 0 ? '' : `, ${Math.round((100 * empty) / all)} % empty`;
    const cost = acked === 0 ? '' : `, ${(empty / acked).toFixed(1)} empty a message`;
    return `${amount(all)}/s${share}${cost}`;
  },
};
