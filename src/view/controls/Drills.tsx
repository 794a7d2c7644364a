/** "Break something": outages as switches that say how long they have been on, and bursts and poison as buttons. */
import { poison } from '../../store/commands.ts';
import { useLab } from '../../store/useLab.ts';
import { instant } from '../story/words.ts';
import { BurstButton } from './BurstButton.tsx';
import './drills.css';
import { barred, drill, onSince } from './drilling.ts';
import { type Drill, drills, needsDownstream } from './drills.ts';

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
        {[false, true].map((downstream) => (
          <span key={String(downstream)}>
            {drills
              .filter(({ kind }) => needsDownstream(kind) === downstream)
              .map((each) => (
                <DrillSwitch key={each.kind} drill={each} />
              ))}
          </span>
        ))}
      </div>
    </section>
  );
}

function DrillSwitch({ drill: { kind, label, help, key } }: { drill: Drill }) {
  const elapsed = useLab((state) => {
    const since = onSince(kind);
    return since === null ? null : instant(Math.max(0, state.playhead - since));
  });
  const why = useLab(() => barred(kind));
  return (
    <button
      type="button"
      className="drill"
      aria-pressed={elapsed !== null}
      aria-disabled={why !== null}
      title={why ?? `${help}  Key ${key}`}
      onClick={() => drill(kind)}
    >
      {label} {elapsed === null ? <kbd>{key}</kbd> : <span>{elapsed}</span>}
    </button>
  );
}
