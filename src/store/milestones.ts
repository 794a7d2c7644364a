/** The instants of a run that a page around the figure may want to hear of. Pure. */
import type { LaneId } from '../model/lanes.ts';
import type { Story } from '../model/story.ts';
import type { SimTime } from '../model/time.ts';

export interface Milestone {
  name: 'burst' | 'first-loss' | 'drained';
  /** Null if it is the same for all lanes. */
  lane: LaneId | null;
  at: SimTime;
}

/** Those in (from, to], in order of time. */
export function milestonesBetween(story: Story, from: SimTime, to: SimTime): Milestone[] {
  const lanes = Object.keys(story.lanes) as LaneId[];
  const all: Milestone[] = [
    ...(story.burstAt === null ? [] : [{ name: 'burst' as const, lane: null, at: story.burstAt }]),
    ...lanes.map((lane) => ({ name: 'first-loss' as const, lane, at: story.lanes[lane]!.firstLossAt })),
    ...(story.burstAt === null
      ? []
      : lanes.map((lane) => ({ name: 'drained' as const, lane, at: story.lanes[lane]!.drainedAt }))),
  ];
  return all.filter(({ at }) => at > from && at <= to).sort((a, b) => a.at - b.at);
}
