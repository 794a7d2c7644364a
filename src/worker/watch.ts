/**
 * A replay of one lane in which one kind of machine tells of its transitions. The journal does not hold them: they are wanted for few
 * machines and seldom, and the run that everybody waits for shall not pay for it. It goes forward, and back to sparse checkpoints.
 */
import { step, runUntil as windTo } from '../engine/kernel.ts';
import type { Lane } from '../engine/lane.ts';
import { NOT_STARTED } from '../engine/mover.ts';
import type { Pool } from '../engine/pools.ts';
import { codes, roles } from '../engine/roles.ts';
import { amend, type Checkpoint, checkpoint, createRun, type Run, restore } from '../engine/run.ts';
import { activeIn, statechartOf, traced } from '../engine/statechart.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Standing, Statechart, Subject } from '../model/statechart.ts';
import type { SimTime } from '../model/time.ts';

/** What the tracer has heard of the subject. */
interface Heard {
  taken: number[];
  last: Standing['last'];
  /** Where it stands among its kind; -1 before it was there. */
  entity: number;
  /** The last state that a transition led it to. */
  landed: number;
}

export interface Watch {
  subject: Subject;
  run: Run;
  lane: Lane;
  chart: Statechart;
  /** The active states of each configuration. */
  active: number[][];
  heard: Heard;
  stops: { at: SimTime; scenario: Scenario; checkpoint: Checkpoint; heard: Heard }[];
  steps: number;
  stepsPerStop: number;
}

const STEPS_PER_STOP = 4_000;
/** When there are so many, every other one goes, and the next ones come half as often. */
const STOPS_MAX = 12;

/** At time 0, with nothing heard. */
export function startWatch(scenario: Scenario, subject: Subject): Watch {
  const { lane: id, machine: role } = subject;
  const { machine } = roles[role];
  const chart = statechartOf(machine);
  // The tracer is called while the lane is being made, so it must not ask for it before.
  let lane: Lane | null = null;
  const heard: Heard = { taken: chart.transitions.map(() => 0), last: null, entity: -1, landed: 0 };
  const tracer = {
    begun(entity: number): void {
      if (isOurs(subject, lane, entity)) watch.heard.entity = entity;
    },
    taken(entity: number, transition: number): void {
      if (!isOurs(subject, lane, entity)) return;
      const { heard } = watch;
      heard.taken[transition]++;
      heard.last = { transition, at: watch.lane.kernel.now, which: nameOf(subject, watch.lane, entity) };
      if (chart.transitions[transition].to !== -1) heard.landed = chart.transitions[transition].to;
    },
  };
  const watch = { subject, chart, heard, stops: [], steps: 0, stepsPerStop: STEPS_PER_STOP } as unknown as Watch;
  watch.run = createRun(only(scenario, id), { journal: 'off', instead: { [role]: traced(machine, tracer) } });
  lane = watch.run.lanes[id]!;
  watch.lane = lane;
  const { configurations } = lane.kernel.kinds[codes[role].kind].chart;
  watch.active = [...configurations.keys()].map((value) => activeIn(machine, JSON.parse(value)));
  return watch;
}

const only = (scenario: Scenario, lane: Subject['lane']): Scenario => ({ ...scenario, lanes: [lane] });

/** What one of a kind goes by: the number that the journal has for it, or its place. */
function nameOf({ machine }: Subject, { world }: Lane, entity: number): number {
  if (machine === 'message') return world.messages.number[entity];
  return machine === 'delivery' ? world.deliveries.number[entity] : entity;
}

/** Nothing that has a number is there before the lane is. */
const isOurs = (subject: Subject, lane: Lane | null, entity: number): boolean =>
  subject.which === null || subject.which === (lane === null ? entity : nameOf(subject, lane, entity));

export const watchedUntil = (watch: Watch): SimTime => watch.lane.kernel.now;

/** Goes back to an instant at or before `time`, if it is beyond it; false if there is none but the start. */
export function returnTo(watch: Watch, time: SimTime): boolean {
  const { run, lane, stops } = watch;
  if (lane.kernel.now <= time) return true;
  while (stops.length > 0 && stops.at(-1)!.at > time) stops.pop();
  const stop = stops.at(-1);
  if (stop === undefined) return false;
  const { scenario } = run;
  restore(run, stop.checkpoint);
  if (stop.scenario !== scenario) amend(run, scenario);
  // Last, for the director takes being told of its future for an event.
  watch.heard = structuredClone(stop.heard);
  return true;
}

/** Takes on a scenario that differs only after what has been watched; goes back as far as it must. False if only a new watch can. */
export function follow(watch: Watch, scenario: Scenario, from: SimTime): boolean {
  if (!returnTo(watch, from - 1)) return false;
  const heard = structuredClone(watch.heard);
  watch.run.now = watch.lane.kernel.now;
  amend(watch.run, only(scenario, watch.subject.lane));
  watch.heard = heard;
  return true;
}

/** Goes on to `to` (≥ now) and no longer than until `enough` says so; true if it is there. */
export function goOn(watch: Watch, to: SimTime, enough: () => boolean): boolean {
  const { kernel } = watch.lane;
  while (step(kernel, to)) {
    if (++watch.steps % watch.stepsPerStop === 0) addStop(watch);
    if (watch.steps % 1_024 === 0 && enough()) return false;
  }
  windTo(kernel, to);
  return true;
}

function addStop(watch: Watch): void {
  const { run, lane, stops, heard } = watch;
  run.now = lane.kernel.now;
  stops.push({ at: run.now, scenario: run.scenario, checkpoint: checkpoint(run, stops.at(-1)?.checkpoint), heard });
  watch.heard = structuredClone(heard);
  if (stops.length < STOPS_MAX) return;
  watch.stops = stops.filter((_, i) => i % 2 === 1);
  watch.stepsPerStop *= 2;
}

export function standingOf(watch: Watch): Standing {
  const { subject, lane, chart, active, heard } = watch;
  const { state } = lane.kernel.kinds[codes[subject.machine].kind].columns;
  const within = chart.states.map(() => 0);
  const gone = goneFrom(subject, lane);
  const isThere = (entity: number) => state[entity] < NOT_STARTED && !gone.has(entity);
  let count = 0;
  for (let entity = 0; entity < state.length; entity++) {
    if (!isThere(entity)) continue;
    count++;
    if (isOurs(subject, lane, entity)) for (const each of active[state[entity]]) within[each]++;
  }
  const isOver = subject.which !== null && heard.entity !== -1 && within[0] === 0;
  if (isOver) for (let each = heard.landed; each !== -1; each = chart.states[each].parent) within[each]++;
  return { count, within, taken: [...heard.taken], last: heard.last, isOver };
}

/** Slots of messages and deliveries of which nothing can speak any more. */
function goneFrom({ machine }: Subject, { world }: Lane): ReadonlySet<number> {
  const pool: Pool | null =
    machine === 'message' ? world.messages.pool : machine === 'delivery' ? world.deliveries.pool : null;
  return new Set(pool === null ? [] : pool.retired.subarray(0, pool.retiredCount));
}
