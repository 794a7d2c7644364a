/** What the measured numbers of a story say about a lane: how fast it was, what it lost. Every word of praise or blame comes from here. */
import type { LaneId } from '../../model/lanes.ts';
import type { LaneStory, Story } from '../../model/story.ts';
import type { SimTime } from '../../model/time.ts';

/** Two latencies within this share of the larger one are called equal. */
const TIE = 0.05;

export type Pace =
  | { place: 'unknown' | 'only' | 'fastest' | 'middle' | 'slower' | 'slowest' | 'allTied' }
  | { place: 'tiedFastest'; with: LaneId };

const tied = (a: number, b: number): boolean => Math.abs(a - b) <= TIE * Math.max(a, b);

/** The lanes whose median latency in the calm could be measured, fastest first. */
export function ranking(story: Story): [LaneId, LaneStory][] {
  return (Object.entries(story.lanes) as [LaneId, LaneStory][])
    .filter(([, lane]) => Number.isFinite(lane.calmP50Ms))
    .sort(([, a], [, b]) => a.calmP50Ms - b.calmP50Ms);
}

/** The lanes that tie with the fastest one, itself included; empty if nothing was measured. */
export function fastest(story: Story): LaneId[] {
  const ranked = ranking(story);
  return ranked.filter(([, lane]) => tied(lane.calmP50Ms, ranked[0]![1].calmP50Ms)).map(([id]) => id);
}

/** Where a lane stands in the calm, among the lanes that could be measured. */
export function paceOf(story: Story, lane: LaneId): Pace {
  const ranked = ranking(story);
  const own = story.lanes[lane]?.calmP50Ms ?? Number.NaN;
  if (!Number.isFinite(own)) return { place: 'unknown' };
  if (ranked.length === 1) return { place: 'only' };
  const first = fastest(story);
  if (first.length === ranked.length) return { place: 'allTied' };
  if (first.includes(lane)) {
    const other = first.find((id) => id !== lane);
    return other === undefined ? { place: 'fastest' } : { place: 'tiedFastest', with: other };
  }
  const slowest = ranked[ranked.length - 1]![1].calmP50Ms;
  if (!tied(own, slowest)) return { place: 'middle' };
  const alone = ranked.filter(([, other]) => tied(other.calmP50Ms, slowest)).length === 1;
  return { place: alone && ranked.length > 2 ? 'slowest' : 'slower' };
}

/** How many a lane has lost at the playhead, how many it will still lose, and whether the run is over. */
export interface Loss {
  sofar: number;
  tocome: number;
  over: boolean;
}

export function lossOf(story: Story, lane: LaneId, lostNow: number, playhead: SimTime): Loss {
  const total = story.lanes[lane]?.lost ?? 0;
  const over = playhead >= story.until;
  return { sofar: over ? total : lostNow, tocome: over ? 0 : Math.max(0, total - lostNow), over };
}

/** What ended the calm. */
export const calmEnd = ({ burstAt, calmUntil, until }: Story): 'burst' | 'change' | 'half' =>
  burstAt === calmUntil ? 'burst' : calmUntil === until / 2 ? 'half' : 'change';

/** Whether the comparison "in the calm" is over: from here on it is told in the past tense. */
export const calmIsOver = (story: Story, playhead: SimTime): boolean =>
  playhead >= (calmEnd(story) === 'half' ? story.until : story.calmUntil);
