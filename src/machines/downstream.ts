/** What the workers call: some servers and a line before them. It never learns that a caller has given up. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface DownstreamPorts {
  /** It has a server and a token for one more call. */
  canServe(): boolean;
  isThrottled(): boolean;
  lineIsFull(): boolean;
  serve(call: number): void;
  lineUp(call: number): void;
  complete(call: number): void;
  serveNext(): void;
  refuse(call: number): void;
  throttle(call: number): void;
  turnAway(call: number): void;
  /** Its caller has given up: out of the line, or off its server. */
  cancel(call: number): void;
  stall(call: number): void;
  resume(): void;
}

export type DownstreamEvent = {
  type: 'call' | 'served' | 'cancel' | 'retuned' | 'refuse' | 'hang' | 'recover';
  id: number;
};

export const downstreamMachine = setup({
  types: {} as { context: Addressed<DownstreamPorts>; input: Addressed<DownstreamPorts>; events: DownstreamEvent },
  guards: {
    canServe: ({ context }) => context.ports.canServe(),
    isThrottled: ({ context }) => context.ports.isThrottled(),
    lineIsFull: ({ context }) => context.ports.lineIsFull(),
  },
  actions: {
    serve: ({ context, event }) => context.ports.serve(event.id),
    lineUp: ({ context, event }) => context.ports.lineUp(event.id),
    complete: ({ context, event }) => context.ports.complete(event.id),
    serveNext: ({ context }) => context.ports.serveNext(),
    refuse: ({ context, event }) => context.ports.refuse(event.id),
    throttle: ({ context, event }) => context.ports.throttle(event.id),
    turnAway: ({ context, event }) => context.ports.turnAway(event.id),
    cancel: ({ context, event }) => context.ports.cancel(event.id),
    stall: ({ context, event }) => context.ports.stall(event.id),
    resume: ({ context }) => context.ports.resume(),
  },
}).createMachine({
  id: 'downstream',
  context: ({ input }) => input,
  initial: 'up',
  states: {
    up: {
      on: {
        call: [
          { guard: 'canServe', actions: 'serve' },
          { guard: 'isThrottled', actions: 'throttle' },
          { guard: 'lineIsFull', actions: 'turnAway' },
          { actions: 'lineUp' },
        ],
        served: { actions: ['complete', 'serveNext'] },
        cancel: { actions: ['cancel', 'serveNext'] },
        retuned: { actions: 'serveNext' },
        refuse: 'refusing',
        hang: 'hanging',
      },
    },
    refusing: {
      // What it had begun before, it finishes; what it is asked now, it refuses at once.
      on: {
        call: { actions: 'refuse' },
        served: { actions: ['complete', 'serveNext'] },
        cancel: { actions: ['cancel', 'serveNext'] },
        retuned: { actions: 'serveNext' },
        hang: 'hanging',
        recover: 'up',
      },
    },
    hanging: {
      exit: 'resume',
      on: {
        // The limit of the line holds also for who hangs: it is kept by what stands before it.
        call: [{ guard: 'lineIsFull', actions: 'turnAway' }, { actions: 'lineUp' }],
        served: { actions: 'stall' },
        cancel: { actions: 'cancel' },
        refuse: 'refusing',
        recover: 'up',
      },
    },
  },
});
