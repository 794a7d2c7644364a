/** All knobs of the Lab, made from the parameter table alone. */
import { groups } from '../../model/parameters.ts';
import { setApplyFrom } from '../../store/commands.ts';
import { useLab } from '../../store/useLab.ts';
import { AboutPreset } from './AboutPreset.tsx';
import './controls.css';
import { Group } from './Group.tsx';

export function Controls() {
  return (
    <div className="controls">
      <AboutPreset />
      <ApplyFrom />
      {groups.map(({ id, label }) => (
        <Group key={id} id={id} label={label} />
      ))}
    </div>
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
