/** What a chart has to say for itself: its scale, its drawing, the words on it, and what a reader gets when pointing at a time. */
import type { LaneId } from '../../model/lanes.ts';
import type { Series, SeriesName } from '../../model/series.ts';
import type { SimTime } from '../../model/time.ts';
import { bucketAt } from './column.ts';
import type { Pen } from './pen.ts';
import type { Scene } from './scene.ts';

/** Words at a place of the plot, in CSS pixels from its upper left corner; `y` is the base line. */
export interface Label {
  x: number;
  y: number;
  text: string;
  /** Space-separated classes: a tone, `end` or `middle` for the anchor, `strong`. */
  look: string;
}

export interface Axis {
  /** Lower and upper end; a logarithmic axis begins above zero. */
  domain: [number, number];
  log: boolean;
  ticks: { value: number; text: string }[];
}

export interface ChartKind {
  id: string;
  title: string;
  unit: string;
  axis: (scene: Scene) => Axis;
  draw: (pen: Pen, scene: Scene) => void;
  labels: (pen: Pen, scene: Scene) => Label[];
  /** The value of a lane at a time, in a few words without the lane's name; empty where nothing is known. */
  read: (scene: Scene, lane: LaneId, time: SimTime) => string;
  /** The same with all that belongs to it, where there is a line's room. */
  detail?: (scene: Scene, lane: LaneId, time: SimTime) => string;
}

/** Room for a lane's name in capitals, in CSS pixels. */
export const NAME_WIDTH = 35;

/**
 * The lanes' names side by side at the left, each standing on its own line, so that no legend is needed.
 * A name rides on the highest point of the line beneath it. Lanes without a value there get no name.
 */
export function laneNames(
  pen: Pen,
  scene: Scene,
  value: (series: Series, i: number) => number,
  lanes = scene.lanes,
): Label[] {
  const perPixel = (scene.window.to - scene.window.from) / pen.width;
  return lanes.flatMap((lane, slot) => {
    const series = scene.series[lane];
    const x = 2 + slot * NAME_WIDTH;
    const from = bucketAt(series, scene.window.from + x * perPixel);
    const to = bucketAt(series, scene.window.from + (x + NAME_WIDTH) * perPixel);
    let top = Number.POSITIVE_INFINITY;
    for (let i = Math.max(0, from); i <= Math.min(to, series.length - 1); i++) {
      const y = pen.y(value(series, i));
      if (y < top) top = y;
    }
    if (!Number.isFinite(top)) return [];
    return [{ x, y: Math.max(10, top - 4), text: lane.toUpperCase(), look: `${lane} strong` }];
  });
}

export const column = (name: SeriesName) => (series: Series, i: number) => series.columns[name][i]!;

/** One for all: numbers make a new one each time they are asked, and that takes longer than drawing a chart. */
export const numbers = new Intl.NumberFormat('en-US');

/** Ticks at half and full of a linear axis that begins at zero. */
export function halves(most: number): Axis {
  return {
    domain: [0, most],
    log: false,
    ticks: [0, most / 2, most].map((value) => ({ value, text: value === 0 ? '' : numbers.format(value) })),
  };
}
