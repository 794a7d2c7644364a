/** What a person does to a run at the playhead, beside turning knobs: outages, bursts, poison, crashes, redrives. */
import type { LaneId } from '../model/lanes.ts';
import { type DrillKind, limits, settingsOf } from '../model/scenario.ts';
import { act } from './acting.ts';
import { burstAt, type CountedEntry, countedAt, isDrillOn, toggleDrillAt } from './edits.ts';
import { lab, player } from './lab.ts';

/** When the scenario has no burst of its own. */
const BURST_SIZE = 80;

export function toggleDrill(drill: DrillKind, lane: LaneId | null = null): void {
  const { scenario } = lab.getState();
  const on = !scenario.timeline.some(isDrillOn(drill, lane, player.playhead()));
  act(
    (edited, at) => toggleDrillAt(edited, drill, lane, at),
    (at) => ({ type: 'drill', drill, lane, on, at }),
  );
}

/** A burst at the playhead; without a size, as large as the scenario's own. */
export function burst(size?: number): void {
  const { scenario } = lab.getState();
  const own = settingsOf(scenario, scenario.lanes[0] ?? 'push')['burst.size'];
  const count = size ?? (own || BURST_SIZE);
  act(
    (edited, at) => burstAt(edited, count, at),
    (at) => ({ type: 'burst', size: count, at }),
  );
}

function actCounted(type: CountedEntry, count: number): void {
  act(
    (scenario, at) => countedAt(scenario, type, count, at),
    (at) => ({ type, count, at }),
  );
}

export function poison(count = 1): void {
  actCounted('poison', count);
}

/** Puts all dead letters back, at the redrive rate. */
export function redrive(): void {
  actCounted('redrive', limits.messages.max);
}

/** Crashes one instance of each lane. */
export function crash(count = 1): void {
  actCounted('crash', count);
}
