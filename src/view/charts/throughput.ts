/** Offered and done: what arrives per second, the same for all lanes, and what each lane finishes; with what the workers can do at most. */

import { workPerSecond } from '../../model/readouts.ts';
import { boundOf } from '../controls/load.ts';
import { amount } from '../story/words.ts';
import { bucketAt, largestOf, perSecond, roundUp } from './column.ts';
import { type ChartKind, halves, laneNames } from './kind.ts';
import { dashes, rule, strokeLine } from './pen.ts';
import type { Scene } from './scene.ts';

const offeredLane = (scene: Scene) => scene.series[scene.lanes[0] ?? 'push'];

const most = (scene: Scene): number =>
  Math.max(
    ...scene.lanes.flatMap((lane) =>
      (['finished', 'published'] as const).map((name) =>
        largestOf(scene.series[lane], `${name} per second`, (i) => perSecond(scene.series[lane], name, i)),
      ),
    ),
  );

/** One number if all lanes have the same capacity; lanes may differ, and then no line would be true of all. */
function commonCapacity(scene: Scene): { of: string; perSecond: number } | null {
  const each = scene.lanes.map((lane) => scene.settings[lane]);
  const perSecond = new Set(each.map(workPerSecond));
  const bounds = new Set(each.map(boundOf));
  const [rate] = perSecond;
  if (perSecond.size !== 1 || rate === undefined || !Number.isFinite(rate) || rate <= 0) return null;
  return { of: bounds.size === 1 ? [...bounds][0]! : 'each lane', perSecond: rate };
}

export const throughput: ChartKind = {
  id: 'throughput',
  title: 'Offered and done',
  unit: 'per second',
  axis: (scene) => halves(Math.max(10, roundUp(most(scene)))),
  draw(pen, scene) {
    const capacity = commonCapacity(scene);
    if (capacity && pen.y(capacity.perSecond) >= 0) rule(pen, capacity.perSecond, pen.palette.ink2, [2, 2]);
    const offered = offeredLane(scene);
    strokeLine(pen, scene, offered, (i) => perSecond(offered, 'published', i), {
      color: pen.palette.idle,
      width: 1.1,
      dash: [],
    });
    for (const lane of scene.lanes) {
      const series = scene.series[lane];
      strokeLine(pen, scene, series, (i) => perSecond(series, 'finished', i), {
        color: pen.palette[lane],
        width: 1.5,
        dash: dashes[lane],
      });
    }
  },
  labels(pen, scene) {
    const capacity = commonCapacity(scene);
    const shown = capacity !== null && pen.y(capacity.perSecond) >= 8;
    return [
      ...laneNames(pen, scene, (series, i) => perSecond(series, 'finished', i)),
      ...(shown
        ? [
            {
              x: pen.width,
              y: pen.y(capacity.perSecond) - 4,
              text: `${capacity.of} can ${amount(capacity.perSecond)}`,
              look: 't2 small end',
            },
          ]
        : []),
    ];
  },
  read(scene, lane, time) {
    const series = scene.series[lane];
    const i = bucketAt(series, time);
    return i < 0 || i >= series.length ? '' : String(Math.round(perSecond(series, 'finished', i)));
  },
};
