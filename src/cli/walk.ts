/** Runs towards a goal in slices, so that memory stays bounded and somebody can look in between. */
import { countOf } from '../engine/journal.ts';
import { step } from '../engine/kernel.ts';
import { lanesOf, type Run, runUntil } from '../engine/run.ts';
import { MAX_UNTIL } from '../model/scenario.ts';
import { SECOND, type SimTime } from '../model/time.ts';

const SLICE: SimTime = SECOND;
/** A goal in messages is given up here: 100 days. */
export const HORIZON: SimTime = 100 * MAX_UNTIL;

/** Whichever comes first. `published` counts from the start of the run; NEVER if only the time counts. */
export interface Goal {
  time: SimTime;
  published: number;
}

/** Messages published so far: the same in every lane, for all have the same arrivals. */
export function publishedIn(run: Run): number {
  return countOf(lanesOf(run)[0].world.journal, 'published');
}

/** All that happens at the instant of the last message still happens. Waits for `look` after each simulated second. */
export async function walkTo(run: Run, goal: Goal, look: () => Promise<void> | void): Promise<void> {
  const [{ kernel, world }] = lanesOf(run);
  while (run.now < goal.time && publishedIn(run) < goal.published) {
    const end = Math.min(run.now + SLICE, goal.time);
    while (countOf(world.journal, 'published') < goal.published && step(kernel, end)) {}
    runUntil(run, publishedIn(run) < goal.published ? end : kernel.now);
    await look();
  }
}
