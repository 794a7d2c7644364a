/** The life of a run on the page. Its state is the `phase` that the screen shows; what to do in a phase, the lab knows. */
import { assign, setup } from 'xstate';

export type RunEvent =
  /** A run is asked for; `play` says whether it is to start by itself. */
  | { type: 'load'; play: boolean }
  /** What the playhead waited for is here. */
  | { type: 'covered'; atEnd: boolean }
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'seek' }
  /** The playhead has come to the end. */
  | { type: 'ended' }
  | { type: 'failed'; message: string };

export const runFlow = setup({
  types: {
    context: {} as { resume: boolean; failure: string | null },
    events: {} as RunEvent,
  },
  guards: {
    isAtEnd: ({ event }) => event.type === 'covered' && event.atEnd,
    resumes: ({ context }) => context.resume,
  },
  actions: {
    begin: assign({ resume: ({ event }) => event.type === 'load' && event.play, failure: null }),
    resumeLater: assign({ resume: true }),
    stayPaused: assign({ resume: false }),
    noteFailure: assign({ failure: ({ event }) => (event.type === 'failed' ? event.message : null) }),
  },
}).createMachine({
  id: 'run',
  context: { resume: false, failure: null },
  initial: 'idle',
  on: {
    load: { target: '.loading', actions: 'begin' },
    failed: { target: '.failed', actions: 'noteFailure' },
  },
  states: {
    idle: {},
    loading: {
      on: {
        covered: [
          { guard: 'isAtEnd', target: 'finished' },
          { guard: 'resumes', target: 'running' },
          { target: 'ready' },
        ],
        play: { actions: 'resumeLater' },
        pause: { actions: 'stayPaused' },
      },
    },
    ready: {
      on: { play: 'running', seek: { target: 'seeking', actions: 'stayPaused' } },
    },
    running: {
      on: { pause: 'paused', ended: 'finished', seek: { target: 'seeking', actions: 'resumeLater' } },
    },
    paused: {
      on: { play: 'running', seek: { target: 'seeking', actions: 'stayPaused' } },
    },
    seeking: {
      on: {
        covered: [
          { guard: 'isAtEnd', target: 'finished' },
          { guard: 'resumes', target: 'running' },
          { target: 'paused' },
        ],
        play: { actions: 'resumeLater' },
        pause: { actions: 'stayPaused' },
      },
    },
    finished: {
      on: { play: 'running', seek: { target: 'seeking', actions: 'stayPaused' } },
    },
    failed: {},
  },
});
