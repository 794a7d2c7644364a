/** What the statechart compiler does not compile, and refuses at load with machine, state and feature named. */
import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** Throws unless every state of the machine keeps to named, declared guards, actions and delays and to one microstep per event. */
export function refuseUnsupported(machine: AnyStateMachine): void {
  refuseIn(machine, machine.root);
}

function refuseIn(machine: AnyStateMachine, state: AnyStateNode): void {
  const { config } = state;
  if (state.type === 'final' || state.type === 'history') refuse(machine, state, `a ${state.type} state`);
  for (const feature of ['always', 'invoke', 'onDone', 'output', 'route'] as const) {
    if (config[feature] !== undefined) refuse(machine, state, feature);
  }
  // The entry and exit lists of the node itself hold the timers of `after` as well; those of its config are what was written.
  for (const action of [...list(config.entry), ...list(config.exit), ...state.initial.actions]) {
    refuseAction(machine, state, action);
  }
  for (const delay of Object.keys(config.after ?? {})) {
    const declared: unknown = machine.implementations.delays[delay];
    if (Number.isNaN(Number(delay)) && typeof declared !== 'function' && typeof declared !== 'number') {
      refuse(machine, state, `the undeclared delay '${delay}'`);
    }
  }
  for (const transition of [...state.transitions.values()].flat()) {
    for (const action of transition.actions) refuseAction(machine, state, action);
    if (transition.guard !== undefined) refuseGuard(machine, state, transition.guard);
  }
  for (const child of Object.values(state.states)) refuseIn(machine, child);
}

function refuseAction(machine: AnyStateMachine, state: AnyStateNode, action: unknown): void {
  if (typeof action === 'function') refuse(machine, state, builtIn(action) ?? 'an inline action');
  const name = nameOf(machine, state, action, 'action');
  const declared: unknown = machine.implementations.actions[name];
  if (typeof declared !== 'function') refuse(machine, state, `the undeclared action '${name}'`);
  const feature = builtIn(declared);
  if (feature !== undefined) refuse(machine, state, `${feature} (action '${name}')`);
}

/** `not`, `and`, `or` and `stateIn` are functions with a `check`; whatever they combine must be named in its turn. */
function refuseGuard(machine: AnyStateMachine, state: AnyStateNode, guard: unknown): void {
  if (typeof guard === 'function') {
    if (!('check' in guard)) refuse(machine, state, 'an inline guard');
    if ('guards' in guard) for (const part of list(guard.guards)) refuseGuard(machine, state, part);
    return;
  }
  const name = nameOf(machine, state, guard, 'guard');
  const declared: unknown = machine.implementations.guards[name];
  if (typeof declared !== 'function') refuse(machine, state, `the undeclared guard '${name}'`);
  if ('check' in declared) refuseGuard(machine, state, declared);
}

function nameOf(machine: AnyStateMachine, state: AnyStateNode, reference: unknown, what: string): string {
  if (typeof reference === 'string') return reference;
  const { type, params } = reference as { type: string; params?: unknown };
  if (typeof params === 'function') refuse(machine, state, `${what} '${type}' with computed params`);
  return type;
}

/** XState's own actions (assign, raise, sendTo and so on) are functions that carry `resolve` and a type such as 'xstate.assign'. */
function builtIn(action: object): string | undefined {
  return 'resolve' in action && 'type' in action ? String(action.type).replace('xstate.', '') : undefined;
}

function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function refuse(machine: AnyStateMachine, state: AnyStateNode, feature: string): never {
  const path = state.path.join('.') || '(top)';
  throw new Error(`machine '${machine.id}', state '${path}': ${feature} can't be compiled`);
}
