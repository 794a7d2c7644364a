/** Where the words of a lane stand: an edge and a baseline each, so that columns line up from lane to lane. */
import type { CSSProperties } from 'react';
import type { LaneGeometry } from './geometry.ts';
import type { Label } from './label.ts';

export interface LabelPlace {
  /** The text begins, is centred or ends at `x`, pixels from the lane's left edge. */
  align: 'left' | 'center' | 'right';
  x: number;
  baseline: number;
}

/** Font sizes in pixels of those that are not 13; none is under 11. */
const sizes: Partial<Record<Label, number>> = {
  who: 14,
  pileNote: 12,
  room: 12,
  back: 12,
  backNote: 11,
  workersNote: 12,
  doneNote: 12,
  lost: 12,
  lostNote: 12,
  breaker: 11,
  held: 11,
  gate: 11,
  unit: 11,
  sample: 11,
  brokerDown: 11,
  consumerDown: 11,
  downstreamDown: 11,
};

const left = (x: number, baseline: number): LabelPlace => ({ align: 'left', x, baseline });
const right = (x: number, baseline: number): LabelPlace => ({ align: 'right', x, baseline });
const center = (x: number, baseline: number): LabelPlace => ({ align: 'center', x, baseline });

/** Whether the middle column has no room for words beside other words. */
export const isTight = ({ link2 }: LaneGeometry) => link2.to - link2.from < 190;

/** Whether it has room for one thing only over the rails. */
export const isNarrow = ({ layout }: LaneGeometry) => layout === 'embed' || layout === 'embedTall';

/** A label without a place in a layout is not shown there. */
export function labelPlaces(geometry: LaneGeometry): Partial<Record<Label, LabelPlace>> {
  const { tank, strip, work, width, house, centre, link2, collector, downstream, trayAt } = geometry;
  const [first, second] = geometry.baselines;
  const tankEnd = tank.x + tank.width;
  const overTank = Math.max(tank.y - 5, 10);
  const shared = {
    held: left(house.x, centre - house.size * 1.4),
    unit: right(tankEnd, overTank),
    gate: left(tank.x + 4, overTank),
    brokerDown: left(tank.x + 4, overTank),
  };
  if (geometry.folded) {
    const third = second + geometry.label.second;
    return {
      ...shared,
      pile: left(tank.x, first),
      pileNote: left(tank.x, second),
      room: left(tank.x, third),
      back: right(width, first),
      workers: right(width, second),
      done: right(width, third),
      lost: left(0, first),
      lostNote: left(0, third),
      sample: right(link2.to, overTank),
      consumerDown: right(width, overTank),
    };
  }
  if (isNarrow(geometry)) {
    return {
      ...shared,
      who: left(strip.from, 14),
      sample: left(strip.from, 14),
      pile: left(tank.x + 2, first),
      room: right(tankEnd, second),
      back: left(strip.from, first),
      workers: left(work.x, first),
      done: right(width, second),
      lost: left(trayAt.x, first),
      lostNote: left(trayAt.x, second),
      breaker: center((collector + downstream.x - 8) / 2, centre + 16),
      consumerDown: left(collector + 4, centre - 10),
      downstreamDown: right(width, centre - downstream.height / 2 - 6),
    };
  }
  return {
    ...shared,
    who: left(strip.from, geometry.layout === 'wide' ? 18 : 16),
    ...(geometry.layout === 'wide' ? { whoNote: left(strip.from, 33) } : {}),
    pile: left(tank.x + 4, first),
    pileNote: left(tank.x + 4, second),
    room: right(tankEnd, second),
    back: left(strip.from, second),
    ...(isTight(geometry) ? {} : { backNote: right(strip.to, second) }),
    workers: left(work.x, first),
    workersNote: left(work.x, second),
    done: right(width, first),
    doneNote: right(width, second),
    lost: left(trayAt.x, first),
    lostNote: left(trayAt.x, second),
    sample: right(link2.to, 18),
    breaker: center((collector + downstream.x - 8) / 2, centre + 18),
    // Over the workers, where the longest has room before the downstream.
    consumerDown: geometry.layout === 'wide' ? left(work.x, 12) : left(collector + 4, centre - 10),
    downstreamDown: right(width, centre + downstream.height / 2 + 14),
  };
}

/** In pixels. */
export const sizeOf = (label: Label): number => sizes[label] ?? 13;

/** For CSS: a line of 16 px whose text stands on the baseline. */
export function placeStyle(label: Label, { align, x, baseline }: LabelPlace, width: number): CSSProperties {
  const style = { top: baseline - 12, fontSize: sizeOf(label) };
  if (align === 'right') return { ...style, right: width - x };
  return align === 'left' ? { ...style, left: x } : { ...style, left: x, transform: 'translateX(-50%)' };
}
