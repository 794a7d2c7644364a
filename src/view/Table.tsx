/** The lanes as a table of numbers, once a second: what the figure shows, for those who read it. Not a live region. */
import { useEffect, useState } from 'react';
import { type LaneId, laneIds } from '../model/lanes.ts';
import type { PercentileName } from '../model/series.ts';
import { SECOND } from '../model/time.ts';
import { lab, player } from '../store/lab.ts';
import type { LaneNow } from '../store/state.ts';
import { useLab, useRun } from '../store/useLab.ts';
import { bucketAt } from './charts/column.ts';
import { amount, lasting } from './story/words.ts';

const UPDATE_MS = 1_000;

/** Of what finished in the last full second before the playhead. */
function percentile(lane: LaneId, name: PercentileName): string {
  const series = player.series[lane].at(SECOND);
  const value = series.columns[name][bucketAt(series, player.playhead()) - 1];
  return value === undefined || Number.isNaN(value) ? '–' : lasting(value);
}

interface Row {
  id: string;
  label: string;
  of: (now: LaneNow, lane: LaneId) => string;
}

const total = (id: keyof LaneNow['totals'], label: string): Row => ({
  id,
  label,
  of: ({ totals }) => amount(totals[id]),
});

const rows: readonly Row[] = [
  total('published', 'published'),
  { id: 'outstanding', label: 'outstanding', of: ({ outstanding }) => amount(outstanding) },
  { id: 'retrying', label: 'waiting to retry', of: ({ delayed }) => amount(delayed) },
  { id: 'p50', label: 'p50, last second', of: (_, lane) => percentile(lane, 'p50') },
  { id: 'p95', label: 'p95, last second', of: (_, lane) => percentile(lane, 'p95') },
  { id: 'p99', label: 'p99, last second', of: (_, lane) => percentile(lane, 'p99') },
  total('deliveries', 'deliveries'),
  total('retries', 'retries'),
  total('acked', 'acknowledged'),
  total('polls', 'polls'),
  total('emptyPolls', 'empty polls'),
  total('duplicateEffects', 'double effects'),
  total('deadLettered', 'dead letters'),
  { id: 'gone', label: 'lost in all', of: ({ lost }) => amount(lost) },
];

export function Table() {
  const running = useRun(({ value }) => value === 'running');
  const lanes = useLab((state) => state.scenario.lanes);
  // While it runs the clock below decides; while it stands each move of the playhead does.
  const now = useLab((state) => (running ? null : state.lanes));
  const [, tick] = useState(0);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => tick((count) => count + 1), UPDATE_MS);
    return () => clearInterval(timer);
  }, [running]);
  const current = now ?? lab.getState().lanes;
  const shown = laneIds.filter((lane) => lanes.includes(lane));
  return (
    <div className="table">
      <table>
        <caption className="visually-hidden">The lanes at the playhead, once a second</caption>
        <thead>
          <tr>
            <td />
            {shown.map((lane) => (
              <th key={lane} scope="col" className={lane}>
                {lane}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, label, of }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              {shown.map((lane) => (
                <td key={lane} data-testid={`${lane}-${id}`}>
                  {of(current[lane], lane)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
