/** Runs towards a goal in slices, so that memory stays bounded and somebody can look in between. */
import { countOf } from '../engine/journal.ts';
import { runUntil, step } from '../engine/kernel.ts';
import type { Lane } from '../engine/lane.ts';
import { lanesOf, type Run } from '../engine/run.ts';
import { formatDuration } from '../model/quantities.ts';
import { MAX_UNTIL } from '../model/scenario.ts';
import { NEVER, SECOND, type SimTime } from '../model/time.ts';

const SLICE: SimTime = SECOND;
/** A goal in messages is given up here: 100 days. */
export const HORIZON: SimTime = 100 * MAX_UNTIL;

/** Whichever comes first; what is never reached is given up once that is known. `published` counts from the start of the run; NEVER if only the time counts. */
export interface Goal {
  time: SimTime;
  published: number;
}

/** Messages published so far: the same in every lane, for all have the same arrivals. */
export function publishedIn(run: Run): number {
  return countOf(lanesOf(run)[0].world.journal, 'published');
}

/** What may keep a run within the limits of the engine. */
const remedy = (problem: string) =>
  problem.includes('unfinished') ? '; a shorter --until or a queue.capacity keeps them fewer' : '';

/** What the engine throws names the limit that was reached, but no lane: the kernel of each stands where it happened. */
function inLane(lane: Lane, go: () => void): void {
  try {
    go();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const where = `in the ${lane.id} lane at ${formatDuration(lane.kernel.now)}`;
    throw new Error(`${where}: ${problem}${remedy(problem)}`, { cause: error });
  }
}

/** As the engine's runUntil, and says which lane fails. */
function runLanesUntil(run: Run, time: SimTime): void {
  for (const lane of lanesOf(run)) inLane(lane, () => runUntil(lane.kernel, time));
  run.now = time;
}

/** Whether nobody will publish any more: the trace is over, no burst is due, and nothing is left in the timeline. Other arrivals never end. */
export function isOver(run: Run): boolean {
  const [{ world, changes }] = lanesOf(run);
  const { producer, settings } = world;
  const isTraceOver = settings['arrival.process'] === 'trace' && producer.owed === NEVER;
  const isBurstOver = settings['burst.size'] === 0 && producer.burstSent >= producer.burstSize;
  return isTraceOver && isBurstOver && changes.every(({ at }) => at <= run.now);
}

/** All that happens at the instant of the last message still happens. Waits for `look` after each simulated second. */
export async function walkTo(run: Run, goal: Goal, look: () => Promise<void> | void): Promise<void> {
  const [first] = lanesOf(run);
  const { kernel, world } = first;
  const isVain = () => goal.published !== NEVER && isOver(run);
  while (run.now < goal.time && publishedIn(run) < goal.published && !isVain()) {
    const end = Math.min(run.now + SLICE, goal.time);
    inLane(first, () => {
      while (countOf(world.journal, 'published') < goal.published && step(kernel, end)) {}
    });
    runLanesUntil(run, publishedIn(run) < goal.published ? end : kernel.now);
    await look();
  }
}
