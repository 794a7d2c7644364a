/** The sending end of a push link: what goes next and to whom, and why it must wait. */
import type { PusherPorts } from '../machines/pusher.ts';
import { EndpointState, Fact, Loss } from '../model/journal.ts';
import { OFF, UNLIMITED } from '../model/knobs.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { copySpuriously, wantDispatch } from './brokering.ts';
import { post, postAt, send, start, unpost } from './kernel.ts';
import { type Lane, Leg, loseOnWay, noteMessage, notePart, strays, takeDelivery, trip } from './lane.ts';
import { afterTaking, nextTokenAt, tokensAt } from './limiter.ts';
import { Purpose, uniform } from './random.ts';
import { Rank } from './ranks.ts';
import { nextReady } from './readying.ts';
import { hasOwnInboxes } from './working.ts';

/** Deliveries that may be unanswered: what is set, or less while the window of the algorithm is narrower. */
export function windowOf(lane: Lane): number {
  const { settings, push } = lane.world;
  const most = settings['push.maxInFlight'];
  return settings['push.window'] === 'fixed' ? most : Math.min(most, Math.max(push.window, 1));
}

/** Whether an endpoint may get one more, as far as its sender knows. */
function mayTake(lane: Lane, endpoint: number): boolean {
  const { endpoints, settings } = lane.world;
  if (endpoints.disabled[endpoint] || endpoints.pausedUntil[endpoint] > lane.kernel.now) return false;
  return settings['push.scope'] === 'shared' || endpoints.inFlight[endpoint] < windowOf(lane);
}

const NOBODY = -1;

/** The endpoint that the next message goes to, or NOBODY. */
function nextEndpoint(lane: Lane): number {
  const { push, settings, instances, endpoints } = lane.world;
  const shared = settings['push.scope'] === 'shared';
  if (!hasOwnInboxes(lane)) {
    const bound = shared ? windowOf(lane) : windowOf(lane) * instances.wanted;
    if (endpoints.disabled[0] || endpoints.pausedUntil[0] > lane.kernel.now) return NOBODY;
    return push.inFlight < bound ? 0 : NOBODY;
  }
  if (shared && push.inFlight >= windowOf(lane)) return NOBODY;
  const count = instances.wanted;
  const from = firstChoice(lane, count);
  let best = NOBODY;
  for (let i = 0; i < count; i++) {
    const endpoint = (from + i) % count;
    if (!mayTake(lane, endpoint)) continue;
    if (settings['push.choice'] !== 'least-loaded') return endpoint;
    if (best === NOBODY || endpoints.inFlight[endpoint] < endpoints.inFlight[best]) best = endpoint;
  }
  return best;
}

/** Where the search for an endpoint begins: who can't take it is passed over. */
function firstChoice(lane: Lane, count: number): number {
  const { push, settings, messages } = lane.world;
  if (settings['push.choice'] !== 'random') return push.turn % count;
  const message = nextReady(lane);
  return Math.floor(
    uniform(lane.seed, Purpose.pushChoice, messages.fate[message], messages.deliveries[message]) * count,
  );
}

export const hasToken = (lane: Lane): boolean => {
  const { settings, push } = lane.world;
  const rate = settings['push.rateLimit'];
  return rate === UNLIMITED || tokensAt(push.virtualTime, lane.kernel.now, rate, settings['push.rateBurst']) >= 1;
};

const endpointsInUse = (lane: Lane) => (hasOwnInboxes(lane) ? lane.world.instances.wanted : 1);

/** Every endpoint has been given up. */
function isDisabled(lane: Lane): boolean {
  const { endpoints, settings } = lane.world;
  if (settings['endpoint.disableAfter'] === OFF) return false;
  const count = endpointsInUse(lane);
  for (let endpoint = 0; endpoint < count; endpoint++) if (!endpoints.disabled[endpoint]) return false;
  return true;
}

/** The sender pauses every endpoint that it has not given up. */
export function isPaused(lane: Lane): boolean {
  const { endpoints } = lane.world;
  const count = endpointsInUse(lane);
  for (let endpoint = 0; endpoint < count; endpoint++)
    if (!endpoints.disabled[endpoint] && endpoints.pausedUntil[endpoint] <= lane.kernel.now) return false;
  return true;
}

/** When time alone opens the gate that holds the sender: a token, or the end of an endpoint's pause. */
function opensAt(lane: Lane): SimTime {
  const { settings, push, endpoints } = lane.world;
  if (!hasToken(lane)) return nextTokenAt(push.virtualTime, settings['push.rateLimit'], settings['push.rateBurst']);
  const count = endpointsInUse(lane);
  let first = NEVER;
  for (let endpoint = 0; endpoint < count; endpoint++) {
    const until = endpoints.pausedUntil[endpoint];
    if (until > lane.kernel.now && until < first) first = until;
  }
  return first;
}

/** No endpoint may take one more now, or the rate says later. */
export const mustWait = (lane: Lane): boolean => nextEndpoint(lane) === NOBODY || !hasToken(lane);

export function pusherPorts(lane: Lane): PusherPorts {
  const { world, codes } = lane;
  const { deliveries, endpoints, push, messages } = world;
  const dropNext = (reason: number) => {
    const message = nextReady(lane);
    messages.lossReason[message] = reason;
    if (reason === Loss.throttled) noteMessage(lane, Fact.throttled, message, -1, -1, -1);
    send(lane.kernel, codes.message.kind, message, codes.message.drop, 0);
  };
  return {
    nothingReady: () => world.queue.ready.size === 0 || nextReady(lane) === NOBODY,
    isDisabled: () => isDisabled(lane),
    isThrottled: () => world.settings['push.rateMode'] === 'refuse' && !hasToken(lane),
    mustWait: () => mustWait(lane),
    refuseNext: () => dropNext(Loss.throttled),
    giveUpNext: () => dropNext(Loss.disabled),
    sendNext() {
      const endpoint = nextEndpoint(lane);
      const message = nextReady(lane);
      const { settings } = world;
      const rate = settings['push.rateLimit'];
      if (rate !== UNLIMITED) push.virtualTime = afterTaking(push.virtualTime, lane.kernel.now, rate, 1);
      send(lane.kernel, codes.message.kind, message, codes.message.lease, 0);
      const delivery = takeDelivery(lane, message);
      const ordinal = deliveries.ordinal[delivery];
      const latency = trip(lane, Leg.delivery, messages.fate[message], ordinal);
      const arrivesAt = lane.kernel.now + latency;
      noteMessage(lane, Fact.sent, message, deliveries.number[delivery], ordinal, arrivesAt);
      start(lane.kernel, codes.delivery.kind, delivery);
      push.inFlight++;
      push.turn = endpoint + 1;
      deliveries.endpoint[delivery] = endpoint;
      endpoints.inFlight[endpoint]++;
      const { kind, deliver } = codes.endpoint;
      if (strays(lane, delivery)) loseOnWay(lane, delivery);
      else post(lane.kernel, latency, Rank.dispatch, kind, endpoint, deliver, delivery);
      copySpuriously(lane, delivery);
    },
    rest() {
      push.dispatchPending = 0;
    },
    waitForCredit() {
      push.dispatchPending = 0;
      push.waiting = 1;
      // One look at a time: credit comes by the thousand while a pause goes on.
      unpost(lane.kernel, push.look);
      push.look = postAt(lane.kernel, opensAt(lane), Rank.dispatch, codes.pusher.kind, 0, codes.pusher.credit, 0);
    },
    lookAgain() {
      push.dispatchPending = 0;
      push.waiting = 0;
      wantDispatch(lane);
    },
  };
}

/** The sender has its answer, or has given up waiting for it: its window and its view of the endpoint change. */
export function learnFrom(lane: Lane, delivery: number, good: boolean): void {
  const { deliveries, endpoints, push, settings } = lane.world;
  const endpoint = deliveries.endpoint[delivery];
  push.inFlight--;
  endpoints.inFlight[endpoint]--;
  if (settings['push.window'] !== 'fixed') changeWindow(lane, good);
  if (good) {
    if (endpoints.failingSince[endpoint] !== -1) recover(lane, endpoint);
  } else if (settings['endpoint.backoff'] !== OFF || settings['endpoint.disableAfter'] !== OFF) {
    holdOff(lane, endpoint);
  }
  if (push.waiting) post(lane.kernel, 0, Rank.dispatch, lane.codes.pusher.kind, 0, lane.codes.pusher.credit, 0);
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
