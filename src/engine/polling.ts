/** The consumer's end of both links: the poller that asks, and the endpoint that is pushed to. Both fill a buffer before the workers. */

import type { EndpointPorts } from '../machines/endpoint.ts';
import type { PollerPorts } from '../machines/poller.ts';
import { BreakerState, Empty, Fact } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import type { Settings } from '../model/parameters.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { ackEarly, beat } from './answering.ts';
import { post, postAt, postedIn, unpost } from './kernel.ts';
import { type Lane, noteMessage, notePart, tally } from './lane.ts';
import { append, shift } from './lists.ts';
import { addLevel, Counter, Level } from './metrics.ts';
import { OfLane } from './ofLane.ts';
import { Purpose, uniform } from './random.ts';
import { Rank } from './ranks.ts';
import { codes } from './roles.ts';
import { Leg, trip } from './travelling.ts';
import { askAgain, hasOwnInboxes, pollersWanted, wakeOne } from './waking.ts';
import { loseAll } from './working.ts';

/** A delivery has come to the consumer: it waits in the buffer until a worker takes it. */
function putIn(lane: Lane, instance: number, delivery: number): void {
  const { deliveries, buffers, metrics } = lane.world;
  noteMessage(lane, Fact.arrived, deliveries.message[delivery], deliveries.number[delivery], instance, -1);
  deliveries.arrivedAt[delivery] = lane.kernel.now;
  if (lane.world.settings['ack.point'] === 'at-delivery') ackEarly(lane, delivery);
  else if (lane.world.settings['lease.renewEvery'] !== OFF) beat(lane, delivery, lane.kernel.now);
  append(buffers[instance], deliveries, delivery);
  addLevel(metrics, Level.inbox, 1, lane.kernel.now);
  wakeOne(lane, instance);
}

/** What was sent to an instance that is no more goes to one that is. */
const inboxOf = (lane: Lane, endpoint: number) => (hasOwnInboxes(lane) ? endpoint % lane.world.instances.wanted : 0);

function refuse(lane: Lane, delivery: number, reason: number): void {
  const { deliveries, messages } = lane.world;
  const fate = messages.fate[deliveries.message[delivery]];
  const latency = trip(lane, Leg.answer, fate, deliveries.ordinal[delivery]);
  const home = lane.kernel.now + latency;
  noteMessage(lane, Fact.refused, deliveries.message[delivery], deliveries.number[delivery], reason, home);
  tally(lane, Counter.refused);
  post(lane.kernel, latency, Rank.arrival, codes.queue.kind, 0, codes.queue.nack, delivery);
}

export class EndpointsOfLane extends OfLane implements EndpointPorts {
  hasSeat(endpoint: number) {
    const { buffers, settings } = this.lane.world;
    const inbox = buffers[inboxOf(this.lane, endpoint)];
    return inbox.size < settings['push.inbox'] + inbox.idle + inbox.woken;
  }
  takeIn(endpoint: number, delivery: number) {
    putIn(this.lane, inboxOf(this.lane, endpoint), delivery);
  }
  refuseFull(delivery: number) {
    refuse(this.lane, delivery, 0);
  }
  refuseDown(delivery: number) {
    refuse(this.lane, delivery, 1);
  }
}

/** Who hangs asks nothing. While the breaker is open what is fetched can only fail; half open, one poller fetches what probes need. */
function mustNotAsk(lane: Lane, poller: number): boolean {
  const { breaker, settings, director } = lane.world;
  if (director.drills['consumer.hang'] > 0) return true;
  const isOff = settings['breaker.window'] === OFF || settings['ds.servers'] === OFF;
  if (isOff || breaker.mode === BreakerState.closed || !settings['breaker.stopsPolling']) return false;
  return breaker.mode === BreakerState.open || poller !== firstPollerUp(lane);
}

function firstPollerUp({ world: { instances, settings } }: Lane): number {
  let instance = 0;
  while (instance < instances.wanted && instances.down[instance]) instance++;
  return instance * settings['poll.pollers'];
}

/** The interval, longer with each empty poll in a row. */
function emptyPause(settings: Settings, empties: number): SimTime {
  const { 'poll.interval': interval, 'poll.emptyBackoff': growth, 'poll.emptyBackoffMax': most } = settings;
  if (growth === 1) return interval;
  let pause = interval;
  for (let i = 1; i < empties && pause < most; i++) pause *= growth;
  return Math.max(interval, Math.round(Math.min(pause, most)));
}

/** Their pauses hang on something that has changed. */
export function retunePollers(lane: Lane): void {
  const { kind, retuned } = codes.poller;
  for (let poller = 0; poller < lane.world.pollers.count; poller++)
    post(lane.kernel, 0, Rank.timer, kind, poller, retuned, 0);
}

export class PollersOfLane extends OfLane implements PollerPorts {
  phase(poller: number): SimTime {
    const { lane } = this;
    const { pollers, settings } = lane.world;
    const { 'poll.interval': interval, 'poll.phaseJitter': random } = settings;
    const share = random ? Math.floor(interval * uniform(lane.seed, Purpose.phase, poller, 0)) : 0;
    return Math.max(0, pollers.restFrom[poller] + share - lane.kernel.now);
  }
  pause(poller: number) {
    const { lane } = this;
    const { pollers, settings } = lane.world;
    if (mustNotAsk(lane, poller)) return NEVER;
    const fixed = settings['poll.pace'] === 'fixed';
    const from = fixed ? pollers.askedAt[poller] : pollers.restFrom[poller];
    const hit = !fixed && pollers.empties[poller] === 0;
    const length = hit ? settings['poll.busyInterval'] : emptyPause(settings, pollers.empties[poller]);
    return Math.max(0, from + length - lane.kernel.now);
  }
  ask(poller: number) {
    const { lane } = this;
    const { pollers } = lane.world;
    pollers.polls[poller]++;
    const arrivesAt = lane.kernel.now + trip(lane, Leg.poll, poller, pollers.polls[poller]);
    pollers.askedAt[poller] = lane.kernel.now;
    pollers.lastRecord[poller] = notePart(lane, Fact.polled, -1, poller, arrivesAt);
    tally(lane, Counter.polls);
    const { kind, poll } = codes.queue;
    pollers.question[poller] = postedIn(lane.kernel, postAt(lane.kernel, arrivesAt, Rank.poll, kind, 0, poll, poller));
  }
  noteEmpty(poller: number, unheard: boolean) {
    const { lane } = this;
    const { pollers } = lane.world;
    const { now } = lane.kernel;
    pollers.empties[poller]++;
    pollers.restFrom[poller] = now;
    if (!unheard) return;
    pollers.lastRecord[poller] = notePart(lane, Fact.empty, Empty.unheard, poller, now, pollers.lastRecord[poller]);
    tally(lane, Counter.emptyPolls);
  }
  takeIn(poller: number, count: number) {
    const { lane } = this;
    const { pollers, deliveries, instances, incoming, buffers, settings } = lane.world;
    pollers.empties[poller] = 0;
    pollers.restFrom[poller] = lane.kernel.now;
    // Who asked for an instance that is no more asked for the others.
    const home = Math.floor(poller / settings['poll.pollers']);
    const instance = home % instances.wanted;
    for (let i = 0; i < count; i++) putIn(lane, instance, shift(incoming[poller], deliveries));
    if (instance !== home || buffers[instance].idle > 0) askAgain(lane, poller);
  }
  withdraw(poller: number) {
    const { lane } = this;
    const { queue, pollers, incoming } = lane.world;
    const place = queue.parked.indexOf(poller);
    if (place !== -1) queue.parked.splice(place, 1);
    unpost(lane.kernel, pollers.question[poller]);
    loseAll(lane, incoming[poller]);
  }
  settle(poller: number) {
    this.lane.world.pollers.restFrom[poller] = this.lane.kernel.now;
  }
  isSurplus(poller: number) {
    return poller >= pollersWanted(this.lane);
  }
  asksAtOnce(poller: number) {
    const { 'poll.pace': pace, 'poll.busyInterval': pause } = this.lane.world.settings;
    return pace === 'after-empty' && pause === 0 && !mustNotAsk(this.lane, poller);
  }
}
