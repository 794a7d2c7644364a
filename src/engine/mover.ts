/** One kind of machine at work: its table, and what is remembered of its entities. It knows no calendar and no other kind. */
import type { AnyStateMachine } from 'xstate';
import { NO_HANDLE } from './calendar.ts';
import type { Branch, Cell, Chart } from './chart.ts';
import { compile } from './compile.ts';

/** One kind of machine. */
export interface Kind {
  name: string;
  machine: AnyStateMachine;
  /** Rank in the calendar of its `after` timers. */
  timerRank: number;
  /** Actions may send at once only to kinds of a lower level; anything else goes through the calendar. */
  level: number;
  /** Many, short-lived and alike: all share the one context made by `context(0)`, whose `id` says whose turn it is. Actions must not keep it. */
  pooled: boolean;
  /** The record that guards, actions and delays work on. Made at an entity's first start, then kept. */
  context(entity: number): object;
}

/** What one kind remembers of its entities, in columns that grow. */
export class Columns {
  /** Code of the configuration, or NOT_STARTED. */
  state = new Uint16Array(0);
  /** Handles of the running timers: those of entity `e` from e * due.length on. */
  timers = new Float64Array(0);
}

export const NOT_STARTED = 0xffff;
/** Most entities of one kind. */
const ENTITIES_MAX = 1_048_576;
/** In place of an event code: a timer of the referee's, whose ticket is the payload. */
export const REFEREE_TIMER = -1;
/** In place of an event code: the start. */
export const INIT = -2;
/** The `id` of events that carry nothing: xstate.init, and those of timers. */
export const NO_PAYLOAD = -1;

/** An event as the machines see it. Its type is looked up when somebody asks, since to put a string into an object costs more than a number. */
export class Told {
  readonly #types: readonly string[];
  code = INIT;
  id = NO_PAYLOAD;

  constructor(types: readonly string[]) {
    this.#types = types;
  }

  get type(): string {
    return this.code === INIT ? 'xstate.init' : this.#types[this.code];
  }
}

/** A kind at work. */
export class Mover {
  readonly index: number;
  readonly kind: Kind;
  readonly timerRank: number;
  readonly level: number;
  readonly chart: Chart;
  readonly ownEvents: number;
  /** The table flat, so that a look-up is one: what event `e` does in configuration `s` stands at s * stride + e. */
  readonly stride: number;
  readonly branches: (Branch | null)[];
  /** The same as code, where there is any. */
  readonly cells: (Cell | null)[];
  readonly columns = new Columns();
  readonly contexts: object[] = [];
  /** The one context of a kind that is pooled, made when the first entity starts. */
  flyweight: { id: number } | null = null;
  /** One for all calls: no kind is ever at work twice at one time, because sending goes down the levels. */
  readonly args: { context: object; readonly event: Told };
  /** When each timer of the move under way will be due. */
  readonly due: Float64Array;

  constructor(kind: Kind, index: number) {
    const chart = compile(kind.machine);
    this.index = index;
    this.kind = kind;
    this.timerRank = kind.timerRank;
    this.level = kind.level;
    this.chart = chart;
    this.ownEvents = chart.ownEvents;
    this.stride = chart.events.length;
    this.branches = chart.rows.flat();
    this.cells = chart.cells.flat();
    this.args = { context: {}, event: new Told(chart.events) };
    this.due = new Float64Array(chart.events.length - chart.ownEvents);
  }
}

/** Puts an event into the arguments of the next call. */
export function address(mover: Mover, entity: number, code: number, id: number): void {
  const { args } = mover;
  if (mover.flyweight !== null) mover.flyweight.id = entity;
  else args.context = mover.contexts[entity];
  args.event.code = code;
  args.event.id = id;
}

/** Makes the context of an entity that starts for the first time; of a pooled kind, that of all. */
export function furnish(mover: Mover, entity: number): void {
  const { kind, contexts, args } = mover;
  if (!kind.pooled) contexts[entity] ??= kind.context(entity);
  else if (mover.flyweight === null) {
    mover.flyweight = kind.context(0) as { id: number };
    args.context = mover.flyweight;
  }
}

/** Makes room for an entity in the columns; they double. */
export function reserve(mover: Mover, entity: number): void {
  if (!(entity >= 0 && entity < ENTITIES_MAX && Math.floor(entity) === entity)) {
    throw new RangeError(`${mover.kind.name} must be a whole number from 0 to ${ENTITIES_MAX - 1}, got ${entity}`);
  }
  const { state, timers } = mover.columns;
  if (entity < state.length) return;
  const capacity = Math.max(entity + 1, state.length * 2);
  mover.columns.state = new Uint16Array(capacity).fill(NOT_STARTED);
  mover.columns.state.set(state);
  mover.columns.timers = new Float64Array(capacity * mover.due.length).fill(NO_HANDLE);
  mover.columns.timers.set(timers);
}

export function notStarted(mover: Mover, entity: number): Error {
  return new Error(`${mover.kind.name} ${entity} is not started`);
}

export function unknownEvent(mover: Mover, event: number): RangeError {
  return new RangeError(`${mover.kind.name} knows no event with code ${event}`);
}

/** `level` is that of the sender: whichever kind of it that was. */
export function notBelow(kinds: readonly Mover[], level: number, mover: Mover): Error {
  const senders = kinds.filter((each) => each.level === level).map(({ kind }) => kind.name);
  return new Error(
    `${senders.join(' or ')} (level ${level}) can't act on ${mover.kind.name} (level ${mover.level}) at once: post it`,
  );
}
