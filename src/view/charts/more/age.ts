/** Age of the oldest outstanding message: it rises while nothing finishes, when latency has nothing to say. */
import { MILLISECOND, SECOND } from '../../../model/time.ts';
import { lasting } from '../../story/words.ts';
import { largest, roundUp, valueAt } from '../column.ts';
import { type ChartKind, laneNames } from '../kind.ts';
import { rule } from '../pen.ts';
import type { Scene } from '../scene.ts';
import { inSeconds } from './axes.ts';
import { laneLines } from './laneLines.ts';

const most = ({ lanes, series }: Scene) => Math.max(...lanes.map((lane) => largest(series[lane], 'oldestMs')));
const freshSeconds = ({ settings, lanes }: Scene) => settings[lanes[0] ?? 'push']['freshness.threshold'] / SECOND;
const seconds = (ms: number) => (ms * MILLISECOND) / SECOND;

export const age: ChartKind = {
  id: 'age',
  title: 'Age of oldest',
  unit: 'outstanding message',
  axis: (scene) => inSeconds(Math.max(1, roundUp(seconds(most(scene))))),
  draw(pen, scene) {
    if (pen.y(freshSeconds(scene)) >= 0) rule(pen, freshSeconds(scene), pen.palette.ink2, [2, 2]);
    laneLines(pen, scene, (series, i) => seconds(series.columns.oldestMs[i]!));
  },
  labels(pen, scene) {
    const y = pen.y(freshSeconds(scene));
    const fresh = {
      x: pen.width,
      y: y - 4,
      text: `fresh ≤ ${lasting(freshSeconds(scene) * 1000).replace('.0', '')}`,
      look: 't2 small end',
    };
    return [...(y >= 12 ? [fresh] : []), ...laneNames(pen, scene, (series, i) => seconds(series.columns.oldestMs[i]!))];
  },
  read: (scene, lane, time) => lasting(valueAt(scene.series[lane], 'oldestMs', time)),
};
