/**
 * A lane's journal as it came from the worker, and its picture at the playhead.
 * The records from a first picture on, then perhaps pictures alone (at high speed). It never asks for what it does not have.
 */
import { copy } from '../engine/checkpoint.ts';
import { type Records, recordsUntil } from '../model/journal.ts';
import { applyRecord, emptyPicture, type Picture } from '../model/picture.ts';
import { NEVER, type SimTime } from '../model/time.ts';

/** Some 16 MB. What is older than these records is forgotten, and must be asked for again. */
export const RECORDS_MAX = 400_000;
/** Records between two pictures that are kept to go back to. */
const RECORDS_PER_PICTURE = 20_000;
const KEYFRAMES_MAX = 120;

export type Visit = (records: Records, i: number) => void;

export interface Tape {
  /** The lane at the playhead. */
  picture: Picture;
  /** Calls `visit` for each record with `from` ≤ time ≤ `to` in order, also ahead of the playhead, as far as simulated. */
  visit(from: SimTime, to: SimTime, visit: Visit): void;
}

/** The tape as the player winds it. */
export interface PlayerTape extends Tape {
  /** Forgets everything: the lane looked like `picture` just before `from`. */
  reset(picture: Picture, from: SimTime): void;
  /** Records up to and including `to` that continue those before. */
  append(records: Records, to: SimTime): void;
  /** The lane at `at`, without the records before it. */
  appendPicture(picture: Picture, at: SimTime): void;
  /** Forgets what happens from `from` on. `before` is the lane just before it, for a tape that has no records up to there. */
  fork(from: SimTime, before: Picture): void;
  /** Winds to `playhead`, exactly if it is in reach, and sets `picture`. */
  wind(playhead: SimTime): void;
  /** Whether each record around `time` is here, so that a picture of it is exact. */
  reaches(time: SimTime): boolean;
  /** Time of the first record after `time`; NEVER if there is none here. */
  nextAfter(time: SimTime): SimTime;
}

interface Piece {
  records: Records;
  /** The lane before the first record here, kept at some pieces. The first one always has it. */
  before: Picture | null;
}

interface Reel {
  /** The first piece holds no records, only a picture. */
  pieces: Piece[];
  recordCount: number;
  /** Every record with start ≤ time ≤ end is here. */
  start: SimTime;
  end: SimTime;
  /** Pictures later than `end`, ascending. */
  keyframes: { at: SimTime; picture: Picture }[];
  /** Where the folded picture stands: all records of the pieces before `piece`, and `position` of it, are in. */
  folded: Picture;
  piece: number;
  position: number;
}
