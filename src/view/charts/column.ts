/** Reading a series: bucket of a time, value of a bucket, extremes, and rates over the last second. */
import type { CounterName, Series, SeriesName } from '../../model/series.ts';
import { SECOND, type SimTime } from '../../model/time.ts';

/** Where the buckets of a series lie, whatever its columns are. */
export type Buckets = Pick<Series, 'resolution' | 'first' | 'length'>;
type With<Name extends SeriesName> = Buckets & { columns: Pick<Series['columns'], Name> };

/** Position of the bucket that holds `time`; may lie outside the series. */
export const bucketAt = (series: Buckets, time: SimTime): number => Math.floor(time / series.resolution) - series.first;

/** When the bucket at `position` ends; levels are measured there. */
export const endOf = (series: Buckets, position: number): SimTime => (series.first + position + 1) * series.resolution;

/** The value of the bucket that holds `time`, NaN outside the series. */
export const valueAt = (series: Series, name: SeriesName, time: SimTime): number =>
  series.columns[name][bucketAt(series, time)] ?? Number.NaN;

/** Events per second, over the second that ends with the bucket; finer buckets alone would only show single messages. */
export function perSecond(series: Series, name: CounterName, position: number): number {
  const buckets = Math.max(1, Math.round(SECOND / series.resolution));
  let sum = 0;
  for (let i = Math.max(0, position - buckets + 1); i <= position; i++) sum += series.columns[name][i] ?? 0;
  return (sum * SECOND) / (buckets * series.resolution);
}

/** What was found for a series when it had this many buckets: a run of an hour is too long to be searched again in each frame. */
const found = new WeakMap<Buckets, { length: number; extremes: Map<string, number> }>();

function remember(series: Buckets, key: string, search: () => number): number {
  let known = found.get(series);
  if (known?.length !== series.length) {
    known = { length: series.length, extremes: new Map() };
    found.set(series, known);
  }
  const extreme = known.extremes.get(key) ?? search();
  known.extremes.set(key, extreme);
  return extreme;
}

/** Largest of `value` over all buckets, so over the whole run as far as it is simulated; 0 if there is none. NaN doesn't count. `key` names the value. */
export function largestOf(series: Buckets, key: string, value: (position: number) => number): number {
  return remember(series, key, () => {
    let most = 0;
    for (let i = 0; i < series.length; i++) if (value(i) > most) most = value(i);
    return most;
  });
}

export const largest = <Name extends SeriesName>(series: With<Name>, name: Name): number =>
  largestOf(series, name, (i) => series.columns[name][i]!);

/** Smallest value above zero, Infinity if there is none. */
export function smallest(series: Series, name: SeriesName): number {
  return remember(series, `least ${name}`, () => {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < series.length; i++) {
      const value = series.columns[name][i]!;
      if (value > 0 && value < least) least = value;
    }
    return least;
  });
}

/** The next 1, 2 or 5 times a power of ten, so that an axis steps instead of creeping. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const decade = 10 ** Math.floor(Math.log10(value));
  return decade * ([1, 2, 5].find((step) => step * decade >= value) ?? 10);
}
