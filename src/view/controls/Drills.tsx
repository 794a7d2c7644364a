/** "Break something": outages as switches that say how long they have been on, and bursts and poison as buttons. */
import type { LaneId } from '../../model/lanes.ts';
import type { DrillKind } from '../../model/scenario.ts';
import type { SimTime } from '../../model/time.ts';
import { poison, toggleDrill } from '../../store/commands.ts';
import { player } from '../../store/lab.ts';
import { useLab } from '../../store/useLab.ts';
import { instant } from '../story/words.ts';
import { BurstButton } from './BurstButton.tsx';
import './drills.css';
import { type Drill, drills } from './drills.ts';

/** Since when a drill is on in any lane; null if it is off. */
function onSince(lanes: readonly LaneId[], kind: DrillKind): SimTime | null {
  const since = lanes.flatMap((lane) =>
    player
      .drills(lane)
      .filter(({ drill }) => drill === kind)
      .map((each) => each.since),
  );
  return since.length > 0 ? Math.min(...since) : null;
}

export function Drills() {
  return (
    <section className="drills" aria-label="Break something">
      <h2 className="sc">Break something</h2>
      <span className="drill-once">
        <BurstButton />
        <button
          type="button"
          className="drill"
          title="Sends a message that fails every time it is tried"
          onClick={() => poison()}
        >
          Poison
        </button>
      </span>
      <div className="drill-switches">
        {drills.map((drill) => (
          <DrillSwitch key={drill.kind} drill={drill} />
        ))}
      </div>
    </section>
  );
}

function DrillSwitch({ drill: { kind, label, help, key } }: { drill: Drill }) {
  const elapsed = useLab((state) => {
    const since = onSince(state.scenario.lanes, kind);
    return since === null ? null : instant(Math.max(0, state.playhead - since));
  });
  return (
    <button
      type="button"
      className="drill"
      aria-pressed={elapsed !== null}
      title={help}
      onClick={() => toggleDrill(kind)}
    >
      {label} <span className="t2">{elapsed ?? key}</span>
    </button>
  );
}
