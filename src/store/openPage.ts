/** Opens the page: loads what its address says, and from then on each follows the other. Called once. */
import type { Scenario } from '../model/scenario.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import { findShipped } from '../scenarios/catalogue.ts';
import { load } from './acting.ts';
import { readAddress, writeAddress } from './address.ts';
import { lab } from './lab.ts';
import { firstBurstAt } from './pace.ts';

/** Browsers refuse more than some 100 changes of the address in 30 seconds. */
const WRITE_EVERY_MS = 400;
/** Who does not want motion opens a still that shows the burst's consequences. */
const STILL_AFTER_BURST: SimTime = 3 * SECOND;

export function openPage(): void {
  loadAddress();
  addEventListener('hashchange', loadAddress);
  let timer: ReturnType<typeof setTimeout> | null = null;
  lab.subscribe(({ scenario, base }, before) => {
    if (timer !== null || (scenario === before.scenario && base === before.base)) return;
    timer = setTimeout(() => {
      timer = null;
      const now = lab.getState();
      writeAddress(now.scenario, now.base);
    }, WRITE_EVERY_MS);
  });
}

function loadAddress(): void {
  const { scenario, base, notes, at } = readAddress(location.hash);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  lab.setState({ base, notes });
  // A link to a moment is meant to show that moment, so it does not run away.
  load(scenario, at ?? opening(scenario, base, isStill), at === null && !isStill);
}

function opening(scenario: Scenario, base: Scenario, isStill: boolean): SimTime {
  const from = findShipped(base.name)?.from ?? 0;
  const still = firstBurstAt(scenario) + STILL_AFTER_BURST;
  return isStill && still <= scenario.until ? still : Math.min(from, scenario.until);
}
