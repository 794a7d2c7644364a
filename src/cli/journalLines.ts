/** The journal as lines of JSON, of all lanes in the order of time; at equal times in the order of the lanes. */
import { lanesOf, type Run, takeRecords } from '../engine/run.ts';
import { factKinds, type Records } from '../model/journal.ts';

/** What was recorded since the last call, given away. Numbers stand as in model/journal: times in microseconds, -1 for none. */
export function takeLines(run: Run): string {
  const lanes = lanesOf(run).map((lane) => ({ id: lane.id, records: takeRecords(lane), next: 0 }));
  const lines: string[] = [];
  for (;;) {
    let first: (typeof lanes)[number] | null = null;
    for (const lane of lanes)
      if (lane.next < lane.records.length && (first === null || timeOf(lane) < timeOf(first))) first = lane;
    if (first === null) return lines.join('');
    lines.push(lineOf(first.id, first.records, first.next++));
  }
}

const timeOf = ({ records, next }: { records: Records; next: number }) => records.time[next];

function lineOf(lane: string, records: Records, i: number): string {
  const record = {
    lane,
    sequence: records.first + i,
    time: records.time[i],
    kind: factKinds[records.kind[i]],
    message: records.message[i],
    delivery: records.delivery[i],
    node: records.node[i],
    value: records.value[i],
    cause: records.cause[i],
  };
  return `${JSON.stringify(record)}\n`;
}
