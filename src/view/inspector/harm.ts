/** What harm one can do to a thing that is pointed at. */
import { crash } from '../../store/breaking.ts';
import type { Inspected } from '../../store/state.ts';

export interface Harm {
  label: string;
  help: string;
  act: () => void;
}

export function harmsOf(what: Inspected): Harm[] {
  if (what.kind === 'node' && (what.node.startsWith('worker:') || what.node === 'consumers'))
    return [{ label: 'Crash a worker', help: 'One instance of each lane crashes now', act: () => crash() }];
  return [];
}
