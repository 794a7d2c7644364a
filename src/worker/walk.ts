/**
 * A run that can go back: with each lane's picture as it is now, and sparse, bounded checkpoints to return to.
 * There is none for the start, because a new run is one. It knows no messages and no clock.
 */
import { copy } from '../engine/checkpoint.ts';
import {
  amend,
  type Checkpoint,
  checkpoint,
  createRun,
  lanesOf,
  type Run,
  restore,
  runUntil,
  takeRecords,
} from '../engine/run.ts';
import { applyRecord } from '../model/fold.ts';
import { type Records, sliceRecords } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import { emptyPicture, type Picture } from '../model/picture.ts';
import type { Scenario } from '../model/scenario.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import { createLookout, type Lookout, lookAt } from './lookout.ts';

export type Pictures = Partial<Record<LaneId, Picture>>;
export type Lookouts = Partial<Record<LaneId, Lookout>>;
export type Batch = Partial<Record<LaneId, Records>>;

interface Stop {
  at: SimTime;
  /** What the run knew then: the walk's scenario up to `at`, perhaps not after it. */
  scenario: Scenario;
  checkpoint: Checkpoint;
  pictures: Pictures;
  lookouts: Lookouts;
}

export interface Walk {
  scenario: Scenario;
  run: Run;
  /** All that is due up to and including this has happened; -1 at the start. */
  at: SimTime;
  /** The lanes at `at`. */
  pictures: Pictures;
  /** What was found on the way to `at`. */
  lookouts: Lookouts;
  /** How many of the records that wait are in the pictures. */
  folded: Partial<Record<LaneId, number>>;
  /** Oldest first. */
  stops: Stop[];
  /** Simulated time between two stops; doubles whenever there are too many. */
  spacing: SimTime;
}

const SPACING_FIRST = 8 * SECOND;
const STOPS_MAX = 32;
/** Messages and deliveries in the pictures of all stops together, some 100 bytes each. */
const HELD_MAX = 400_000;

export const startWalk = (scenario: Scenario): Walk => ({
  scenario,
  ...atStart(scenario),
  stops: [],
  spacing: SPACING_FIRST,
});

function atStart(scenario: Scenario) {
  const pictures: Pictures = {};
  const lookouts: Lookouts = {};
  for (const lane of scenario.lanes) {
    pictures[lane] = emptyPicture();
    lookouts[lane] = createLookout(lane);
  }
  return { run: createRun(scenario, { journal: 'on' }), at: -1, pictures, lookouts, folded: {} };
}

/** Runs to `to` (> `at`) or to the next checkpoint, whichever comes first; the records of the way wait for `takeBatch`. */
export function walkTowards(walk: Walk, to: SimTime): void {
  const stopAt = (walk.stops.at(-1)?.at ?? 0) + walk.spacing;
  walk.at = stopAt > walk.at ? Math.min(to, stopAt) : to;
  runUntil(walk.run, walk.at);
  for (const { id, journal } of lanesOf(walk.run)) {
    const picture = walk.pictures[id]!;
    const folded = walk.folded[id] ?? 0;
    const lookout = walk.lookouts[id]!;
    for (let i = folded; i < journal.records.length; i++) {
      applyRecord(picture, journal.records, i);
      lookAt(lookout, journal.records, i);
    }
    walk.folded[id] = journal.records.length;
  }
  if (walk.at === stopAt) addStop(walk);
}

/** How many records wait for `takeBatch`. */
export const waiting = (walk: Walk): number =>
  lanesOf(walk.run).reduce((sum, { journal }) => sum + journal.records.length, 0);

/** The records since the last batch, or since the walk went back. */
export function takeBatch(walk: Walk): Batch {
  const batch: Batch = {};
  for (const lane of lanesOf(walk.run)) {
    const records = takeRecords(lane);
    // Cut to size, for these columns travel and are kept, and they come with room to grow.
    batch[lane.id] = sliceRecords(records, 0, records.length);
  }
  walk.folded = {};
  return batch;
}

function addStop(walk: Walk): void {
  const { at, scenario, run, pictures, lookouts, stops } = walk;
  stops.push({ at, scenario, checkpoint: checkpoint(run), pictures: copy(pictures), lookouts: copy(lookouts) });
  const held = stops.reduce((sum, stop) => sum + heldBy(stop.pictures), 0);
  if (stops.length <= STOPS_MAX && (stops.length < 4 || held <= HELD_MAX)) return;
  walk.spacing *= 2;
  walk.stops = stops.filter((stop) => stop.at % walk.spacing === 0);
}

/** How much stands in pictures: unfinished messages and deliveries, over all lanes. */
export function heldBy(pictures: Pictures): number {
  let held = 0;
  for (const picture of Object.values(pictures)) held += picture.messages.size + picture.deliveries.size;
  return held;
}

/** Goes to an instant before `time`, as near as it can without going forward. The records between are to come again. */
export function goBefore(walk: Walk, time: SimTime): void {
  const stop = walk.stops.findLast(({ at }) => at < time);
  if (walk.at < time && (stop === undefined || stop.at <= walk.at)) return;
  if (stop === undefined) {
    Object.assign(walk, atStart(walk.scenario));
    return;
  }
  restore(walk.run, stop.checkpoint);
  if (stop.scenario !== walk.scenario) amend(walk.run, walk.scenario);
  walk.at = stop.at;
  walk.pictures = copy(stop.pictures);
  walk.lookouts = copy(stop.lookouts);
  walk.folded = {};
}

/** Takes on `scenario`, whose timeline or end differs from `from` (≥ 1) on, and goes to an instant before `from`. */
export function changeFrom(walk: Walk, scenario: Scenario, from: SimTime): void {
  const { run, at } = walk;
  walk.stops = walk.stops.filter((stop) => stop.at < from);
  walk.scenario = scenario;
  goBefore(walk, from);
  const stayed = walk.run === run && walk.at === at;
  if (stayed && at >= 0) amend(run, scenario);
  else if (stayed) Object.assign(walk, atStart(scenario));
}
