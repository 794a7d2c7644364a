/** A lane's time series as far as they have come from the worker, at each resolution: what has been drawn, and the future already known. */
import { resolutions, type Series, type SeriesName, type SparseCounts, seriesNames } from '../model/series.ts';
import type { SimTime } from '../model/time.ts';

/** A whole day of the coarsest buckets, 14 minutes of the finest. The oldest go first. */
export const BUCKETS_MAX = 8_640;

export interface SeriesBook {
  /** All closed buckets that are kept, also ahead of the playhead. Good until something is added or cut. Throws for an unknown resolution. */
  at(resolution: SimTime): Series;
  /** Every bucket that is closed by then has come. */
  end(): SimTime;
  /** Takes buckets in. They replace those of the same index; where they leave a gap, what came before it is dropped. */
  add(series: Series): void;
  /** Drops every bucket that ends after `from` (NEVER: none). */
  cut(from: SimTime): void;
}

interface Shelf {
  resolution: SimTime;
  first: number;
  length: number;
  /** With room to grow. */
  columns: Record<SeriesName, Float32Array>;
  latencies: SparseCounts[];
  view: Series | null;
}

const columnsOf = (size: number) =>
  Object.fromEntries(seriesNames.map((name) => [name, new Float32Array(size)])) as Record<SeriesName, Float32Array>;

const emptyShelf = (resolution: SimTime): Shelf => ({
  resolution,
  first: 0,
  length: 0,
  columns: columnsOf(0),
  latencies: [],
  view: null,
});

export function createSeriesBook(): SeriesBook {
  const shelves = resolutions.map(emptyShelf);
  const shelfOf = (resolution: SimTime): Shelf => {
    const shelf = shelves.find((each) => each.resolution === resolution);
    if (shelf === undefined) throw new RangeError(`no series of ${resolution} µs; there are ${resolutions.join(', ')}`);
    return shelf;
  };
  return {
    at: (resolution) => viewOf(shelfOf(resolution)),
    // All resolutions come together, so the finest tells for all.
    end: () => (shelves[0].first + shelves[0].length) * shelves[0].resolution,
    add: (series) => put(shelfOf(series.resolution), series),
    cut(from) {
      for (const shelf of shelves) {
        shelf.length = Math.max(0, Math.min(shelf.length, Math.floor(from / shelf.resolution) - shelf.first));
        shelf.latencies.length = shelf.length;
        shelf.view = null;
      }
    },
  };
}

function viewOf(shelf: Shelf): Series {
  if (shelf.view === null) {
    const { resolution, first, length, latencies } = shelf;
    const columns = {} as Record<SeriesName, Float32Array>;
    for (const name of seriesNames) columns[name] = shelf.columns[name].subarray(0, length);
    shelf.view = { resolution, first, length, columns, latencies };
  }
  return shelf.view;
}

function put(shelf: Shelf, series: Series): void {
  const joins = series.first >= shelf.first && series.first <= shelf.first + shelf.length;
  if (!joins) {
    shelf.first = series.first;
    shelf.length = 0;
    shelf.latencies = [];
  }
  const end = Math.max(shelf.first + shelf.length, series.first + series.length);
  if (end - shelf.first > shelf.columns.ready.length || end - shelf.first > BUCKETS_MAX) regrow(shelf, end);
  const at = series.first - shelf.first;
  for (const name of seriesNames) shelf.columns[name].set(series.columns[name], at);
  series.latencies.forEach((counts, i) => {
    shelf.latencies[at + i] = counts;
  });
  shelf.length = end - shelf.first;
  shelf.view = null;
}

/** Makes room for buckets up to `end`, at most BUCKETS_MAX of them. */
function regrow(shelf: Shelf, end: number): void {
  // A quarter is dropped at once, so that a long run does not copy everything for each bucket.
  const first = end - shelf.first > BUCKETS_MAX ? end - (BUCKETS_MAX * 3) / 4 : shelf.first;
  const dropped = first - shelf.first;
  const columns = columnsOf(Math.min(BUCKETS_MAX, Math.max(256, (end - first) * 2)));
  for (const name of seriesNames)
    columns[name].set(shelf.columns[name].subarray(dropped, Math.max(dropped, shelf.length)));
  shelf.columns = columns;
  shelf.latencies.splice(0, dropped);
  shelf.first = first;
  shelf.length = Math.max(0, shelf.length - dropped);
}
