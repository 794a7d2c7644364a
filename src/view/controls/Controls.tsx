/** All knobs of the Lab, made from the parameter table alone. */
import { laneIds } from '../../model/lanes.ts';
import { groups } from '../../model/parameters.ts';
import { setApplyFrom, toggleLane } from '../../store/commands.ts';
import { useLab } from '../../store/useLab.ts';
import { capitalized } from '../story/words.ts';
import { AboutPreset } from './AboutPreset.tsx';
import './controls.css';
import { Group } from './Group.tsx';

export function Controls() {
  return (
    <div className="controls">
      <AboutPreset />
      <Lanes />
      <ApplyFrom />
      {groups.map(({ id, label }) => (
        <Group key={id} id={id} label={label} />
      ))}
    </div>
  );
}

/** Which lanes the same arrivals fall into. The last one stays. */
function Lanes() {
  const lanes = useLab((state) => state.scenario.lanes);
  return (
    <fieldset className="segmented">
      <legend className="t2">Lanes</legend>
      {laneIds.map((lane) => {
        const isOn = lanes.includes(lane);
        return (
          <label key={lane}>
            <input
              type="checkbox"
              checked={isOn}
              disabled={isOn && lanes.length === 1}
              onChange={() => toggleLane(lane)}
            />
            <span className={lane}>{capitalized(lane)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** Segmented: radio buttons, so that arrow keys move and exactly one is on. */
function ApplyFrom() {
  const applyFrom = useLab((state) => state.applyFrom);
  return (
    <fieldset className="segmented">
      <legend className="t2">A change acts</legend>
      {(
        [
          ['now', 'from now'],
          ['start', 'from the start'],
        ] as const
      ).map(([value, label]) => (
        <label key={value}>
          <input type="radio" name="apply-from" checked={applyFrom === value} onChange={() => setApplyFrom(value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
