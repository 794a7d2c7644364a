/** What the stage counts in each lane at the instant that is painted, so that sentences beside the drawing say these very numbers. */
import type { LaneId } from '../../model/lanes.ts';
import type { LaneMoment } from './moment.ts';

/** Messages that wait, by the place where they are drawn; and refusals since the start. */
export interface Tally {
  /** In the tank, without what is leased or on its way. */
  pile: number;
  /** In a waiting room of their own, until their next try. */
  room: number;
  /** With the producers. */
  held: number;
  /** With the workers, and not begun. */
  inbox: number;
  refused: number;
}

const tallies: Partial<Record<LaneId, Tally>> = {};
const listeners = new Set<() => void>();

export function tallied({ census, picture }: LaneMoment): Tally {
  const { waiting, room, held, inbox } = census;
  return { pile: waiting, room: room.length, held: held.length, inbox: inbox.length, refused: picture.totals.refused };
}

/** Undefined until the lane is painted for the first time. */
export const tallyOf = (lane: LaneId): Tally | undefined => tallies[lane];

export function tell(moments: readonly LaneMoment[]): void {
  for (const moment of moments) tallies[moment.lane] = tallied(moment);
  for (const listener of listeners) listener();
}

export function onTally(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
