/**
 * Every random number of a run, each fixed by what it is for. No state, no order of drawing: nothing here can run out or shift.
 */
import { codesOf } from '../model/codes.ts';
import { threefry } from './threefry.ts';

/** What a number may be drawn for. The position is part of every draw: append, never insert. */
export const purposes = [
  'arrival',
  'burst',
  'service',
  'error',
  'poison',
  'ackLoss',
  'jitter',
  'downstreamService',
  'downstreamError',
  'phase',
  'key',
  'think',
  'publishLoss',
  'trip',
  'deliveryLoss',
  'spurious',
  'falseEmpty',
  'pushChoice',
  'crash',
  'repair',
  'adaptive',
  'conflict',
] as const;

/** The code of each purpose, as `uniform` takes it. */
export const Purpose = codesOf(purposes);

/** The latest block of Threefry. Scratch between two statements, never state. */
const block = new Uint32Array(2);

/**
 * A number in the open interval (0, 1), uniform on the 2^52 midpoints (n + 1/2) / 2^52, so that 1 - u is exact and is also one of them.
 * Fixed by its four keys (32-bit integers): the run's seed, the purpose, whose it is (a message, a poller) and which try of theirs.
 * So all lanes meet the same luck message by message, and a knob turned, a lane added or a retry more shifts no other draw
 * (common random numbers): what differs between two runs differs because of what was changed.
 */
export function uniform(seed: number, purpose: number, id: number, attempt: number): number {
  threefry(seed, purpose, id, attempt, block);
  return (block[0] * 0x10_0000 + (block[1] >>> 12) + 0.5) / 0x10_0000_0000_0000;
}

/** True with `probability`: never at 0, always at 1, and raising it only adds to those who are hit. */
export function chance(seed: number, purpose: number, id: number, attempt: number, probability: number): boolean {
  return uniform(seed, purpose, id, attempt) < probability;
}
