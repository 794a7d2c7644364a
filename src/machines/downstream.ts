/** What the workers call: some servers and a line before them. It never learns that a caller has given up. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface DownstreamPorts {
  hasServer(): boolean;
  serve(call: number): void;
  lineUp(call: number): void;
  complete(call: number): void;
  serveNext(): void;
  refuse(call: number): void;
  stall(call: number): void;
  resume(): void;
}

export type DownstreamEvent = { type: 'call' | 'served' | 'retuned' | 'refuse' | 'hang' | 'recover'; id: number };

export const downstreamMachine = setup({
  types: {} as { context: Addressed<DownstreamPorts>; input: Addressed<DownstreamPorts>; events: DownstreamEvent },
  guards: { hasServer: ({ context }) => context.ports.hasServer() },
  actions: {
    serve: ({ context, event }) => context.ports.serve(event.id),
    lineUp: ({ context, event }) => context.ports.lineUp(event.id),
    complete: ({ context, event }) => context.ports.complete(event.id),
    serveNext: ({ context }) => context.ports.serveNext(),
    refuse: ({ context, event }) => context.ports.refuse(event.id),
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
        call: [{ guard: 'hasServer', actions: 'serve' }, { actions: 'lineUp' }],
        served: { actions: ['complete', 'serveNext'] },
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
        retuned: { actions: 'serveNext' },
        hang: 'hanging',
        recover: 'up',
      },
    },
    hanging: {
      exit: 'resume',
      on: {
        call: { actions: 'lineUp' },
        served: { actions: 'stall' },
        refuse: 'refusing',
        recover: 'up',
      },
    },
  },
});
