/** Marks of streams that are too fast for dots: one band a stream, its width by the root of the rate, the rate printed on it. */

import type { Ink } from '../palette.ts';
import type { LaneGeometry } from './geometry.ts';
import type { Mark } from './mark.ts';
import type { LaneMoment } from './moment.ts';

const WIDTH_MAX_PX = 11;

export function ribbonMarks({ lane, rates, rateMax }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  if (rates === null) return;
  const { link1, link2, path2, upper, lower } = geometry;
  const ribbon = (x1: number, x2: number, y: number, perSecond: number, ink: Ink, what: string) => {
    if (!(perSecond > 0)) return;
    // The root keeps a hundredfold rate on the same rail. A stream to the left has x2 < x1, and its words under it.
    const width = Math.min(WIDTH_MAX_PX, 1 + (WIDTH_MAX_PX - 1) * Math.sqrt(perSecond / rateMax));
    out.push({ shape: 'ribbon', x1, x2, y, width, ink });
    const at = { x: (x1 + x2) / 2, y: x2 < x1 ? y + 18 : y - 9 };
    out.push({
      shape: 'note',
      ...at,
      size: geometry.label.note ?? 11,
      ink: 'ink2',
      align: 'center',
      text: `${rateText(perSecond)}/s${what}`,
    });
  };
  ribbon(link1.from + 4, link1.to - 6, upper, rates.published, lane, '');
  ribbon(path2.from, path2.to, upper, rates.deliveries, lane, ' out');
  if (lane !== 'push') ribbon(link2.to - 8, path2.from, lower, rates.polls, lane, ' polls');
  else ribbon(link2.to - 8, path2.from, lower, rates.refused, 'bad', ' refused');
}

const rateText = (perSecond: number) =>
  perSecond >= 1_000
    ? `${(perSecond / 1_000).toFixed(1)} k`
    : perSecond >= 10
      ? perSecond.toFixed(0)
      : perSecond.toFixed(1);
