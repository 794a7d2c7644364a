/**
 * Messages on their way to the broker. One that is handed on at once would be drawn twice, for a delivery leaves early so that it can be
 * seen: then its way to the broker is drawn earlier by as much, and it is seen to go straight through.
 */
import type { SimTime } from '../../model/time.ts';
import type { Move } from './moves.ts';

export interface Intake {
  move: Move;
  start: SimTime;
  end: SimTime;
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
