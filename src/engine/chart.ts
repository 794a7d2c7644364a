/** A compiled statechart: the table that the kernel runs. What stands in it is compile's business, what it does is the kernel's. */
import type { SimTime } from '../model/time.ts';

/** What guards, actions and delays are called with; the same shape as XState's. */
export interface Arguments {
  context: object;
  event: { type: string; id: number };
}
export type Guard = (args: Arguments, params: unknown) => boolean;
export type Action = (args: Arguments, params: unknown) => void;
export type Delay = (args: Arguments) => SimTime;

/** One thing to call: an action (`timer` is -1), or the delay of a timer, which XState evaluates in its place among the actions. */
export interface Step {
  run: Action | Delay;
  params: unknown;
  timer: number;
}

/** What one microstep does: steps in order, then the timers to cancel, then those to arm, in this order. */
export interface Move {
  target: number;
  steps: Step[];
  /** The steps again, if all are actions without params and no timer is touched, which is most moves; else null. */
  plain: readonly Action[] | null;
  cancels: number[];
  arms: number[];
}

/** A node of the decision tree of one configuration and event: a guard with its two ways on, or a move. */
export type Branch =
  | { guard: Guard; params: unknown; yes: Branch; no: Branch; move: null }
  | { guard: null; params: undefined; yes: null; no: null; move: Move };

/** Does what an event does in one configuration, and says which one the machine is in then; if there are timers to be set first, ~ the place of the move. */
export type Cell = (args: Arguments, due: Float64Array) => number;

export interface Chart {
  name: string;
  /** Names of the configurations by code, for people: 'idle', 'open.probing', 'net.up & disk.full'. */
  states: string[];
  /** Types of events by code: first the machine's own, then one for each timer. */
  events: string[];
  codes: Record<string, number>;
  /** How many events are the machine's own. Only they may be sent; timer `t` fires as event `ownEvents + t`. */
  ownEvents: number;
  /** What event `e` does in configuration `s`: rows[s][e]; null for nothing. */
  rows: (Branch | null)[][];
  /** The same as code, by configuration and event, where a build has written it; null where there is none. */
  cells: (Cell | null)[][];
  /** Those that cells speak of. */
  moves: Move[];
  start: Move;
  /** The code of a configuration by its XState value as JSON. */
  configurations: Map<string, number>;
}
