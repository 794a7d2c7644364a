/** The drills as a person meets them: in words, with their key and with what has to be there for them to bite. */
import type { DrillKind } from '../../model/scenario.ts';

export interface Drill {
  kind: DrillKind;
  label: string;
  /** What it does, in a sentence. */
  help: string;
  /** Null where there are no keys left. */
  key: string | null;
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
  { kind: 'downstream.error', key: null, label: 'Downstream fails', help: 'Half of the calls to the downstream fail.' },
  { kind: 'consumer.hang', key: null, label: 'Consumers hang', help: 'Work stands still; leases and timeouts run.' },
  { kind: 'consumer.slow', key: null, label: 'slow', help: 'Work takes five times as long.' },
  { kind: 'consumer.error', key: null, label: 'fail', help: 'Half of the executions fail.' },
  { kind: 'network.loss', key: null, label: 'Deliveries lost', help: 'Half of the deliveries never arrive.' },
  { kind: 'network.ack-loss', key: null, label: 'acks lost', help: 'Half of the acks never arrive.' },
  { kind: 'network.slow', key: null, label: 'slow network', help: 'Every trip takes five times as long.' },
  { kind: 'broker.hang', key: null, label: 'Broker hangs', help: 'What is sent to the broker is lost in silence.' },
  { kind: 'producer.down', key: null, label: 'producers down', help: 'Nothing is published.' },
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
