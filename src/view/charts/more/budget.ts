/** What is left of the error budget: of the misses that the target allows for the events decided so far, the share not yet used. */
import type { LaneId } from '../../../model/lanes.ts';
import type { Series } from '../../../model/series.ts';
import { bucketAt } from '../column.ts';
import { type Axis, type ChartKind, laneNames } from '../kind.ts';
import { rule } from '../pen.ts';
import type { Scene } from '../scene.ts';
import { laneLines } from './laneLines.ts';

type Which = 'fresh' | 'done';
const columns = { fresh: ['freshMet', 'freshDecided'], done: ['doneMet', 'doneDecided'] } as const;
const targets = { fresh: 'freshness.target', done: 'completion.target' } as const;

/** Misses per decided event between the ends of two buckets, over what the target allows: 1 uses the budget up exactly. NaN if none was decided. */
export function burnOf(series: Series, which: Which, target: number, from: number, to: number): number {
  const [met, decided] = columns[which].map(
    (name) => series.columns[name][to]! - (from < 0 ? 0 : series.columns[name][from]!),
  );
  return decided === 0 ? Number.NaN : (decided! - met!) / decided! / (1 - target);
}

/** Share of the budget that is left at the end of bucket `i`; below 0 it is overdrawn. NaN while nothing is decided. */
export const leftAt = (series: Series, which: Which, target: number, i: number): number =>
  1 - burnOf(series, which, target, -1, i);

const targetOf = ({ settings }: Scene, lane: LaneId, which: Which) => settings[lane][targets[which]];
const FLOOR = -1;
const axis: Axis = {
  domain: [FLOOR, 1],
  log: false,
  ticks: [
    { value: FLOOR, text: '' },
    { value: 0, text: '0 %' },
    { value: 1, text: '100 %' },
  ],
};
const percent = (share: number) => (Number.isNaN(share) ? '–' : `${Math.round(100 * share)} %`);

function lines(scene: Scene, which: Which) {
  const lanes = new Map(scene.lanes.map((lane) => [scene.series[lane], targetOf(scene, lane, which)]));
  return (series: Series, i: number) => Math.max(FLOOR, leftAt(series, which, lanes.get(series)!, i));
}

export const budget: ChartKind = {
  id: 'budget',
  title: 'Error budget',
  unit: 'left, dotted: completion',
  axis: () => axis,
  draw(pen, scene) {
    rule(pen, 0, pen.palette.bad, [2, 2]);
    laneLines(pen, scene, lines(scene, 'done'), true);
    laneLines(pen, scene, lines(scene, 'fresh'));
  },
  labels: (pen, scene) => laneNames(pen, scene, lines(scene, 'fresh')),
  read(scene, lane, time) {
    const i = bucketAt(scene.series[lane], time);
    if (i < 0 || i >= scene.series[lane].length) return '';
    return percent(leftAt(scene.series[lane], 'fresh', targetOf(scene, lane, 'fresh'), i));
  },
  detail(scene, lane, time) {
    const series = scene.series[lane];
    const i = bucketAt(series, time);
    if (i < 0 || i >= series.length) return '';
    const target = targetOf(scene, lane, 'fresh');
    const burn = (share: number) => {
      const back = Math.max(1, Math.round((share * scene.scenario.until) / series.resolution));
      const rate = burnOf(series, 'fresh', target, Math.max(-1, i - back), i);
      return Number.isNaN(rate) ? '–' : `×${rate.toFixed(1)}`;
    };
    return `${percent(leftAt(series, 'fresh', target, i))} left, burns ${burn(0.1)} and ${burn(0.02)} lately`;
  },
};
