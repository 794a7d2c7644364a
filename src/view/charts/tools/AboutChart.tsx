/** What a chart means, how it is reckoned, and how it can mislead. */
import type { ChartName } from '../../../model/linkView.ts';
import { Dialog } from '../../share/Dialog.tsx';
import type { ChartKind } from '../kind.ts';
import { about } from './about.ts';

export function AboutChart({ kind, name, onClose }: { kind: ChartKind; name: ChartName; onClose: () => void }) {
  const { means, formula, misleads } = about[name];
  return (
    <Dialog title={kind.title} onClose={onClose}>
      <p className="t2">{kind.unit}</p>
      <p>{means}</p>
      <h3>How it is reckoned</h3>
      <p>{formula}</p>
      <h3>How it can mislead</h3>
      <p>{misleads}</p>
    </Dialog>
  );
}
