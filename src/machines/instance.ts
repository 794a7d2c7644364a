/** An instance of the consumer as a process: it lives until it crashes, and is back after its repair. What it held is lost with it. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface InstancePorts {
  lifetime(instance: number): number;
  repair(instance: number): number;
  /** The crash waits for the end of the next work, after its effect and before its ack. */
  strikesAfterEffect(): boolean;
  doom(instance: number): void;
  goDown(instance: number): void;
  comeBack(instance: number): void;
  /** Acks what it has done since the last time. */
  commit(instance: number): void;
}

export type InstanceEvent = { type: 'crash' | 'commit' | 'retuned' | 'replaced'; id: number };

export const instanceMachine = setup({
  types: {} as { context: Addressed<InstancePorts>; input: Addressed<InstancePorts>; events: InstanceEvent },
  delays: {
    lifetime: ({ context }) => context.ports.lifetime(context.id),
    repair: ({ context }) => context.ports.repair(context.id),
  },
  guards: { strikesAfterEffect: ({ context }) => context.ports.strikesAfterEffect() },
  actions: {
    doom: ({ context }) => context.ports.doom(context.id),
    goDown: ({ context }) => context.ports.goDown(context.id),
    comeBack: ({ context }) => context.ports.comeBack(context.id),
    commit: ({ context }) => context.ports.commit(context.id),
  },
}).createMachine({
  id: 'instance',
  context: ({ input }) => input,
  initial: 'up',
  states: {
    up: {
      after: { lifetime: [{ guard: 'strikesAfterEffect', target: 'doomed' }, { target: 'down' }] },
      on: { crash: 'down', commit: { actions: 'commit' }, retuned: { target: 'up', reenter: true } },
    },
    doomed: { entry: 'doom', on: { crash: 'down', commit: { actions: 'commit' } } },
    down: {
      entry: 'goDown',
      exit: 'comeBack',
      after: { repair: 'up' },
      // A new one in its place has nothing to be repaired.
      on: { replaced: 'up' },
    },
  },
});
