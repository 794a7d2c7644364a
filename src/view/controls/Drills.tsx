/** "Break something": outages as switches that say how long they have been on, and bursts and poison as buttons. */
import { useState } from 'react';
import { crash, poison, redrive } from '../../store/breaking.ts';
import { useLab } from '../../store/useLab.ts';
import { letKeysGo } from '../keys.ts';
import { instant } from '../story/words.ts';
import { BurstButton } from './BurstButton.tsx';
import './drills.css';
import { barred, drill, onSince } from './drilling.ts';
import { type Drill, drills, needsDownstream } from './drills.ts';

/** The drills with keys are the first screen; each further line is one place that can break. */
const further = ['consumer.', 'network.', 'broker.|producer.', 'downstream.'].map((places) =>
  drills.filter(({ kind, key }) => key === null && places.split('|').some((place) => kind.startsWith(place))),
);

export function Drills() {
  const [open, setOpen] = useState(false);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: only clicks leave the focus where it is not wanted
    <section className="drills" aria-label="Break something" onClick={letKeysGo}>
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
              .filter(({ kind, key }) => key !== null && needsDownstream(kind) === downstream)
              .map((each) => (
                <DrillSwitch key={each.kind} drill={each} />
              ))}
            {!downstream && (
              <button type="button" className="more t2" aria-expanded={open} onClick={() => setOpen(!open)}>
                {open ? 'less' : 'more'}
                <span className="visually-hidden"> to break</span>
              </button>
            )}
          </span>
        ))}
        {open && (
          <div className="drill-further">
            {further.map((line) => (
              <span key={line[0]!.kind}>
                {line.map((each) => (
                  <DrillSwitch key={each.kind} drill={each} />
                ))}
              </span>
            ))}
            <span>
              <button type="button" className="drill" title="One instance of each lane crashes" onClick={() => crash()}>
                Crash one
              </button>
              <button
                type="button"
                className="drill"
                title="Puts all dead letters back, at the redrive rate"
                onClick={redrive}
              >
                Redrive
              </button>
            </span>
          </div>
        )}
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
      title={why ?? (key === null ? help : `${help}  Key ${key}`)}
      onClick={() => drill(kind)}
    >
      {label} {elapsed === null ? key !== null && <kbd>{key}</kbd> : <span>{elapsed}</span>}
    </button>
  );
}
