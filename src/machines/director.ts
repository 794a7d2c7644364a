/**
 * Carries out the timeline: at its time each change of a parameter and each drill happens, before anything else at that instant.
 * Harm to one thing strikes after all else, for it is aimed at what is seen then.
 */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface DirectorPorts {
  nextChange(): number;
  applyChange(): void;
  strike(change: number): void;
}

export type DirectorEvent = { type: 'rewritten' | 'strike'; id: number };

export const directorMachine = setup({
  types: {} as { context: Addressed<DirectorPorts>; input: Addressed<DirectorPorts>; events: DirectorEvent },
  delays: { nextChange: ({ context }) => context.ports.nextChange() },
  actions: {
    applyChange: ({ context }) => context.ports.applyChange(),
    strike: ({ context, event }) => context.ports.strike(event.id),
  },
}).createMachine({
  id: 'director',
  context: ({ input }) => input,
  initial: 'waiting',
  states: {
    waiting: {
      after: { nextChange: { target: 'waiting', reenter: true, actions: 'applyChange' } },
      on: { rewritten: { target: 'waiting', reenter: true }, strike: { actions: 'strike' } },
    },
  },
});
