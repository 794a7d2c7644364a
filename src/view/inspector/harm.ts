/** What harm one can do to a thing that is pointed at. */
import { COPIES_FROM } from '../../model/journal.ts';
import { SECOND } from '../../model/time.ts';
import { crash } from '../../store/breaking.ts';
import { crashWorker, dropMessage, poisonMessage, slowWorker } from '../../store/harming.ts';
import type { Inspected } from '../../store/state.ts';

export interface Harm {
  label: string;
  help: string;
  act: () => void;
}

export function harmsOf(what: Inspected): Harm[] {
  const { lane } = what;
  if (what.kind === 'message') {
    const { id } = what;
    return [
      { label: `Drop it in ${lane}`, help: 'Wherever it is, it is gone', act: () => dropMessage(lane, id) },
      {
        label: 'Poison it',
        help: 'From now on it fails whoever works on it, in every lane',
        act: () => poisonMessage(id, id >= COPIES_FROM ? lane : null),
      },
    ];
  }
  if (what.node === 'consumers')
    return [{ label: 'Crash a worker', help: 'One instance of each lane crashes now', act: () => crash() }];
  if (!what.node.startsWith('worker:')) return [];
  const worker = Number(what.node.slice('worker:'.length));
  return [
    {
      label: 'Crash it',
      help: 'Its instance crashes, and is back after its repair',
      act: () => crashWorker(lane, worker),
    },
    {
      label: 'Slow it ×5 for 10 s',
      help: 'From its next work on',
      act: () => slowWorker(lane, worker, 5, 10 * SECOND),
    },
  ];
}
