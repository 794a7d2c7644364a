/**
 * The kernel moves one lane's machines: it fires what the calendar holds and lets table or referee do it.
 * It knows nothing of messages or lanes, only kinds of machines and numbered entities of each kind.
 */
import { NEVER, type SimTime } from '../model/time.ts';
import { type Calendar, cancel, createCalendar, type Handle, handleOf, nextTime, pop, schedule } from './calendar.ts';
import {
  address,
  type Columns,
  furnish,
  INIT,
  type Kind,
  Mover,
  NO_PAYLOAD,
  NOT_STARTED,
  notBelow,
  notStarted,
  REFEREE_TIMER,
  reserve,
  unknownEvent,
} from './mover.ts';
import { enter, take } from './table.ts';

export interface KernelOptions {
  /** Hears of every configuration entered: at a start, and after an event that changed it, when its actions are done. */
  entered?: (kind: number, entity: number, state: number) => void;
  /** Most events at one and the same instant; more are taken for an endless loop. */
  eventsPerInstantMax?: number;
}

/** Looks on as time passes. */
export interface Watch {
  /** All of an instant has happened. It may look, and post what is due later, but send nothing. */
  settled(): void;
  /** Nothing more happens before `time`, when the first event is due at or after the time named last (at first 0). Names the next. */
  passed(time: SimTime): SimTime;
}

/** What runs the charts in place of the tables. Called with the acting kind's arguments set; each call ends in the state that the entity is then in. */
export interface Interpreter {
  /** Enters the initial configuration of an entity. */
  enlist(kernel: Kernel, mover: Mover, entity: number): void;
  /** Forgets an entity and its timers. */
  retire(mover: Mover, entity: number): void;
  /** Sends the event that stands in the kind's arguments. */
  deliver(kernel: Kernel, mover: Mover, entity: number): void;
  /** Lets the timer of a ticket run out. */
  fire(kernel: Kernel, mover: Mover, entity: number, ticket: number): void;
}

/** The tables, or an interpreter: it is handed over by who wants one, so that XState is not loaded with the kernel. See referee.ts. */
export type Runner = 'compiled' | ((movers: readonly Mover[]) => Interpreter);

const EVENTS_PER_INSTANT_MAX = 1_000_000;
const ANYBODY = 0x3fff_ffff;

/** A class for its one getter: with it in a literal, V8 gives every kernel a dictionary, at half the speed. */
export class Kernel {
  readonly calendar = createCalendar();
  readonly kinds: readonly Mover[];
  readonly referee: Interpreter | null;
  readonly entered: NonNullable<KernelOptions['entered']> | null;
  watch: Watch | null = null;
  /** What the watch named; 0 asks it anew. */
  passesAt = NEVER;
  readonly eventsPerInstantMax: number;
  eventsThisInstant = 0;
  /** Level of the kind that is acting; ANYBODY's between events. */
  level = ANYBODY;

  constructor(kinds: readonly Mover[], referee: Interpreter | null, options: KernelOptions) {
    this.kinds = kinds;
    this.referee = referee;
    this.entered = options.entered ?? null;
    this.eventsPerInstantMax = options.eventsPerInstantMax ?? EVENTS_PER_INSTANT_MAX;
  }

  /** Simulated time. */
  get now(): SimTime {
    return this.calendar.at;
  }
}

/** A kernel at time 0 with nothing started. Throws for a chart that can't be compiled. */
export function createKernel(kinds: readonly Kind[], runner: Runner, options: KernelOptions = {}): Kernel {
  const movers = kinds.map((kind, index) => new Mover(kind, index));
  return new Kernel(movers, runner === 'compiled' ? null : runner(movers), options);
}

/** From now on `watch` looks on. */
export function watchOver(kernel: Kernel, watch: Watch): void {
  kernel.watch = watch;
  kernel.passesAt = 0;
}

/** The part of a kernel that changes, as plain data for `copy` and `restore`. The records of the contexts are their owner's to copy. */
export function memoryOf(kernel: Kernel): { calendar: Calendar; columns: Columns[] } {
  if (kernel.referee !== null) throw new Error('only the compiled runner can be checkpointed');
  return { calendar: kernel.calendar, columns: kernel.kinds.map((mover) => mover.columns) };
}

/** Enters the initial configuration. Throws for an entity that is started already. */
export function start(kernel: Kernel, kind: number, entity: number): void {
  const mover = kernel.kinds[kind];
  if (mover.columns.state[entity] < NOT_STARTED) throw new Error(`${mover.kind.name} ${entity} is already started`);
  const sender = activate(kernel, mover);
  reserve(mover, entity);
  furnish(mover, entity);
  address(mover, entity, INIT, NO_PAYLOAD);
  const state = mover.chart.start.target;
  mover.columns.state[entity] = state;
  if (kernel.referee !== null) kernel.referee.enlist(kernel, mover, entity);
  else enter(kernel, mover, entity);
  kernel.entered?.(kind, entity, state);
  kernel.level = sender;
}

/** Forgets an entity and its timers; no exit action runs. It may be started again. */
export function stop(kernel: Kernel, kind: number, entity: number): void {
  const mover = kernel.kinds[kind];
  const { state, timers } = mover.columns;
  if (!(state[entity] < NOT_STARTED)) throw notStarted(mover, entity);
  const sender = activate(kernel, mover);
  state[entity] = NOT_STARTED;
  if (kernel.referee !== null) kernel.referee.retire(mover, entity);
  const count = mover.due.length;
  for (let i = entity * count; i < (entity + 1) * count; i++) cancel(kernel.calendar, timers[i]);
  kernel.level = sender;
}

/**
 * Dispatches an event at once; the machine sees `{ type, id: payload }`. An event that its configuration has no use for does nothing.
 * Throws for an entity that is not started, and for a sender that is not of a higher level.
 */
export function send(kernel: Kernel, kind: number, entity: number, event: number, payload: number): void {
  const mover = kernel.kinds[kind];
  if (!(event >= 0 && event < mover.ownEvents)) throw unknownEvent(mover, event);
  const sender = kernel.level;
  if (mover.level >= sender) throw notBelow(kernel.kinds, sender, mover);
  dispatch(kernel, sender, mover, entity, event, payload);
}

function dispatch(kernel: Kernel, sender: number, mover: Mover, entity: number, event: number, payload: number): void {
  const state = mover.columns.state[entity];
  const place = state * mover.stride + event;
  const branch = mover.branches[place];
  if (branch === undefined) throw notStarted(mover, entity);
  kernel.level = mover.level;
  address(mover, entity, event, payload);
  if (kernel.referee !== null) kernel.referee.deliver(kernel, mover, entity);
  else if (branch !== null) take(kernel, mover, entity, state, branch, mover.cells[place]);
  kernel.level = sender;
}

/** Sends an event after `delay`, through the calendar; NEVER posts nothing. Returns the slot for `postedIn`. RangeError for a negative or broken delay. */
export function post(
  kernel: Kernel,
  delay: SimTime,
  rank: number,
  kind: number,
  entity: number,
  event: number,
  payload: number,
): number {
  return postAt(kernel, kernel.calendar.at + delay, rank, kind, entity, event, payload);
}

/** Sends an event at `time`, through the calendar. At equal time and rank, in the order of posting. */
export function postAt(
  kernel: Kernel,
  time: SimTime,
  rank: number,
  kind: number,
  entity: number,
  event: number,
  payload: number,
): number {
  if (!(event >= 0)) throw unknownEvent(kernel.kinds[kind], event);
  return schedule(kernel.calendar, time, rank, kind, entity, event, payload);
}

/** The handle of what has just been posted, by the slot that posting returned. */
export const postedIn = (kernel: Kernel, slot: number): Handle => handleOf(kernel.calendar, slot);

/** Takes a posted event back; false if it has already been sent. */
export function unpost(kernel: Kernel, handle: Handle): boolean {
  return cancel(kernel.calendar, handle);
}

/** Sends the next event that is due at or before `limit`; false if there is none. Throws past `eventsPerInstantMax`. */
export function step(kernel: Kernel, limit: SimTime): boolean {
  const { calendar } = kernel;
  const time = nextTime(calendar);
  if (!(time <= limit) || time === NEVER) return false;
  if (time >= kernel.passesAt) kernel.passesAt = kernel.watch!.passed(time);
  if (time > calendar.at) kernel.eventsThisInstant = 0;
  pop(calendar);
  const { entity, event, payload } = calendar;
  const mover = kernel.kinds[calendar.kind];
  if (++kernel.eventsThisInstant > kernel.eventsPerInstantMax) throw endless(kernel, mover, entity);
  if (event !== REFEREE_TIMER) dispatch(kernel, ANYBODY, mover, entity, event, payload);
  else if (kernel.referee !== null) {
    const sender = activate(kernel, mover);
    address(mover, entity, INIT, NO_PAYLOAD);
    kernel.referee.fire(kernel, mover, entity, payload);
    kernel.level = sender;
  }
  if (kernel.watch !== null && nextTime(calendar) > time) kernel.watch.settled();
  return true;
}

/** Sends everything that is due at or before `limit` and moves the clock there; with NEVER, until nothing is left to send. */
export function runUntil(kernel: Kernel, limit: SimTime): void {
  if (!(limit >= kernel.calendar.at && Math.floor(limit) === limit)) {
    throw new RangeError(`can't run from ${kernel.calendar.at} to ${limit}`);
  }
  while (step(kernel, limit)) {}
  if (limit !== NEVER) kernel.calendar.at = limit;
}

function endless({ calendar, eventsPerInstantMax }: Kernel, mover: Mover, entity: number): Error {
  return new Error(
    `more than ${eventsPerInstantMax} events at ${calendar.at} µs, the last for ${mover.kind.name} ${entity}`,
  );
}

/** Makes `mover` the one that acts, and returns the level of who was, to be put back. A kernel in which an action threw can't be run on. */
function activate(kernel: Kernel, mover: Mover): number {
  const { level } = kernel;
  if (mover.level >= level) throw notBelow(kernel.kinds, level, mover);
  kernel.level = mover.level;
  return level;
}
