/** The life of a message in the broker's books. At every instant a message is in exactly one of these states: that is the ledger. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface MessagePorts {
  /** The broker takes it: from here on it counts as accepted. */
  accept(message: number): void;
  hold(message: number): void;
  turnAway(message: number): void;
  /** The broker knows it already and swallows it. */
  recognise(message: number): void;
  awaitResend(message: number): void;
  resendIn(message: number): number;
  resend(message: number): void;
  queueUp(message: number): void;
  leaveQueue(message: number): void;
  goOut(message: number): void;
  waitForRetry(message: number): void;
  settle(message: number): void;
  bury(message: number): void;
  discard(message: number): void;
  /** Gone before it reaches the broker. */
  vanish(message: number): void;
  leaveOutbox(message: number): void;
  spoil(message: number): void;
  /** Whether whoever owns retries may and will deliver it once more. */
  mayRetry(message: number): boolean;
  /** It is due, but there is no budget for it. */
  isDenied(message: number): boolean;
  deny(message: number): void;
  release(message: number): void;
  hasDeadLetterQueue(message: number): boolean;
  backoff(message: number): number;
}

export type MessageEvent = {
  type:
    | 'accept'
    | 'recognise'
    | 'hold'
    | 'postpone'
    | 'resendLater'
    | 'turnAway'
    | 'lease'
    | 'ack'
    | 'fail'
    | 'drop'
    | 'bury'
    | 'remove'
    | 'spoil';
  id: number;
};

export const messageMachine = setup({
  types: {} as { context: Addressed<MessagePorts>; input: Addressed<MessagePorts>; events: MessageEvent },
  delays: {
    backoff: ({ context }) => context.ports.backoff(context.id),
    resendIn: ({ context }) => context.ports.resendIn(context.id),
  },
  guards: {
    isDenied: ({ context }) => context.ports.isDenied(context.id),
    mayRetry: ({ context }) => context.ports.mayRetry(context.id),
    hasDeadLetterQueue: ({ context }) => context.ports.hasDeadLetterQueue(context.id),
  },
  actions: {
    accept: ({ context }) => context.ports.accept(context.id),
    hold: ({ context }) => context.ports.hold(context.id),
    turnAway: ({ context }) => context.ports.turnAway(context.id),
    recognise: ({ context }) => context.ports.recognise(context.id),
    awaitResend: ({ context }) => context.ports.awaitResend(context.id),
    resend: ({ context }) => context.ports.resend(context.id),
    queueUp: ({ context }) => context.ports.queueUp(context.id),
    leaveQueue: ({ context }) => context.ports.leaveQueue(context.id),
    goOut: ({ context }) => context.ports.goOut(context.id),
    waitForRetry: ({ context }) => context.ports.waitForRetry(context.id),
    deny: ({ context }) => context.ports.deny(context.id),
    release: ({ context }) => context.ports.release(context.id),
    settle: ({ context }) => context.ports.settle(context.id),
    bury: ({ context }) => context.ports.bury(context.id),
    discard: ({ context }) => context.ports.discard(context.id),
    vanish: ({ context }) => context.ports.vanish(context.id),
    leaveOutbox: ({ context }) => context.ports.leaveOutbox(context.id),
    spoil: ({ context }) => context.ports.spoil(context.id),
  },
}).createMachine({
  id: 'message',
  context: ({ input }) => input,
  initial: 'travelling',
  states: {
    travelling: {
      on: {
        accept: { target: 'ready', actions: 'accept' },
        recognise: 'deduplicated',
        hold: 'held',
        // A worker hands it on and says when it is due, or that it is given up.
        postpone: { target: 'delayed', actions: 'accept' },
        bury: { target: 'dead', actions: 'accept' },
        resendLater: 'unconfirmed',
        turnAway: 'turnedAway',
        remove: { target: 'turnedAway', actions: 'vanish' },
      },
    },
    // The producer keeps it: it was refused, or nobody confirmed it.
    unconfirmed: {
      entry: 'awaitResend',
      after: { resendIn: { target: 'travelling', actions: 'resend' } },
      on: { turnAway: 'turnedAway', remove: 'turnedAway' },
    },
    held: {
      entry: 'hold',
      on: {
        accept: { target: 'ready', actions: 'accept' },
        recognise: 'deduplicated',
        turnAway: 'turnedAway',
        remove: { target: 'turnedAway', actions: 'leaveOutbox' },
      },
    },
    ready: {
      entry: 'queueUp',
      exit: 'leaveQueue',
      // An ack can still come: from a delivery whose lease ended before its work did.
      on: {
        lease: 'leased',
        ack: 'acked',
        drop: 'dropped',
        remove: 'dropped',
        bury: [{ guard: 'hasDeadLetterQueue', target: 'dead' }, { target: 'dropped' }],
      },
    },
    leased: {
      entry: 'goOut',
      on: {
        ack: 'acked',
        fail: [
          { guard: 'mayRetry', target: 'delayed' },
          { guard: 'hasDeadLetterQueue', target: 'dead' },
          { target: 'dropped' },
        ],
        drop: 'dropped',
        remove: 'dropped',
      },
    },
    delayed: {
      entry: 'waitForRetry',
      after: {
        backoff: [
          { guard: 'isDenied', target: 'delayed', reenter: true, actions: 'deny' },
          { target: 'ready', actions: 'release' },
        ],
      },
      on: { ack: 'acked', drop: 'dropped', remove: 'dropped' },
    },
    acked: { entry: 'settle' },
    dead: { entry: 'bury' },
    dropped: { entry: 'discard' },
    turnedAway: { entry: 'turnAway' },
    deduplicated: { entry: 'recognise' },
  },
  on: { spoil: { actions: 'spoil' } },
});
