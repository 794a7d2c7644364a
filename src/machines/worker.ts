/** One worker slot: takes a delivery, works, calls downstream if there is one, answers. Push and pull both end here, so it knows neither. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface WorkerPorts {
  /** There is work, and neither a limit nor a rule keeps it from being begun. */
  mayBegin(worker: number): boolean;
  /** What is next would be refused: it is shed. */
  sheds(worker: number): boolean;
  isOverLimit(worker: number): boolean;
  isHanging(): boolean;
  shed(worker: number): void;
  giveBack(worker: number): void;
  take(worker: number): void;
  serviceTime(worker: number): number;
  /** The handler fails by itself: an error of its own, or a poison message. */
  handlerFails(worker: number): boolean;
  callsDownstream(worker: number): boolean;
  call(worker: number): void;
  callTimeout(worker: number): number;
  isOtherCall(worker: number, call: number): boolean;
  /** It owns retries and has tries left. */
  triesAgain(worker: number): boolean;
  ownBackoff(worker: number): number;
  failedInCall(worker: number): boolean;
  noteOwnFailure(worker: number): void;
  noteCallFailure(worker: number): void;
  giveUpCall(worker: number): void;
  /** Its process stands still from now on, in the middle of work of its own. */
  freeze(worker: number): void;
  /** The work goes on where it stood. */
  thaw(worker: number): void;
  /** The reply to its call waits to be read. */
  keepReply(worker: number): void;
  /** What waits to be read is a reply, and no failure. */
  hasReply(worker: number): boolean;
  tryAgain(worker: number): void;
  succeed(worker: number): void;
  fail(worker: number): void;
  vanish(worker: number): void;
  lookForWork(worker: number): void;
  goDown(worker: number): void;
  comeUp(worker: number): void;
  leave(worker: number): void;
  /** From its next work on it takes so many times as long; 0 is as usual. */
  slowDown(worker: number, factor: number): void;
}

export type WorkerEvent = {
  type: 'wake' | 'reply' | 'callFailed' | 'hang' | 'resume' | 'crash' | 'recover' | 'retire' | 'hire' | 'slow';
  id: number;
};

export const workerMachine = setup({
  types: {} as { context: Addressed<WorkerPorts>; input: Addressed<WorkerPorts>; events: WorkerEvent },
  delays: {
    serviceTime: ({ context }) => context.ports.serviceTime(context.id),
    callTimeout: ({ context }) => context.ports.callTimeout(context.id),
    ownBackoff: ({ context }) => context.ports.ownBackoff(context.id),
  },
  guards: {
    mayBegin: ({ context }) => context.ports.mayBegin(context.id),
    sheds: ({ context }) => context.ports.sheds(context.id),
    isOverLimit: ({ context }) => context.ports.isOverLimit(context.id),
    isHanging: ({ context }) => context.ports.isHanging(),
    goesOnToCall: ({ context: { ports, id } }) => ports.callsDownstream(id) && !ports.handlerFails(id),
    isDone: ({ context: { ports, id } }) => !ports.callsDownstream(id) && !ports.handlerFails(id),
    hasReply: ({ context }) => context.ports.hasReply(context.id),
    isOtherCall: ({ context, event }) => context.ports.isOtherCall(context.id, event.id),
    triesAgain: ({ context }) => context.ports.triesAgain(context.id),
    failedInCall: ({ context }) => context.ports.failedInCall(context.id),
  },
  actions: {
    take: ({ context }) => context.ports.take(context.id),
    shed: ({ context }) => context.ports.shed(context.id),
    giveBack: ({ context }) => context.ports.giveBack(context.id),
    call: ({ context }) => context.ports.call(context.id),
    noteOwnFailure: ({ context }) => context.ports.noteOwnFailure(context.id),
    noteCallFailure: ({ context }) => context.ports.noteCallFailure(context.id),
    giveUpCall: ({ context }) => context.ports.giveUpCall(context.id),
    freeze: ({ context }) => context.ports.freeze(context.id),
    thaw: ({ context }) => context.ports.thaw(context.id),
    keepReply: ({ context }) => context.ports.keepReply(context.id),
    tryAgain: ({ context }) => context.ports.tryAgain(context.id),
    succeed: ({ context }) => context.ports.succeed(context.id),
    fail: ({ context }) => context.ports.fail(context.id),
    vanish: ({ context }) => context.ports.vanish(context.id),
    lookForWork: ({ context }) => context.ports.lookForWork(context.id),
    goDown: ({ context }) => context.ports.goDown(context.id),
    comeUp: ({ context }) => context.ports.comeUp(context.id),
    leave: ({ context }) => context.ports.leave(context.id),
    slowDown: ({ context, event }) => context.ports.slowDown(context.id, event.id),
  },
}).createMachine({
  id: 'worker',
  context: ({ input }) => input,
  initial: 'idle',
  states: {
    idle: {
      entry: 'lookForWork',
      on: {
        wake: [
          { guard: 'mayBegin', target: 'busy', actions: 'take' },
          { guard: 'sheds', actions: ['shed', 'lookForWork'] },
          { guard: 'isOverLimit', actions: ['giveBack', 'lookForWork'] },
          { actions: 'lookForWork' },
        ],
        retire: 'off',
        crash: 'down',
      },
    },
    busy: {
      initial: 'working',
      on: { crash: { target: 'down', actions: 'vanish' } },
      states: {
        working: {
          after: {
            serviceTime: [
              { guard: 'goesOnToCall', target: 'calling' },
              { guard: 'isDone', target: '#worker.idle', actions: 'succeed' },
              { guard: 'triesAgain', target: 'backingOff', actions: 'noteOwnFailure' },
              { target: '#worker.idle', actions: 'fail' },
            ],
          },
          on: { hang: { target: 'frozen', actions: 'freeze' } },
        },
        frozen: { on: { resume: { target: 'working', actions: 'thaw' } } },
        calling: {
          entry: 'call',
          after: {
            callTimeout: [
              { guard: 'isHanging', target: 'late' },
              { guard: 'triesAgain', target: 'backingOff', actions: 'giveUpCall' },
              { target: '#worker.idle', actions: ['giveUpCall', 'fail'] },
            ],
          },
          on: {
            reply: [
              { guard: 'isOtherCall' },
              { guard: 'isHanging', target: 'unread', actions: 'keepReply' },
              { target: '#worker.idle', actions: 'succeed' },
            ],
            callFailed: [
              { guard: 'isOtherCall' },
              { guard: 'isHanging', target: 'unread' },
              { guard: 'triesAgain', target: 'backingOff', actions: 'noteCallFailure' },
              { target: '#worker.idle', actions: ['noteCallFailure', 'fail'] },
            ],
          },
        },
        // A process that stands still reads no answer and hears no clock. When it goes on, it does.
        unread: {
          on: {
            resume: [
              { guard: 'hasReply', target: '#worker.idle', actions: 'succeed' },
              { guard: 'triesAgain', target: 'backingOff', actions: 'noteCallFailure' },
              { target: '#worker.idle', actions: ['noteCallFailure', 'fail'] },
            ],
          },
        },
        late: {
          on: {
            resume: [
              { guard: 'triesAgain', target: 'backingOff', actions: 'giveUpCall' },
              { target: '#worker.idle', actions: ['giveUpCall', 'fail'] },
            ],
          },
        },
        backingOff: {
          entry: 'tryAgain',
          after: {
            ownBackoff: [
              { guard: 'isHanging', target: 'rested' },
              { guard: 'failedInCall', target: 'calling' },
              { target: 'working' },
            ],
          },
        },
        rested: { on: { resume: [{ guard: 'failedInCall', target: 'calling' }, { target: 'working' }] } },
      },
    },
    down: {
      entry: 'goDown',
      exit: 'comeUp',
      on: { recover: 'idle' },
    },
    off: {
      entry: 'leave',
      on: { hire: 'idle' },
    },
  },
  on: { slow: { actions: 'slowDown' } },
});
