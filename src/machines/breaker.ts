/** A circuit breaker around the downstream call: counts the last calls, opens when too many failed, lets one probe through later. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface BreakerPorts {
  noteSuccess(): void;
  noteFailure(): void;
  /** Counting the failure that just came, the window is full enough and bad enough to open. */
  wouldTrip(): boolean;
  openFor(): number;
  close(): void;
  open(): void;
  probe(): void;
}

export type BreakerEvent = { type: 'success' | 'failure'; id: number };

export const breakerMachine = setup({
  types: {} as { context: Addressed<BreakerPorts>; input: Addressed<BreakerPorts>; events: BreakerEvent },
  delays: { openFor: ({ context }) => context.ports.openFor() },
  guards: { wouldTrip: ({ context }) => context.ports.wouldTrip() },
  actions: {
    noteSuccess: ({ context }) => context.ports.noteSuccess(),
    noteFailure: ({ context }) => context.ports.noteFailure(),
    close: ({ context }) => context.ports.close(),
    open: ({ context }) => context.ports.open(),
    probe: ({ context }) => context.ports.probe(),
  },
}).createMachine({
  id: 'breaker',
  context: ({ input }) => input,
  initial: 'closed',
  states: {
    closed: {
      on: {
        success: { actions: 'noteSuccess' },
        failure: [{ guard: 'wouldTrip', target: 'open' }, { actions: 'noteFailure' }],
      },
    },
    open: {
      entry: 'open',
      after: { openFor: 'halfOpen' },
    },
    halfOpen: {
      entry: 'probe',
      on: { success: { target: 'closed', actions: 'close' }, failure: 'open' },
    },
  },
});
