/** When a story has been told: nothing that the headline announces is still to come. */
import type { LaneId } from '../../model/lanes.ts';
import type { Story } from '../../model/story.ts';
import { NEVER, type SimTime } from '../../model/time.ts';

/** Lost messages at the playhead are given by lane. A pile that never drains holds up nothing; the end of the run ends every story. */
export function isTold(story: Story | null, playhead: SimTime, lost: Record<LaneId, number>): boolean {
  if (story === null) return false;
  if (playhead >= story.until) return true;
  if (story.burstAt === null || playhead < story.burstAt) return false;
  return (Object.keys(story.lanes) as LaneId[]).every((id) => {
    const lane = story.lanes[id]!;
    return lost[id] >= lane.lost && (lane.drainedAt === NEVER || playhead >= lane.drainedAt);
  });
}
