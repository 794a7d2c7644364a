/** What the sender of a push link learns from answers: the size of its window, and which endpoints to pause or to give up. */

import { EndpointState, Fact } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { post } from './kernel.ts';
import { type Lane, notePart } from './lane.ts';
import { Rank } from './ranks.ts';
import { codes } from './roles.ts';

/** The sender has its answer, or has given up waiting for it: its window and its view of the endpoint change. */
export function learnFrom(lane: Lane, delivery: number, good: boolean): void {
  const { deliveries, endpoints, settings } = lane.world;
  const endpoint = deliveries.endpoint[delivery];
  if (settings['push.window'] !== 'fixed') changeWindow(lane, good);
  if (good) {
    if (endpoints.failingSince[endpoint] !== -1) recover(lane, endpoint);
  } else if (settings['endpoint.backoff'] !== OFF || settings['endpoint.disableAfter'] !== OFF) {
    holdOff(lane, endpoint);
  }
  giveBackCredit(lane, delivery);
}

/** Its sender waits no longer for a delivery, and may send another. */
export function giveBackCredit({ kernel, world }: Lane, delivery: number): void {
  const { deliveries, endpoints, push } = world;
  push.inFlight--;
  endpoints.inFlight[deliveries.endpoint[delivery]]--;
  if (push.waiting) post(kernel, 0, Rank.dispatch, codes.pusher.kind, 0, codes.pusher.credit, 0);
}

/** Slow start adds one for each success, so a window of successes doubles it; AIMD as in TCP congestion avoidance. */
function changeWindow(lane: Lane, good: boolean): void {
  const { push, settings } = lane.world;
  const { 'push.windowInit': init, 'push.windowIncrease': increase, 'push.windowDecrease': decrease } = settings;
  const before = push.window;
  if (good && ++push.successes >= (settings['push.window'] === 'slow-start' ? 1 : push.window)) {
    push.successes = 0;
    push.window = Math.min(push.window + (settings['push.window'] === 'slow-start' ? 1 : increase), WINDOW_MAX);
  } else if (!good) {
    push.successes = 0;
    push.window = settings['push.window'] === 'slow-start' ? init : Math.max(1, Math.floor(push.window * decrease));
  }
  if (push.window !== before) notePart(lane, Fact.window, -1, -1, push.window);
}

const WINDOW_MAX = 100_000;

function recover(lane: Lane, endpoint: number): void {
  const { endpoints } = lane.world;
  endpoints.failingSince[endpoint] = -1;
  endpoints.pause[endpoint] = 0;
  if (endpoints.pausedUntil[endpoint] > lane.kernel.now) endpoints.pausedUntil[endpoint] = 0;
  notePart(lane, Fact.endpoint, -1, endpoint, EndpointState.up);
}

/** A failure: the endpoint is paused, for twice as long as the last time, or given up. Failures of a paused one don't add up. */
function holdOff(lane: Lane, endpoint: number): void {
  const { endpoints, settings } = lane.world;
  const { now } = lane.kernel;
  if (endpoints.disabled[endpoint]) return;
  if (endpoints.failingSince[endpoint] === -1) endpoints.failingSince[endpoint] = now;
  const patience = settings['endpoint.disableAfter'];
  if (patience !== OFF && now - endpoints.failingSince[endpoint] >= patience) {
    endpoints.disabled[endpoint] = 1;
    notePart(lane, Fact.endpoint, -1, endpoint, EndpointState.disabled);
    return;
  }
  const first = settings['endpoint.backoff'];
  if (first === OFF || endpoints.pausedUntil[endpoint] > now) return;
  const before = endpoints.pause[endpoint];
  const pause = before === 0 ? first : Math.min(before * 2, Math.max(first, settings['endpoint.backoffMax']));
  endpoints.pause[endpoint] = pause;
  endpoints.pausedUntil[endpoint] = now + pause;
  notePart(lane, Fact.endpoint, -1, endpoint, EndpointState['backing-off']);
}

/** An operator has looked: endpoints that were given up are tried again. */
export function enableEndpoints(lane: Lane): void {
  const { endpoints, push } = lane.world;
  for (let endpoint = 0; endpoint < push.endpoints; endpoint++) {
    if (!endpoints.disabled[endpoint]) continue;
    endpoints.disabled[endpoint] = 0;
    recover(lane, endpoint);
  }
}

/** A window that is only now in force begins at its first size. */
export function resetWindow(lane: Lane): void {
  const { push, settings } = lane.world;
  push.window = settings['push.windowInit'];
  push.successes = 0;
}
