/** The rows of the table of lanes: what each is called, and how it is read. The page and what one takes away from it say the same. */
import type { PercentileName } from '../model/series.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import type { SeriesBook } from '../store/seriesBook.ts';
import type { LaneNow } from '../store/state.ts';
import { bucketAt } from './charts/column.ts';
import { amount, lasting } from './story/words.ts';

interface Row {
  id: string;
  label: string;
  /** In a lane that looks like `now` at `playhead`. */
  of: (now: LaneNow, book: SeriesBook, playhead: SimTime) => string;
}

/** Of what finished in the last full second before the playhead. */
const percentile = (name: PercentileName): Row => ({
  id: name,
  label: `${name}, last second`,
  of(_, book, playhead) {
    const series = book.at(SECOND);
    const value = series.columns[name][bucketAt(series, playhead) - 1];
    return value === undefined || Number.isNaN(value) ? '–' : lasting(value);
  },
});

const total = (id: keyof LaneNow['totals'], label: string): Row => ({
  id,
  label,
  of: ({ totals }) => amount(totals[id]),
});

export const rows: readonly Row[] = [
  total('published', 'published'),
  { id: 'outstanding', label: 'outstanding', of: ({ outstanding }) => amount(outstanding) },
  { id: 'retrying', label: 'waiting to retry', of: ({ delayed }) => amount(delayed) },
  percentile('p50'),
  percentile('p95'),
  percentile('p99'),
  total('deliveries', 'deliveries'),
  total('retries', 'retries'),
  total('acked', 'acknowledged'),
  total('polls', 'polls'),
  total('emptyPolls', 'empty polls'),
  total('duplicateEffects', 'double effects'),
  total('deadLettered', 'dead letters'),
  { id: 'gone', label: 'lost in all', of: ({ lost }) => amount(lost) },
];
