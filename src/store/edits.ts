/** What a person's hand does to a scenario: pure, and always a new scenario. `at` is the playhead, in microseconds. */
import type { Value } from '../model/knobs.ts';
import type { LaneId } from '../model/lanes.ts';
import { type ParameterId, parameters } from '../model/parameters.ts';
import {
  type DrillKind,
  drillAmounts,
  type Entry,
  type Harm,
  type Key,
  keyOf,
  lanesOf,
  MAX_UNTIL,
  type Scenario,
  settingsOf,
  splitKey,
} from '../model/scenario.ts';
import { NEVER, SECOND, type SimTime } from '../model/time.ts';
import { settingsAt } from './inForce.ts';

/** A scenario, and from when on it differs from the one before: 0 if it is another run from the start. */
export interface Edit {
  scenario: Scenario;
  from: SimTime;
}

/** Turns of one knob within so much simulated time are one turn: a drag. */
const DRAG: SimTime = SECOND;
const SLOW_FACTOR = 5;
const HALF = 0.5;

/** An entry that says how many, and happens at once. */
export type CountedEntry = Extract<Entry, { count: number }>['type'];

type SetEntry = Extract<Entry, { type: 'set' }>;
const isSetOf = (keys: readonly Key[]) => (entry: Entry) => entry.type === 'set' && keys.includes(entry.key);

/**
 * The keys to write for a turn of a knob. For all lanes it is the common one, and lanes with a value of their own keep that;
 * but if this would turn nothing, because each lane has its own, then it is all of those.
 */
export function keysFor(scenario: Scenario, id: ParameterId, lane: LaneId | null, at: SimTime): Key[] {
  if (lane !== null) return [keyOf(lane, id)];
  const set = scenario.timeline.filter((entry): entry is SetEntry => entry.type === 'set' && entry.at <= at);
  const own = new Set<string>([...Object.keys(scenario.values), ...set.map(({ key }) => key)]);
  const acting = lanesOf(parameters[id]).filter((each) => scenario.lanes.includes(each));
  const keys = acting.map((each) => keyOf(each, id));
  return keys.length > 0 && keys.every((key) => own.has(key)) ? keys : [id];
}

/** The knob as if it had always stood there: what the timeline did to it is gone. */
export function setFromStart(scenario: Scenario, base: Scenario, keys: Key[], value: Value): Scenario {
  const timeline = scenario.timeline.filter((entry) => !isSetOf(keys)(entry));
  return keys.reduce((edited, key) => withValue(edited, base, key, value), { ...scenario, timeline });
}

/** Sets a value, or leaves it out if it is in force without, so that the link holds no more than it must. */
function withValue(scenario: Scenario, base: Scenario, key: Key, value: Value): Scenario {
  const { [key]: _, ...values } = scenario.values;
  const without = { ...scenario, values };
  const { lane, id } = splitKey(key)!;
  const lanes = lane === null ? lanesOf(parameters[id]) : [lane];
  const sameWithout = lanes.every((each) => settingsOf(without, each)[id] === value);
  return sameWithout && base.values[key] === undefined ? without : { ...without, values: { ...values, [key]: value } };
}

/** The knob turned at `at`. A drag is one entry of the timeline, at its beginning; one that ends where it began is none. */
export function setNow(scenario: Scenario, keys: Key[], value: Value, at: SimTime): Edit {
  return keys.reduce<Edit>(
    (edit, key) => {
      const next = setKeyNow(edit.scenario, keys, key, value, at);
      return { scenario: next.scenario, from: Math.min(edit.from, next.from) };
    },
    { scenario, from: at },
  );
}

function setKeyNow(scenario: Scenario, keys: Key[], key: Key, value: Value, at: SimTime): Edit {
  const { timeline } = scenario;
  const found = timeline.findLastIndex((entry) => entry.type === 'set' && entry.key === key);
  const before = timeline[found];
  const isDrag =
    before !== undefined &&
    before.at <= at &&
    at - before.at < DRAG &&
    timeline.slice(found + 1).every((entry) => isSetOf(keys)(entry) && entry.at === before.at);
  const from = isDrag ? before.at : at;
  const rest = isDrag ? timeline.filter((_, i) => i !== found) : timeline;
  const without = { ...scenario, timeline: rest };
  const { lane, id } = splitKey(key)!;
  const lanes = (lane === null ? lanesOf(parameters[id]) : [lane]).filter((each) => scenario.lanes.includes(each));
  if (lanes.every((each) => settingsAt(without, each, from)[id] === value)) return { scenario: without, from };
  return { scenario: { ...without, timeline: [...rest, { type: 'set', at: from, key, value }] }, from };
}

/** A knob as the named scenario has it, at all times. For all lanes this includes each lane's own. */
export function resetKnob(scenario: Scenario, base: Scenario, id: ParameterId, lane: LaneId | null): Scenario {
  const keys = lane === null ? [id, ...lanesOf(parameters[id]).map((each) => keyOf(each, id))] : [keyOf(lane, id)];
  const values = { ...scenario.values };
  for (const key of keys) {
    const value = base.values[key];
    if (value === undefined) delete values[key];
    else values[key] = value;
  }
  const isOurs = isSetOf(keys);
  const timeline = [
    ...base.timeline.filter((entry) => isOurs(entry)),
    ...scenario.timeline.filter((entry) => !isOurs(entry)),
  ];
  return { ...scenario, values, timeline };
}

/** Whether an entry is this drill, of this lane or of all, and on at `at`. */
export const isDrillOn = (drill: DrillKind, lane: LaneId | null, at: SimTime) => (entry: Entry) =>
  entry.type === 'drill' && entry.drill === drill && entry.lane === lane && entry.at <= at && at < entry.until;

/** Begins a drill of a lane or of all at `at`, or ends the one that is on. */
export function toggleDrillAt(scenario: Scenario, drill: DrillKind, lane: LaneId | null, at: SimTime): Scenario {
  const isOn = isDrillOn(drill, lane, at);
  if (!scenario.timeline.some(isOn)) {
    const amount = { none: 1, slower: SLOW_FACTOR, share: HALF }[drillAmounts[drill]];
    return { ...scenario, timeline: [...scenario.timeline, { type: 'drill', at, until: NEVER, drill, amount, lane }] };
  }
  const ended = scenario.timeline.flatMap((entry) => {
    if (!isOn(entry)) return [entry];
    return entry.at === at ? [] : [{ ...entry, until: at }];
  });
  return { ...scenario, timeline: ended };
}

/** `size` more messages at `at`; with a burst of the same instant they are one. */
export function burstAt(scenario: Scenario, size: number, at: SimTime): Scenario {
  const same = scenario.timeline.find((entry) => entry.type === 'burst' && entry.at === at);
  const sum = same?.type === 'burst' ? same.size + size : size;
  const rest = scenario.timeline.filter((entry) => entry !== same);
  return { ...scenario, timeline: [...rest, { type: 'burst', at, size: sum }] };
}

/** `count` more poison messages, redriven dead letters or crashed instances at `at`. */
export function countedAt(scenario: Scenario, type: CountedEntry, count: number, at: SimTime): Scenario {
  const isSame = (entry: Entry) => entry.type === type && entry.at === at;
  const same = scenario.timeline.find(isSame);
  const sum = same?.type === type ? same.count + count : count;
  const rest = scenario.timeline.filter((entry) => !isSame(entry));
  return { ...scenario, timeline: [...rest, { type, at, count: sum }] };
}

/** The same harm twice at one instant is one. */
export function harmedBy(scenario: Scenario, harm: Harm): Scenario {
  const isSame = (entry: Entry) =>
    entry.type === 'harm' &&
    entry.at === harm.at &&
    entry.harm === harm.harm &&
    entry.target === harm.target &&
    entry.lane === harm.lane;
  return scenario.timeline.some(isSame) ? scenario : { ...scenario, timeline: [...scenario.timeline, harm] };
}

/** The run made longer by the length of the named scenario, up to a day. */
export const extended = (scenario: Scenario, base: Scenario): Scenario => ({
  ...scenario,
  until: Math.min(MAX_UNTIL, scenario.until + base.until),
});
