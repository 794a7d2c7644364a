/** Makes the arrivals: a steady stream, bursts on top of it, and poison on demand. It never looks at the broker's load. */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface ProducerPorts {
  nextArrival(): number;
  publishSteady(): void;
  /** The rate or the process changed: what is still owed of the running gap is kept, at the new rate. */
  retune(): void;
  resume(): void;
  calmLasts(): number;
  surgeLasts(): number;
  surge(): void;
  calmDown(): void;
  nextBurst(): number;
  /** What the schedule of bursts says of the time before now is forgotten. */
  watchSchedule(): void;
  beginBurst(): void;
  beginBurstNow(size: number): void;
  growBurst(size: number): void;
  nextInBurst(): number;
  publishBurst(): void;
  burstGoesOn(): boolean;
  publishPoison(count: number): void;
}

export type ProducerEvent = {
  type: 'retuned' | 'burst' | 'poison' | 'held' | 'released' | 'stop' | 'go' | 'retide';
  id: number;
};

export const producerMachine = setup({
  types: {} as { context: Addressed<ProducerPorts>; input: Addressed<ProducerPorts>; events: ProducerEvent },
  delays: {
    nextArrival: ({ context }) => context.ports.nextArrival(),
    calmLasts: ({ context }) => context.ports.calmLasts(),
    surgeLasts: ({ context }) => context.ports.surgeLasts(),
    nextBurst: ({ context }) => context.ports.nextBurst(),
    nextInBurst: ({ context }) => context.ports.nextInBurst(),
  },
  guards: { burstGoesOn: ({ context }) => context.ports.burstGoesOn() },
  actions: {
    publishSteady: ({ context }) => context.ports.publishSteady(),
    surge: ({ context }) => context.ports.surge(),
    calmDown: ({ context }) => context.ports.calmDown(),
    resume: ({ context }) => context.ports.resume(),
    retune: ({ context }) => context.ports.retune(),
    watchSchedule: ({ context }) => context.ports.watchSchedule(),
    beginBurst: ({ context }) => context.ports.beginBurst(),
    beginBurstNow: ({ context, event }) => context.ports.beginBurstNow(event.id),
    growBurst: ({ context, event }) => context.ports.growBurst(event.id),
    publishBurst: ({ context }) => context.ports.publishBurst(),
    publishPoison: ({ context, event }) => context.ports.publishPoison(event.id),
  },
}).createMachine({
  id: 'producer',
  context: ({ input }) => input,
  type: 'parallel',
  states: {
    stream: {
      initial: 'waiting',
      states: {
        waiting: {
          after: { nextArrival: { target: 'waiting', reenter: true, actions: 'publishSteady' } },
          on: {
            retuned: { target: 'waiting', reenter: true, actions: 'retune' },
            stop: { target: 'stopped', actions: 'retune' },
          },
        },
        // Its clock stands still: what is owed of the running gap is owed afterwards.
        stopped: {
          on: { go: { target: 'waiting', actions: 'resume' } },
        },
      },
      on: { poison: { actions: 'publishPoison' } },
    },
    // On-off arrivals: calm and surge in turn, each of which has its own speed.
    tide: {
      initial: 'calm',
      states: {
        calm: {
          after: { calmLasts: { target: 'surge', actions: 'surge' } },
          on: { retide: { target: 'calm', reenter: true } },
        },
        surge: {
          after: { surgeLasts: { target: 'calm', actions: 'calmDown' } },
          on: { retide: { target: 'calm', actions: 'calmDown' } },
        },
      },
    },
    bursts: {
      initial: 'waiting',
      states: {
        waiting: {
          after: { nextBurst: { target: 'bursting', actions: 'beginBurst' } },
          on: {
            retuned: { target: 'waiting', reenter: true, actions: 'watchSchedule' },
            burst: { target: 'bursting', actions: 'beginBurstNow' },
          },
        },
        bursting: {
          after: {
            nextInBurst: [
              { guard: 'burstGoesOn', target: 'bursting', reenter: true, actions: 'publishBurst' },
              { target: 'waiting', actions: 'publishBurst' },
            ],
          },
          on: { burst: { actions: 'growBurst' } },
        },
      },
    },
    // Open-loop arrivals do not slow down for a blocked broker: the outbox fills. This region only says which it is.
    outbox: {
      initial: 'flowing',
      states: {
        flowing: { on: { held: 'holding' } },
        holding: { on: { released: 'flowing' } },
      },
    },
  },
});
