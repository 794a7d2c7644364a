/** Two scenarios as two futures of one run: from when on they differ, and what is left of one that is changed in its past. Pure. */
import type { Entry, Scenario } from '../model/scenario.ts';
import { NEVER, type SimTime } from '../model/time.ts';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Sorted, so that the order in which a person turned the knobs is no difference. */
const sorted = (values: Scenario['values']) => Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));

type DrillEntry = Extract<Entry, { type: 'drill' }>;
const isSameDrill = (a: DrillEntry) => (b: Entry) =>
  b.type === 'drill' && b.at === a.at && b.drill === a.drill && b.amount === a.amount && b.lane === a.lane;

/** When an entry and what stands in its place in the other timeline first make a difference. */
function parting(a: Entry | undefined, b: Entry | undefined): SimTime {
  if (same(a, b)) return NEVER;
  if (a?.type === 'drill' && b?.type === 'drill' && isSameDrill(a)(b)) return Math.min(a.until, b.until);
  return Math.min(a?.at ?? NEVER, b?.at ?? NEVER);
}

/** From when on runs of the two scenarios differ: 0 if from the start, NEVER if they don't. */
export function differsFrom(a: Scenario, b: Scenario): SimTime {
  const { timeline, values, trace, until, ...rest } = a;
  const { timeline: timelineOfB, values: valuesOfB, trace: traceOfB, until: untilOfB, ...restOfB } = b;
  if (!same(rest, restOfB) || !same(sorted(values), sorted(valuesOfB))) return 0;
  if (trace !== traceOfB && !same(trace, traceOfB)) return 0;
  const ends = until === untilOfB ? NEVER : Math.min(until, untilOfB) + 1;
  // By place: the journal names an entry by its place in the timeline.
  const longer = timeline.length > timelineOfB.length ? timeline : timelineOfB;
  return longer.reduce((from, _, i) => Math.min(from, parting(timeline[i], timelineOfB[i])), ends);
}

/**
 * The scenario without what was done after `at`, so that something else may be done there. What is `planned` stays:
 * it was there before anybody acted. A drill that was ended by hand later on is on again, until its planned end if it has one.
 * The very same scenario if nothing was done later.
 */
export function withoutLater(scenario: Scenario, planned: readonly Entry[], at: SimTime): Scenario {
  const plans = new Set(planned.map((entry) => JSON.stringify(entry)));
  let changed = false;
  const timeline = scenario.timeline.flatMap<Entry>((entry) => {
    if (plans.has(JSON.stringify(entry))) return [entry];
    const endsLater = entry.type === 'drill' && at < entry.until && entry.until !== NEVER;
    if (entry.at <= at && !endsLater) return [entry];
    changed = true;
    if (entry.type !== 'drill' || entry.at > at) return [];
    const plan = planned.find(isSameDrill(entry));
    return [{ ...entry, until: plan?.type === 'drill' ? plan.until : NEVER }];
  });
  return changed ? { ...scenario, timeline } : scenario;
}
