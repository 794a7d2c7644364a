/** The sending end of a push link: it decides when a message goes, and only its own credit or an outage holds it. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface PusherPorts {
  nothingReady(): boolean;
  outOfCredit(): boolean;
  sendNext(): void;
  rest(): void;
  lookAgain(): void;
}

export type PusherEvent = { type: 'dispatch' | 'credit' | 'halt' | 'resume'; id: number };

export const pusherMachine = setup({
  types: {} as { context: Addressed<PusherPorts>; input: Addressed<PusherPorts>; events: PusherEvent },
  guards: {
    nothingReady: ({ context }) => context.ports.nothingReady(),
    outOfCredit: ({ context }) => context.ports.outOfCredit(),
  },
  actions: {
    sendNext: ({ context }) => context.ports.sendNext(),
    rest: ({ context }) => context.ports.rest(),
    lookAgain: ({ context }) => context.ports.lookAgain(),
  },
}).createMachine({
  id: 'pusher',
  context: ({ input }) => input,
  initial: 'open',
  states: {
    open: {
      on: {
        dispatch: [
          { guard: 'nothingReady', actions: 'rest' },
          { guard: 'outOfCredit', target: 'saturated', actions: 'rest' },
          { actions: ['sendNext', 'lookAgain'] },
        ],
        halt: 'halted',
      },
    },
    saturated: {
      on: { credit: { target: 'open', actions: 'lookAgain' }, halt: 'halted' },
    },
    halted: {
      on: { resume: { target: 'open', actions: 'lookAgain' } },
    },
  },
});
