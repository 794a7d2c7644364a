/** The books of a circuit breaker: the last calls, how many of them failed or were slow, and its probes. */

import type { BreakerPorts } from '../machines/breaker.ts';
import { BreakerState, Fact } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { post } from './kernel.ts';
import { type Lane, notePart } from './lane.ts';
import { OfLane } from './ofLane.ts';
import { retunePollers } from './polling.ts';
import { Rank } from './ranks.ts';
import { codes } from './roles.ts';

/** How a call went, as bits: what an event of the breaker carries. */
const Went = { well: 0, badly: 1, slowly: 2, asProbe: 4 } as const;

/** Probes to be sent in all; if they have become fewer than are back, one more, by which to judge. */
const probesWanted = ({ world: { breaker, settings } }: Lane): number =>
  Math.max(settings['breaker.halfOpenCalls'], breaker.probesBack + 1);

/** Whether a call may go out; a half-open breaker counts it as one of its probes. */
export function mayCall(lane: Lane, worker: number): boolean {
  const { breaker, settings, workers } = lane.world;
  if (settings['breaker.window'] === OFF || breaker.mode === BreakerState.closed) return true;
  if (breaker.mode === BreakerState.open || breaker.probesSent >= probesWanted(lane)) return false;
  breaker.probesSent++;
  workers.probes[worker] = 1;
  return true;
}

/** The worker is done with its call, and this is how it went. A caller that crashes tells nothing: its probe may be repeated. */
export function tellBreaker(lane: Lane, worker: number, failed: boolean): void {
  const { breaker, settings, workers } = lane.world;
  if (settings['breaker.window'] === OFF && breaker.mode === BreakerState.closed) return;
  const slowCall = settings['breaker.slowCall'];
  const slow = slowCall !== OFF && lane.kernel.now - workers.calledAt[worker] >= slowCall;
  const outcome = (failed ? Went.badly : 0) | (slow ? Went.slowly : 0) | (workers.probes[worker] ? Went.asProbe : 0);
  workers.probes[worker] = 0;
  const { kind, outcome: event } = codes.breaker;
  post(lane.kernel, 0, Rank.arrival, kind, 0, event, outcome);
}

export function forgetProbe(lane: Lane, worker: number): void {
  const { breaker, workers } = lane.world;
  if (workers.probes[worker] === 0) return;
  workers.probes[worker] = 0;
  if (breaker.mode === BreakerState.halfOpen) breaker.probesSent--;
}

/** So fine is a window in time: its oldest calls leave it by this share too early. */
const GRAINS = 1_000;

function dropOldest({ world: { breaker } }: Lane): void {
  const { calls, failures, slow } = breaker.entries.shift()!;
  breaker.calls -= calls;
  breaker.failures -= failures;
  breaker.slow -= slow;
}

function clear({ world: { breaker } }: Lane): void {
  breaker.entries.length = 0;
  breaker.calls = 0;
  breaker.failures = 0;
  breaker.slow = 0;
  breaker.probesSent = 0;
  breaker.probesBack = 0;
}

function enter(lane: Lane, mode: number): void {
  lane.world.breaker.mode = mode;
  clear(lane);
  notePart(lane, Fact.breaker, -1, -1, mode);
  retunePollers(lane);
}

/** Drops what has left the window: too many calls, or too old ones. */
function trim(lane: Lane, coming: number): void {
  const { breaker, settings } = lane.world;
  const time = settings['breaker.windowTime'];
  const { entries } = breaker;
  if (time !== OFF) while (entries.length > 0 && entries[0].at <= lane.kernel.now - time) dropOldest(lane);
  else while (entries.length > 0 && breaker.calls + coming > settings['breaker.window']) dropOldest(lane);
}

/** The entry for a call that ends now: one for each, or in a window in time one for each thousandth of it. */
function entryOf(lane: Lane) {
  const { breaker, settings } = lane.world;
  const { 'breaker.windowTime': time } = settings;
  const grain = Math.max(1, Math.floor(time / GRAINS));
  const at = time === OFF ? lane.kernel.now : Math.floor(lane.kernel.now / grain) * grain;
  const last = breaker.entries.at(-1);
  if (time !== OFF && last?.at === at) return last;
  const entry = { at, calls: 0, failures: 0, slow: 0 };
  breaker.entries.push(entry);
  return entry;
}

const isBad = ({ world: { settings } }: Lane, failures: number, slow: number, calls: number) =>
  (failures > 0 && failures / calls >= settings['breaker.threshold']) ||
  (settings['breaker.slowCall'] !== OFF && slow / calls >= settings['breaker.slowThreshold']);

const isProbe = (outcome: number) => (outcome & Went.asProbe) !== 0;

const probesAreBack = ({ world: { breaker, settings } }: Lane, outcome: number) =>
  isProbe(outcome) && breaker.probesBack + 1 >= settings['breaker.halfOpenCalls'];

export class BreakerOfLane extends OfLane implements BreakerPorts {
  note(outcome: number) {
    const { lane } = this;
    const { breaker } = lane.world;
    const entry = entryOf(lane);
    entry.calls++;
    breaker.calls++;
    if (outcome & Went.badly) {
      entry.failures++;
      breaker.failures++;
    }
    if (outcome & Went.slowly) {
      entry.slow++;
      breaker.slow++;
    }
    if (outcome & Went.asProbe) breaker.probesBack++;
    trim(lane, 0);
  }
  wouldTrip(outcome: number) {
    const { lane } = this;
    const { breaker, settings } = lane.world;
    if (settings['breaker.window'] === OFF || outcome === Went.well) return false;
    trim(lane, 1); // Asked twice it does nothing more, so a guard may.
    const calls = breaker.calls + 1;
    const least = settings['breaker.windowTime'] === OFF ? settings['breaker.window'] : settings['breaker.minCalls'];
    if (calls < least) return false;
    const failures = breaker.failures + (outcome & Went.badly ? 1 : 0);
    return isBad(lane, failures, breaker.slow + (outcome & Went.slowly ? 1 : 0), calls);
  }
  isProbe(outcome: number) {
    return isProbe(outcome);
  }
  probesAreBack(outcome: number) {
    return probesAreBack(this.lane, outcome);
  }
  probesFail(outcome: number) {
    const { lane } = this;
    const { breaker } = lane.world;
    if (!probesAreBack(lane, outcome)) return false;
    const failures = breaker.failures + (outcome & Went.badly ? 1 : 0);
    return isBad(lane, failures, breaker.slow + (outcome & Went.slowly ? 1 : 0), breaker.probesBack + 1);
  }
  openFor() {
    return this.lane.world.settings['breaker.openFor'];
  }
  open() {
    enter(this.lane, BreakerState.open);
  }
  probe() {
    enter(this.lane, BreakerState.halfOpen);
  }
  close() {
    enter(this.lane, BreakerState.closed);
  }
}
