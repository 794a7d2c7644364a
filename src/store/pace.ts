/** How fast a run plays: the chosen speed, but the hook's burst in slow motion, where too much happens at once to be followed. */
import type { Settings } from '../model/parameters.ts';
import type { Scenario } from '../model/scenario.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import { settingsAt } from './inForce.ts';

const SLOW_MOTION = 0.5;
const BEFORE_BURST = SECOND / 2;
const AFTER_BURST = 4 * SECOND;

/** Simulated seconds per second of wall time at `playhead`. Only the hook at speed 1 has slow motion: whoever chose a speed gets it. */
export function pace(scenario: Scenario, playhead: SimTime, speed: number): number {
  if (scenario.name !== 'hook' || speed !== 1) return speed;
  const burstAt = firstBurstAt(scenario);
  return playhead >= burstAt - BEFORE_BURST && playhead < burstAt + AFTER_BURST ? SLOW_MOTION : speed;
}

/** Asked in every frame, and a scenario never changes. */
const known = new WeakMap<Scenario, SimTime>();

/** When the scenario's own burst begins; NEVER if it has none. Bursts that a person fires do not count. */
export function firstBurstAt(scenario: Scenario): SimTime {
  const burstAt = known.get(scenario) ?? firstBurstIn(settingsAt(scenario, scenario.lanes[0] ?? 'push', 0));
  known.set(scenario, burstAt);
  return burstAt;
}

const firstBurstIn = (settings: Settings): SimTime =>
  settings['burst.size'] > 0 ? settings['burst.at'] : Number.POSITIVE_INFINITY;
