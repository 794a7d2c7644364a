/** Says beside the workers when they can't keep up on average, by how much, and in which lanes. */
import { player } from '../../store/lab.ts';
import { useLab } from '../../store/useLab.ts';
import { listed } from '../story/words.ts';
import { overload } from './load.ts';

export function Overload() {
  // One line a warning, so that the selector gives an equal string until something changes.
  const lines = useLab((state) => {
    const byWarning = new Map<string, string[]>();
    for (const lane of state.scenario.lanes) {
      const warning = overload(player.settings(lane), lane);
      if (warning !== null) byWarning.set(warning, [...(byWarning.get(warning) ?? []), lane]);
    }
    return [...byWarning]
      .map(([warning, lanes]) =>
        lanes.length === state.scenario.lanes.length ? warning : `${listed(lanes)}: ${warning}`,
      )
      .join('\n');
  });
  return (
    <p className="overload bad" data-testid="overload">
      {lines}
    </p>
  );
}
