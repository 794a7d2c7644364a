/** The bursts of a scenario, planned and fired by hand, in order of time. */
import { type Scenario, settingsOf } from './scenario.ts';
import { NEVER, type SimTime } from './time.ts';

export interface Burst {
  at: SimTime;
  size: number;
}

/** More are not told apart on a screen. */
const BURSTS_MAX = 200;

/** All that begin before the end of the run, at most 200 of the planned ones. Later changes of the plan are not followed. */
export function burstsOf(scenario: Scenario): Burst[] {
  const settings = settingsOf(scenario, scenario.lanes[0] ?? 'push');
  const size = settings['burst.size'];
  const every = settings['burst.every'];
  const bursts: Burst[] = [];
  for (let at = settings['burst.at']; size > 0 && at < scenario.until && bursts.length < BURSTS_MAX; at += every) {
    bursts.push({ at, size });
    if (every === NEVER || every <= 0) break;
  }
  for (const entry of scenario.timeline) if (entry.type === 'burst') bursts.push({ at: entry.at, size: entry.size });
  return bursts.sort((a, b) => a.at - b.at);
}
