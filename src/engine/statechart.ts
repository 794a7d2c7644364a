/** Draws up the statechart of a machine, and makes a machine that tells of its transitions: both from the definition that is compiled. */
import { type AnyStateMachine, type AnyStateNode, createMachine, type StateValue } from 'xstate';
import type { Statechart } from '../model/statechart.ts';
import type { Arguments } from './chart.ts';

/** What a traced machine calls: for each start, and for each transition, while it acts. */
export interface Tracer {
  begun(entity: number): void;
  taken(entity: number, transition: number): void;
}

type Transition = ReturnType<AnyStateNode['transitions']['get']> extends (infer T)[] | undefined ? T : never;

/** States and transitions in the order of the definition. */
export function statechartOf(machine: AnyStateMachine): Statechart {
  const nodes = nodesOf(machine.root);
  const numbers = new Map(nodes.map((node, number) => [node.id, number]));
  const states = nodes.map((node) => ({
    name: node.key,
    parent: node.parent === undefined ? -1 : numbers.get(node.parent.id)!,
    isParallel: node.type === 'parallel',
    isInitial: node.parent?.initial.target.includes(node) ?? true,
    entry: list(node.config.entry).map(nameOf),
    exit: list(node.config.exit).map(nameOf),
  }));
  const transitions = transitionsOf(machine).map(({ source, target, eventType, guard, actions }) => {
    const delay = source.after.find((timer) => timer.eventType === eventType)?.delay;
    return {
      from: numbers.get(source.id)!,
      to: target === undefined ? -1 : numbers.get(target[0].id)!,
      event: delay === undefined ? eventType : String(delay),
      isDelay: delay !== undefined,
      guard: guard === undefined ? null : nameOf(guard),
      actions: actions.map(nameOf),
    };
  });
  return { name: machine.id, states, transitions };
}

/** Which states of `statechartOf` are active in a configuration, given as XState's value. */
export function activeIn(machine: AnyStateMachine, value: StateValue): number[] {
  const nodes = nodesOf(machine.root);
  const active = [0];
  const visit = (node: AnyStateNode, inner: StateValue): void => {
    for (const [key, deeper] of typeof inner === 'string' ? [[inner, {}] as const] : Object.entries(inner)) {
      active.push(nodes.indexOf(node.states[key]));
      if (deeper !== undefined) visit(node.states[key], deeper);
    }
  };
  visit(machine.root, value);
  return active;
}

const BEGUN = 'tracer.begun';
const TAKEN = 'tracer.taken';

/**
 * The same machine, but each transition has one action more, which says that it is taken; its number is that of `statechartOf`.
 * Whatever runs the machine then tells of it by itself, so neither kernel nor referee need know of tracing.
 */
export function traced(machine: AnyStateMachine, tracer: Tracer): AnyStateMachine {
  const numbers = new Map(transitionsOf(machine).map((transition, number) => [transition, number]));
  const marked = (given: unknown, transition: Transition): object => ({
    ...(typeof given === 'string' ? { target: given } : (given as object)),
    actions: [
      { type: TAKEN, params: { transition: numbers.get(transition) } },
      ...list((given as { actions?: unknown }).actions),
    ],
  });
  const markAll = (node: AnyStateNode, given: object, eventOf: (key: string) => string) =>
    Object.fromEntries(
      Object.entries(given).map(([key, value]) => {
        const transitions = node.transitions.get(eventOf(key)) ?? [];
        return [key, list(value).map((each, i) => marked(each, transitions[i]))];
      }),
    );
  const configOf = (node: AnyStateNode): object => ({
    ...node.config,
    on: markAll(node, node.config.on ?? {}, (key) => key),
    after: markAll(node, node.config.after ?? {}, (key) => `xstate.after.${key}.${node.id}`),
    ...(node.config.states && {
      states: Object.fromEntries(Object.entries(node.states).map(([key, child]) => [key, configOf(child)])),
    }),
  });
  const { guards, actions, delays } = machine.implementations;
  const tellBegun = ({ context }: Arguments) => tracer.begun((context as { id: number }).id);
  const tellTaken = ({ context }: Arguments, params: unknown) =>
    tracer.taken((context as { id: number }).id, (params as { transition: number }).transition);
  const config = { ...configOf(machine.root), entry: [BEGUN, ...list(machine.config.entry)] };
  return createMachine(
    config as never,
    { guards, delays, actions: { ...actions, [BEGUN]: tellBegun, [TAKEN]: tellTaken } } as never,
  );
}

const nodesOf = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(nodesOf)];

const transitionsOf = (machine: AnyStateMachine): Transition[] =>
  nodesOf(machine.root).flatMap((node) => [...node.transitions.values()].flat());

const list = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** The name of a guard or an action. Nothing else is compiled, but `not`, `and` and `or`, which go by the names of what they combine. */
function nameOf(reference: unknown): string {
  if (typeof reference === 'string') return reference;
  if (typeof reference === 'object') return (reference as { type: string }).type;
  const { name, guards } = reference as { name: string; guards?: unknown };
  return `${name}(${list(guards).map(nameOf).join(', ')})`;
}
