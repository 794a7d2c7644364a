/** A scenario: all that a run depends on, as plain data. What a person does while it runs becomes an entry of its timeline. */
import { codesOf } from './codes.ts';
import { count, duration, factor, group, probability, type Value } from './knobs.ts';
import { type LaneId, laneIds } from './lanes.ts';
import { isParameterId, type ParameterId, parameterIds, parameters, type Row, type Settings } from './parameters.ts';
import { MILLISECOND, NEVER, SECOND, type SimTime } from './time.ts';

export const MAX_TIMELINE_ENTRIES = 500;
export const MAX_TRACE_ARRIVALS = 20_000;
/** A century; in microseconds it is still a whole number. */
export const MAX_TRACE_MS = 100 * 366 * 86_400_000;
export const MAX_NAME_LENGTH = 80;
export const MAX_UNTIL: SimTime = 24 * 3_600 * SECOND;

/** The numbers of a scenario that are no parameters, as rows of the same kind. */
export const limits = group('scenario', 'shared', {
  seed: count('Seed', 1, [0, 0xffffffff], 'Chooses the luck of a run: the same seed, the same run.'),
  until: duration('End', 60 * SECOND, [MILLISECOND, MAX_UNTIL], 'When the run ends.'),
  at: duration('At', 0, [0, MAX_UNTIL], 'When something happens.'),
  lasts: duration('Lasts', 10 * SECOND, [1, MAX_UNTIL, 'inf'], 'How long a drill goes on.'),
  slower: factor('Slower', 5, [1, 1_000], 'How many times longer it takes.'),
  share: probability('Share', 0.5, [0.001, 1], 'Share of those that are hit.'),
  messages: count('Messages', 1, [1, 10_000], 'How many messages come.'),
  instances: count('Instances', 1, [1, 1_000], 'How many instances crash.'),
  target: count('Number', 0, [0, 0x7fffffff], 'Which worker or message is meant, as the journal counts them: from 0.'),
});

/** A parameter of all lanes, or of one. The lane's own value wins over the one for all. */
export type Key = ParameterId | `${LaneId}:${ParameterId}`;
export type Values = Partial<Record<Key, Value>>;

/** What can be broken for a time, and what the amount of such a drill is: a factor, a share of those hit, or nothing (1). */
export const drillAmounts = {
  'consumer.down': 'none',
  'downstream.refuse': 'none',
  'downstream.hang': 'none',
  'downstream.slow': 'slower',
  'broker.down': 'none',
  'producer.down': 'none',
  'broker.hang': 'none',
  'consumer.hang': 'none',
  'consumer.slow': 'slower',
  'consumer.error': 'share',
  'downstream.error': 'share',
  'network.loss': 'share',
  'network.ack-loss': 'share',
  'network.slow': 'slower',
} as const satisfies Record<string, 'none' | 'slower' | 'share'>;
export type DrillKind = keyof typeof drillAmounts;
export const drillKinds = Object.keys(drillAmounts) as DrillKind[];

/** What can be done to one worker or one message. */
export const harmKinds = ['worker.crash', 'worker.slow', 'message.drop', 'message.poison'] as const;
export type HarmKind = (typeof harmKinds)[number];
/** The code of each, as it stands in the journal. */
export const HarmCode = codesOf(harmKinds);

/** `target` is the number of the worker or message; `lane` null means the one of this number in every lane. */
interface Aimed {
  type: 'harm';
  at: SimTime;
  target: number;
  lane: LaneId | null;
}

/** A slow worker is so from `at` to `until` (NEVER: for good), by the factor `amount`. The other kinds happen once. */
export type Harm = Aimed &
  ({ harm: 'worker.slow'; until: SimTime; amount: number } | { harm: Exclude<HarmKind, 'worker.slow'> });

export type Entry =
  | { type: 'set'; at: SimTime; key: Key; value: Value }
  /** From `at` to `until` (NEVER: still on). What `amount` is says `drillAmounts`; `lane` null means all. */
  | { type: 'drill'; at: SimTime; until: SimTime; drill: DrillKind; amount: number; lane: LaneId | null }
  | { type: 'burst'; at: SimTime; size: number }
  | { type: 'poison'; at: SimTime; count: number }
  /** At most so many dead letters are put back, at the redrive rate. */
  | { type: 'redrive'; at: SimTime; count: number }
  /** So many instances crash at once and come back after their repair; as many as there are is a restart of all. */
  | { type: 'crash'; at: SimTime; count: number }
  /** To one worker or message, if it is there then, as it stands at the end of that instant. */
  | Harm;

/** Recorded arrivals: whole milliseconds after the first, ascending. */
export interface Trace {
  name: string;
  times: number[];
}

export interface Scenario {
  name: string;
  /** 32 bits, unsigned; see `limits`. */
  seed: number;
  until: SimTime;
  lanes: LaneId[];
  values: Values;
  timeline: Entry[];
  trace: Trace | null;
}

/** What happens in one lane at one time; `entry` is the index in the timeline. */
export type Change = { at: SimTime; entry: number } & (
  | { type: 'set'; id: ParameterId; value: Value }
  | { type: 'drill'; drill: DrillKind; amount: number; on: boolean }
  | { type: 'burst'; size: number }
  | { type: 'poison' | 'redrive' | 'crash'; count: number }
  /** `amount` is how slow a worker is from now on: 0 is as usual. `ends` says that an entry is over, and leaves others that are on. */
  | { type: 'harm'; harm: HarmKind; target: number; amount: number; ends: boolean }
);

/** A name as it may stand in a scenario: not empty, not long, and nothing that a link can't hold. */
export const cleanName = (name: string): string =>
  name.slice(0, MAX_NAME_LENGTH).replace(/\p{Surrogate}/gu, '\ufffd') || 'untitled';

export const keyOf = (lane: LaneId | null, id: ParameterId): Key => (lane === null ? id : `${lane}:${id}`);

/** Takes a key apart; null if it names no lane or no parameter that exists. */
export function splitKey(key: string): { lane: LaneId | null; id: ParameterId } | null {
  const colon = key.indexOf(':');
  const id = key.slice(colon + 1);
  const lane = laneIds.find((each) => each === key.slice(0, Math.max(colon, 0))) ?? null;
  return isParameterId(id) && (colon < 0 || lane !== null) ? { lane, id } : null;
}

/** The lanes in which a parameter acts. */
export const lanesOf = (row: Row): readonly LaneId[] => (row.lanes === 'shared' ? laneIds : row.lanes);

/** Sets one value; the caller knows that the row of `id` allows it. */
export function assign(settings: Settings, id: ParameterId, value: Value): void {
  (settings as Record<ParameterId, Value>)[id] = value;
}

/** What the table says for a lane. */
function tableOf(lane: LaneId): Settings {
  const settings = {} as Settings;
  for (const id of parameterIds) {
    const { initial, initialIn }: Row = parameters[id];
    assign(settings, id, initialIn[lane] ?? initial);
  }
  return settings;
}

/** Made once: the settings of a lane are asked for hundreds of times while a link is read. */
const tables: Record<LaneId, Settings> = { push: tableOf('push'), pull: tableOf('pull'), hybrid: tableOf('hybrid') };

/** What a lane starts with: the table, then the values for all lanes, then the lane's own. A fresh object. */
export function settingsOf({ values }: Scenario, lane: LaneId): Settings {
  const settings = { ...tables[lane] };
  const entries = Object.entries(values).map(([key, value]) => ({ split: splitKey(key), value }));
  for (const of of [null, lane])
    for (const { split, value } of entries)
      if (split !== null && split.lane === of && value !== undefined) assign(settings, split.id, value);
  return settings;
}

type DrillEntry = Extract<Entry, { type: 'drill' }>;

/** How the drills of one kind stand at `at`, the moment one of them starts or ends: of those that are on the latest in the timeline counts. */
function drillChange(drills: DrillEntry[], drill: DrillKind, at: SimTime, entry: number): Change {
  const ruling = drills.findLast((each) => each.drill === drill && each.at <= at && at < each.until);
  return { type: 'drill', at, entry, drill, amount: ruling?.amount ?? 1, on: ruling !== undefined };
}

/** How slow one worker is at `at`, where one of `harms` begins or ends: of those that are on the latest in the timeline counts. */
function slownessAt(harms: Harm[], target: number, at: SimTime): number {
  const isOn = (each: Harm) =>
    each.harm === 'worker.slow' && each.target === target && each.at <= at && at < each.until;
  const ruling = harms.findLast(isOn);
  return ruling?.harm === 'worker.slow' ? ruling.amount : 0;
}

/** When an entry that goes on for a time ends; NEVER for the others. */
const endOf = (entry: Entry): SimTime => ('until' in entry ? entry.until : NEVER);

/**
 * The timeline as one lane sees it, by time; at equal times in the order of the timeline.
 * A value for all lanes leaves a lane alone that has its own by then. Drills of one kind may overlap: each change says how they stand together.
 */
export function changesOf(scenario: Scenario, lane: LaneId): Change[] {
  const mine = (of: LaneId | null) => of === null || of === lane;
  const drills = scenario.timeline.filter((each): each is DrillEntry => each.type === 'drill' && mine(each.lane));
  const harms = scenario.timeline.filter((each): each is Harm => each.type === 'harm' && mine(each.lane));
  const steps = scenario.timeline.flatMap((each, entry) => {
    const ends = endOf(each);
    return [{ at: each.at, each, entry }, ...(ends === NEVER ? [] : [{ at: ends, each, entry }])];
  });
  steps.sort((a, b) => a.at - b.at || a.entry - b.entry);

  const own = new Set<string>(Object.keys(scenario.values));
  const changes: Change[] = [];
  for (const { at, each, entry } of steps) {
    if (each.type === 'burst') changes.push({ type: 'burst', at, entry, size: each.size });
    else if (each.type === 'poison' || each.type === 'redrive' || each.type === 'crash')
      changes.push({ type: each.type, at, entry, count: each.count });
    else if (each.type === 'drill') {
      if (mine(each.lane)) changes.push(drillChange(drills, each.drill, at, entry));
    } else if (each.type === 'harm') {
      const { harm, target, lane: of } = each;
      const amount = harm === 'worker.slow' ? slownessAt(harms, target, at) : 1;
      if (mine(of)) changes.push({ type: 'harm', at, entry, harm, target, amount, ends: at > each.at });
    } else {
      const split = splitKey(each.key);
      if (split === null || !mine(split.lane) || !lanesOf(parameters[split.id]).includes(lane)) continue;
      if (split.lane === null && own.has(keyOf(lane, split.id))) continue;
      own.add(each.key);
      changes.push({ type: 'set', at, entry, id: split.id, value: each.value });
    }
  }
  return changes;
}
