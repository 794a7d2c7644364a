/** For tests: statecharts drawn at random, with every feature that the compiler compiles, acting on a small world that logs what happens. */
import fc from 'fast-check';
import { type AnyStateMachine, and, not, or, setup, stateIn } from 'xstate';
import { NEVER } from '../model/time.ts';

/** What the machines see and do; the test wires it to a kernel. */
export interface World {
  log(entry: string): void;
  post(entity: number, delay: number, rank: number, kind: number, event: number): void;
  tell(entity: number, event: number): void;
  recycle(entity: number): void;
}

/** `memory` survives the context, which pooled entities share. */
export interface Subject {
  id: number;
  memory: Int32Array;
  world: World;
}

interface Candidate {
  guard: number;
  /** Below zero: stays. Else the state with this number, modulo their count. */
  target: number;
  reenter: boolean;
  actions: number[];
}
interface Plan {
  form: 'atomic' | 'compound' | 'parallel';
  children: Plan[];
  initial: number;
  entry: number[];
  exit: number[];
  on: (Candidate & { event: number })[];
  after: (Candidate & { delay: number })[];
}

const eventNames = ['a', 'b', 'x.1', 'x.2', '*', 'x.*'];
const delayNames = ['short', 'perhaps', 'fixed', '0', '3', '7'];

const actions = fc.array(fc.nat(11), { maxLength: 3 });
const candidate = {
  guard: fc.oneof(fc.constant(-1), fc.nat(7)),
  target: fc.oneof({ weight: 1, arbitrary: fc.constant(-1) }, { weight: 3, arbitrary: fc.nat(20) }),
  reenter: fc.boolean(),
  actions,
};
const part = (form: fc.Arbitrary<Plan['form']>, children: fc.Arbitrary<Plan[]>): fc.Arbitrary<Plan> =>
  fc.record({
    form,
    children,
    initial: fc.nat(2),
    entry: actions,
    exit: actions,
    on: fc.array(fc.record({ ...candidate, event: fc.nat(eventNames.length - 1) }), { maxLength: 4 }),
    after: fc.oneof(
      { weight: 2, arbitrary: fc.constant<Plan['after']>([]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.record({ ...candidate, delay: fc.nat(delayNames.length - 1) }), { maxLength: 3 }),
      },
    ),
  });
const leaf = part(fc.constant('atomic'), fc.constant([]));
const form = fc.constantFrom<Plan['form'][]>('compound', 'compound', 'parallel');
const inner = part(form, fc.array(leaf, { minLength: 1, maxLength: 3 }));
const mixed = fc.oneof({ weight: 2, arbitrary: leaf }, { weight: 1, arbitrary: inner });

/** A chart of one to about ten states on up to three levels. */
export const anyChart: fc.Arbitrary<AnyStateMachine> = part(form, fc.array(mixed, { minLength: 2, maxLength: 3 })).map(
  build,
);

const vocabulary = setup({
  types: {} as { context: Subject; events: { type: string; id: number } },
  guards: {
    odd: ({ context, event }) => {
      context.world.log(`odd? ${event.type} ${event.id}`);
      return (context.memory[context.id] + event.id) % 2 !== 0;
    },
    atLeast: ({ context }, { least }: { least: number }) => {
      context.world.log(`at least ${least}?`);
      return context.memory[context.id] >= least;
    },
    even: not('odd'),
  },
  actions: {
    note: ({ context, event }, { at }: { at: string }) => context.world.log(`${at} ${event.type} ${event.id}`),
    bump: ({ context }) => {
      context.memory[context.id] = (context.memory[context.id] + 1) % 6;
    },
    post: ({ context }, { delay, rank, kind, event }: { delay: number; rank: number; kind: number; event: number }) =>
      context.world.post(context.id, delay, rank, kind, event),
    tell: ({ context }, { event }: { event: number }) => context.world.tell(context.id, event),
    recycle: ({ context }) => context.world.recycle(context.id),
  },
  delays: {
    short: ({ context }) => {
      context.world.log('short');
      return context.memory[context.id] % 4;
    },
    perhaps: ({ context }) => (context.memory[context.id] % 3 === 0 ? NEVER : 2),
    fixed: 4,
  },
});

/** The state with number `i` (0 is the top) has id and key `s{i}`. */
function build(plan: Plan): AnyStateMachine {
  const count = countStates(plan);
  let built = 0;
  const state = (plan: Plan): Record<string, unknown> => {
    const name = `s${built++}`;
    const transition = ({ guard, target, reenter, actions }: Candidate) => ({
      ...(guard < 0 ? {} : { guard: guardOf(guard, count) }),
      ...(target < 0 ? {} : { target: `#s${target % count}`, reenter }),
      actions: [{ type: 'note', params: { at: `from ${name}` } }, ...actions.map(actionOf)],
    });
    const note = (what: string) => ({ type: 'note', params: { at: `${what} ${name}` } });
    const children = plan.children.map((child) => [`s${built}`, state(child)] as const);
    return {
      id: name,
      ...(plan.form === 'atomic' ? {} : { type: plan.form, states: Object.fromEntries(children) }),
      ...(plan.form === 'compound' ? { initial: initialOf(plan, children[plan.initial % children.length][0]) } : {}),
      entry: [note('into'), ...plan.entry.map(actionOf)],
      exit: [...plan.exit.map(actionOf), note('out of')],
      on: group(plan.on, ({ event }) => eventNames[event], transition),
      after: group(plan.after, ({ delay }) => delayNames[delay], transition),
    };
  };
  return vocabulary.createMachine({ ...state(plan), context: {} as Subject } as never) as unknown as AnyStateMachine;
}

/** Every third compound state has actions on its initial transition. */
function initialOf(plan: Plan, target: string): unknown {
  return plan.initial === 2 ? { target, actions: [{ type: 'note', params: { at: `initially ${target}` } }] } : target;
}

function countStates(plan: Plan): number {
  return plan.children.reduce((sum, child) => sum + countStates(child), 1);
}

function guardOf(i: number, count: number): unknown {
  return [
    'odd',
    'even',
    { type: 'atLeast', params: { least: 2 } },
    not('odd'),
    and(['odd', { type: 'atLeast', params: { least: 1 } }]),
    or(['even', { type: 'atLeast', params: { least: 4 } }]),
    stateIn(`#s${count - 1}`),
    not(stateIn(`#s${count >> 1}`)),
  ][i];
}

function actionOf(i: number): unknown {
  if (i < 4) return 'bump';
  if (i < 8) return { type: 'post', params: { delay: i - 4, rank: i % 3, kind: i % 2, event: i } };
  if (i < 11) return { type: 'tell', params: { event: i } };
  return 'recycle';
}

function group<Item>(items: Item[], key: (item: Item) => string, value: (item: Item) => unknown): object {
  const groups: Record<string, unknown[]> = {};
  for (const item of items) {
    groups[key(item)] ??= [];
    groups[key(item)].push(value(item));
  }
  return groups;
}
