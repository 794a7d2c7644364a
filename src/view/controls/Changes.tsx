/** How many knobs stand elsewhere than in the named scenario, and the way back. */
import { resetAll } from '../../store/commands.ts';
import { player } from '../../store/lab.ts';
import { useLab } from '../../store/useLab.ts';
import { changedKeys } from './standing.ts';

export function Changes() {
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
