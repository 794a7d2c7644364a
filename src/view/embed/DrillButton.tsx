/** The one thing that a reader of the figure may do to the run: by default a burst now. */
import type { DrillKind } from '../../model/scenario.ts';
import { burst, crash, poison } from '../../store/breaking.ts';
import { player } from '../../store/lab.ts';
import { useLab } from '../../store/useLab.ts';
import { barred, drill, onSince } from '../controls/drilling.ts';
import { drills } from '../controls/drills.ts';
import { amount, capitalized, instant } from '../story/words.ts';
import { useFigure } from './useFigure.ts';

export function DrillButton() {
  const kind = useFigure(({ options }) => (options.readOnly ? null : options.drill));
  const size = useLab(({ scenario }) => player.settings(scenario.lanes[0] ?? 'push')['burst.size'] || 80);
  if (kind === null) return null;
  if (kind === 'burst')
    return <Once label={`+${amount(size)} now`} title="A burst at the playhead" act={() => burst()} />;
  if (kind === 'poison') return <Once label="Poison" title="Sends a message that always fails" act={() => poison()} />;
  if (kind === 'crash') return <Once label="Crash one" title="One instance of each lane crashes" act={() => crash()} />;
  return <Switch kind={kind} />;
}

function Once({ label, title, act }: { label: string; title: string; act: () => void }) {
  return (
    <button type="button" className="embed-drill" title={title} onClick={act}>
      {label}
    </button>
  );
}

/** Labels in the Lab follow each other on one line: "Downstream refuses, hangs, slow"; alone, they need their subject. */
const subjects = { consumer: 'Consumers', broker: 'Broker', downstream: 'Downstream', network: '', producer: '' };

function Switch({ kind }: { kind: DrillKind }) {
  const { label, help } = drills.find((each) => each.kind === kind)!;
  const elapsed = useLab(({ playhead }) => {
    const since = onSince(kind);
    return since === null ? null : instant(Math.max(0, playhead - since));
  });
  const why = useLab(() => barred(kind));
  const subject = subjects[kind.split('.')[0] as keyof typeof subjects];
  const words = /^[a-z]/.test(label) ? `${subject} ${label}`.trim() : label;
  return (
    <button
      type="button"
      className="embed-drill"
      aria-pressed={elapsed !== null}
      aria-disabled={why !== null}
      title={why ?? help}
      onClick={() => drill(kind)}
    >
      {capitalized(words)} {elapsed}
    </button>
  );
}
