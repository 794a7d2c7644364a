import { expect, test } from 'vitest';
import { setup } from 'xstate';
import { NEVER } from '../model/time.ts';
import { waitingIn } from './calendar.ts';
import {
  createKernel,
  type KernelOptions,
  post,
  postAt,
  postedIn,
  runUntil,
  send,
  start,
  step,
  stop,
  unpost,
} from './kernel.ts';
import type { Kind } from './mover.ts';
import { interpreted } from './referee.ts';

interface Lamp {
  id: number;
  log: string[];
  onSwitch(): void;
}

/** A lamp that goes out by itself after 10. */
const lampMachine = setup({
  types: {} as { context: Lamp; events: { type: 'press' | 'loop'; id: number } },
  actions: {
    say: ({ context, event }, { what }: { what: string }) =>
      context.log.push(`${context.id} ${what} ${event.type} ${event.id}`),
    switched: ({ context }) => context.onSwitch(),
  },
}).createMachine({
  id: 'lamp',
  context: {} as Lamp,
  initial: 'off',
  states: {
    off: { entry: { type: 'say', params: { what: 'off' } }, on: { press: 'on' } },
    on: {
      entry: { type: 'say', params: { what: 'on' } },
      exit: { type: 'say', params: { what: 'out' } },
      after: { 10: 'off' },
      on: { press: { target: 'off', actions: 'switched' } },
    },
  },
});

const runners = { compiled: 'compiled', interpreted } as const;
type RunnerName = keyof typeof runners;

function lamps(runner: RunnerName, overrides: Partial<Kind> = {}, options: KernelOptions = {}) {
  const log: string[] = [];
  const hooks = { onSwitch: () => {} };
  const context = (id: number): Lamp => ({ id, log, onSwitch: () => hooks.onSwitch() });
  const kind: Kind = { name: 'lamp', machine: lampMachine, timerRank: 3, level: 0, pooled: true, context };
  const upper: Kind = { ...kind, name: 'upper', level: 1, pooled: false };
  const kernel = createKernel([{ ...kind, ...overrides }, upper], runners[runner], options);
  return { kernel, log, hooks, press: kernel.kinds[0].chart.codes.press };
}

test.each(Object.keys(runners) as RunnerName[])(
  '%s: an entity starts, takes events and runs its timers in simulated time',
  (runner) => {
    const { kernel, log, press } = lamps(runner);
    start(kernel, 0, 7);
    post(kernel, 5, 0, 0, 7, press, 42);
    runUntil(kernel, 100);
    expect(log).toEqual([
      '7 off xstate.init -1',
      '7 on press 42',
      '7 out xstate.after.10.lamp.on -1',
      '7 off xstate.after.10.lamp.on -1',
    ]);
    expect(kernel.now).toBe(100);
  },
);

test.each(Object.keys(runners) as RunnerName[])(
  '%s: `entered` hears of starts and changes, after their actions',
  (runner) => {
    const heard: number[][] = [];
    const { kernel, press } = lamps(runner, {}, { entered: (...entry) => heard.push([kernel.now, ...entry]) });
    start(kernel, 0, 1);
    post(kernel, 5, 0, 0, 1, press, 0);
    runUntil(kernel, NEVER);
    expect(heard).toEqual([
      [0, 0, 1, 0],
      [5, 0, 1, 1],
      [15, 0, 1, 0],
    ]);
    expect(kernel.now).toBe(15);
  },
);

test.each(Object.keys(runners) as RunnerName[])(
  '%s: stopping forgets state and timers without exit actions, and the slot can start again',
  (runner) => {
    const { kernel, log, press } = lamps(runner);
    start(kernel, 0, 0);
    send(kernel, 0, 0, press, 0);
    log.length = 0;
    stop(kernel, 0, 0);
    expect(waitingIn(kernel.calendar)).toBe(0);
    expect(() => send(kernel, 0, 0, press, 0)).toThrow('lamp 0 is not started');
    expect(() => stop(kernel, 0, 0)).toThrow('lamp 0 is not started');
    start(kernel, 0, 0);
    expect(log).toEqual(['0 off xstate.init -1']);
    expect(() => start(kernel, 0, 0)).toThrow('lamp 0 is already started');
  },
);

test.each(Object.keys(runners) as RunnerName[])(
  '%s: an action may act at once on lower levels, and on nothing else',
  (runner) => {
    const { kernel, hooks, press } = lamps(runner);
    const [LOWER, UPPER] = [0, 1];
    for (const kind of [LOWER, UPPER]) for (const entity of [0, 1]) start(kernel, kind, entity);
    for (const entity of [0, 1]) send(kernel, UPPER, entity, press, 0);
    hooks.onSwitch = () => send(kernel, LOWER, 0, press, 0);
    send(kernel, UPPER, 0, press, 0);
    expect(kernel.kinds[LOWER].columns.state[0]).toBe(1);
    hooks.onSwitch = () => send(kernel, UPPER, 0, press, 0);
    expect(() => send(kernel, UPPER, 1, press, 0)).toThrow("upper (level 1) can't act on upper (level 1) at once");
  },
);

test.each(Object.keys(runners) as RunnerName[])(
  '%s: what an action posts for now comes after what is already due',
  (runner) => {
    const { kernel, log, hooks, press } = lamps(runner);
    for (const i of [0, 1, 2]) start(kernel, 0, i);
    send(kernel, 0, 0, press, 0);
    log.length = 0;
    hooks.onSwitch = () => post(kernel, 0, 1, 0, 2, press, 9);
    post(kernel, 0, 1, 0, 0, press, 0);
    post(kernel, 0, 1, 0, 1, press, 0);
    runUntil(kernel, 0);
    expect(log.map((line) => line.slice(0, 4))).toEqual(['0 ou', '0 of', '1 on', '2 on']);
  },
);

test('a kind that is not pooled keeps one context per entity, also over a stop', () => {
  const made: number[] = [];
  const context = (id: number): Lamp => {
    made.push(id);
    return { id, log: [], onSwitch: () => {} };
  };
  const { kernel } = lamps('compiled', { pooled: false, context });
  for (const entity of [3, 1]) start(kernel, 0, entity);
  stop(kernel, 0, 3);
  start(kernel, 0, 3);
  expect(made).toEqual([3, 1]);
});

test('a posted event can be taken back, once', () => {
  const { kernel, press } = lamps('compiled');
  start(kernel, 0, 0);
  const handle = postedIn(kernel, postAt(kernel, 5, 0, 0, 0, press, 0));
  expect([unpost(kernel, handle), unpost(kernel, handle)]).toEqual([true, false]);
  expect(step(kernel, NEVER)).toBe(false);
});

test('step fires what is due at its limit and nothing later', () => {
  const { kernel, press } = lamps('compiled');
  start(kernel, 0, 0);
  postAt(kernel, 5, 0, 0, 0, press, 0);
  expect([step(kernel, 4), step(kernel, 5), step(kernel, 5)]).toEqual([false, true, false]);
  expect(() => runUntil(kernel, 4)).toThrow("can't run from 5 to 4");
});

test('events that the machine does not know, and negative delays, are refused', () => {
  const { kernel, press } = lamps('compiled');
  start(kernel, 0, 0);
  expect(() => send(kernel, 0, 0, Number.NaN, 0)).toThrow('lamp knows no event with code NaN');
  expect(() => post(kernel, 1, 0, 0, 0, kernel.kinds[0].chart.codes.missing, 0)).toThrow(
    'no event with code undefined',
  );
  const timer = kernel.kinds[0].chart.codes['xstate.after.10.lamp.on'];
  expect(() => send(kernel, 0, 0, timer, 0)).toThrow('no event with code');
  expect(() => post(kernel, -1, 0, 0, 0, press, 0)).toThrow(RangeError);
  expect(() => start(kernel, 0, 1.5)).toThrow('lamp must be a whole number');
});

test('an endless loop at one instant is an error that names time and machine', () => {
  const { kernel, hooks, press } = lamps('compiled', {}, { eventsPerInstantMax: 50 });
  const twice = () => {
    for (let i = 0; i < 2; i++) postAt(kernel, 30, 0, 0, 0, press, 0);
  };
  start(kernel, 0, 0);
  hooks.onSwitch = twice;
  twice();
  expect(() => runUntil(kernel, 100)).toThrow('more than 50 events at 30 µs, the last for lamp 0');
});
