/** The receiving end of a push link: takes a delivery into the inbox while there is a seat, and can only say no otherwise. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface EndpointPorts {
  hasSeat(endpoint: number): boolean;
  takeIn(endpoint: number, delivery: number): void;
  refuseFull(delivery: number): void;
  refuseDown(delivery: number): void;
}

export type EndpointEvent = { type: 'deliver' | 'crash' | 'recover'; id: number };

export const endpointMachine = setup({
  types: {} as { context: Addressed<EndpointPorts>; input: Addressed<EndpointPorts>; events: EndpointEvent },
  guards: { hasSeat: ({ context }) => context.ports.hasSeat(context.id) },
  actions: {
    takeIn: ({ context, event }) => context.ports.takeIn(context.id, event.id),
    refuseFull: ({ context, event }) => context.ports.refuseFull(event.id),
    refuseDown: ({ context, event }) => context.ports.refuseDown(event.id),
  },
}).createMachine({
  id: 'endpoint',
  context: ({ input }) => input,
  initial: 'up',
  states: {
    up: {
      on: {
        deliver: [{ guard: 'hasSeat', actions: 'takeIn' }, { actions: 'refuseFull' }],
        crash: 'down',
      },
    },
    down: {
      on: { deliver: { actions: 'refuseDown' }, recover: 'up' },
    },
  },
});
