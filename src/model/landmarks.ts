/** The landmarks of a run: the moments that one wants to go to. What was done to it stands in the scenario; what came of it the worker finds. */
import { burstsOf } from './bursts.ts';
import type { LaneId } from './lanes.ts';
import { type Scenario, splitKey } from './scenario.ts';
import type { Story } from './story.ts';
import { NEVER, type SimTime } from './time.ts';

/** What the worker finds in the records of a lane while it simulates. The comment names what `value` holds. */
export const foundKinds = [
  'refusals', // the first after a while without
  'firstLoss',
  'deadLetters', // the first after a while without
  'breaker', // index in breakerStates
  'gate', // the queue is held for a while from now on; index in gates
] as const;
export type FoundKind = (typeof foundKinds)[number];

export interface Landmark {
  at: SimTime;
  /** Null if it concerns all lanes. */
  lane: LaneId | null;
  /** Of `burst` the value is its size; of `outage` to `harm` the index of the entry in the timeline. */
  kind: FoundKind | 'burst' | 'outage' | 'outageOver' | 'change' | 'poison' | 'redrive' | 'crash' | 'harm' | 'drained';
  value: number;
}

/** What the scenario alone says: known for the whole run before any of it is simulated. In no order. */
export function plannedLandmarks(scenario: Scenario): Landmark[] {
  const bursts = burstsOf(scenario).map(({ at, size }): Landmark => ({ at, lane: null, kind: 'burst', value: size }));
  const entries = scenario.timeline.flatMap((entry, value): Landmark[] => {
    const { at } = entry;
    if (entry.type === 'burst') return [];
    if (entry.type === 'set') return [{ at, lane: splitKey(entry.key)?.lane ?? null, kind: 'change', value }];
    if (entry.type === 'harm') return [{ at, lane: entry.lane, kind: 'harm', value }];
    if (entry.type !== 'drill') return [{ at, lane: null, kind: entry.type, value }];
    const { lane, until } = entry;
    return [
      { at, lane, kind: 'outage', value },
      ...(until === NEVER ? [] : [{ at: until, lane, kind: 'outageOver' as const, value }]),
    ];
  });
  return [...bursts, ...entries].filter(({ at }) => at <= scenario.until);
}

/** When each lane was through with the burst; known once the run is simulated to its end. */
export function drainedLandmarks({ burstAt, lanes }: Story): Landmark[] {
  if (burstAt === null) return [];
  return Object.entries(lanes).flatMap(([lane, { drainedAt }]): Landmark[] =>
    drainedAt === NEVER ? [] : [{ at: drainedAt, lane: lane as LaneId, kind: 'drained', value: 0 }],
  );
}
