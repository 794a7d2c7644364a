/** Decides on a clock how many instances there should be. New ones take their time to start; fewer must have been wanted for a while. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface AutoscalerPorts {
  /** Time to the next decision; never while it is off. */
  every(): number;
  decide(): void;
  /** So many instances that were asked for have started. */
  open(count: number): void;
}

export type AutoscalerEvent = { type: 'started' | 'retuned'; id: number };

export const autoscalerMachine = setup({
  types: {} as { context: Addressed<AutoscalerPorts>; input: Addressed<AutoscalerPorts>; events: AutoscalerEvent },
  delays: { every: ({ context }) => context.ports.every() },
  actions: {
    decide: ({ context }) => context.ports.decide(),
    open: ({ context, event }) => context.ports.open(event.id),
  },
}).createMachine({
  id: 'autoscaler',
  context: ({ input }) => input,
  initial: 'watching',
  states: {
    watching: {
      after: { every: { target: 'watching', reenter: true, actions: 'decide' } },
      on: {
        started: { actions: 'open' },
        retuned: { target: 'watching', reenter: true },
      },
    },
  },
});
