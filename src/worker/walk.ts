/**
 * A run that can go back: with each lane's picture as it is now, and sparse, bounded checkpoints to return to.
 * It knows no messages and no clock.
 */
import { bytesOf, type Packed, pack, unpack } from '../engine/checkpoint.ts';
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
import type { SimTime } from '../model/time.ts';
import { createLookout, type Lookout, lookAt } from './lookout.ts';

export type Pictures = Partial<Record<LaneId, Picture>>;
export type Lookouts = Partial<Record<LaneId, Lookout>>;
export type Batch = Partial<Record<LaneId, Records>>;

interface Stop {
  at: SimTime;
  /** What the run knew then: the walk's scenario up to `at`, perhaps not after it. */
  scenario: Scenario;
  checkpoint: Checkpoint;
  books: Packed<Books>;
  /** Records up to here: what it costs to come here from the start. */
  work: number;
  /** What it takes beside the stop before it. */
  bytes: number;
}

/** The run before anything has happened in it, and the records that were written meanwhile. */
interface Beginning {
  scenario: Scenario;
  checkpoint: Checkpoint;
  records: Batch;
}

/** What the walk has made of the records. */
interface Books {
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
  beginning: Beginning;
  /** Oldest first. */
  stops: Stop[];
}

/** Records between two stops at least: some 30 ms of work. */
const WORK_MIN = 40_000;
/** Of all stops together. Beyond it the one goes whose loss makes the shortest gap. */
const BYTES_MAX = 48 * 1024 * 1024;

export const startWalk = (scenario: Scenario): Walk => ({ ...anew(scenario), stops: [] });

function anew(scenario: Scenario) {
  const run = createRun(scenario, { journal: 'on' });
  const records: Batch = {};
  for (const { id, journal } of lanesOf(run)) records[id] = cutToSize(journal.records);
  return { scenario, run, beginning: { scenario, checkpoint: checkpoint(run), records }, ...nothingSeen(scenario) };
}

function nothingSeen(scenario: Scenario) {
  const pictures: Pictures = {};
  const lookouts: Lookouts = {};
  for (const lane of scenario.lanes) {
    pictures[lane] = emptyPicture();
    lookouts[lane] = createLookout(lane);
  }
  return { at: -1, pictures, lookouts, folded: {} };
}

/** The same run again: for another, V8 would have to throw away much of what it has compiled for this one. */
function goToBeginning(walk: Walk): void {
  const { run, beginning, scenario } = walk;
  if (beginning.scenario !== scenario || run.scenario !== scenario) {
    Object.assign(walk, anew(scenario));
    return;
  }
  restore(run, beginning.checkpoint);
  for (const { id, journal } of lanesOf(run)) journal.records = cutToSize(beginning.records[id]!);
  Object.assign(walk, nothingSeen(scenario));
}

/** Runs to `to` (> `at`); the records of the way wait for `takeBatch`. */
export function walkTowards(walk: Walk, to: SimTime): void {
  walk.at = to;
  runUntil(walk.run, to);
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
  addStop(walk);
}

/** How many records wait for `takeBatch`. */
export const waiting = (walk: Walk): number =>
  lanesOf(walk.run).reduce((sum, { journal }) => sum + journal.records.length, 0);

/** The records since the last batch, or since the walk went back. */
export function takeBatch(walk: Walk): Batch {
  const batch: Batch = {};
  for (const lane of lanesOf(walk.run)) {
    batch[lane.id] = cutToSize(takeRecords(lane));
  }
  walk.folded = {};
  return batch;
}

/** Columns that travel or are kept; they come with room to grow. */
const cutToSize = (records: Records): Records => sliceRecords(records, 0, records.length);

/** Forgets the records since the last batch. */
export function dropBatch(walk: Walk): void {
  for (const lane of lanesOf(walk.run)) takeRecords(lane);
  walk.folded = {};
}

/** Adds a stop here if it is beyond the last one, and far enough that it is worth its memory. */
function addStop(walk: Walk): void {
  const { at, scenario, run, pictures, lookouts, stops } = walk;
  const last = stops.at(-1);
  const work = lanesOf(run).reduce((sum, { world }) => sum + world.journal.sequence, 0);
  const gap = last === undefined ? 0 : last.work / stops.length / 2;
  if (at <= (last?.at ?? -1) || work - (last?.work ?? 0) < Math.max(WORK_MIN, gap)) return;
  const stop: Stop = {
    at,
    scenario,
    checkpoint: checkpoint(run, last?.checkpoint),
    books: pack({ pictures, lookouts }, last?.books ?? null),
    work,
    bytes: 0,
  };
  stop.bytes = bytesBeside(stop, last);
  stops.push(stop);
  while (stops.length > 2 && stops.reduce((sum, { bytes }) => sum + bytes, 0) > BYTES_MAX) dropStop(stops);
}

const bytesBeside = (stop: Stop, before: Stop | undefined): number =>
  bytesOf(stop.checkpoint, before?.checkpoint) + bytesOf(stop.books, before?.books);

function dropStop(stops: Stop[]): void {
  let dropped = 0;
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < stops.length - 1; i++) {
    const gap = stops[i + 1].work - (stops[i - 1]?.work ?? 0);
    if (gap < shortest) [dropped, shortest] = [i, gap];
  }
  stops.splice(dropped, 1);
  stops[dropped].bytes = bytesBeside(stops[dropped], stops[dropped - 1]);
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
    goToBeginning(walk);
    return;
  }
  restore(walk.run, stop.checkpoint);
  if (stop.scenario !== walk.scenario) amend(walk.run, walk.scenario);
  walk.at = stop.at;
  Object.assign(walk, unpack(stop.books));
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
  else if (stayed) goToBeginning(walk);
}
