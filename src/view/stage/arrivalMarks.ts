/** Marks of the arrivals of the last seconds, as a barcode: the newest stands at the right end, on the line that feeds all lanes. */
import { Fact } from '../../model/journal.ts';
import type { Series } from '../../model/series.ts';
import { SECOND, type SimTime } from '../../model/time.ts';
import type { LaneGeometry } from './geometry.ts';
import { line, type Mark } from './mark.ts';
import type { Visit } from './moves.ts';

const ARRIVALS_SHOWN: SimTime = 6 * SECOND;
/** Bursts that begin further apart than this are labelled one by one. */
const BURST_GAP: SimTime = SECOND;
/** At the left of the strip its title stands where the number over a burst would. */
const TITLE_WIDTH = 124;

export interface StripBox {
  width: number;
  /** Top and foot of the bars; the rule is at the foot. */
  top: number;
  foot: number;
  /** Where the line to the lanes ends. */
  height: number;
}

/** Measured here and not on the page, where asking for a size in every frame would lay it out anew. */
export const arrivalBox = ({ bus, layout }: LaneGeometry): StripBox =>
  layout === 'wide' ? { width: bus, top: 18, foot: 40, height: 68 } : { width: bus, top: 14, foot: 32, height: 52 };

interface Burst {
  from: SimTime;
  to: SimTime;
  size: number;
}

/** One bar a pixel at most. */
export function arrivalMarks(visit: Visit, playhead: SimTime, box: StripBox): Mark[] {
  const out = frame(box);
  const bursts: Burst[] = [];
  const xs: number[] = [];
  // A little more than is shown, so that the number over a burst does not shrink while the burst leaves the strip.
  visit(playhead - ARRIVALS_SHOWN - 2 * BURST_GAP, playhead, (records, i) => {
    if (records.kind[i] !== Fact.published) return;
    const time = records.time[i];
    if (records.node[i] === 1) joinBurst(bursts, time);
    const x = Math.round(at(time, playhead, box));
    if (x >= 0 && x !== xs.at(-1)) xs.push(x);
  });
  out.push({ shape: 'bars', xs, top: box.top, foot: box.foot, ink: 'ink' });
  for (const { from, to, size } of bursts) {
    const x = at((from + to) / 2, playhead, box);
    if (x < TITLE_WIDTH) continue;
    const align = x > box.width - 16 ? 'right' : 'center';
    out.push({
      shape: 'note',
      x: Math.min(x, box.width - 2),
      y: box.top - 5,
      size: 14,
      ink: 'ink',
      align,
      text: `+${size}`,
    });
  }
  return out;
}

/** The same from counts, where there are no records: the bars are as high as their share of the fullest bucket. */
export function arrivalMarksOf(series: Series, playhead: SimTime, box: StripBox): Mark[] {
  const out = frame(box);
  const { resolution, first, length, columns } = series;
  const end = Math.min(length, Math.floor(playhead / resolution) - first);
  const begin = Math.max(0, end - Math.ceil(ARRIVALS_SHOWN / resolution));
  const counts = columns.published.subarray(begin, Math.max(begin, end));
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  counts.forEach((count, i) => {
    const x = Math.round(at((first + begin + i + 0.5) * resolution, playhead, box));
    if (count > 0) out.push(line(x, box.foot - (box.foot - box.top) * (count / most), x, box.foot, 'ink', 2));
  });
  return out;
}

function joinBurst(bursts: Burst[], time: SimTime): void {
  const burst = bursts.at(-1);
  if (burst === undefined || time - burst.to > BURST_GAP) bursts.push({ from: time, to: time, size: 1 });
  else {
    burst.to = time;
    burst.size++;
  }
}

const at = (time: SimTime, playhead: SimTime, { width }: StripBox) =>
  width - (width * (playhead - time)) / ARRIVALS_SHOWN;

const frame = ({ width, top, foot, height }: StripBox): Mark[] => [
  line(0, foot, width, foot, 'rule', 0.75),
  line(width, top, width, height, 'ink'),
];
