/** The head of a table with a column for each lane. */
import type { LaneId } from '../model/lanes.ts';

export function LaneHeads({ lanes }: { lanes: readonly LaneId[] }) {
  return (
    <thead>
      <tr>
        <td />
        {lanes.map((lane) => (
          <th key={lane} scope="col" className={lane}>
            {lane}
          </th>
        ))}
      </tr>
    </thead>
  );
}
