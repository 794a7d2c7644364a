/** The lanes as a table of numbers, once a second: what the figure shows, for those who read it. Not a live region. */
import { useEffect, useState } from 'react';
import { laneIds } from '../model/lanes.ts';
import { lab, player } from '../store/lab.ts';
import { useLab, useRun } from '../store/useLab.ts';
import { LaneHeads } from './LaneHeads.tsx';
import { rows } from './tableRows.ts';

const UPDATE_MS = 1_000;

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
  const playhead = player.playhead();
  const shown = laneIds.filter((lane) => lanes.includes(lane));
  return (
    <div className="table">
      <table>
        <caption className="visually-hidden">The lanes at the playhead, once a second</caption>
        <LaneHeads lanes={shown} />
        <tbody>
          {rows.map(({ id, label, of }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              {shown.map((lane) => (
                <td key={lane} data-testid={`${lane}-${id}`}>
                  {of(current[lane], player.series[lane], playhead)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
