/** The controls of one owner (producer, broker, workers …): what matters first, the rest on demand, for all lanes or for one. */
import { useState } from 'react';
import { type LaneId, laneIds } from '../../model/lanes.ts';
import { type ParameterId, parameterIds } from '../../model/parameters.ts';
import { useLab } from '../../store/useLab.ts';
import { Control } from './Control.tsx';
import { Overload } from './Overload.tsx';
import { sectionsOf } from './sections.ts';
import { rowOf, targetOf } from './standing.ts';
import { TraceButton } from './TraceButton.tsx';

interface Props {
  id: string;
  label: string;
}

export function Group({ id, label }: Props) {
  const [lane, setLane] = useState<LaneId | null>(null);
  const [open, setOpen] = useState(false);
  const running = useLab((state) => state.scenario.lanes);
  const rows = parameterIds.map(rowOf).filter((row) => row.group === id);
  const acts = rows.some((row) => row.lanes === 'shared' || row.lanes.some((each) => running.includes(each)));
  const apart = laneIds.filter(
    (each) =>
      running.includes(each) &&
      rows.some((row) => row.lanes !== 'shared' && row.lanes.length > 1 && row.lanes.includes(each)),
  );
  const chosen = lane !== null && apart.includes(lane) ? lane : null;
  const acting = rows.filter((row) => targetOf(row, chosen) !== undefined);
  const control = (row: { id: ParameterId }) => (
    <Control key={row.id} id={row.id} lane={chosen} onChooseLane={setLane} />
  );
  const more = acting.filter((row) => !row.core);
  // Where all of the first screen is shared, the choice of a lane belongs to the rest.
  const choiceIsLate = rows.every((row) => !row.core || row.lanes === 'shared');
  if (!acts) return null;
  return (
    <fieldset className="group" data-group={id}>
      <legend className="sc">{label}</legend>
      <div className="group-tools">
        {apart.length > 1 && (open || !choiceIsLate) && (
          <LaneChoice label={label} lanes={apart} chosen={chosen} onChoose={setLane} />
        )}
        {more.length > 0 && (
          <button type="button" className="more t2" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'less' : `${more.length} more`}
            <span className="visually-hidden"> of {label}</span>
          </button>
        )}
      </div>
      {acting.filter((row) => row.core).map(control)}
      {id === 'consumer' && <Overload />}
      {open &&
        sectionsOf(id, more).map((section) =>
          section.label === null ? (
            section.rows.map(control)
          ) : (
            <fieldset key={section.label} className="section">
              <legend className="t2">{section.label}</legend>
              {section.rows.map(control)}
              {section.rows.some((row) => row.id === 'trace.speedup') && <TraceButton />}
            </fieldset>
          ),
        )}
    </fieldset>
  );
}

interface LaneChoiceProps {
  label: string;
  lanes: LaneId[];
  chosen: LaneId | null;
  onChoose: (lane: LaneId | null) => void;
}

function LaneChoice({ label, lanes, chosen, onChoose }: LaneChoiceProps) {
  return (
    <fieldset className="lane-choice" aria-label={`${label}: for which lane`}>
      {[null, ...lanes].map((lane) => (
        <button
          key={lane ?? 'all'}
          type="button"
          aria-pressed={lane === chosen}
          className={lane ?? ''}
          onClick={() => onChoose(lane)}
        >
          {lane ?? 'all'}
        </button>
      ))}
    </fieldset>
  );
}
