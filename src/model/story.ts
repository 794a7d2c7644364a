/** What a run came to, lane by lane: the few numbers that headline and captions are made of. */
import type { LaneId } from './lanes.ts';
import type { Totals } from './picture.ts';
import type { SimTime } from './time.ts';

export interface LaneStory {
  /** Median latency of what finished in the calm, in ms; NaN if nothing did. */
  calmP50Ms: number;
  /** The same at the 95th percentile. */
  calmP95Ms: number;
  /** Most messages that were outstanding at one time, and when. */
  peakOutstanding: number;
  peakAt: SimTime;
  /** First time after the peak that outstanding work was back at its calm level; NEVER if it was not. */
  drainedAt: SimTime;
  /** First message lost; NEVER if none was. */
  firstLossAt: SimTime;
  /** Dead-lettered + dropped + turned away. */
  lost: number;
  /** The objective `freshness` of the report. */
  freshShare: number;
  /** Polls that came back with nothing, per simulated minute. */
  emptyPollsPerMinute: number;
  totals: Totals;
}

export interface Story {
  /** The first burst, or null: from here on "before" and "after" are told apart. */
  burstAt: SimTime | null;
  burstSize: number;
  /** The calm ends here: at the first burst, drill or change, or halfway if there is none. */
  calmUntil: SimTime;
  until: SimTime;
  lanes: Partial<Record<LaneId, LaneStory>>;
}
