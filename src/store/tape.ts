/**
 * A lane's journal as it came from the worker, and its picture at the playhead.
 * First a picture, then every record from there on, then perhaps pictures alone (at high speed). It never asks for what it lacks.
 */

import { applyRecord } from '../model/fold.ts';
import { createRecords, type Records, recordsUntil } from '../model/journal.ts';
import { emptyPicture, type Picture } from '../model/picture.ts';
import { NEVER, type SimTime } from '../model/time.ts';

/** Some 16 MB. What is older than these is forgotten, and must be asked for again. */
export const RECORDS_MAX = 400_000;
/** Going back costs at most the folding of about so many records. */
const RECORDS_PER_SNAPSHOT = 20_000;
const KEYFRAMES_MAX = 120;

export interface Tape {
  /** The lane at the playhead: the same object changing in place, or another one. To be read only. */
  picture: Picture;
  /** Calls `visit` for each record with `from` ≤ time ≤ `to`, in order, also ahead of the playhead, as far as simulated. */
  visit(from: SimTime, to: SimTime, visit: (records: Records, i: number) => void): void;
}

/** Every record with start ≤ time ≤ end, in pieces as they came. */
export interface Reel extends Tape {
  start: SimTime;
  end: SimTime;
  pieces: Piece[];
  recordCount: number;
  /** Pictures of instants after `end`, without the records between; ascending. */
  keyframes: { at: SimTime; picture: Picture }[];
  /** All records of the pieces before number `piece`, and the first `position` of that one, are folded. */
  folded: { picture: Picture; piece: number; position: number; sinceSnapshot: number };
}

interface Piece {
  records: Records;
  /** The lane before the first record here. The first piece has it always, some later ones once they have been passed. */
  before: Picture | null;
}

const lastTime = ({ records }: Piece): SimTime => records.time[records.length - 1] ?? -1;

/** A tape that knows nothing but that the lane looked like `picture` just before `start`. */
export function createReel(picture: Picture = emptyPicture(), start: SimTime = 0): Reel {
  const reel: Reel = {
    start,
    end: start - 1,
    // A piece without records, so that there is always a first one.
    pieces: [{ records: createRecords(0), before: picture }],
    recordCount: 0,
    keyframes: [],
    folded: { picture: structuredClone(picture), piece: 0, position: 0, sinceSnapshot: 0 },
    picture,
    visit: (from, to, visit) => visitRecords(reel, from, to, visit),
  };
  return reel;
}

/** Makes a tape forget everything, as `createReel`. What it shows stays until it is wound. */
export function resetReel(reel: Reel, picture: Picture, start: SimTime): void {
  const { picture: shown, visit } = reel;
  Object.assign(reel, createReel(picture, start), { picture: shown, visit });
}

/** Adds the records up to and including `end` that follow those before. */
export function appendRecords(reel: Reel, records: Records, end: SimTime): void {
  reel.end = end;
  if (records.length === 0) return;
  reel.pieces.push({ records, before: null });
  reel.recordCount += records.length;
  while (reel.recordCount > RECORDS_MAX && reel.pieces.length > 2) dropFirst(reel);
}

/** Adds the lane as it looks at `at`, when nothing is known of how it came there. */
export function appendKeyframe(reel: Reel, picture: Picture, at: SimTime): void {
  reel.keyframes.push({ at, picture });
  if (reel.keyframes.length > KEYFRAMES_MAX) reel.keyframes.shift();
}

function dropFirst(reel: Reel): void {
  const { pieces, folded } = reel;
  const first = pieces.shift()!;
  const next = pieces[0];
  if (next.before === null) {
    next.before = first.before!;
    for (let i = 0; i < first.records.length; i++) applyRecord(next.before, first.records, i);
  }
  reel.recordCount -= first.records.length;
  reel.start = next.records.time[0];
  if (folded.piece > 0) folded.piece--;
  else reel.folded = { picture: structuredClone(next.before), piece: 0, position: 0, sinceSnapshot: 0 };
}

/** Forgets what happens from `from` on. `before` is the lane just before it, for a tape that does not have all records up to there. */
export function forkReel(reel: Reel, from: SimTime, before: Picture): void {
  if (reel.start > from || reel.end < from - 1) {
    resetReel(reel, before, from);
    return;
  }
  reel.keyframes = [];
  reel.end = from - 1;
  while (reel.pieces.length > 1 && reel.pieces.at(-1)!.records.time[0] >= from) reel.pieces.pop();
  const last = reel.pieces.at(-1)!;
  last.records = { ...last.records, length: recordsUntil(last.records, from - 1) };
  reel.recordCount = reel.pieces.reduce((sum, piece) => sum + piece.records.length, 0);
  if (reel.folded.picture.time >= from || reel.folded.piece >= reel.pieces.length) unwind(reel, from - 1);
}

/** Winds to `time` as far as it is known, and shows that. */
export function wind(reel: Reel, time: SimTime): void {
  const keyframe = reel.keyframes.findLast(({ at }) => at <= time);
  if (keyframe !== undefined) {
    reel.picture = keyframe.picture;
    return;
  }
  if (reel.folded.picture.time > time) unwind(reel, time);
  const { folded, pieces } = reel;
  for (;;) {
    const { records } = pieces[folded.piece];
    while (folded.position < records.length && records.time[folded.position] <= time) {
      applyRecord(folded.picture, records, folded.position++);
    }
    if (folded.position < records.length || folded.piece === pieces.length - 1) break;
    enterPiece(reel);
  }
  reel.picture = folded.picture;
}

function enterPiece({ folded, pieces }: Reel): void {
  folded.sinceSnapshot += pieces[folded.piece].records.length;
  folded.piece++;
  folded.position = 0;
  const piece = pieces[folded.piece];
  if (folded.sinceSnapshot >= RECORDS_PER_SNAPSHOT) piece.before ??= structuredClone(folded.picture);
  if (piece.before !== null) folded.sinceSnapshot = 0;
}

/** Goes back to the latest kept picture that has nothing after `time` in it. */
function unwind(reel: Reel, time: SimTime): void {
  const { pieces } = reel;
  let piece = pieces.length - 1;
  while (piece > 0 && (pieces[piece].before === null || lastTime(pieces[piece - 1]) > time)) piece--;
  reel.folded = { picture: structuredClone(pieces[piece].before!), piece, position: 0, sinceSnapshot: 0 };
}

/** Position of the first piece that holds a record at or after `time`. */
function pieceAt({ pieces }: Reel, time: SimTime): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lastTime(pieces[middle]) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function visitRecords(reel: Reel, from: SimTime, to: SimTime, visit: (records: Records, i: number) => void): void {
  for (let p = pieceAt(reel, from); p < reel.pieces.length; p++) {
    const { records } = reel.pieces[p];
    for (let i = recordsUntil(records, from - 1); i < records.length; i++) {
      if (records.time[i] > to) return;
      visit(records, i);
    }
  }
}

/** Time of the first record after `time`; NEVER if none is here. */
export function nextRecordAfter(reel: Reel, time: SimTime): SimTime {
  const { records } = reel.pieces[pieceAt(reel, time + 1)] ?? { records: createRecords(0) };
  return records.time[recordsUntil(records, time)] ?? NEVER;
}

/** Time of the last record before `time`; 0 if there is none. It is known also where the tape begins with a picture. */
export function lastRecordBefore(reel: Reel, time: SimTime): SimTime {
  const { pieces } = reel;
  for (let p = Math.min(pieceAt(reel, time), pieces.length - 1); p >= 0; p--) {
    const { records } = pieces[p];
    const count = recordsUntil(records, time - 1);
    if (count > 0) return records.time[count - 1];
  }
  return Math.min(pieces[0].before!.time, Math.max(0, time - 1));
}
