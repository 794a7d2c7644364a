import { expect, test } from 'vitest';
import type { AnyStateMachine, AnyStateNode, InspectionEvent } from 'xstate';
import { laneIds } from '../model/lanes.ts';
import type { Scenario } from '../model/scenario.ts';
import { machineNames, type Statechart } from '../model/statechart.ts';
import { SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { step } from './kernel.ts';
import { interpreted } from './referee.ts';
import { type Role, roleNames, roles } from './roles.ts';
import { createRun, receipt, runUntil } from './run.ts';
import { statechartOf, traced } from './statechart.ts';

interface Written {
  from: string;
  event: string;
  guard: string | null;
  target: string | null;
  actions: string[];
}

const list = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** All transitions as the file of the machine says them, by reading what was given to createMachine. */
function writtenIn(config: Record<string, unknown>, path: string): Written[] {
  const on = Object.entries((config.on ?? {}) as Record<string, unknown>);
  const after = Object.entries((config.after ?? {}) as Record<string, unknown>);
  const own = [...on, ...after].flatMap(([event, given]) =>
    list(given).map((each) => {
      const { guard, target, actions } = (typeof each === 'string' ? { target: each } : each) as Record<
        string,
        unknown
      >;
      const name = target === undefined ? null : String(target).split(/[.#]/).at(-1)!;
      return { from: path, event, guard: (guard as string) ?? null, target: name, actions: list(actions) as string[] };
    }),
  );
  const states = Object.entries((config.states ?? {}) as Record<string, Record<string, unknown>>);
  return [...own, ...states.flatMap(([key, state]) => writtenIn(state, `${path}.${key}`))];
}

const pathIn = ({ states }: Statechart, state: number): string =>
  states[state]!.parent === -1
    ? states[state]!.name
    : `${pathIn({ states } as Statechart, states[state]!.parent)}.${states[state]!.name}`;

test.each(roleNames)('the chart of the %s has every state and transition that its machine defines', (role) => {
  const { machine } = roles[role];
  const chart = statechartOf(machine);
  const drawn = chart.transitions.map(({ from, to, event, guard, actions }) => ({
    from: pathIn(chart, from),
    event,
    guard,
    target: to === -1 ? null : chart.states[to]!.name,
    actions,
  }));
  const byText = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  expect(drawn.sort(byText)).toEqual(writtenIn(machine.config as never, machine.id).sort(byText));
  const ids = (state: AnyStateMachine['root']): string[] => [state.id, ...Object.values(state.states).flatMap(ids)];
  expect(chart.states.map((_, i) => pathIn(chart, i))).toEqual(ids(machine.root));
});

test('each kind of machine has a place in the cast, and nothing else has', () => {
  expect([...machineNames].sort()).toEqual([...roleNames].sort());
});

/** By the order in which the definition has them. */
function transitionsOf({ root }: AnyStateMachine): unknown[] {
  const within = (node: AnyStateNode): unknown[] => [
    ...[...node.transitions.values()].flat(),
    ...Object.values(node.states).flatMap(within),
  ];
  return within(root);
}

/** Something of everything: an outage, a crash, a slow downstream behind a breaker, workers that come and go. */
const eventful: Scenario = {
  ...hook,
  until: 30 * SECOND,
  values: {
    ...hook.values,
    'ds.servers': 4,
    'breaker.window': 5,
    'breaker.openFor': SECOND,
    'retry.inline': 2,
    'autoscale.metric': 'backlog',
    'autoscale.every': SECOND,
    'autoscale.startup': SECOND,
  },
  timeline: [
    { type: 'drill', at: 3 * SECOND, until: 5 * SECOND, drill: 'broker.down', amount: 1, lane: null },
    { type: 'drill', at: 10 * SECOND, until: 12 * SECOND, drill: 'downstream.refuse', amount: 1, lane: null },
    { type: 'set', at: 13 * SECOND, key: 'consumer.instances', value: 2 },
    { type: 'poison', at: 14 * SECOND, count: 3 },
    { type: 'crash', at: 16 * SECOND, count: 1 },
    { type: 'set', at: 22 * SECOND, key: 'consumer.instances', value: 5 },
  ],
};

/** Runs with every machine traced; what each told is by role, entity and transition. */
function tracedRun(scenario: Scenario) {
  const told = new Map<string, number>();
  const count = (key: string) => told.set(key, (told.get(key) ?? 0) + 1);
  const tracedRole = (role: Role) =>
    traced(roles[role].machine, {
      begun: () => {},
      taken: (entity, transition) => count(`${role} ${entity}: ${transition}`),
    });
  const run = createRun(scenario, {
    journal: 'hash',
    instead: Object.fromEntries(roleNames.map((role) => [role, tracedRole(role)])),
  });
  runUntil(run, scenario.until);
  return { run, told };
}

test.each([hook, eventful])('a run that is traced is the run that is not', (scenario) => {
  const run = createRun(scenario, { journal: 'hash' });
  runUntil(run, scenario.until);
  const { run: tracedOne, told } = tracedRun(scenario);
  expect(receipt(tracedOne)).toBe(receipt(run));
  expect(told.size).toBeGreaterThan(50);
});

test.each(laneIds)('in the %s lane the transitions told of are those that XState itself says it takes', (lane) => {
  const scenario = { ...eventful, lanes: [lane] };
  const { told } = tracedRun(scenario);
  const run = createRun(scenario, { journal: 'off', runner: interpreted });
  const counted = new Map<string, number>();
  const watched = new Set<object>();
  const referee = run.lanes[lane]!.kernel.referee as ReturnType<typeof interpreted>;
  // A look at each new actor before it takes its first event: none is sent one at the instant at which it is made.
  const watch = () => {
    for (const [kind, actors] of referee.actors.entries()) {
      const role = roleNames[kind]!;
      for (const [entity, actor] of actors.entries()) {
        if (actor === undefined || watched.has(actor)) continue;
        watched.add(actor);
        const chart = transitionsOf(referee.machines[kind]!);
        actor.system.inspect((event: InspectionEvent) => {
          if (event.type !== '@xstate.microstep') return;
          for (const taken of event._transitions) {
            if (taken.eventType === 'xstate.init') continue;
            const key = `${role} ${entity}: ${chart.indexOf(taken)}`;
            counted.set(key, (counted.get(key) ?? 0) + 1);
          }
        });
      }
    }
  };
  do watch();
  while (step(run.lanes[lane]!.kernel, scenario.until));
  const sorted = (counts: Map<string, number>) => [...counts].sort();
  expect(sorted(told)).toEqual(sorted(counted));
  expect(told.size).toBeGreaterThan(50);
});
