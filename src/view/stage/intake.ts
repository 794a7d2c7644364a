/**
 * Messages on their way to the broker. One that is handed on at once would be drawn twice, for a delivery leaves early so that it can be
 * seen: then its way to the broker is drawn earlier by as much, and it is seen to go straight through.
 */
import { Fact, type Records } from '../../model/journal.ts';
import type { SimTime } from '../../model/time.ts';
import { moveOf } from './moveKinds.ts';
import type { Move } from './moves.ts';

export interface Intake {
  move: Move;
  start: SimTime;
  end: SimTime;
}

interface Watch {
  moves: { air: Move[] };
  playhead: SimTime;
  flight: SimTime;
  intakes: Map<number, Intake>;
}

/** The record at position `i` publishes a message, perhaps not for the first time. */
export function publish({ moves, playhead, flight, intakes }: Watch, records: Records, i: number): void {
  const message = records.message[i];
  const before = intakes.get(message);
  if (before) showIntake(before, playhead, moves.air);
  const poison = records.kind[i] === Fact.published && records.node[i] === 2;
  const end = records.value[i];
  const start = Math.min(records.time[i], end - flight);
  intakes.set(message, { move: moveOf(poison ? 'poison' : 'publish', records, i, 0), start, end });
}

/** The delivery of a message is drawn to leave at `start`. */
export function handOn(intakes: Map<number, Intake>, message: number, start: SimTime): void {
  const intake = intakes.get(message);
  if (intake === undefined || intake.end <= start) return;
  intake.start -= intake.end - start;
  intake.end = start;
}

/** Adds the move to `air` if it is there at the playhead. */
export function showIntake({ move, start, end }: Intake, playhead: SimTime, air: Move[]): void {
  if (start <= playhead && playhead < end) air.push({ ...move, progress: (playhead - start) / (end - start) });
}
