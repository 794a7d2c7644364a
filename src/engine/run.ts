/** A run: one lane for each way of delivery, on the same arrivals. Stepping here is pure; whoever loops brings the clock. */

import { ENGINE_VERSION } from '../model/engineVersion.ts';
import { createRecords, type Records } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import { changesOf, type Scenario } from '../model/scenario.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { nextTime } from './calendar.ts';
import { type Packed, pack, restore as restoreInto } from './checkpoint.ts';
import { hashOf } from './journal.ts';
import { memoryOf, runUntil as runKernelUntil, send, step } from './kernel.ts';
import type { Lane } from './lane.ts';
import { codes } from './roles.ts';
import { createLane, type LaneOptions } from './wiring.ts';

export interface Run {
  scenario: Scenario;
  now: SimTime;
  lanes: Partial<Record<LaneId, Lane>>;
}

/** A run at time 0. The scenario must be valid (see model/validate). */
export function createRun(scenario: Scenario, options: LaneOptions): Run {
  const lanes: Run['lanes'] = {};
  for (const id of scenario.lanes) lanes[id] = createLane(scenario, id, options);
  return { scenario, now: 0, lanes };
}

export const lanesOf = (run: Run): Lane[] => Object.values(run.lanes);

/** Fires everything due at or before `time` in every lane. */
export function runUntil(run: Run, time: SimTime): void {
  for (const lane of lanesOf(run)) runKernelUntil(lane.kernel, time);
  run.now = time;
}

/** Fires one event, in the lane where the next one is due (the first lane at equal times). Returns its time, or NEVER if nothing is due by `limit`. */
export function stepRun(run: Run, limit: SimTime): SimTime {
  let next: Lane | null = null;
  for (const lane of lanesOf(run))
    if (next === null || nextTime(lane.kernel.calendar) < nextTime(next.kernel.calendar)) next = lane;
  if (next === null || !step(next.kernel, limit)) return NEVER;
  run.now = Math.max(run.now, next.kernel.now);
  return next.kernel.now;
}

/** The records written since the last call, given away. */
export function takeRecords(lane: Lane): Records {
  const { journal } = lane;
  const taken = journal.records;
  journal.records = createRecords(4096, lane.world.journal.sequence);
  return taken;
}

/** The whole state of a run at one instant, without the records that were not taken. */
export interface Checkpoint {
  now: SimTime;
  lanes: Partial<Record<LaneId, Packed<ReturnType<typeof stateOf>>>>;
}

const stateOf = (lane: Lane) => ({ world: lane.world, memory: memoryOf(lane.kernel) });

/** What has not changed since `like`, an earlier one of the same run, is shared with it. */
export function checkpoint(run: Run, like: Checkpoint | null = null): Checkpoint {
  const lanes: Checkpoint['lanes'] = {};
  for (const lane of lanesOf(run)) lanes[lane.id] = pack(stateOf(lane), like?.lanes[lane.id] ?? null);
  return { now: run.now, lanes };
}

/** Puts a run back to a checkpoint of it, from where it goes on in the future that it has now. Records not taken are thrown away; the checkpoint can be used again. */
export function restore(run: Run, from: Checkpoint): void {
  for (const lane of lanesOf(run)) {
    restoreInto(stateOf(lane), from.lanes[lane.id]!);
    takeRecords(lane);
    lane.kernel.passesAt = 0;
    // The calendar is that of the checkpoint; since then the run may have been given another future.
    send(lane.kernel, codes.director.kind, 0, codes.director.rewritten, 0);
  }
  run.now = from.now;
}

/**
 * Gives a run another future: a scenario that differs only in `until` and in what its timeline says after `run.now`.
 * Then the run goes on exactly as if it had been started with it. Throws RangeError if the past was changed.
 */
export function amend(run: Run, scenario: Scenario): void {
  for (const lane of lanesOf(run)) {
    const changes = changesOf(scenario, lane.id);
    const past = lane.changes.slice(0, lane.world.director.next);
    const agrees = JSON.stringify(past) === JSON.stringify(changes.slice(0, past.length));
    if (!agrees || (changes[past.length]?.at ?? NEVER) <= run.now)
      throw new RangeError(`the timeline was changed at or before ${run.now} µs, which has already happened`);
    lane.scenario = scenario;
    lane.changes = changes;
    send(lane.kernel, codes.director.kind, 0, codes.director.rewritten, 0);
  }
  run.scenario = scenario;
}

/** A hash over every record of every lane so far: equal receipts mean equal runs. The number before the first `-` is the engine's version. */
export function receipt(run: Run): string {
  return `${ENGINE_VERSION}-${lanesOf(run)
    .map((lane) => hashOf(lane.world.journal))
    .join('-')}`;
}
