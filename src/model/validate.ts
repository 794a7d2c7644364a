/** Whether a scenario may run: each problem in one sentence, and the nearest scenario that has none. */
import { type CrossRule, crossRules } from './crossRules.ts';
import { allows, nearest, type Row, type Value } from './knobs.ts';
import { type LaneId, laneIds } from './lanes.ts';
import { parameters, type Settings } from './parameters.ts';
import { formatDuration } from './quantities.ts';
import {
  assign,
  changesOf,
  cleanName,
  drillAmounts,
  drillKinds,
  type Entry,
  type Harm,
  harmKinds,
  type Key,
  keyOf,
  lanesOf,
  limits,
  MAX_TIMELINE_ENTRIES,
  MAX_TRACE_ARRIVALS,
  MAX_TRACE_MS,
  type Scenario,
  settingsOf,
  splitKey,
  type Trace,
} from './scenario.ts';
import type { SimTime } from './time.ts';
import { formatValue, outside } from './units.ts';

export interface Problem {
  /** A key of `values`, or the field of the scenario. */
  id: string;
  value: string;
  /** Names the culprit, its value and what is allowed. */
  message: string;
}

/** Takes a problem, and what to do about it: "using 1h", "left out". */
type Report = (id: string, value: unknown, message: string, remedy: string) => void;

function repairNumber(name: string, row: Row, value: number, report: Report): number {
  if (allows(row, value)) return value;
  const near = nearest(row, value) as number;
  report(name, value, outside(name, row, value), `using ${formatValue(row, near)}`);
  return near;
}

/** The value that may stand under `key`, or null if nothing may. */
function repairValue(key: string, value: Value, report: Report): Value | null {
  const leaveOut = (why: string) => {
    report(key, value, `${key}: ${why}`, 'left out');
    return null;
  };
  const split = splitKey(key);
  if (split === null) return leaveOut('there is no such parameter');
  const row: Row = parameters[split.id];
  if (split.lane !== null && row.lanes === 'shared')
    return leaveOut('it is the same in all lanes, so no lane can have its own');
  if (split.lane !== null && !lanesOf(parameters[split.id]).includes(split.lane)) {
    return leaveOut(`it does nothing in the ${split.lane} lane`);
  }
  if (allows(row, value)) return value;
  const near = nearest(row, value);
  report(key, value, outside(key, row, value), `using ${formatValue(row, near)}`);
  return near;
}

/** Whether there is such a drill or harm, and such a lane. */
function isKnown(name: string, kind: string, kinds: readonly string[], lane: LaneId | null, report: Report): boolean {
  if (kinds.includes(kind) && (lane === null || laneIds.includes(lane))) return true;
  report(name, kind, `${name}: ${kind} is not one of ${kinds.join(', ')}`, 'left out');
  return false;
}

function repairHarm(name: string, entry: Harm, at: SimTime, report: Report): Harm | null {
  if (!isKnown(name, entry.harm, harmKinds, entry.lane, report)) return null;
  const target = repairNumber(name, limits.target, entry.target, report);
  if (entry.harm !== 'worker.slow') return { ...entry, at, target };
  const lasts = repairNumber(name, limits.lasts, entry.until - entry.at, report);
  return { ...entry, at, target, until: at + lasts, amount: repairNumber(name, limits.slower, entry.amount, report) };
}

function repairEntry(entry: Entry, report: Report): Entry | null {
  const name = `${entry.type} at ${formatDuration(entry.at)}`;
  const at = repairNumber(name, limits.at, entry.at, report);
  switch (entry.type) {
    case 'set': {
      const value = repairValue(entry.key, entry.value, report);
      return value === null ? null : { ...entry, at, value };
    }
    case 'drill': {
      if (!isKnown(name, entry.drill, drillKinds, entry.lane, report)) return null;
      const lasts = repairNumber(name, limits.lasts, entry.until - entry.at, report);
      if (entry.drill === 'producer.down' && entry.lane !== null) {
        report(name, entry.lane, `${name}: the arrivals are the same in all lanes`, 'for all lanes');
        return repairEntry({ ...entry, lane: null }, report);
      }
      const kind = drillAmounts[entry.drill];
      const amount = kind === 'none' ? 1 : repairNumber(name, limits[kind], entry.amount, report);
      if (amount !== entry.amount && kind === 'none')
        report(name, entry.amount, `${name}: ${entry.drill} has no amount`, 'left out');
      return { ...entry, at, until: at + lasts, amount };
    }
    case 'burst':
      return { ...entry, at, size: repairNumber(name, limits.messages, entry.size, report) };
    case 'poison':
    case 'redrive':
      return { ...entry, at, count: repairNumber(name, limits.messages, entry.count, report) };
    case 'crash':
      return { ...entry, at, count: repairNumber(name, limits.instances, entry.count, report) };
    case 'harm':
      return repairHarm(name, entry, at, report);
  }
}

function repairTimeline(timeline: Entry[], report: Report): Entry[] {
  if (timeline.length > MAX_TIMELINE_ENTRIES) {
    const message = `timeline: ${timeline.length} entries are more than ${MAX_TIMELINE_ENTRIES}`;
    report('timeline', timeline.length, message, 'the rest is left out');
  }
  const kept = timeline.slice(0, MAX_TIMELINE_ENTRIES).map((entry) => repairEntry(entry, report));
  return kept.filter((entry) => entry !== null);
}

function repairTrace(trace: Trace | null, report: Report): Trace | null {
  if (trace === null) return null;
  const { times } = trace;
  const ordered = times.every((time, i) => Number.isInteger(time) && time >= (times[i - 1] ?? 0));
  const fits = times.length > 0 && times.length <= MAX_TRACE_ARRIVALS && times.at(-1)! <= MAX_TRACE_MS;
  if (ordered && fits && times[0] === 0) return { ...trace, name: repairName('trace', trace.name, report) };
  const message = `trace: needs 1 to ${MAX_TRACE_ARRIVALS} whole milliseconds within a century, ascending from 0`;
  report('trace', times.length, message, 'left out');
  return null;
}

function repairName(id: string, name: string, report: Report): string {
  const clean = cleanName(name);
  if (clean !== name) report(id, name, `${id}: its name is empty, too long or not text`, `using “${clean}”`);
  return clean;
}

function repairLanes(lanes: LaneId[], report: Report): LaneId[] {
  const known = [...new Set(lanes)].filter((lane) => laneIds.includes(lane));
  if (known.length === lanes.length && known.length > 0) return lanes;
  const repaired = known.length > 0 ? known : [...laneIds];
  report('lanes', lanes, `lanes: “${lanes}” is not one or more of ${laneIds.join(', ')}`, `using ${repaired}`);
  return repaired;
}

const startsOf = (scenario: Scenario) => ({
  push: settingsOf(scenario, 'push'),
  pull: settingsOf(scenario, 'pull'),
  hybrid: settingsOf(scenario, 'hybrid'),
});

/** Puts the start right: the value for one lane if the lane has its own in this matter, else the one for all. */
function repairStart(scenario: Scenario, lane: LaneId, settings: Settings, rule: CrossRule, report: Report): Scenario {
  if (!rule.isBroken(settings, scenario)) return scenario;
  const own = rule.reads.some((id) => scenario.values[keyOf(lane, id)] !== undefined);
  const key = keyOf(own ? lane : null, rule.changes);
  const value = rule.to(settings);
  const using = `using ${formatValue(parameters[rule.changes], value)}`;
  report(key, settings[rule.changes], `${key}: ${rule.because(settings)}`, using);
  return { ...scenario, values: { ...scenario.values, [key]: value } };
}

/** The first change of a lane that breaks a rule, taken one after the other also at one instant. */
function findBreaking(scenario: Scenario, lane: LaneId): { entry: number; why: string } | null {
  const settings = settingsOf(scenario, lane);
  for (const change of changesOf(scenario, lane)) {
    if (change.type !== 'set') continue;
    assign(settings, change.id, change.value);
    const rule = crossRules.find((each) => each.lanes.includes(lane) && each.isBroken(settings, scenario));
    if (rule)
      return { entry: change.entry, why: `${change.id} at ${formatDuration(change.at)}: ${rule.because(settings)}` };
  }
  return null;
}

/** Leaves out what would break a rule on the way; each round takes out one entry, so there is an end. */
function repairChanges(scenario: Scenario, report: Report): Scenario {
  let timeline = scenario.timeline;
  for (let round = 0; round <= MAX_TIMELINE_ENTRIES; round++) {
    const current = { ...scenario, timeline };
    const breaking = laneIds.map((lane) => findBreaking(current, lane)).find((found) => found !== null);
    if (!breaking) return current;
    report('timeline', breaking.entry, breaking.why, 'left out');
    timeline = timeline.filter((_, entry) => entry !== breaking.entry);
  }
  throw new Error(`timeline: not put right after leaving out ${MAX_TIMELINE_ENTRIES} entries`);
}

function repair(scenario: Scenario, report: Report): Scenario {
  const pairs = Object.entries(scenario.values).map(
    ([key, value]) => [key as Key, repairValue(key, value, report)] as const,
  );
  let repaired: Scenario = {
    name: repairName('name', scenario.name, report),
    seed: repairNumber('seed', limits.seed, scenario.seed, report),
    until: repairNumber('until', limits.until, scenario.until, report),
    lanes: repairLanes(scenario.lanes, report),
    values: Object.fromEntries(pairs.filter(([, value]) => value !== null)),
    timeline: repairTimeline(scenario.timeline, report),
    trace: repairTrace(scenario.trace, report),
  };
  let settings = startsOf(repaired);
  for (const rule of crossRules) {
    for (const lane of rule.lanes) {
      const next = repairStart(repaired, lane, settings[lane], rule, report);
      if (next !== repaired) settings = startsOf(next);
      repaired = next;
    }
  }
  return repairChanges(repaired, report);
}

/** All that is wrong; empty if the scenario may run. */
export function validate(scenario: Scenario): Problem[] {
  const problems: Problem[] = [];
  repair(scenario, (id, value, message) => problems.push({ id, value: String(value), message }));
  return problems;
}

/** The nearest scenario that may run, and a sentence for each thing that was changed. */
export function clamp(scenario: Scenario): { scenario: Scenario; notes: string[] } {
  const notes: string[] = [];
  const repaired = repair(scenario, (_id, _value, message, remedy) => notes.push(`${message}; ${remedy}.`));
  return { scenario: repaired, notes };
}
