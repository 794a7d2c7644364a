/**
 * The referee runs the same charts on XState's own interpreter, with the kernel's calendar as its clock.
 * Slow, and only there to be compared with: whatever it does, the compiled tables must do, record by record.
 */
import { type Actor, type AnyStateMachine, createActor, createMachine } from 'xstate';
import { cancel, type Handle, handleOf, schedule } from './calendar.ts';
import type { Arguments } from './chart.ts';
import type { Interpreter, Kernel } from './kernel.ts';
import { INIT, type Mover, REFEREE_TIMER } from './mover.ts';

interface Referee {
  /** By kind, then by entity. */
  actors: (Actor<AnyStateMachine> | undefined)[][];
  machines: AnyStateMachine[];
  /** Timers that XState has set, by ticket. */
  waiting: Map<number, { handle: Handle; callback: () => void }>;
  tickets: number;
}

/** A kernel's runner: XState itself. Its actors are there to be inspected. */
export function interpreted(movers: readonly Mover[]): Interpreter & Pick<Referee, 'actors' | 'machines'> {
  const referee: Referee = {
    actors: movers.map(() => []),
    machines: movers.map(interpretable),
    waiting: new Map(),
    tickets: 0,
  };
  return {
    actors: referee.actors,
    machines: referee.machines,
    enlist: (kernel, mover, entity) => enlist(kernel, referee, mover, entity),
    retire: (mover, entity) => retire(referee, mover, entity),
    deliver: (kernel, mover, entity) => deliver(kernel, referee, mover, entity),
    fire: (kernel, mover, entity, ticket) => fire(kernel, referee, mover, entity, ticket),
  };
}

/**
 * The chart with each guard, action and delay called as the kernel calls it: with the kind's own context and event.
 * XState would hand over a copy of the context (its factory assigns), where changes in place would be lost.
 */
function interpretable({ kind: { machine }, args, chart: { codes } }: Mover): AnyStateMachine {
  const { guards, actions, delays } = machine.implementations;
  const bind = (implementation: unknown): never => {
    if (typeof implementation !== 'function' || 'check' in implementation) return implementation as never;
    const bound = (given: Arguments, params: unknown): unknown => {
      args.event.code = codes[given.event.type] ?? INIT;
      return implementation(args, params);
    };
    return bound as never;
  };
  const bindAll = (implementations: object) =>
    Object.fromEntries(Object.entries(implementations).map(([name, implementation]) => [name, bind(implementation)]));
  return createMachine(
    { ...machine.config, context: {} },
    { guards: bindAll(guards), actions: bindAll(actions), delays: bindAll(delays) },
  );
}

/** Creates and starts the actor of an entity. */
function enlist(kernel: Kernel, referee: Referee, mover: Mover, entity: number): void {
  const { calendar } = kernel;
  const clock = {
    setTimeout(callback: () => void, delay: number): number {
      const ticket = referee.tickets++;
      const time = calendar.at + delay;
      const slot = schedule(calendar, time, mover.timerRank, mover.index, entity, REFEREE_TIMER, ticket);
      const handle = handleOf(calendar, slot);
      referee.waiting.set(ticket, { handle, callback });
      return ticket;
    },
    clearTimeout(ticket: number): void {
      const timer = referee.waiting.get(ticket);
      if (timer !== undefined) cancel(calendar, timer.handle);
      referee.waiting.delete(ticket);
    },
  };
  const actor = createActor(referee.machines[mover.index], { clock });
  actor.subscribe({ error: () => {} }); // `settle` throws it; without an observer XState would throw it out of band
  referee.actors[mover.index][entity] = actor;
  actor.start();
  stateOf(mover, actor);
}

/** Stops the actor of an entity, and with it the timers. */
function retire(referee: Referee, mover: Mover, entity: number): void {
  referee.actors[mover.index][entity]?.stop();
  referee.actors[mover.index][entity] = undefined;
}

/** Sends the event that stands in the kind's arguments. */
function deliver(kernel: Kernel, referee: Referee, mover: Mover, entity: number): void {
  const { type, id } = mover.args.event;
  referee.actors[mover.index][entity]?.send({ type, id });
  settle(kernel, referee, mover, entity);
}

/** Lets a timer run out. */
function fire(kernel: Kernel, referee: Referee, mover: Mover, entity: number, ticket: number): void {
  const timer = referee.waiting.get(ticket);
  referee.waiting.delete(ticket);
  timer?.callback();
  settle(kernel, referee, mover, entity);
}

/** Takes over the state that the actor is in now. */
function settle(kernel: Kernel, referee: Referee, mover: Mover, entity: number): void {
  const actor = referee.actors[mover.index][entity];
  if (actor === undefined) return;
  const state = stateOf(mover, actor);
  if (state === mover.columns.state[entity]) return;
  mover.columns.state[entity] = state;
  kernel.entered?.(mover.index, entity, state);
}

/** The code of the actor's configuration. Throws what an action threw: XState keeps that to itself. */
function stateOf(mover: Mover, actor: Actor<AnyStateMachine>): number {
  const { status, error, value } = actor.getSnapshot();
  if (status === 'error') throw error;
  const state = mover.chart.configurations.get(JSON.stringify(value));
  if (state === undefined) throw new Error(`${mover.kind.name}: the table lacks the state ${JSON.stringify(value)}`);
  return state;
}
