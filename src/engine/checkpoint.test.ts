import fc from 'fast-check';
import { expect, test } from 'vitest';
import { setup } from 'xstate';
import { bytesOf, pack, restore, unpack } from './checkpoint.ts';
import { createKernel, type Kernel, memoryOf, post, runUntil, send, start } from './kernel.ts';
import type { Kind } from './mover.ts';
import { interpreted } from './referee.ts';

test('a copy shares nothing with what it was made from', () => {
  const state = { list: [{ n: 1 }], column: new Float64Array([1, 2]), map: new Map([['k', { n: 1 }]]), none: null };
  const packed = pack(state, null);
  expect(unpack(packed)).toEqual(state);
  state.list[0].n = state.column[0] = 9;
  state.map.get('k')!.n = 9;
  expect(unpack(packed)).toEqual({
    list: [{ n: 1 }],
    column: new Float64Array([1, 2]),
    map: new Map([['k', { n: 1 }]]),
    none: null,
  });
});

test('restoring keeps the identity of records, arrays, Maps and columns of the same length', () => {
  const state = { list: [{ n: 1 }, { n: 2 }], column: new Int32Array(2), map: new Map([['k', { n: 1 }]]) };
  const saved = pack(state, null);
  const before = [state.list, state.list[0], state.column, state.map, state.map.get('k')];
  state.list.pop();
  state.list[0].n = state.column[1] = 9;
  state.map.get('k')!.n = 9;
  state.map.set('new', { n: 3 });
  restore(state, saved);
  expect(state).toEqual(unpack(saved));
  expect(
    [state.list, state.list[0], state.column, state.map, state.map.get('k')].every((it, i) => it === before[i]),
  ).toBe(true);
});

test('a column that has grown is replaced, and the copy stays its own', () => {
  const state: { column: Int32Array } = { column: new Int32Array([1]) };
  const saved = pack(state, null);
  state.column = new Int32Array([5, 6]);
  restore(state, saved);
  state.column[0] = 9;
  expect(unpack(saved).column).toEqual(new Int32Array([1]));
});

const anything = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constantFrom(null, undefined, Number.NaN, -0, true)),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { noNullPrototype: true }),
    fc.float64Array({ maxLength: 3 }),
    fc.uint16Array({ maxLength: 3 }),
    fc.int32Array({ maxLength: 40, min: -3, max: 300 }),
    fc.array(fc.double(), { minLength: 14, maxLength: 20 }),
    fc.array(fc.uint32Array({ maxLength: 3 }), { minLength: 14, maxLength: 40 }),
    fc.array(fc.record({ id: fc.integer(), numbers: fc.double(), place: fc.constantFrom('here', 'there') }), {
      maxLength: 40,
    }),
    fc
      .array(fc.tuple(fc.integer(), fc.record({ id: fc.maxSafeInteger() })), { maxLength: 40 })
      .map((entries) => new Map(entries)),
    fc.array(fc.tuple(fc.constantFrom('a', 'b'), tie('any'))).map((entries) => new Map(entries)),
  ),
})).any;

test('restoring a copy gives what was copied, whatever happened in between', () => {
  fc.assert(
    fc.property(anything, anything, (now, then) => {
      const state = { value: now };
      const saved = pack({ value: then }, null);
      restore(state, saved);
      expect(state).toEqual({ value: then });
      expect(unpack(saved)).toEqual({ value: then });
    }),
    { numRuns: process.env.LONG ? 20_000 : 1_000 },
  );
});

test('what was packed comes out as it was, whatever it was to share with', () => {
  fc.assert(
    fc.property(anything, anything, (before, now) => {
      const like = pack(before, null);
      const packed = pack(now, like);
      expect(unpack(packed)).toEqual(now);
      expect(unpack(like)).toEqual(before);
    }),
    { numRuns: 2_000 },
  );
});

test('what has not changed is shared, and what has costs about its own bytes', () => {
  const state = { ring: new Float64Array(100_000).map((_, i) => 1e9 + i), list: [1, 2, 3], none: null };
  const first = pack(state, null);
  expect(bytesOf(first, null)).toBeLessThan(250_000);
  expect(pack(state, first)).toBe(first);
  state.ring[5_000] = -1;
  const second = pack(state, first);
  expect(bytesOf(second, first)).toBeLessThan(6_000);
  expect(unpack(second)).toEqual(state);
});
test.each<[string, object]>([
  ['state.ports.send is a function', { ports: { send: () => {} } }],
  ['state.list.1 is an instance of Date', { list: [1, new Date(0)] }],
  ['state.map.k is a symbol', { map: new Map([['k', Symbol('s')]]) }],
])('refuses what is not plain data: %s', (message, value) => {
  expect(() => pack(value, null)).toThrow(message);
});

interface Node {
  id: number;
  records: { heat: number; log: number[] }[];
  kernel(): Kernel;
}

const NODES = 4;

/** Nodes that heat up, cool down by themselves, and pass what they get on to others, now and later. */
const nodeMachine = setup({
  types: {} as { context: Node; events: { type: 'heat'; id: number } },
  delays: { cooling: ({ context }) => 3 + (context.records[context.id].heat % 7) },
  guards: { odd: ({ context }) => context.records[context.id].heat % 2 === 1 },
  actions: {
    note: ({ context, event }) => {
      const kernel = context.kernel();
      const record = context.records[context.id];
      record.heat = (record.heat * 31 + event.id + kernel.now) % 1_009;
      record.log.push(kernel.now * 10_000 + record.heat);
    },
    pass: ({ context }) => {
      const { heat } = context.records[context.id];
      post(context.kernel(), 1 + (heat % 5), heat % 3, 0, heat % NODES, 0, heat);
    },
  },
}).createMachine({
  context: {} as Node,
  initial: 'cold',
  states: {
    cold: { on: { heat: { target: 'hot', actions: ['note', 'pass'] } } },
    hot: {
      on: { heat: [{ guard: 'odd', target: 'hot', reenter: true, actions: 'note' }, { actions: ['note', 'pass'] }] },
      after: { cooling: { target: 'cold', actions: ['note', 'pass'] } },
    },
  },
});

function network(pooled: boolean) {
  const records = Array.from({ length: NODES }, () => ({ heat: 0, log: [] as number[] }));
  const context = (id: number): Node => ({ id, records, kernel: () => kernel });
  const kind: Kind = { name: 'node', machine: nodeMachine, timerRank: 1, level: 0, pooled, context };
  const kernel = createKernel([kind], 'compiled');
  for (let i = 0; i < NODES; i++) start(kernel, 0, i);
  send(kernel, 0, 0, 0, 5);
  return { kernel, records, memory: () => ({ kernel: memoryOf(kernel), records }) };
}

test.each([true, false])('a run gone back to a checkpoint goes on as it went the first time (pooled: %s)', (pooled) => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), fc.nat(300), (before, beyond, after) => {
      const end = before + Math.max(beyond, after);
      const straight = network(pooled);
      runUntil(straight.kernel, end);
      const run = network(pooled);
      runUntil(run.kernel, before);
      const checkpoint = pack(run.memory(), null);
      runUntil(run.kernel, before + beyond);
      start(run.kernel, 0, 1_000); // grows the columns
      restore(run.memory(), checkpoint);
      expect(run.kernel.now).toBe(before);
      runUntil(run.kernel, end);
      expect(run.records).toEqual(straight.records);
      expect(run.memory()).toEqual(straight.memory());
    }),
    { numRuns: process.env.LONG ? 3_000 : 200 },
  );
});

test('the interpreter can not be checkpointed', () => {
  expect(() => memoryOf(createKernel([], interpreted))).toThrow('only the compiled runner');
});
