/** Reads off a finished run what headline and captions say: nothing here is measured anew, only looked up in the metrics. */

import { quantiles } from '../model/histogram.ts';
import type { LaneId } from '../model/lanes.ts';
import { type Scenario, settingsOf } from '../model/scenario.ts';
import { resolutions, type Series, wholeRunResolution } from '../model/series.ts';
import type { LaneStory, Story } from '../model/story.ts';
import { MILLISECOND, NEVER, SECOND, type SimTime } from '../model/time.ts';
import type { Lane } from './lane.ts';
import { series } from './metrics.ts';
import { freshShare } from './objectives.ts';
import { lanesOf, type Run } from './run.ts';
import { closeLane } from './sampling.ts';
import { latenciesBetween } from './timeBuckets.ts';
import { totalsOf } from './totals.ts';

/** The first burst of the schedule or of the timeline within the run, and its size. */
function firstBurst(scenario: Scenario): { at: SimTime; size: number } | null {
  const settings = settingsOf(scenario, scenario.lanes[0] ?? 'push');
  const bursts = scenario.timeline.flatMap((entry) =>
    entry.type === 'burst' ? [{ at: entry.at, size: entry.size }] : [],
  );
  if (settings['burst.size'] > 0) bursts.push({ at: settings['burst.at'], size: settings['burst.size'] });
  bursts.sort((a, b) => a.at - b.at);
  const first = bursts[0];
  return first !== undefined && first.at < scenario.until ? first : null;
}

/** A run is calm until its first burst, or until somebody breaks or changes something; one to which nothing happens is split in halves. */
function calmOf({ scenario, now }: Run, burst: { at: SimTime } | null): SimTime {
  const first = Math.min(burst?.at ?? NEVER, ...scenario.timeline.map(({ at }) => at).filter((at) => at > 0));
  return first < now ? first : now / 2;
}

export function tellStory(run: Run): Story {
  const burst = firstBurst(run.scenario);
  const calmUntil = calmOf(run, burst);
  const lanes: Partial<Record<LaneId, LaneStory>> = {};
  for (const lane of lanesOf(run)) lanes[lane.id] = tellLane(lane, run.now, calmUntil);
  return { burstAt: burst?.at ?? null, burstSize: burst?.size ?? 0, calmUntil, until: run.now, lanes };
}

function tellLane(lane: Lane, until: SimTime, calmUntil: SimTime): LaneStory {
  const { world } = lane;
  closeLane(lane, until);
  const resolution = resolutions.indexOf(wholeRunResolution(until));
  const buckets = world.metrics.buckets[resolution];
  const calm = Math.floor(calmUntil / buckets.resolution);
  const [p50, p95] = quantiles(latenciesBetween(buckets, 0, calm), [0.5, 0.95]);
  const totals = totalsOf(lane);
  const whole = series(world.metrics, resolution, 0);
  return {
    calmP50Ms: p50 / MILLISECOND,
    calmP95Ms: p95 / MILLISECOND,
    ...peakAndDrain(whole, calm),
    firstLossAt: world.journal.firstLossAt,
    lost: totals.turnedAway + totals.deadLettered + totals.dropped,
    freshShare: freshShare(lane, until, totals.published),
    emptyPollsPerMinute: (totals.emptyPolls * 60 * SECOND) / until,
    totals,
  };
}

/** The largest backlog from the end of the calm on, and when it was first back at the calm's mean (at least 1) after that. */
function peakAndDrain({ columns, first, length, resolution }: Series, calm: number) {
  const outstanding = columns.outstanding;
  let sum = 0;
  const calmBuckets = Math.max(0, Math.min(calm - first, length));
  for (let i = 0; i < calmBuckets; i++) sum += outstanding[i];
  const usual = Math.max(1, calmBuckets === 0 ? 0 : sum / calmBuckets);
  let peak = calmBuckets;
  for (let i = calmBuckets; i < length; i++) if (outstanding[i] > outstanding[peak]) peak = i;
  let drained = peak;
  while (drained < length && outstanding[drained] > usual) drained++;
  return {
    peakOutstanding: length === 0 ? 0 : outstanding[Math.min(peak, length - 1)],
    peakAt: (first + peak + 1) * resolution,
    drainedAt: drained < length ? (first + drained + 1) * resolution : NEVER,
  };
}
