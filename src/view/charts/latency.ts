/** Latency of what finished: median, band up to p95, p99 dotted, on a logarithmic axis; and beside it the messages that never finish. */
import { SECOND } from '../../model/time.ts';
import { amount, lasting } from '../story/words.ts';
import { endOf, largest, smallest, valueAt } from './column.ts';
import { drawGhost, ghostLabel, largestGhost } from './ghost.ts';
import { type Axis, type ChartKind, column, laneNames, NAME_WIDTH } from './kind.ts';
import { dashes, fillBand, inTwoTenses, type Pen, rule, strokeLine, visible } from './pen.ts';
import type { Scene } from './scene.ts';

/** Nothing below ten milliseconds is told apart. */
const FLOOR_MS = 10;

/** Decades between a tick and the line of what is fresh, below which only the line has its words. */
const BESIDE = 0.4;

const secondsText = (ms: number) =>
  ms >= 1000 ? `${(ms / 1000).toLocaleString('en-US')} s` : ms >= 100 ? `${ms / 1000} s` : `${ms} ms`;

function decades(scene: Scene): [number, number] {
  const lanes = scene.lanes.map((lane) => scene.series[lane]);
  const low = Math.min(...lanes.map((series) => smallest(series, 'p50')));
  const high = Math.max(freshMs(scene), largestGhost(scene, 'p50'), ...lanes.map((series) => largest(series, 'p95')));
  const floor = Math.max(FLOOR_MS, 10 ** Math.floor(Math.log10(Math.min(low, 100))));
  return [floor, Math.max(10 * floor, high * 1.5)];
}

function freshMs(scene: Scene): number {
  return (scene.settings[scene.lanes[0] ?? 'push']['freshness.threshold'] / SECOND) * 1000;
}

function axis(scene: Scene): Axis {
  const domain = decades(scene);
  const ticks = [];
  for (let value = domain[0]; value <= domain[1]; value *= 10) {
    const beside = Math.abs(Math.log10(value / freshMs(scene))) < BESIDE;
    ticks.push({ value, text: beside ? '' : secondsText(value) });
  }
  return { domain, log: true, ticks };
}

/** "14 of push never finish": latency is never shown without those it leaves out. */
function unfinished({ story, lanes }: Scene): string {
  const lost = lanes.map((lane) => story?.lanes[lane]?.lost ?? 0);
  const losers = lanes.filter((_, i) => lost[i]! > 0);
  if (losers.length === 0) return '';
  if (losers.length === 1) return `${amount(Math.max(...lost))} of ${losers[0]} never finish`;
  const alike = new Set(lost).size === 1;
  return alike ? `${amount(lost[0]!)} of each never finish` : `${amount(lost.reduce((a, b) => a + b))} never finish`;
}

/** At the foot, a row a lane: the darker, the more are outstanding. They are in no percentile yet. */
function unfinishedStrip(pen: Pen, scene: Scene): void {
  const { ctx, palette, x, height } = pen;
  const most = Math.max(1, ...scene.lanes.map((lane) => largest(scene.series[lane], 'outstanding')));
  inTwoTenses(pen, scene, (future) => {
    scene.lanes.forEach((lane, row) => {
      const series = scene.series[lane];
      ctx.fillStyle = palette[lane];
      for (const i of visible(series, scene)) {
        ctx.globalAlpha = (future ? 0.5 : 1) * (series.columns.outstanding[i]! / most);
        ctx.fillRect(
          x(endOf(series, i - 1)),
          height - 3 * (scene.lanes.length - row),
          x(endOf(series, i)) - x(endOf(series, i - 1)),
          2,
        );
      }
    });
  });
}

export const latency: ChartKind = {
  id: 'latency',
  title: 'Latency',
  unit: 'finished, p50–p95, p99 dotted',
  axis,
  draw(pen, scene) {
    const floor = decades(scene)[0];
    const atLeast = (name: 'p50' | 'p95' | 'p99') => (lane: (typeof scene.lanes)[number]) => (i: number) =>
      Math.max(floor, scene.series[lane].columns[name][i]!);
    rule(pen, freshMs(scene), pen.palette.ink2, [2, 2]);
    drawGhost(pen, scene, 'p50', floor);
    for (const lane of scene.lanes)
      fillBand(pen, scene, scene.series[lane], atLeast('p50')(lane), atLeast('p95')(lane), pen.palette[lane]);
    unfinishedStrip(pen, scene);
    for (const lane of scene.lanes) {
      const color = pen.palette[lane];
      strokeLine(pen, scene, scene.series[lane], atLeast('p99')(lane), { color, width: 0.9, dash: [1, 3] });
      strokeLine(pen, scene, scene.series[lane], atLeast('p50')(lane), { color, width: 1.7, dash: dashes[lane] });
    }
  },
  labels(pen, scene) {
    const missing = unfinished(scene);
    const names = laneNames(pen, scene, column('p50'));
    // Lines that run high carry their names up there.
    const beside = names.some(({ y }) => y < 22) ? names.length * NAME_WIDTH + 10 : 0;
    return [
      {
        x: pen.width,
        y: pen.y(freshMs(scene)) - 4,
        text: `fresh ≤ ${lasting(freshMs(scene)).replace('.0', '')}`,
        look: 't2 small end',
      },
      ...(missing ? [{ x: 2 + beside, y: 9, text: missing, look: 'bad strong' }] : []),
      // Above the words of the lowest tick.
      ...ghostLabel(pen, scene, pen.height - 17),
      ...names,
    ];
  },
  read: (scene, lane, time) => lasting(valueAt(scene.series[lane], 'p50', time)),
};
