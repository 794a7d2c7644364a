import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AnyStateMachine, setup } from 'xstate';
import { anyChart, type Subject, type World } from './generatedCharts.test-support.ts';
import { createKernel, type Kernel, post, type Runner, send, start, step, stop } from './kernel.ts';
import { type Kind, NOT_STARTED } from './mover.ts';
import { interpreted } from './referee.ts';

const LOWER = 0;
const UPPER = 1;
const ENTITIES = 3;
const runs = process.env.LONG ? 10_000 : 600;

interface Play {
  kernel: Kernel;
  log: string[];
}

/** Two kinds of machines, three of each: the upper ones tell, stop and start the lower ones, which are pooled. */
function play(lower: AnyStateMachine, upper: AnyStateMachine, runner: Runner): Play {
  const log: string[] = [];
  let posts = 40;
  const world = (kind: number): World => ({
    log: (entry) => log.push(`${kernel.now} ${kind}: ${entry}`),
    post: (entity, delay, rank, to, event) => {
      const events = kernel.kinds[to].chart.ownEvents;
      if (events > 0 && posts-- > 0) post(kernel, delay, rank, to, entity, event % events, posts);
    },
    tell: (entity, event) => {
      const events = kernel.kinds[LOWER].chart.ownEvents;
      if (kind === UPPER && events > 0) send(kernel, LOWER, entity, event % events, entity);
    },
    recycle: (entity) => {
      if (kind !== UPPER) return;
      stop(kernel, LOWER, entity);
      start(kernel, LOWER, entity);
    },
  });
  const kindOf = (machine: AnyStateMachine, index: number): Kind => {
    const memory = new Int32Array(ENTITIES);
    const context = (id: number): Subject => ({ id, memory, world: world(index) });
    return { name: `kind ${index}`, machine, timerRank: 1, level: index, pooled: index === LOWER, context };
  };
  const kernel = createKernel([kindOf(lower, LOWER), kindOf(upper, UPPER)], runner, {
    entered: (kind, entity, state) => log.push(`${kernel.now} ${kind}: ${entity} in ${state}`),
  });
  return { kernel, log };
}

test('table and interpreter do the same, step by step, for any two charts and any events sent', () => {
  const event = fc.record({ kind: fc.nat(1), entity: fc.nat(ENTITIES - 1), event: fc.nat(3), delay: fc.nat(12) });
  fc.assert(
    fc.property(anyChart, anyChart, fc.array(event, { minLength: 5, maxLength: 25 }), (lower, upper, events) => {
      fc.pre(compiles(lower, upper));
      const plays = [play(lower, upper, 'compiled'), play(lower, upper, interpreted)];
      for (const { kernel } of plays) {
        for (const kind of [LOWER, UPPER]) for (let i = 0; i < ENTITIES; i++) start(kernel, kind, i);
        events.forEach(({ kind, entity, event, delay }, id) => {
          const own = kernel.kinds[kind].chart.ownEvents;
          if (own > 0) post(kernel, delay, 0, kind, entity, event % own, id);
        });
      }
      const [table, referee] = plays;
      for (let steps = 0; steps < 200; steps++) {
        const more = plays.map(({ kernel }) => step(kernel, 60));
        expect(table.log).toEqual(referee.log);
        expect(more[0]).toBe(more[1]);
        if (!more[0]) break;
        for (const play of plays) play.log.length = 0;
      }
      expect(states(table.kernel)).toEqual(states(referee.kernel));
    }),
    { numRuns: runs },
  );
}, 1_200_000);

/** A state that is entered again without being left, and has a timer, is refused: XState would let the old timer run on. */
function compiles(...machines: AnyStateMachine[]): boolean {
  try {
    for (const machine of machines) play(machine, machine, 'compiled');
    return true;
  } catch (error) {
    expect(String(error)).toMatch(/without leaving, what has the timer/);
    return false;
  }
}

function states(kernel: Kernel): number[][] {
  return kernel.kinds.map(({ columns }) => [...columns.state].filter((state) => state !== NOT_STARTED));
}

test('an error in an action comes out of the interpreter where it happens', () => {
  const machine = setup({
    types: {} as { events: { type: 'go'; id: number } },
    actions: {
      fail: () => {
        throw new Error('broken');
      },
    },
  }).createMachine({ on: { go: { actions: 'fail' } } });
  const kind: Kind = { name: 'k', machine, timerRank: 0, level: 0, pooled: false, context: () => ({}) };
  const kernel = createKernel([kind], interpreted);
  start(kernel, 0, 0);
  expect(() => send(kernel, 0, 0, kernel.kinds[0].chart.codes.go, 0)).toThrow('broken');
});
