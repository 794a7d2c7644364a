/** All knobs of the Lab, made from the parameter table alone, and how many of them were turned. */
import { groups } from '../../model/parameters.ts';
import { resetAll, setApplyFrom } from '../../store/commands.ts';
import { player } from '../../store/lab.ts';
import { useLab } from '../../store/useLab.ts';
import { Group } from './Group.tsx';
import { changedKeys } from './standing.ts';

export function Controls() {
  return (
    <div className="controls">
      <div className="controls-head">
        <ApplyFrom />
        <Changes />
      </div>
      {groups.map(({ id, label }) => (
        <Group key={id} id={id} label={label} />
      ))}
    </div>
  );
}

function Changes() {
  const count = useLab((state) => changedKeys(state.scenario, state.base, player.playhead()).length);
  const touched = useLab(
    (state) => state.scenario.timeline.length > state.base.timeline.length || state.scenario.seed !== state.base.seed,
  );
  if (count === 0 && !touched) return <span className="t2">nothing changed</span>;
  return (
    <button type="button" className="link" onClick={resetAll}>
      reset all{count > 0 ? ` (${count})` : ''}
    </button>
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
