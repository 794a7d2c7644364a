/** The machines of the lanes as statecharts: choose whose, and see where it stands. */
import { useId, useState } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import { cast, type MachineName, machineNames, type Subject } from '../../model/statechart.ts';
import { useLab } from '../../store/useLab.ts';
import { capitalized } from '../story/words.ts';
import Statechart from './Statechart.tsx';

const isIn = (machine: MachineName, lane: LaneId) => (cast[machine].lanes as readonly LaneId[]).includes(lane);

/** What was looked at last, for when the panel is opened again. */
let latest: Subject = { lane: 'pull', machine: 'worker', which: 0 };

export default function Machines() {
  const lanes = useLab((state) => state.scenario.lanes);
  const [subject, setSubject] = useState(latest);
  const id = useId();
  const lane = lanes.includes(subject.lane) ? subject.lane : lanes[0]!;
  const machine = isIn(subject.machine, lane) ? subject.machine : 'queue';
  const { by } = cast[machine];
  const choose = (next: Partial<Subject>) => {
    latest = { lane, machine, which: subject.which, ...next };
    setSubject(latest);
  };
  const first = by === 'place' ? 1 : 0;
  return (
    <div className="machines">
      <div className="machines-choice">
        <label className="visually-hidden" htmlFor={`${id}-lane`}>
          Lane
        </label>
        <select
          id={`${id}-lane`}
          value={lane}
          onChange={(event) => choose({ lane: event.currentTarget.value as LaneId })}
        >
          {lanes.map((each) => (
            <option key={each} value={each}>
              {capitalized(each)}
            </option>
          ))}
        </select>
        <label className="visually-hidden" htmlFor={`${id}-machine`}>
          Machine
        </label>
        <select
          id={`${id}-machine`}
          value={machine}
          onChange={(event) => {
            const next = event.currentTarget.value as MachineName;
            choose({ machine: next, which: cast[next].by === 'place' ? 0 : null });
          }}
        >
          {machineNames
            .filter((each) => isIn(each, lane))
            .map((each) => (
              <option key={each} value={each}>
                {cast[each].label}
              </option>
            ))}
        </select>
        {by !== null && (
          <>
            <label htmlFor={`${id}-which`}>No.</label>
            <input
              id={`${id}-which`}
              type="number"
              min={first}
              step={1}
              placeholder="all"
              title="Empty: all of them together"
              value={subject.which === null ? '' : subject.which + first}
              onChange={({ currentTarget: { value, valueAsNumber } }) => {
                const which = value === '' ? null : Math.floor(valueAsNumber) - first;
                if (which === null || which >= 0) choose({ which });
              }}
            />
          </>
        )}
      </div>
      <Statechart lane={lane} machine={machine} index={by === null ? null : subject.which} />
    </div>
  );
}
