/** A compiled chart as plain data, with names where the chart has functions: what a build writes down and the engine reads. */
import type { Action, Branch, Cell, Chart, Delay, Guard, Move, Step } from './chart.ts';

/** The functions of a machine by name. XState's machines have them, and so has what stands for them in the builds. */
export interface Implementations {
  guards: Record<string, unknown>;
  actions: Record<string, unknown>;
  delays: Record<string, unknown>;
}

/** An action, with its params if it has any; or the number of the timer whose delay is asked for here. */
type StepData = string | [action: string, params: unknown] | number;

type MoveData = [target: number, steps: StepData[], cancels: number[], arms: number[]];

/** A guard with its two ways on, or the place of a move in the list of moves. */
type BranchData = number | [guard: string, yes: BranchData, no: BranchData, params?: unknown];

export interface ChartData {
  name: string;
  states: string[];
  /** XState values as JSON, by code. */
  values: string[];
  events: string[];
  ownEvents: number;
  /** By timer: the name of its delay. */
  delays: string[];
  /** Each once; the first is the start. */
  moves: MoveData[];
  rows: (BranchData | null)[][];
  /** What a build adds to the data: see chartCode.ts. */
  cells?: (
    guards: Implementations['guards'],
    actions: Implementations['actions'],
    delays: Implementations['delays'],
  ) => (Cell | null)[][];
}

/** Throws for a function that has no name among `implementations`, such as a delay that is a bare number. */
export function toData(chart: Chart, implementations: Implementations): ChartData {
  const nameOf = (kind: keyof Implementations, wanted: unknown): string => {
    const found = Object.entries(implementations[kind]).find(([, each]) => each === wanted);
    if (found === undefined) throw new Error(`machine '${chart.name}': one of the ${kind} has no name`);
    return found[0];
  };
  const delays: string[] = [];
  const moves: MoveData[] = [];
  const places = new Map<string, number>();

  const stepData = ({ run, params, timer }: Step): StepData => {
    if (timer >= 0) {
      delays[timer] = nameOf('delays', run);
      return timer;
    }
    const name = nameOf('actions', run);
    return params === undefined ? name : [name, params];
  };
  const placeOf = (move: Move): number => {
    const data: MoveData = [move.target, move.steps.map(stepData), move.cancels, move.arms];
    const key = JSON.stringify(data);
    const place = places.get(key) ?? moves.push(data) - 1;
    places.set(key, place);
    return place;
  };
  const branchData = (branch: Branch): BranchData => {
    if (branch.move !== null) return placeOf(branch.move);
    const { guard, params, yes, no } = branch;
    const [name, yesData, noData] = [nameOf('guards', guard), branchData(yes), branchData(no)];
    return params === undefined ? [name, yesData, noData] : [name, yesData, noData, params];
  };

  placeOf(chart.start);
  const rows = chart.rows.map((row) => row.map((branch) => branch && branchData(branch)));
  const { name, states, events, ownEvents, configurations } = chart;
  return { name, states, values: [...configurations.keys()], events, ownEvents, delays, moves, rows };
}

/** The chart again, as `compile` would have made it. */
export function fromData(data: ChartData, { guards, actions, delays }: Implementations): Chart {
  const step = (each: StepData): Step => {
    if (typeof each === 'number') return { run: delays[data.delays[each]] as Delay, params: undefined, timer: each };
    const [name, params] = typeof each === 'string' ? [each, undefined] : each;
    return { run: actions[name] as Action, params, timer: -1 };
  };
  const moves = data.moves.map(([target, listed, cancels, arms]): Move => {
    const steps = listed.map(step);
    const isPlain = listed.every((each) => typeof each === 'string') && cancels.length === 0;
    return { target, steps, plain: isPlain ? steps.map(({ run }) => run as Action) : null, cancels, arms };
  });
  const branch = (each: BranchData): Branch => {
    if (typeof each === 'number') return { guard: null, params: undefined, yes: null, no: null, move: moves[each] };
    const [guard, yes, no, params] = each;
    return { guard: guards[guard] as Guard, params, yes: branch(yes), no: branch(no), move: null };
  };
  return {
    name: data.name,
    states: data.states,
    events: data.events,
    codes: Object.fromEntries(data.events.map((type, code) => [type, code])),
    ownEvents: data.ownEvents,
    rows: data.rows.map((row) => row.map((each) => (each === null ? null : branch(each)))),
    cells: data.cells?.(guards, actions, delays) ?? data.rows.map((row) => row.map(() => null)),
    moves: data.cells === undefined ? [] : moves,
    start: moves[0],
    configurations: new Map(data.values.map((value, code) => [value, code])),
  };
}
