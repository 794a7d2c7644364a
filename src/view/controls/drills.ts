/** The drills as a person meets them: in words, with their key and with what has to be there for them to bite. */
import type { DrillKind } from '../../model/scenario.ts';

export interface Drill {
  kind: DrillKind;
  label: string;
  /** What it does, in a sentence. */
  help: string;
  key: string;
}

export const drills: readonly Drill[] = [
  {
    kind: 'consumer.down',
    key: '1',
    label: 'Consumers down',
    help: 'All workers crash; what they worked on is lost or comes again.',
  },
  { kind: 'broker.down', key: '2', label: 'Broker down', help: 'The broker takes nothing and gives nothing.' },
  { kind: 'downstream.refuse', key: '3', label: 'Downstream refuses', help: 'Every call to it fails at once.' },
  { kind: 'downstream.hang', key: '4', label: 'hangs', help: 'No call to the downstream is answered.' },
  {
    kind: 'downstream.slow',
    key: '5',
    label: 'slow',
    help: 'Every call to the downstream takes five times as long.',
  },
];

/** Without servers in the downstream nothing is called, and nothing can be refused. */
export const needsDownstream = (kind: DrillKind): boolean => kind.startsWith('downstream.');

/** After this long a pressed burst button begins to grow, one step each GROW_EVERY_MS. */
const HOLD_MS = 350;
export const GROW_EVERY_MS = 350;
const LARGEST_BURST = 10_000;

/** The size of a burst whose button was held for `heldMs`: 80, 100, 200, 500 … up to 10,000. */
export function heldSize(size: number, heldMs: number): number {
  let steps = heldMs < HOLD_MS ? 0 : 1 + Math.floor((heldMs - HOLD_MS) / GROW_EVERY_MS);
  let grown = size;
  for (let decade = 1; decade <= LARGEST_BURST && steps > 0; decade *= 10) {
    for (const digit of [1, 2, 5]) {
      if (digit * decade <= grown || digit * decade > LARGEST_BURST || steps === 0) continue;
      grown = digit * decade;
      steps--;
    }
  }
  return grown;
}
