import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, assign, createMachine, not, raise, sendTo, setup } from 'xstate';
import { CONFIGURATIONS_MAX, compile, eventCodes } from './compile.ts';

const named = setup({
  types: {} as { context: { count: number }; events: { type: 'go' | 'stop'; id: number } },
  guards: { yes: () => true, no: not('yes'), above: (_, { least }: { least: number }) => least > 0 },
  actions: { act: () => {}, add: assign({ count: 1 }) },
  delays: { soon: 5, later: () => 10 },
});

/** A machine whose state `a` is the one given; `b` is there to go to. Loosely typed, as what is refused may not type-check either. */
function machineWith(state: object, implementations: object = {}): AnyStateMachine {
  const { guards, actions, delays } = named.createMachine({ context: { count: 0 } }).implementations;
  const config = { id: 'm', initial: 'a', context: {}, states: { a: state, b: {} } };
  return createMachine(config as never, { guards, actions, delays, ...implementations } as never) as AnyStateMachine;
}

describe('refuses, naming machine, state and feature:', () => {
  const inline = () => {};
  const refused: [feature: string, state: object][] = [
    ['always', { always: 'b' }],
    ['invoke', { invoke: { src: 'child' } }],
    ['onDone', { initial: 'x', states: { x: {} }, onDone: 'b' }],
    ['an inline action', { entry: inline }],
    ['an inline action', { on: { go: { actions: inline } } }],
    ['an inline guard', { on: { go: { guard: () => true, target: 'b' } } }],
    ['an inline guard', { on: { go: { guard: not(() => true), target: 'b' } } }],
    ['assign', { exit: assign({}) }],
    ['raise', { after: { soon: { actions: raise({ type: 'go' }) } } }],
    ['sendTo', { entry: sendTo('other', { type: 'go' }) }],
    ["assign (action 'add')", { entry: 'add' }],
    ["the undeclared action 'missing'", { entry: [{ type: 'missing' }] }],
    ["the undeclared guard 'missing'", { on: { go: { guard: 'missing' } } }],
    ["the undeclared guard 'missing'", { on: { go: { guard: not('missing') } } }],
    ["the undeclared delay 'missing'", { after: { missing: 'b' } }],
    ["action 'act' with computed params", { entry: { type: 'act', params: () => ({}) } }],
    ["guard 'above' with computed params", { on: { go: { guard: { type: 'above', params: () => ({}) } } } }],
  ];
  test.each(refused)('%s', (feature, state) => {
    expect(() => compile(machineWith(state))).toThrow(`machine 'm', state 'a': ${feature} can't be compiled`);
  });

  test.each(['final', 'history'])('a %s state, however deep', (type) => {
    const state = { initial: 'x', states: { x: { initial: 'y', states: { y: {}, z: { type } } } } };
    expect(() => compile(machineWith(state))).toThrow(`machine 'm', state 'a.x.z': a ${type} state can't be compiled`);
  });

  test('output of the machine', () => {
    const machine = createMachine({ id: 'm', output: {} });
    expect(() => compile(machine)).toThrow("machine 'm', state '(top)': output can't be compiled");
  });

  test('a target that is entered again without being left, if it has a timer', () => {
    const config = { id: 'm', initial: 'a', after: { 5: {} }, states: { a: { on: { go: '#m' } } } };
    expect(() => compile(createMachine(config))).toThrow(/'m': entering again, without leaving.*after\.5\.m/);
  });

  test('too many configurations', () => {
    const states = Object.fromEntries(
      Array.from({ length: CONFIGURATIONS_MAX + 1 }, (_, i) => [
        `s${i}`,
        { on: { go: `s${(i + 1) % (CONFIGURATIONS_MAX + 1)}` } },
      ]),
    );
    const machine = createMachine({ id: 'm', initial: 's0', states });
    expect(() => compile(machine)).toThrow("machine 'm': more than 4096 configurations can't be compiled");
  });
});

describe('the table', () => {
  test('has a row for each configuration that can be reached, and a column for each event', () => {
    const chart = compile(machineWith({ on: { go: 'b' }, after: { soon: 'b', 7: 'b' } }));
    expect(chart.states).toEqual(['a', 'b']);
    expect(chart.events).toEqual(['go', 'xstate.after.7.m.a', 'xstate.after.soon.m.a']);
    expect(chart.ownEvents).toBe(1);
    expect(chart.rows.map((row) => row.map((branch) => branch?.move?.target ?? null))).toEqual([
      [1, 1, 1],
      [null, null, null],
    ]);
  });

  test('names nested and parallel configurations', () => {
    const region = { initial: 'up', states: { up: { on: { go: 'down' } }, down: {} } };
    const chart = compile(machineWith({ type: 'parallel', states: { net: region, disk: region } }));
    expect(chart.states).toEqual(['a.net.up & disk.up', 'a.net.down & disk.down']);
  });

  test('keeps actions in the order exit, transition, entry, with delays in their place and timers after all', () => {
    const log: string[] = [];
    const act = (_: unknown, { name }: { name: string }) => log.push(name);
    const say = (name: string) => ({ type: 'act', params: { name } });
    const machine = machineWith(
      { exit: say('exit'), after: { 9: 'b' }, on: { go: { target: 'a', reenter: true, actions: say('go') } } },
      { actions: { act } },
    );
    const { rows, codes } = compile(machine);
    const move = rows[0][codes.go]!.move!;
    const args = { context: {}, event: { type: 'go', id: 0 } };
    const results = move.steps.map(({ run, params }) => run(args, params));
    expect(log).toEqual(['exit', 'go']);
    expect(results.at(-1)).toBe(9);
    expect([move.cancels, move.arms]).toEqual([[0], [0]]);
  });

  test('asks guards as a tree and leads nowhere from a forbidden event', () => {
    const chart = compile(
      machineWith({ on: { go: [{ guard: 'no', target: 'b' }, { guard: 'yes' }, { target: 'b' }] } }),
    );
    const branch = chart.rows[0][0]!;
    // `no` is not('yes'): when yes holds, the second candidate asks it again and stays.
    expect(branch.yes!.yes!.move).toMatchObject({ target: 0, steps: [] });
    expect(branch.no!.move!.target).toBe(1);
  });

  test('is made once for a machine', () => {
    const machine = machineWith({});
    expect(compile(machine)).toBe(compile(machine));
  });

  test('gives the codes of events by name', () => {
    const machine = named.createMachine({ context: { count: 0 }, on: { go: {}, stop: {} } });
    expect(eventCodes(machine)).toEqual({ go: 0, stop: 1 });
  });
});
