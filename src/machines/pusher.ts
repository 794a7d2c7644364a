/** The sending end of a push link: it decides when a message goes, and only its credit, its rate, its view of the endpoint or an outage holds it. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface PusherPorts {
  nothingReady(): boolean;
  /** Every endpoint has been given up. */
  isDisabled(): boolean;
  /** Over a rate that refuses. */
  isThrottled(): boolean;
  /** No endpoint may take one more now, or the rate says later. */
  mustWait(): boolean;
  sendNext(): void;
  refuseNext(): void;
  giveUpNext(): void;
  rest(): void;
  waitForCredit(): void;
  lookAgain(): void;
}

export type PusherEvent = { type: 'dispatch' | 'credit' | 'halt' | 'resume'; id: number };

export const pusherMachine = setup({
  types: {} as { context: Addressed<PusherPorts>; input: Addressed<PusherPorts>; events: PusherEvent },
  guards: {
    nothingReady: ({ context }) => context.ports.nothingReady(),
    isDisabled: ({ context }) => context.ports.isDisabled(),
    isThrottled: ({ context }) => context.ports.isThrottled(),
    mustWait: ({ context }) => context.ports.mustWait(),
  },
  actions: {
    sendNext: ({ context }) => context.ports.sendNext(),
    refuseNext: ({ context }) => context.ports.refuseNext(),
    giveUpNext: ({ context }) => context.ports.giveUpNext(),
    rest: ({ context }) => context.ports.rest(),
    waitForCredit: ({ context }) => context.ports.waitForCredit(),
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
          { guard: 'isDisabled', actions: ['giveUpNext', 'lookAgain'] },
          { guard: 'isThrottled', actions: ['refuseNext', 'lookAgain'] },
          { guard: 'mustWait', target: 'saturated', actions: 'waitForCredit' },
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
