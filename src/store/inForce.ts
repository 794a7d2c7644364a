/** What is in force in a lane at an instant: settings and drills, by the scenario alone. */
import type { LaneId } from '../model/lanes.ts';
import type { Settings } from '../model/parameters.ts';
import { assign, changesOf, type DrillKind, drillKinds, type Scenario, settingsOf } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';

export interface DrillOn {
  drill: DrillKind;
  since: SimTime;
  amount: number;
}

/** A lane's settings at `time`, with all that happens at this very instant. A fresh object. */
export function settingsAt(scenario: Scenario, lane: LaneId, time: SimTime): Settings {
  const settings = settingsOf(scenario, lane);
  for (const change of changesOf(scenario, lane)) {
    if (change.at > time) break;
    if (change.type === 'set') assign(settings, change.id, change.value);
  }
  return settings;
}

/** The drills that are on in a lane at `time`, one of a kind; `since` is the start of the entry that rules. */
export function drillsAt(scenario: Scenario, lane: LaneId, time: SimTime): DrillOn[] {
  return drillKinds.flatMap((drill) => {
    const entry = scenario.timeline.findLast(
      (each) =>
        each.type === 'drill' &&
        each.drill === drill &&
        (each.lane === null || each.lane === lane) &&
        each.at <= time &&
        time < each.until,
    );
    return entry?.type === 'drill' ? [{ drill, since: entry.at, amount: entry.amount }] : [];
  });
}

/** `of`, asked anew only when the scenario or what has happened by `time` is another. For what is read in every frame. */
export function remembered<Result>(of: (scenario: Scenario, lane: LaneId, time: SimTime) => Result) {
  const known = new Map<LaneId, { scenario: Scenario; from: SimTime; to: SimTime; result: Result }>();
  return (scenario: Scenario, lane: LaneId, time: SimTime): Result => {
    const last = known.get(lane);
    if (last?.scenario === scenario && last.from <= time && time < last.to) return last.result;
    let from = Number.NEGATIVE_INFINITY;
    let to = Number.POSITIVE_INFINITY;
    for (const { at } of changesOf(scenario, lane)) {
      if (at <= time) from = at;
      else {
        to = at;
        break;
      }
    }
    const result = of(scenario, lane, time);
    known.set(lane, { scenario, from, to, result });
    return result;
  };
}
