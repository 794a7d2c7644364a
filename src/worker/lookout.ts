/** Looks at each record of a lane as it is folded and notes the landmarks among them: a short list, however long the run. */
import { Fact, Gate, type Records } from '../model/journal.ts';
import { type FoundKind, foundKinds, type Landmark } from '../model/landmarks.ts';
import type { LaneId } from '../model/lanes.ts';
import { SECOND, type SimTime } from '../model/time.ts';

/** Refusals or dead letters with less than this between them are one series. */
const SERIES_GAP: SimTime = 2 * SECOND;
/** A gate that opens sooner is daily business. */
const GATE_HELD: SimTime = SECOND;
/** Of each lane. Beyond it only those of a kind are kept that are further apart, and twice as far each time. */
export const LANDMARKS_MAX = 160;

export interface Lookout {
  lane: LaneId;
  found: Landmark[];
  /** Counts what was found, so that it is known whether there is news. */
  version: number;
  spacing: SimTime;
  /** Time of the latest record of each kind. */
  latest: Record<FoundKind, SimTime>;
  gate: { holds: number; since: SimTime; isNoted: boolean };
}

export const createLookout = (lane: LaneId): Lookout => ({
  lane,
  found: [],
  version: 0,
  spacing: 0,
  latest: Object.fromEntries(foundKinds.map((kind) => [kind, Number.NEGATIVE_INFINITY])) as Lookout['latest'],
  gate: { holds: Gate.none, since: 0, isNoted: true },
});

/** Takes the record at position `i` in. Records must come in order and none may be left out. */
export function lookAt(lookout: Lookout, records: Records, i: number): void {
  const time = records.time[i];
  const { gate } = lookout;
  if (!gate.isNoted && time - gate.since >= GATE_HELD) {
    gate.isNoted = true;
    note(lookout, 'gate', gate.since, gate.holds);
  }
  switch (records.kind[i]) {
    case Fact.refused:
    case Fact.throttled:
      noteSeries(lookout, 'refusals', time);
      return;
    case Fact.deadLettered:
      noteFirstLoss(lookout, time);
      noteSeries(lookout, 'deadLetters', time);
      return;
    case Fact.dropped:
    case Fact.turnedAway:
      noteFirstLoss(lookout, time);
      return;
    case Fact.breaker:
      note(lookout, 'breaker', time, records.value[i]);
      return;
    case Fact.gate:
      lookout.gate = { holds: records.value[i], since: time, isNoted: records.value[i] === Gate.none };
  }
}

function noteFirstLoss(lookout: Lookout, time: SimTime): void {
  if (lookout.latest.firstLoss < 0) note(lookout, 'firstLoss', time, 0);
}

function noteSeries(lookout: Lookout, kind: 'refusals' | 'deadLetters', time: SimTime): void {
  if (time - lookout.latest[kind] >= SERIES_GAP) note(lookout, kind, time, 0);
  lookout.latest[kind] = time;
}

function note(lookout: Lookout, kind: FoundKind, at: SimTime, value: number): void {
  const { lane, found, spacing } = lookout;
  lookout.latest[kind] = at;
  const before = found.findLast((each) => each.kind === kind);
  if (before !== undefined && at - before.at < spacing) return;
  found.push({ at, lane, kind, value });
  lookout.version++;
  while (lookout.found.length > LANDMARKS_MAX) thin(lookout);
}

function thin(lookout: Lookout): void {
  lookout.spacing = Math.max(SECOND, lookout.spacing * 2);
  const kept = new Map<FoundKind | string, SimTime>();
  lookout.found = lookout.found.filter(({ kind, at }) => {
    if (at - (kept.get(kind) ?? Number.NEGATIVE_INFINITY) < lookout.spacing) return false;
    kept.set(kind, at);
    return true;
  });
}
