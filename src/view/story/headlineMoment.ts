/** Gathers what the headline looks at, for whatever run it is to be about. */

import type { Burst } from '../../model/bursts.ts';
import type { LaneId } from '../../model/lanes.ts';
import type { DrillKind } from '../../model/scenario.ts';
import type { Story } from '../../model/story.ts';
import type { SimTime } from '../../model/time.ts';
import type { Player } from '../../store/player.ts';
import type { LaneNow } from '../../store/state.ts';
import type { Moment } from './headline.ts';

interface Seen {
  lanes: readonly LaneId[];
  story: Story | null;
  playhead: SimTime;
  now: Record<LaneId, LaneNow>;
  /** In order of time. */
  bursts: readonly Burst[];
  drill: DrillKind | null;
}

export function momentOf({ lanes, story, playhead, now, bursts, drill }: Seen): Moment {
  const of = (count: 'outstanding' | 'lost') => ({
    push: now.push[count],
    pull: now.pull[count],
    hybrid: now.hybrid[count],
  });
  const burst = bursts.find(({ at }) => at > playhead) ?? null;
  return { playhead, story, burst, drill, lanes, outstanding: of('outstanding'), lost: of('lost') };
}

/** Of the drills that are on in any of the lanes, the one that has been on longest. */
export function longestDrill(player: Player, lanes: readonly LaneId[]): DrillKind | null {
  const on = lanes.flatMap((lane) => player.drills(lane));
  return on.sort((a, b) => a.since - b.since)[0]?.drill ?? null;
}

/** All lanes meet the same arrivals, but one may be a picture behind. */
export const publishedIn = (lanes: readonly LaneId[], now: Record<LaneId, LaneNow>): number =>
  Math.max(0, ...lanes.map((lane) => now[lane].totals.published));
