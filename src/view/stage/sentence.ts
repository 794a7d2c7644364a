/** One sentence that stands for a lane's drawing, for those who don't see it. */
import { SECOND } from '../../model/time.ts';
import type { LaneMoment } from './moment.ts';
import { doneOf, lostOf, pilePlace } from './words.ts';

export const laneNames = { push: 'Push', pull: 'Pull', hybrid: 'Hybrid' } as const;

export function sentence(moment: LaneMoment): string {
  const { census, picture, lane } = moment;
  if (picture.workersOnDuty === 0) return `${laneNames[lane]}: not computed yet.`;
  const room = census.room.length > 0 ? ` and ${census.room.length} to be tried again` : '';
  return (
    `${laneNames[lane]} at ${(moment.playhead / SECOND).toFixed(1)} s: ${census.waiting} wait ${pilePlace(moment)}${room}, ` +
    `${census.work.size} of ${picture.workersOnDuty} workers work, ` +
    `${picture.totals.refused} refused, ${doneOf(moment)} done, ${lostOf(moment.picture)} lost.`
  );
}
