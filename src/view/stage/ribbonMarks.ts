/** Marks of streams that are too fast for dots: one band a stream, its width by the root of the rate, the rate printed on it. */

import type { Ink } from '../palette.ts';
import type { LaneGeometry } from './geometry.ts';
import type { Mark } from './mark.ts';
import type { LaneMoment } from './moment.ts';

const WIDTH_MAX_PX = 11;

export function ribbonMarks({ lane, rates }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  if (rates === null) return;
  const { link1, link2, path2, upper, lower } = geometry;
  ribbon(out, geometry, link1.from + 4, link1.to - 6, upper, rates.published, lane, '');
  ribbon(out, geometry, path2.from, path2.to, upper, rates.deliveries, lane, 'out');
  if (lane !== 'push') ribbon(out, geometry, link2.to - 8, path2.from, lower, rates.polls, lane, 'polls');
  else ribbon(out, geometry, link2.to - 8, path2.from, lower, rates.refused, 'bad', 'refused');
}

/** From `x1` to `x2`, so a stream to the left has x2 < x1. The root keeps a hundredfold rate on the same rail. */
function ribbon(
  out: Mark[],
  geometry: LaneGeometry,
  x1: number,
  x2: number,
  y: number,
  perSecond: number,
  ink: Ink,
  what: string,
): void {
  if (!(perSecond > 0)) return;
  const width = Math.min(WIDTH_MAX_PX, 1 + Math.sqrt(perSecond) / 3);
  out.push({ shape: 'ribbon', x1, x2, y, width, ink });
  if (what === '') return;
  const text = `${rateText(perSecond)}/s ${what}`;
  const below = x2 < x1;
  out.push({
    shape: 'note',
    x: (x1 + x2) / 2,
    y: below ? y + 18 : y - 9,
    size: geometry.label.note ?? 11,
    ink: 'ink2',
    align: 'center',
    text,
  });
}

const rateText = (perSecond: number) =>
  perSecond >= 1_000
    ? `${(perSecond / 1_000).toFixed(1)} k`
    : perSecond >= 10
      ? perSecond.toFixed(0)
      : perSecond.toFixed(1);
