/** A client of a closed loop: thinks, sends one message, and waits until it is over before it thinks again. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface ClientPorts {
  /** Never while arrivals are not closed, or there are fewer clients. */
  think(client: number): number;
  publish(client: number): void;
}

export type ClientEvent = { type: 'answered' | 'retuned'; id: number };

export const clientMachine = setup({
  types: {} as { context: Addressed<ClientPorts>; input: Addressed<ClientPorts>; events: ClientEvent },
  delays: { think: ({ context }) => context.ports.think(context.id) },
  actions: { publish: ({ context }) => context.ports.publish(context.id) },
}).createMachine({
  id: 'client',
  context: ({ input }) => input,
  initial: 'thinking',
  states: {
    thinking: {
      after: { think: { target: 'waiting', actions: 'publish' } },
      on: { retuned: { target: 'thinking', reenter: true } },
    },
    waiting: { on: { answered: 'thinking' } },
  },
});
