/** The stage for a projector: the drawn measures in units of which each is 1.6 px of a page of 1280×720, so that strokes and dots grow alike. */
import { fitted, type LaneGeometry } from '../stage/geometry.ts';
import type { Label } from '../stage/label.ts';
import type { LabelPlace } from '../stage/labelPlaces.ts';
import type { Measures } from '../stage/measures.ts';

/** CSS pixels of the page of 1280×720. */
export const UNIT = 1.6;
export const PAGE = { width: 1280, height: 720, margin: 48 } as const;
/** Two rows leave room for a chart, three do not. */
const heights = { chart: 133, full: 119 } as const;

const present: Measures = {
  width: 740,
  height: heights.chart,
  centre: 51,
  gap: 13.5,
  dot: 4.5,
  pitch: 12.4,
  rows: 6,
  columns: 15,
  caption: 148,
  bus: 158,
  house: { x: 170, size: 23 },
  tank: { x: 221, width: 208 },
  work: { x: 559, size: 20, pitch: 24, seats: 44 },
  downstream: { x: 700, width: 38, height: 46 },
  tray: { width: 40, height: 13 },
  label: { first: 17, second: 16, strip: 20, note: 15 },
};

/** `width` in units. */
export const presentGeometry = (width: number, lanes: number): LaneGeometry =>
  fitted('present', { ...present, height: lanes > 2 ? heights.full : heights.chart }, width);

/** Where the few words stand that are large enough to be read from the last row. */
export function presentPlaces(geometry: LaneGeometry): Partial<Record<Label, LabelPlace>> {
  const { tank, strip, work, width, height, house, centre, collector, downstream, bus, baselines, link2 } = geometry;
  const [first, second] = baselines;
  const end = tank.x + tank.width;
  const hasSecond = second + 4 < height;
  const over = Math.max(tank.y - 3, 13);
  return {
    pile: { align: 'left', x: tank.x + 3, baseline: first },
    back: { align: 'left', x: strip.from, baseline: first },
    workers: { align: 'left', x: work.x, baseline: first },
    done: { align: 'right', x: width, baseline: centre + downstream.height / 2 + 17 },
    lost: { align: 'left', x: bus + 8, baseline: first },
    ...(hasSecond ? { room: { align: 'left', x: tank.x + 3, baseline: second } } : {}),
    held: { align: 'left', x: house.x, baseline: centre - house.size * 1.2 },
    unit: hasSecond ? { align: 'right', x: end, baseline: second } : { align: 'right', x: tank.x - 2, baseline: 14 },
    sample: { align: 'right', x: link2.to, baseline: 14 },
    brokerDown: { align: 'center', x: tank.x + tank.width / 2, baseline: over },
    consumerDown: { align: 'left', x: collector + 6, baseline: centre - 12 },
    downstreamDown: { align: 'right', x: width, baseline: centre - downstream.height / 2 - 8 },
    breaker: { align: 'center', x: (collector + downstream.x - 8) / 2, baseline: centre + 20 },
  };
}
