/**
 * Finds all that a run has to say of one event: replays it, beside the walk that the page looks at, and keeps the records of its messages.
 * The page's tapes hold a window of the run; a life may be longer than that.
 */
import { createRun, lanesOf, type Run, runUntil, takeRecords } from '../engine/run.ts';
import { createRecords, Fact, type Records } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Scenario } from '../model/scenario.ts';
import { MILLISECOND, SECOND, type SimTime } from '../model/time.ts';
import type { LifeMessage, LivesMessage } from './protocol.ts';

/** Of a lane. A message that is tried without end would fill any memory; what lies beyond is said to be left out. */
export const KEPT_MAX = 4_000;
const STRIDE_MAX: SimTime = 8 * SECOND;
const SLICE_MS = 12;
/** How often the page hears how far it has come. */
const TELL_EVERY_MS = 300;

type Row = readonly number[];

interface Sieve {
  /** Numbers of the event's messages in this lane. */
  family: Set<number>;
  kept: Row[];
  gates: Row[];
  /** What held the queue when the event began. */
  gateBefore: Row | null;
}

export interface Search {
  asked: LifeMessage;
  scenario: Scenario;
  /** The first message of the event, which has the same number in all lanes. */
  root: number;
  run: Run;
  at: SimTime;
  sieves: Partial<Record<LaneId, Sieve>>;
  stride: SimTime;
  toldMs: number;
}

export function startSearch(scenario: Scenario, asked: LifeMessage, root = asked.message): Search {
  const sieves: Search['sieves'] = {};
  for (const lane of scenario.lanes) sieves[lane] = { family: new Set([root]), kept: [], gates: [], gateBefore: null };
  const run = createRun(scenario, { journal: 'on' });
  return { asked, scenario, root, run, at: -1, sieves, stride: SECOND, toldMs: Number.NEGATIVE_INFINITY };
}

export const isThrough = ({ at, scenario }: Search): boolean => at >= scenario.until;

/** Searches for one slice. Returns what to tell the page now, if anything. */
export function goOn(search: Search, nowMs: () => number): LivesMessage | null {
  const startedMs = nowMs();
  for (let beganMs = startedMs; !isThrough(search) && beganMs - startedMs < SLICE_MS; ) {
    stride(search);
    const endedMs = nowMs();
    const isLong = endedMs - beganMs > SLICE_MS / 2;
    search.stride = isLong ? Math.max(MILLISECOND, search.stride >> 1) : Math.min(STRIDE_MAX, search.stride * 2);
    beganMs = endedMs;
  }
  if (!isThrough(search) && startedMs - search.toldMs < TELL_EVERY_MS) return null;
  search.toldMs = startedMs;
  return found(search);
}

function stride(search: Search): void {
  const { run, scenario, asked } = search;
  search.at = Math.min(scenario.until, search.at + search.stride);
  runUntil(run, search.at);
  for (const lane of lanesOf(run)) {
    const records = takeRecords(lane);
    const origin = lane.id === asked.lane ? originOf(search.root, records) : null;
    if (origin !== null) {
      // What was asked for is a copy. Its event began earlier, so the search does too.
      Object.assign(search, startSearch(scenario, asked, origin));
      return;
    }
    sift(search.sieves[lane.id]!, records);
  }
}

/** The number of the message that `message` was copied from, if that is told here. */
function originOf(message: number, { length, kind, message: messages, value }: Records): number | null {
  for (let i = 0; i < length; i++) if (kind[i] === Fact.copied && messages[i] === message) return value[i];
  return null;
}

function sift(sieve: Sieve, records: Records): void {
  const { family, kept, gates } = sieve;
  const { kind, message, value } = records;
  for (let i = 0; i < records.length; i++) {
    if (kind[i] === Fact.gate) {
      if (kept.length === 0) sieve.gateBefore = rowOf(records, i);
      else if (gates.length < KEPT_MAX) gates.push(rowOf(records, i));
    }
    if (kind[i] === Fact.copied && family.has(value[i])) family.add(message[i]);
    // In `entered` the column of messages names the kind of machine.
    if (kind[i] === Fact.entered || !family.has(message[i]) || kept.length >= KEPT_MAX) continue;
    if (kept.length === 0 && sieve.gateBefore !== null) gates.push(sieve.gateBefore);
    kept.push(rowOf(records, i));
  }
}

const columnsOf = ({ time, kind, message, delivery, node, value, cause }: Records) => [
  time,
  kind,
  message,
  delivery,
  node,
  value,
  cause,
];

const rowOf = (records: Records, i: number): Row => columnsOf(records).map((column) => column[i]);

/** `first` of these is without meaning, because they do not stand side by side in the journal. */
function recordsOf(rows: readonly Row[]): Records {
  const records = createRecords(rows.length);
  records.length = rows.length;
  columnsOf(records).forEach((column, of) => {
    rows.forEach((row, i) => {
      column[i] = row[of];
    });
  });
  return records;
}

function found({ asked, root, at, sieves, scenario }: Search): LivesMessage {
  const lanes: LivesMessage['lanes'] = {};
  for (const lane of scenario.lanes) {
    const { kept, gates } = sieves[lane]!;
    lanes[lane] = { records: recordsOf(kept), gates: recordsOf(gates), isCut: kept.length >= KEPT_MAX };
  }
  return { type: 'lives', asked, message: root, to: at, lanes };
}

/** What a session needs of this file. The figure's does without, and its script without the file. */
export const searching = { startSearch, goOn, isThrough };
export type Searching = typeof searching;
