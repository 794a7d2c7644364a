/** The asking end of a pull link, one for each instance: asks, feeds its workers from the answer, and asks again when it has run dry. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface PollerPorts {
  /** A random share of the interval, so that pollers do not all ask at once. */
  phase(poller: number): number;
  pause(poller: number): number;
  ask(poller: number): void;
  /** It is back with nothing; `unheard` if nobody answered and it has given up. */
  noteEmpty(poller: number, unheard: boolean): void;
  /** An answer with so many messages is here. */
  takeIn(poller: number, count: number): void;
  /** The question dies with the one who asked, wherever it or its answer is. */
  withdraw(poller: number): void;
  /** Its phase or its pause begins now. */
  settle(poller: number): void;
  /** There are fewer instances now than when this one was hired. */
  isSurplus(poller: number): boolean;
  asksAtOnce(poller: number): boolean;
}

export type PollerEvent = {
  type: 'answer' | 'empty' | 'drained' | 'retuned' | 'crash' | 'recover' | 'hire';
  id: number;
};

/** The payload of `empty` when it is the poller's own clock that says so. */
export const UNHEARD = 1;

export const pollerMachine = setup({
  types: {} as { context: Addressed<PollerPorts>; input: Addressed<PollerPorts>; events: PollerEvent },
  delays: {
    phase: ({ context }) => context.ports.phase(context.id),
    pause: ({ context }) => context.ports.pause(context.id),
  },
  guards: {
    isSurplus: ({ context }) => context.ports.isSurplus(context.id),
    asksAtOnce: ({ context }) => context.ports.asksAtOnce(context.id),
  },
  actions: {
    ask: ({ context }) => context.ports.ask(context.id),
    noteEmpty: ({ context, event }) => context.ports.noteEmpty(context.id, event.id === UNHEARD),
    takeIn: ({ context, event }) => context.ports.takeIn(context.id, event.id),
    withdraw: ({ context }) => context.ports.withdraw(context.id),
    settle: ({ context }) => context.ports.settle(context.id),
  },
}).createMachine({
  id: 'poller',
  context: ({ input }) => input,
  initial: 'settling',
  states: {
    settling: {
      after: { phase: 'asking' },
      on: { retuned: { target: 'settling', reenter: true }, crash: 'down' },
    },
    resting: {
      after: { pause: [{ guard: 'isSurplus', target: 'off' }, { target: 'asking' }] },
      on: { retuned: { target: 'resting', reenter: true }, crash: 'down' },
    },
    asking: {
      entry: 'ask',
      on: {
        answer: { target: 'feeding', actions: 'takeIn' },
        empty: { target: 'resting', actions: 'noteEmpty' },
        crash: { target: 'down', actions: 'withdraw' },
      },
    },
    feeding: {
      on: {
        drained: [
          { guard: 'isSurplus', target: 'off' },
          { guard: 'asksAtOnce', target: 'asking' },
          { target: 'resting', actions: 'settle' },
        ],
        crash: 'down',
      },
    },
    down: {
      on: { recover: { target: 'settling', actions: 'settle' } },
    },
    off: {
      on: { hire: { target: 'settling', actions: 'settle' } },
    },
  },
});
