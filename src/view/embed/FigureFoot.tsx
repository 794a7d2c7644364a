/** Which run this is, what was wrong with its address, and the way to the Lab. */
import { ENGINE_VERSION } from '../../model/engineVersion.ts';
import { findShipped } from '../../scenarios/catalogue.ts';
import { useLab } from '../../store/useLab.ts';
import { OpenInLab } from './OpenInLab.tsx';
import { useFigure } from './useFigure.ts';

export function FigureFoot() {
  const name = useLab(({ scenario }) => scenario.name);
  const seed = useLab(({ scenario }) => scenario.seed);
  const receipt = useLab((state) => state.receipt);
  const own = useFigure((state) => state.notes);
  // What the last input was clamped to, or how long a link was cut.
  const later = useLab((state) => state.notes);
  const notes = [...own, ...later];
  return (
    <footer className="embed-foot">
      <span className="t2" title={receipt === null ? undefined : `Receipt ${receipt}`} data-testid="receipt">
        {findShipped(name)?.title ?? name} · seed {seed} · engine {ENGINE_VERSION}
      </span>
      <OpenInLab />
      <p className="embed-notes" role="status" title={notes.join('\n')}>
        {notes.join(' ')}
      </p>
    </footer>
  );
}
