/** Puts dead letters back, one after the other at its rate: when it is told to, or whenever an operator comes by. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface RedriverPorts {
  /** Time to the next visit of an operator; never without one. */
  visit(): number;
  gap(): number;
  takeAll(): void;
  takeSome(count: number): void;
  hasMore(): boolean;
  /** The broker is up, and has room or makes some. */
  mayPutBack(): boolean;
  putBack(): void;
}

export type RedriverEvent = { type: 'redrive' | 'retuned'; id: number };

export const redriverMachine = setup({
  types: {} as { context: Addressed<RedriverPorts>; input: Addressed<RedriverPorts>; events: RedriverEvent },
  delays: {
    visit: ({ context }) => context.ports.visit(),
    gap: ({ context }) => context.ports.gap(),
  },
  guards: {
    hasMore: ({ context }) => context.ports.hasMore(),
    mustWait: ({ context: { ports } }) => ports.hasMore() && !ports.mayPutBack(),
  },
  actions: {
    takeAll: ({ context }) => context.ports.takeAll(),
    takeSome: ({ context, event }) => context.ports.takeSome(event.id),
    putBack: ({ context }) => context.ports.putBack(),
  },
}).createMachine({
  id: 'redriver',
  context: ({ input }) => input,
  initial: 'idle',
  states: {
    idle: {
      after: { visit: { target: 'driving', actions: 'takeAll' } },
      on: {
        redrive: { target: 'driving', actions: 'takeSome' },
        retuned: { target: 'idle', reenter: true },
      },
    },
    driving: {
      after: {
        gap: [
          { guard: 'mustWait', target: 'driving', reenter: true },
          { guard: 'hasMore', target: 'driving', reenter: true, actions: 'putBack' },
          { target: 'idle' },
        ],
      },
      on: { redrive: { actions: 'takeSome' }, retuned: { target: 'driving', reenter: true } },
    },
  },
});
