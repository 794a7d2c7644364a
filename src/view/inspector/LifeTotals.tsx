/** Where a message's time went, cause by cause and lane by lane: the life lines as a table. */

import type { LaneId } from '../../model/lanes.ts';
import { type Cause, causes, type Life, totalsOf } from '../../model/life.ts';
import { LaneHeads } from '../LaneHeads.tsx';
import { causeNames } from './lifeWords.ts';
import { span } from './times.ts';

export function LifeTotals({ lives }: { lives: { lane: LaneId; life: Life }[] }) {
  const totals = lives.map(({ lane, life }) => ({ lane, of: new Map<Cause, number>(totalsOf(life)) }));
  const rows = causes.filter((cause) => totals.some(({ of }) => of.has(cause)));
  const sum = (of: Map<Cause, number>) => [...of.values()].reduce((all, time) => all + time, 0);
  return (
    <table className="life-totals">
      <LaneHeads lanes={totals.map(({ lane }) => lane)} />
      <tbody>
        {rows.map((cause) => (
          <tr key={cause}>
            <th scope="row">
              <span className={`life-key cause-${cause}`} aria-hidden="true" />
              {causeNames[cause]}
            </th>
            {totals.map(({ lane, of }) => (
              <td key={lane}>{of.has(cause) ? span(of.get(cause)!) : '–'}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">in all</th>
          {totals.map(({ lane, of }) => (
            <td key={lane} data-testid={`life-total-${lane}`}>
              <strong>{span(sum(of))}</strong>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
