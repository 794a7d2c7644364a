/** The sending end of a push link: what goes next and to whom, and why it must wait. */

import type { PusherPorts } from '../machines/pusher.ts';
import { Fact, Loss } from '../model/journal.ts';
import { OFF, UNLIMITED } from '../model/knobs.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { wantDispatch } from './brokering.ts';
import { copySpuriously } from './handingOut.ts';
import { post, postAt, postedIn, send, start, unpost } from './kernel.ts';
import { type Lane, noteMessage } from './lane.ts';
import { afterTaking, nextTokenAt, tokensAt } from './limiter.ts';
import { OfLane } from './ofLane.ts';
import { Purpose, uniform } from './random.ts';
import { Rank } from './ranks.ts';
import { nextReady } from './readying.ts';
import { codes } from './roles.ts';
import { takeDelivery } from './slots.ts';
import { Leg, loseOnWay, strays, trip } from './travelling.ts';
import { hasOwnInboxes } from './waking.ts';

/** Deliveries that may be unanswered: what is set, or less while the window of the algorithm is narrower. */
function windowOf(lane: Lane): number {
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

function dropNext(lane: Lane, reason: number): void {
  const { messages } = lane.world;
  const message = nextReady(lane);
  messages.lossReason[message] = reason;
  if (reason === Loss.throttled) noteMessage(lane, Fact.throttled, message, -1, -1, -1);
  send(lane.kernel, codes.message.kind, message, codes.message.drop, 0);
}

export class PusherOfLane extends OfLane implements PusherPorts {
  nothingReady() {
    return this.lane.world.queue.ready.size === 0 || nextReady(this.lane) === NOBODY;
  }
  isDisabled() {
    return isDisabled(this.lane);
  }
  isThrottled() {
    return this.lane.world.settings['push.rateMode'] === 'refuse' && !hasToken(this.lane);
  }
  mustWait() {
    return mustWait(this.lane);
  }
  refuseNext() {
    dropNext(this.lane, Loss.throttled);
  }
  giveUpNext() {
    dropNext(this.lane, Loss.disabled);
  }
  sendNext() {
    const { lane } = this;
    const { deliveries, endpoints, push, messages, settings } = lane.world;
    const endpoint = nextEndpoint(lane);
    const message = nextReady(lane);
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
  }
  rest() {
    this.lane.world.push.dispatchPending = 0;
  }
  waitForCredit() {
    const { lane } = this;
    const { push } = lane.world;
    push.dispatchPending = 0;
    push.waiting = 1;
    // One look at a time: credit comes by the thousand while a pause goes on.
    unpost(lane.kernel, push.look);
    push.look = postedIn(
      lane.kernel,
      postAt(lane.kernel, opensAt(lane), Rank.dispatch, codes.pusher.kind, 0, codes.pusher.credit, 0),
    );
  }
  lookAgain() {
    const { lane } = this;
    const { push } = lane.world;
    push.dispatchPending = 0;
    push.waiting = 0;
    wantDispatch(lane);
  }
}
