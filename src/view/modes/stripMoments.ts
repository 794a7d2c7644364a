/** The four moments that tell a run: before the trouble, as it comes, when it is worst, and after it. Pure. */
import { type Scenario, splitKey } from '../../model/scenario.ts';
import type { LaneStory, Story } from '../../model/story.ts';
import { NEVER, SECOND, type SimTime } from '../../model/time.ts';
import { amount, capitalized } from '../story/words.ts';

export interface StripMoment {
  title: string;
  at: SimTime;
}

const BEFORE = SECOND;
const INTO = SECOND / 2;
/** After a drill that does not end in this run, or a pile that does not drain. */
const AFTER_SHARE = 0.98;

interface Trouble {
  title: string;
  at: SimTime;
}

/** What is done to the run first: the planned burst, or the first entry of the timeline; null if it runs by itself. */
function troubleOf({ timeline }: Scenario, { burstAt, burstSize }: Story): Trouble | null {
  const first = timeline.toSorted((a, b) => a.at - b.at)[0];
  if (burstAt !== null && burstAt <= (first?.at ?? NEVER)) return { title: `Burst +${amount(burstSize)}`, at: burstAt };
  if (first === undefined) return null;
  const lane = first.type === 'set' ? splitKey(first.key)?.lane : null;
  const title = { drill: 'Outage', burst: 'Burst', set: 'Change' }[first.type as string] ?? capitalized(first.type);
  return { title: lane ? `${title} in ${lane}` : title, at: first.at };
}

/** When a lane is worst off: at its first loss, or where it never loses, with most unfinished. */
const worstOf = ({ firstLossAt, peakAt }: LaneStory): SimTime => (firstLossAt < NEVER ? firstLossAt : peakAt);

/** The same four for all lanes, so that they can be compared straight down; in order of time. The run must be at least a second long. */
export function stripMoments(scenario: Scenario, story: Story): StripMoment[] {
  const { until } = story;
  const lanes = Object.values(story.lanes);
  const trouble = troubleOf(scenario, story);
  if (trouble === null || lanes.length === 0)
    return [0.25, 0.5, 0.75, 1].map((share) => ({
      title: `${share * 100}% of the run`,
      at: Math.round(until * share),
    }));
  const loses = lanes.some(({ firstLossAt }) => firstLossAt > trouble.at && firstLossAt < NEVER);
  const come = Math.min(until, trouble.at + INTO);
  const worst = Math.max(come, ...lanes.map(worstOf).filter((at) => at <= until));
  const drained = lanes.map(({ drainedAt }) => drainedAt).filter((at) => at < NEVER);
  const settled = drained.length === lanes.length ? Math.max(worst + SECOND, ...drained) : until * AFTER_SHARE;
  return [
    { title: 'Before', at: Math.max(0, Math.min(until, trouble.at) - BEFORE) },
    { title: trouble.title, at: come },
    { title: loses ? 'Worst: losing' : 'Worst: most waiting', at: worst },
    { title: 'After', at: Math.max(worst, Math.min(until, Math.round(settled))) },
  ];
}
