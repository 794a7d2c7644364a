/**
 * Compiles a statechart, once, into a dense table: configuration × event → guards to ask, then what to do.
 * It copies no rule of XState. It puts every event to XState in every configuration that can be reached, with the guards answering
 * one way and the other, and writes down what XState would do. So the table can't differ from the interpreter in selection,
 * conflicts, or the order of exit, transition and entry; what the kernel does with the table, the referee checks.
 */
import type { AnyMachineSnapshot, AnyStateMachine, EventFromLogic, StateValue } from 'xstate';
import type { Action, Branch, Chart, Delay, Move } from './chart.ts';
import { ask, askStart, createProbe, type Outcome, type Probe } from './probe.ts';
import { refuseUnsupported } from './support.ts';

/** Most configurations of one machine. A state is 16 bits in the kernel, and 0xffff there means not started. */
export const CONFIGURATIONS_MAX = 4_096;
/** Most guards and moves in one table. */
const BRANCHES_MAX = 65_536;

const charts = new WeakMap<AnyStateMachine, Chart>();

/**
 * The table of a machine, made at the first call for it. Only configurations that can be reached are in it; the context is the caller's.
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

/** A table being filled. */
interface Tabulation {
  chart: Chart;
  probe: Probe;
  delays: Delay[];
  /** By configuration: where XState would go on from, and which timers run there. */
  snapshots: AnyMachineSnapshot[];
  running: ReadonlySet<number>[];
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
    ownEvents: own.length,
    rows: [],
    cells: [],
    moves: [],
    start: { target: 0, steps: [], plain: null, cancels: [], arms: [] },
    configurations: new Map(),
  };
  const delays = [...timers.values()];
  const tabulation = { chart, probe: createProbe(machine), delays, snapshots: [], running: [], branches: 0 };
  chart.start = moveOf(tabulation, askStart(tabulation.probe), new Set(), -1);
  for (let state = 0; state < chart.states.length; state++) {
    chart.rows.push(events.map((_, event) => reaction(tabulation, state, event)));
    chart.cells.push(events.map(() => null));
  }
  return chart;
}

/** The machine's own event types in document order, and the delay behind each event that a timer sends. */
function eventsOf(machine: AnyStateMachine): { own: string[]; timers: Map<string, Delay> } {
  const own = new Set<string>();
  const timers = new Map<string, Delay>();
  const visit = (state: AnyStateMachine['root']): void => {
    for (const { eventType, delay } of state.after) {
      const declared: unknown = typeof delay === 'string' ? machine.implementations.delays[delay] : delay;
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

/** What an event does in a configuration; null if it does nothing whatever the guards say. */
function reaction(tabulation: Tabulation, state: number, event: number): Branch | null {
  const branch = branchOf(tabulation, state, event, []);
  const idle = branch.move?.target === state && branch.move.steps.length + branch.move.cancels.length === 0;
  return idle ? null : branch;
}

/** The decision tree below `answers`, which are those that the guards before it gave. */
function branchOf(tabulation: Tabulation, state: number, event: number, answers: boolean[]): Branch {
  const { chart, probe, snapshots, running } = tabulation;
  if (++tabulation.branches > BRANCHES_MAX) throw refused(chart, `more than ${BRANCHES_MAX} branches`);
  const said = ask(probe, snapshots[state], chart.events[event], answers);
  if ('actions' in said) {
    const move = moveOf(tabulation, said, running[state], event - chart.ownEvents);
    return { guard: null, params: undefined, yes: null, no: null, move };
  }
  const yes = branchOf(tabulation, state, event, [...answers, true]);
  const no = branchOf(tabulation, state, event, [...answers, false]);
  return { guard: said.guard, params: said.params, yes, no, move: null };
}

/**
 * What `actions` are in the table. XState makes of `after` a delayed raise at entry and a cancel at exit: here they become timers.
 * `running` are the timers of the states that are left or stay, `fired` is the one whose event this is (none if negative): it needs no cancel.
 */
function moveOf(
  tabulation: Tabulation,
  { snapshot, actions }: Outcome,
  running: ReadonlySet<number>,
  fired: number,
): Move {
  const { chart, delays } = tabulation;
  const move: Move = { target: 0, steps: [], plain: null, cancels: [], arms: [] };
  const left = new Set(running);
  for (const { type, params, exec } of actions) {
    const event = String(params?.id ?? params?.sendId);
    const timer = chart.codes[event] - chart.ownEvents;
    if (type === 'xstate.cancel') {
      if (left.delete(timer) && timer !== fired) move.cancels.push(timer);
    } else if (type === 'xstate.raise') {
      // XState would let the old timer run on beside the new one: legal, but nothing that a chart can mean.
      if (left.has(timer)) throw refused(chart, `entering again, without leaving, what has the timer '${event}'`);
      left.add(timer);
      move.steps.push({ run: delays[timer], params: undefined, timer });
      move.arms.push(timer);
    } else {
      move.steps.push({ run: exec as unknown as Action, params, timer: -1 });
    }
  }
  move.target = codeOf(tabulation, snapshot, left);
  const isPlain = move.steps.every(({ params, timer }) => params === undefined && timer < 0);
  if (isPlain && move.cancels.length === 0) move.plain = move.steps.map(({ run }) => run as Action);
  return move;
}

/** The code of a configuration; a new one joins the table and gets its row in its turn. */
function codeOf({ chart, snapshots, running }: Tabulation, snapshot: AnyMachineSnapshot, timers: Set<number>): number {
  const key = JSON.stringify(snapshot.value);
  const known = chart.configurations.get(key);
  if (known !== undefined) return known;
  const code = chart.states.length;
  if (code === CONFIGURATIONS_MAX) throw refused(chart, `more than ${CONFIGURATIONS_MAX} configurations`);
  chart.configurations.set(key, code);
  chart.states.push(describe(snapshot.value) || chart.name);
  snapshots.push(snapshot);
  running.push(timers);
  return code;
}

function describe(value: StateValue): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([key, inner]) => [key, inner && describe(inner)].filter(Boolean).join('.'))
    .join(' & ');
}

function refused(chart: Chart, feature: string): Error {
  return new Error(`machine '${chart.name}': ${feature} can't be compiled`);
}
