/**
 * Compiles a statechart, once, into a dense table: configuration × event → guards to ask, then what to do.
 * It copies no rule of XState. It puts every event to XState in every configuration that can be reached, answers the guards
 * itself, one way and the other, and writes down what XState would do. So the table can't differ from the interpreter in
 * selection, conflicts, or the order of exit, transition and entry; and the referee checks the rest.
 */
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createMachine,
  type EventFromLogic,
  initialTransition,
  type StateValue,
  transition,
} from 'xstate';
import type { Action, Branch, Chart, Delay, Guard, Move } from './chart.ts';
import { refuseUnsupported } from './support.ts';

/** Most configurations of one machine; a state is 16 bits, and 0xffff means not started. */
export const CONFIGURATIONS_MAX = 4_096;
/** Most guards and moves in one table. */
export const BRANCHES_MAX = 65_536;

const charts = new WeakMap<AnyStateMachine, Chart>();

/**
 * The table of a machine, made at the first call for it. Only states that can be reached are in it; the context is the caller's.
 * Throws for what it can't compile (see support.ts), and past CONFIGURATIONS_MAX or BRANCHES_MAX.
 */
export function compile(machine: AnyStateMachine): Chart {
  let chart = charts.get(machine);
  if (chart === undefined) {
    refuseUnsupported(machine);
    chart = tabulate(machine);
    charts.set(machine, chart);
  }
  return chart;
}

/** The codes of a machine's own events, by name and with its types. */
export function eventCodes<Machine extends AnyStateMachine>(
  machine: Machine,
): Readonly<Record<EventFromLogic<Machine>['type'], number>> {
  return compile(machine).codes;
}

/** A guard that XState asked for and that nobody has answered yet. */
type Question = Pick<Branch & { guard: Guard }, 'guard' | 'params'>;

/** The machine with its guards in our hands: they take `answers` in turn, and the first that finds none is the `question`. */
interface Probe {
  machine: AnyStateMachine;
  answers: boolean[];
  asked: number;
  question: Question | null;
}

interface Tabulation {
  chart: Chart;
  probe: Probe;
  delays: Delay[];
  snapshots: AnyMachineSnapshot[];
  /** Which timers run in each configuration. */
  running: Set<number>[];
  branches: number;
}

function tabulate(machine: AnyStateMachine): Chart {
  const { own, timers } = eventsOf(machine);
  const events = [...own, ...timers.keys()];
  const chart: Chart = {
    name: machine.id,
    states: [],
    events,
    codes: Object.fromEntries(events.map((type, code) => [type, code])),
    timers: [...timers.keys()].map((_, timer) => own.length + timer),
    rows: [],
    start: { target: 0, steps: [], cancels: [], arms: [] },
    configurations: new Map(),
  };
  const tabulation: Tabulation = {
    chart,
    probe: createProbe(machine),
    delays: [...timers.values()],
    snapshots: [],
    running: [],
    branches: 0,
  };
  chart.start = moveOf(tabulation, initialTransition(tabulation.probe.machine), new Set());
  for (let code = 0; code < tabulation.snapshots.length; code++) {
    for (const type of events) {
      const branch = branchOf(tabulation, code, type, []);
      const idle = branch.move !== null && branch.move.target === code && branch.move.steps.length === 0;
      chart.rows.push(idle && branch.move.cancels.length === 0 ? null : branch);
    }
  }
  return chart;
}

/** The machine's own event types in document order, and the delay of each event that a timer sends. */
function eventsOf(machine: AnyStateMachine): { own: string[]; timers: Map<string, Delay> } {
  const own = new Set<string>();
  const timers = new Map<string, Delay>();
  const visit = (state: AnyStateMachine['root']): void => {
    for (const { eventType, delay = Number.NaN } of state.after) {
      const declared = typeof delay === 'string' ? machine.implementations.delays[delay] : delay;
      timers.set(eventType, typeof declared === 'function' ? (declared as Delay) : () => Number(declared));
    }
    for (const type of state.transitions.keys()) {
      if (!timers.has(type) && type !== '*' && !type.endsWith('.*')) own.add(type);
    }
    for (const child of Object.values(state.states)) visit(child);
  };
  visit(machine.root);
  return { own: [...own], timers };
}

function createProbe(machine: AnyStateMachine): Probe {
  const { guards, actions, delays } = machine.implementations;
  const probe: Probe = { machine, answers: [], asked: 0, question: null };
  const asking = (guard: Guard) => (_: unknown, params: unknown) => {
    if (probe.asked < probe.answers.length) return probe.answers[probe.asked++];
    probe.question ??= { guard, params };
    return false;
  };
  probe.machine = createMachine(
    { ...machine.config, context: {} },
    {
      guards: mapValues(guards, (guard) => ('check' in (guard as object) ? guard : asking(guard as Guard))),
      actions,
      delays: mapValues(delays, () => 0), // only that it is a number matters here
    },
  );
  return probe;
}

function mapValues<Value>(record: Record<string, Value>, map: (value: Value) => unknown): Record<string, never> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value) as never]));
}

/** The decision tree below `answers`, the answers that the guards before it gave. */
function branchOf(tabulation: Tabulation, code: number, type: string, answers: boolean[]): Branch {
  const { chart, probe } = tabulation;
  if (++tabulation.branches > BRANCHES_MAX) {
    throw new Error(`machine '${chart.name}': more than ${BRANCHES_MAX} branches can't be compiled`);
  }
  Object.assign(probe, { answers, asked: 0, question: null });
  const result = transition(probe.machine, tabulation.snapshots[code], { type });
  const { question } = probe;
  if (question === null) {
    const move = moveOf(tabulation, result, tabulation.running[code]);
    return { guard: null, params: undefined, yes: null, no: null, move };
  }
  const yes = branchOf(tabulation, code, type, [...answers, true]);
  const no = branchOf(tabulation, code, type, [...answers, false]);
  return { ...question, yes, no, move: null };
}

function moveOf(
  tabulation: Tabulation,
  [snapshot, actions]: ReturnType<typeof transition>,
  running: ReadonlySet<number>,
): Move {
  const { chart, delays } = tabulation;
  const timerOf = (type: unknown): number => chart.timers.indexOf(chart.codes[String(type)]);
  const move: Move = { target: 0, steps: [], cancels: [], arms: [] };
  const left = new Set(running);
  for (const { type, params, exec } of actions) {
    if (type === 'xstate.cancel') {
      const timer = timerOf(params?.sendId);
      if (left.delete(timer)) move.cancels.push(timer);
    } else if (type === 'xstate.raise') {
      const timer = timerOf(params?.id);
      // XState would let the old timer run on beside the new one: legal, but nothing that a chart can mean.
      if (left.has(timer)) throw new Error(`machine '${chart.name}': arming '${params?.id}' twice can't be compiled`);
      left.add(timer);
      move.steps.push({ run: delays[timer], params: undefined, timer });
      move.arms.push(timer);
    } else {
      move.steps.push({ run: exec as unknown as Action, params, timer: -1 });
    }
  }
  move.target = codeOf(tabulation, snapshot as AnyMachineSnapshot, left);
  return move;
}

/** The code of a configuration; a new one joins the table and will be visited in its turn. */
function codeOf(tabulation: Tabulation, snapshot: AnyMachineSnapshot, running: Set<number>): number {
  const { chart, snapshots } = tabulation;
  if (snapshot.status === 'error') throw snapshot.error;
  const key = JSON.stringify(snapshot.value);
  const known = chart.configurations.get(key);
  if (known !== undefined) return known;
  if (snapshots.length === CONFIGURATIONS_MAX) {
    throw new Error(`machine '${chart.name}': more than ${CONFIGURATIONS_MAX} configurations can't be compiled`);
  }
  chart.configurations.set(key, snapshots.length);
  chart.states.push(describe(snapshot.value) || chart.name);
  tabulation.running.push(running);
  return snapshots.push(snapshot) - 1;
}

function describe(value: StateValue): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([key, inner]) => [key, inner && describe(inner)].filter(Boolean).join('.'))
    .join(' & ');
}
