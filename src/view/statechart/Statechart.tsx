/** The statechart of one machine of a lane, as it stands at the playhead. It is loaded when the first one is shown. */
import type { LaneId } from '../../model/lanes.ts';
import type { MachineName } from '../../model/statechart.ts';
import { Sheet } from './Sheet.tsx';
import { useWatched } from './useWatched.ts';

interface Props {
  lane: LaneId;
  machine: MachineName;
  /** Its place from 0, or the journal's number of a message or delivery; null: all of the kind, or the only one. */
  index: number | null;
}

export default function Statechart({ lane, machine, index }: Props) {
  const watched = useWatched({ lane, machine, which: index });
  if (watched === null) return <p className="t2">Counting…</p>;
  if ('failure' in watched) return <p className="wrong">No chart: {watched.failure}</p>;
  return <Sheet watched={watched} />;
}
