/** Outstanding work: all unfinished messages of each lane; in push also, dotted, the inbox alone, which is all that a worker would see. */
import type { laneIds } from '../../model/lanes.ts';
import { amount } from '../story/words.ts';
import { largest, roundUp, valueAt } from './column.ts';
import { drawGhost, ghostLabel, largestGhost } from './ghost.ts';
import { type ChartKind, column, halves, laneNames } from './kind.ts';
import { cross, dashes, type Pen, strokeLine } from './pen.ts';
import type { Scene } from './scene.ts';

/** Of a label about losses, in CSS pixels. */
const LABEL_WIDTH = 60;
/** Of one with a lane's name. */
const NAMED_WIDTH = 90;
const LINE_HEIGHT = 13;

const outstandingOf = column('outstanding');
const inboxOf = column('inbox');

const hasInbox = (scene: Scene) => scene.lanes.includes('push') && largest(scene.series.push, 'inbox') > 0;

const losers = (scene: Scene) =>
  scene.lanes.filter(
    (lane) => scene.firstLossAt[lane] >= scene.window.from && scene.firstLossAt[lane] <= scene.window.to,
  );

function lossAt(pen: Pen, scene: Scene, lane: (typeof laneIds)[number]) {
  const at = scene.firstLossAt[lane];
  const value = valueAt(scene.series[lane], 'outstanding', at);
  return { x: pen.x(at), y: Number.isNaN(value) ? pen.height - 10 : pen.y(value) };
}

export const outstanding: ChartKind = {
  id: 'outstanding',
  title: 'Outstanding work',
  unit: 'messages',
  axis: (scene) =>
    halves(
      Math.max(
        10,
        roundUp(
          Math.max(
            largestGhost(scene, 'outstanding'),
            ...scene.lanes.map((lane) => largest(scene.series[lane], 'outstanding')),
          ),
        ),
      ),
    ),
  draw(pen, scene) {
    drawGhost(pen, scene, 'outstanding');
    if (hasInbox(scene)) {
      const stroke = { color: pen.palette.push, width: 1, dash: [1.5, 2.5] };
      strokeLine(pen, scene, scene.series.push, (i) => inboxOf(scene.series.push, i), stroke);
    }
    for (const lane of scene.lanes) {
      const series = scene.series[lane];
      strokeLine(pen, scene, series, (i) => outstandingOf(series, i), {
        color: pen.palette[lane],
        width: 1.7,
        dash: dashes[lane],
      });
    }
    for (const lane of losers(scene)) {
      const { x, y } = lossAt(pen, scene, lane);
      cross(pen, x, y);
    }
  },
  labels(pen, scene) {
    const all = losers(scene);
    const width = all.length > 1 ? NAMED_WIDTH : LABEL_WIDTH;
    const lost = all.map((lane) => {
      const whose = all.length > 1 ? `${lane} ` : '';
      const { x, y } = lossAt(pen, scene, lane);
      const count = scene.story?.lanes[lane]?.lost;
      const near = x > pen.width - width;
      return {
        x: x + (near ? -8 : 8),
        y: y - 1,
        text: `${whose}${count === undefined ? 'first loss' : `${amount(count)} lost`}`,
        look: near ? 'bad strong end' : 'bad strong',
      };
    });
    const dots = hasInbox(scene)
      ? [{ x: pen.width, y: pen.height - 14, text: 'dots: push inbox only', look: 'push small end' }]
      : [];
    return [
      ...laneNames(pen, scene, outstandingOf),
      ...lost,
      ...ghostLabel(pen, scene, pen.height / 2 + LINE_HEIGHT),
      ...dots,
    ];
  },
  read(scene, lane, time) {
    const value = valueAt(scene.series[lane], 'outstanding', time);
    return Number.isNaN(value) ? '' : String(value);
  },
};
