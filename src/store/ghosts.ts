/** The series of branches that were left, as they had been computed, for the charts to draw beside the new ones. Nothing is computed for them. */
import { type LaneId, laneIds } from '../model/lanes.ts';
import { resolutions, type Series } from '../model/series.ts';
import type { SimTime } from '../model/time.ts';
import type { SeriesBook } from './seriesBook.ts';

/** The two columns that are drawn: at most 0.6 MB a ghost, for a day of all three lanes. */
const columnNames = ['outstanding', 'p50'] as const;
const GHOSTS_MAX = 4;

export type GhostSeries = Pick<Series, 'resolution' | 'first' | 'length'> & {
  columns: Pick<Series['columns'], (typeof columnNames)[number]>;
};

export interface Ghost {
  /** The branch that was left. */
  branch: number;
  /** From here on it differs from the one that was gone to. */
  from: SimTime;
  at(lane: LaneId, resolution: SimTime): GhostSeries;
}

/** A copy of the buckets that end in (from, to], and of the one before them, at which both futures still are one. */
function copied({ resolution, first, length, columns }: Series, from: SimTime, to: SimTime): GhostSeries {
  const begin = Math.min(length, Math.max(0, Math.floor(from / resolution) - 1 - first));
  const end = Math.max(begin, Math.min(length, Math.floor(to / resolution) - first));
  const [outstanding, p50] = columnNames.map((name) => columns[name].slice(begin, end));
  return { resolution, first: first + begin, length: end - begin, columns: { outstanding: outstanding!, p50: p50! } };
}

/** What the books hold of a branch from `from` on; they are true of it up to `to`. */
export function ghostOf(books: Record<LaneId, SeriesBook>, branch: number, from: SimTime, to: SimTime): Ghost {
  const kept = laneIds.flatMap((lane) =>
    resolutions.map((resolution) => ({ lane, series: copied(books[lane].at(resolution), from, to) })),
  );
  return {
    branch,
    from,
    at: (lane, resolution) => kept.find((each) => each.lane === lane && each.series.resolution === resolution)!.series,
  };
}

/** With one more; the oldest are forgotten, and so is an earlier one of the same branch. */
export const withGhost = (ghosts: readonly Ghost[], ghost: Ghost): readonly Ghost[] =>
  [...ghosts.filter(({ branch }) => branch !== ghost.branch), ghost].slice(-GHOSTS_MAX);
