/** Which value a knob stands at, at a time of the run: the scenario's values and what was turned since. Pure. */
import { conditionOf, holds, rulesOf } from '../../model/applies.ts';
import type { Value } from '../../model/knobs.ts';
import type { LaneId } from '../../model/lanes.ts';
import { type ParameterId, parameters, type Row } from '../../model/parameters.ts';
import { type Key, keyOf, lanesOf, type Scenario, splitKey } from '../../model/scenario.ts';
import type { SimTime } from '../../model/time.ts';

/** The row of `id`, without what is special to it. */
export const rowOf = (id: ParameterId): Row => parameters[id];

/** The value set for exactly this key by `time`, the end included; undefined if nobody set it. */
function setFor(scenario: Scenario, key: Key, time: SimTime): Value | undefined {
  const entry = scenario.timeline.findLast((each) => each.type === 'set' && each.key === key && each.at <= time);
  return entry?.type === 'set' ? entry.value : scenario.values[key];
}

/** The value of a parameter in a lane at `time`; with `lane` null, of the lanes that have none of their own. */
export function standing(scenario: Scenario, id: ParameterId, lane: LaneId | null, time: SimTime): Value {
  const row = rowOf(id);
  const own = lane === null ? undefined : setFor(scenario, keyOf(lane, id), time);
  const initial = (lane === null ? undefined : row.initialIn[lane]) ?? row.initial;
  return own ?? setFor(scenario, id, time) ?? initial;
}

/**
 * What a slider of this row turns, if the reader chose `lane` in its group (null: all lanes).
 * A row of a single lane always turns that one; undefined if the row does not act in the chosen lane.
 */
export function targetOf(row: Row, lane: LaneId | null): LaneId | null | undefined {
  if (row.lanes === 'shared') return lane === null ? null : undefined;
  if (row.lanes.length === 1) return lane === null || lane === row.lanes[0] ? row.lanes[0]! : undefined;
  return lane === null || row.lanes.includes(lane) ? lane : undefined;
}

/** The lanes of the scenario that stand elsewhere than the slider for all lanes shows. */
export function ownLanes(scenario: Scenario, row: Row, time: SimTime): LaneId[] {
  const common = standing(scenario, row.id, null, time);
  const lanes = row.lanes === 'shared' || row.lanes.length === 1 ? [] : lanesOf(row);
  return lanes.filter((lane) => scenario.lanes.includes(lane) && standing(scenario, row.id, lane, time) !== common);
}

/**
 * Why a row does nothing in any lane that it is shown for, as a sentence to follow its help; empty if it acts in one of them.
 */
export function whyIdle(scenario: Scenario, row: Row, chosen: LaneId | null, time: SimTime): string {
  const lanes = scenario.lanes.filter((lane) => lanesOf(row).includes(lane) && (chosen === null || chosen === lane));
  const broken = lanes.map((lane) =>
    rulesOf(row.id).find((rule) => !holds(rule, standing(scenario, rule.needs, lane, time))),
  );
  const [first] = broken;
  return first === undefined || broken.includes(undefined) ? '' : ` It acts only while ${conditionOf(first)}.`;
}

/** The keys whose value at `time` differs from the named scenario's, in no particular order. */
export function changedKeys(scenario: Scenario, base: Scenario, time: SimTime): Key[] {
  const keys = new Set<Key>();
  for (const each of [scenario, base]) {
    for (const key of Object.keys(each.values) as Key[]) keys.add(key);
    for (const entry of each.timeline) if (entry.type === 'set') keys.add(entry.key);
  }
  return [...keys].filter((key) => {
    const split = splitKey(key);
    if (split === null) return false;
    return standing(scenario, split.id, split.lane, time) !== standing(base, split.id, split.lane, time);
  });
}
