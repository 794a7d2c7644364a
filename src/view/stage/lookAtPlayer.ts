/** Reads the moment of each lane from the page's own player. */
import type { LaneId } from '../../model/lanes.ts';
import { lab, player } from '../../store/lab.ts';
import { flightAt, lookAtRun } from './lookAtRun.ts';
import type { LaneMoment } from './moment.ts';

const still = matchMedia('(prefers-reduced-motion: reduce)');

export function lookAtPlayer(lanes: LaneId[], cells: number): LaneMoment[] {
  const flight = still.matches ? null : flightAt(player.pace());
  return lookAtRun(player, lab.getState().story, lanes, cells, flight);
}
