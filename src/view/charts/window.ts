/** Which stretch of the run the charts show, and in which resolution. A pure function of the playhead, so all charts share one axis. */
import { resolutions, type Series } from '../../model/series.ts';
import { SECOND, type SimTime } from '../../model/time.ts';

export interface TimeWindow {
  from: SimTime;
  to: SimTime;
  /** Length of a bucket. */
  resolution: SimTime;
}

/** Where the playhead stands in the window: more room for the past, for it is what is known for certain. */
const PLAYHEAD_SHARE = 0.45;
const SHORTEST_SPAN = 10 * SECOND;
const MOST_BUCKETS = 600;

/** Ten seconds of wall time at the given speed, never less than ten simulated seconds, in steps of 1, 2 and 5. */
function spanAt(speed: number): SimTime {
  const wanted = SHORTEST_SPAN * Math.max(1, speed);
  const decade = 10 ** Math.floor(Math.log10(wanted));
  return decade * ([1, 2, 5, 10].find((step) => step * decade >= wanted) ?? 10);
}

/** The finest resolution that needs at most 600 buckets, else the coarsest. */
export const resolutionFor = (span: SimTime): SimTime =>
  resolutions.find((resolution) => span / resolution <= MOST_BUCKETS) ?? resolutions[resolutions.length - 1]!;

/** A window that a person has chosen, in the finest buckets that are few enough and, as far as it is simulated, kept; else in the coarsest. */
export function inZoom(
  { from, to }: Pick<TimeWindow, 'from' | 'to'>,
  book: { at(resolution: SimTime): Pick<Series, 'first' | 'length'> },
): TimeWindow {
  const reaches = (resolution: SimTime) => book.at(resolution).first * resolution <= from;
  const fine = resolutions.find((each) => each >= resolutionFor(to - from) && reaches(each));
  return { from, to, resolution: fine ?? resolutions[resolutions.length - 1]! };
}

/** The window around the playhead; it stops at both ends of the run, and then the playhead moves within it. */
export function windowAround(playhead: SimTime, speed: number, until: SimTime): TimeWindow {
  const span = Math.min(spanAt(speed), Math.max(until, SECOND));
  const from = Math.min(Math.max(0, playhead - PLAYHEAD_SHARE * span), Math.max(0, until - span));
  return { from, to: from + span, resolution: resolutionFor(span) };
}
