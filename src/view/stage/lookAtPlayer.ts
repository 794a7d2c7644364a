/** Reads the moment of each lane from the page's own player. */
import type { LaneId } from '../../model/lanes.ts';
import { lab, player } from '../../store/lab.ts';
import { motion } from '../../store/motion.ts';
import { flightAt, lookAtRun } from './lookAtRun.ts';
import type { LaneMoment } from './moment.ts';

/** What is in the air is counted alike at every level of motion, so that the numbers are the same; only whether it is drawn differs. */
export function lookAtPlayer(lanes: LaneId[], cells: number): LaneMoment[] {
  const moments = lookAtRun(player, lab.getState().story, lanes, cells, flightAt(player.pace()));
  return motion() === 'full' ? moments : moments.map((moment) => ({ ...moment, calm: true }));
}
