/** The broker's queue: admits what is published, answers polls, takes acks. It does not know who works, or how long. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface QueuePorts {
  isDuplicate(message: number): boolean;
  recognise(message: number): void;
  /** The producer will publish it once more. */
  isTriedAgain(message: number): boolean;
  keepForResend(message: number): void;
  turnAwaySilently(message: number): void;
  hasRoom(): boolean;
  dropsOldest(): boolean;
  holdsBack(): boolean;
  admit(message: number): void;
  dropOldest(): void;
  expireOld(): void;
  holdBack(message: number): void;
  turnAwayFull(message: number): void;
  turnAwayDown(message: number): void;
  outboxHasRoom(): boolean;
  /** There is enough for it, and it is not one of those that find nothing by bad luck. */
  canAnswer(poller: number): boolean;
  /** There is something for it, be it less than it wanted. */
  hasAny(poller: number): boolean;
  /** What it would be handed first has used up its attempts. */
  meetsSpent(poller: number): boolean;
  burySpent(poller: number): void;
  pollAgain(poller: number): void;
  giveUpAgain(poller: number): void;
  mayPark(poller: number): boolean;
  answer(poller: number): void;
  park(poller: number): void;
  answerEmpty(poller: number): void;
  /** The poll is lost in a broker that hangs. */
  missPoll(poller: number): void;
  /** Its time is up, but nobody tells it. */
  missGiveUp(poller: number): void;
  answerParked(): void;
  acknowledge(delivery: number): void;
  reject(delivery: number): void;
  missAnswer(delivery: number): void;
  /** Its consumer is alive enough to ask for more time. */
  isBeating(): boolean;
  renew(delivery: number): void;
  /** Nobody asked, or nobody heard it; the next time is another. */
  missBeat(delivery: number): void;
  admitHeld(): void;
  breakDown(): void;
  comeBack(): void;
}

export type QueueEvent = {
  type:
    | 'publish'
    | 'poll'
    | 'giveUp'
    | 'dispatch'
    | 'ack'
    | 'nack'
    | 'renew'
    | 'room'
    | 'expire'
    | 'break'
    | 'hang'
    | 'repair';
  id: number;
};

export const queueMachine = setup({
  types: {} as { context: Addressed<QueuePorts>; input: Addressed<QueuePorts>; events: QueueEvent },
  guards: {
    takesAtOnce: ({ context, event }) => context.ports.hasRoom() && !context.ports.isDuplicate(event.id),
    isDuplicate: ({ context, event }) => context.ports.isDuplicate(event.id),
    isTriedAgain: ({ context, event }) => context.ports.isTriedAgain(event.id),
    dropsOldest: ({ context }) => context.ports.dropsOldest(),
    holdsBack: ({ context }) => context.ports.holdsBack(),
    outboxHasRoom: ({ context }) => context.ports.outboxHasRoom(),
    canAnswer: ({ context, event }) => context.ports.canAnswer(event.id),
    movesSpent: ({ context: { ports }, event }) => ports.meetsSpent(event.id) && ports.canAnswer(event.id),
    endsAtSpent: ({ context: { ports }, event }) => ports.meetsSpent(event.id) && ports.hasAny(event.id),
    hasAny: ({ context, event }) => context.ports.hasAny(event.id),
    isBeating: ({ context }) => context.ports.isBeating(),
    mayPark: ({ context, event }) => context.ports.mayPark(event.id),
  },
  actions: {
    recognise: ({ context, event }) => context.ports.recognise(event.id),
    keepForResend: ({ context, event }) => context.ports.keepForResend(event.id),
    turnAwaySilently: ({ context, event }) => context.ports.turnAwaySilently(event.id),
    admit: ({ context, event }) => context.ports.admit(event.id),
    dropOldest: ({ context }) => context.ports.dropOldest(),
    expireOld: ({ context }) => context.ports.expireOld(),
    holdBack: ({ context, event }) => context.ports.holdBack(event.id),
    turnAwayFull: ({ context, event }) => context.ports.turnAwayFull(event.id),
    turnAwayDown: ({ context, event }) => context.ports.turnAwayDown(event.id),
    burySpent: ({ context, event }) => context.ports.burySpent(event.id),
    pollAgain: ({ context, event }) => context.ports.pollAgain(event.id),
    giveUpAgain: ({ context, event }) => context.ports.giveUpAgain(event.id),
    answer: ({ context, event }) => context.ports.answer(event.id),
    park: ({ context, event }) => context.ports.park(event.id),
    answerEmpty: ({ context, event }) => context.ports.answerEmpty(event.id),
    missPoll: ({ context, event }) => context.ports.missPoll(event.id),
    missGiveUp: ({ context, event }) => context.ports.missGiveUp(event.id),
    answerParked: ({ context }) => context.ports.answerParked(),
    acknowledge: ({ context, event }) => context.ports.acknowledge(event.id),
    reject: ({ context, event }) => context.ports.reject(event.id),
    missAnswer: ({ context, event }) => context.ports.missAnswer(event.id),
    renew: ({ context, event }) => context.ports.renew(event.id),
    missBeat: ({ context, event }) => context.ports.missBeat(event.id),
    admitHeld: ({ context }) => context.ports.admitHeld(),
    breakDown: ({ context }) => context.ports.breakDown(),
    comeBack: ({ context }) => context.ports.comeBack(),
  },
}).createMachine({
  id: 'queue',
  context: ({ input }) => input,
  initial: 'up',
  states: {
    up: {
      on: {
        publish: [
          { guard: 'takesAtOnce', actions: 'admit' },
          { guard: 'isDuplicate', actions: 'recognise' },
          { guard: 'dropsOldest', actions: ['dropOldest', 'admit'] },
          { guard: 'holdsBack', actions: 'holdBack' },
          { guard: 'isTriedAgain', actions: 'keepForResend' },
          { actions: 'turnAwayFull' },
        ],
        poll: [
          { guard: 'movesSpent', actions: ['burySpent', 'pollAgain'] },
          { guard: 'canAnswer', actions: 'answer' },
          { guard: 'mayPark', actions: 'park' },
          { actions: 'answerEmpty' },
        ],
        // A message that comes as the long poll ends still goes out with it.
        giveUp: [
          { guard: 'endsAtSpent', actions: ['burySpent', 'giveUpAgain'] },
          { guard: 'hasAny', actions: 'answer' },
          { actions: 'answerEmpty' },
        ],
        dispatch: { actions: 'answerParked' },
        ack: { actions: 'acknowledge' },
        nack: { actions: 'reject' },
        renew: [{ guard: 'isBeating', actions: 'renew' }, { actions: 'missBeat' }],
        room: { actions: 'admitHeld' },
        expire: { actions: 'expireOld' },
        break: { target: 'down', actions: 'breakDown' },
        hang: 'hanging',
      },
    },
    down: {
      // Leases go on running: the broker's clock is the wall clock, and what expires meanwhile is ready when it is back.
      on: {
        publish: [{ guard: 'outboxHasRoom', actions: 'holdBack' }, { actions: 'turnAwayDown' }],
        // Who is ready to wait for an answer waits for this one too; a short poll comes back with nothing.
        poll: [{ guard: 'mayPark', actions: 'park' }, { actions: 'answerEmpty' }],
        giveUp: { actions: 'answerEmpty' },
        ack: { actions: 'missAnswer' },
        nack: { actions: 'missAnswer' },
        renew: { actions: 'missBeat' },
        expire: { actions: 'expireOld' },
        repair: { target: 'up', actions: 'comeBack' },
        hang: 'hanging',
      },
    },
    // It is there and forgets nothing, but nothing that is sent to it has any effect, and nobody is told.
    hanging: {
      on: {
        publish: [{ guard: 'isTriedAgain', actions: 'keepForResend' }, { actions: 'turnAwaySilently' }],
        poll: { actions: 'missPoll' },
        giveUp: { actions: 'missGiveUp' },
        ack: { actions: 'missAnswer' },
        nack: { actions: 'missAnswer' },
        renew: { actions: 'missBeat' },
        expire: { actions: 'expireOld' },
        break: { target: 'down', actions: 'breakDown' },
        repair: { target: 'up', actions: 'comeBack' },
      },
    },
  },
});
