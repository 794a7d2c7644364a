/** A circuit breaker around the downstream call: counts the last calls, opens when too many failed or were slow, lets some probes through later. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface BreakerPorts {
  /** `outcome` says how the call went: see engine/breaking. */
  note(outcome: number): void;
  /** Counting the call that has just ended, the window is full enough and bad enough to open. */
  wouldTrip(outcome: number): boolean;
  isProbe(outcome: number): boolean;
  /** Counting this probe, all are back and too many of them failed. */
  probesFail(outcome: number): boolean;
  /** Counting this probe, all are back. */
  probesAreBack(outcome: number): boolean;
  openFor(): number;
  close(): void;
  open(): void;
  probe(): void;
}

export type BreakerEvent = { type: 'outcome'; id: number };

export const breakerMachine = setup({
  types: {} as { context: Addressed<BreakerPorts>; input: Addressed<BreakerPorts>; events: BreakerEvent },
  delays: { openFor: ({ context }) => context.ports.openFor() },
  guards: {
    wouldTrip: ({ context, event }) => context.ports.wouldTrip(event.id),
    isProbe: ({ context, event }) => context.ports.isProbe(event.id),
    probesFail: ({ context, event }) => context.ports.probesFail(event.id),
    probesAreBack: ({ context, event }) => context.ports.probesAreBack(event.id),
  },
  actions: {
    note: ({ context, event }) => context.ports.note(event.id),
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
        outcome: [{ guard: 'wouldTrip', target: 'open' }, { actions: 'note' }],
      },
    },
    open: {
      entry: 'open',
      after: { openFor: 'halfOpen' },
    },
    halfOpen: {
      entry: 'probe',
      // What was called before the breaker opened says nothing about now: only its probes are judged.
      on: {
        outcome: [
          { guard: 'probesFail', target: 'open' },
          { guard: 'probesAreBack', target: 'closed', actions: 'close' },
          { guard: 'isProbe', actions: 'note' },
        ],
      },
    },
  },
});
