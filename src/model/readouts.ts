/**
 * What can be read off the settings of a lane before it runs, in closed form. Durations are microseconds, rates per second.
 * All of it is about means at a steady load without failures, unless it says otherwise; NEVER or Infinity is "without bound".
 */
import { MAX_WORKERS } from './crossRules.ts';
import { OFF, UNLIMITED } from './knobs.ts';
import type { LaneId } from './lanes.ts';
import type { Settings } from './parameters.ts';
import { deliveriesAtMost, triesEach } from './retries.ts';
import { NEVER, SECOND, type SimTime } from './time.ts';

/** Messages that can be worked on at once, and which of the two bounds it: the workers, or that an ordered queue has so many groups. */
export function slotsOf(settings: Settings): { count: number; of: 'workers' | 'partitions' | 'keys' } {
  const { 'consumer.concurrency': each, 'autoscale.metric': metric, 'queue.order': order } = settings;
  const roof = Math.max(1, Math.min(settings['autoscale.max'], Math.floor(MAX_WORKERS / each)));
  const workers = each * (metric === 'off' ? settings['consumer.instances'] : roof);
  if (order === 'partition-log' && settings['queue.partitions'] < workers)
    return { count: settings['queue.partitions'], of: 'partitions' };
  if (order === 'fifo-group' && settings['key.count'] < workers) return { count: settings['key.count'], of: 'keys' };
  return { count: workers, of: 'workers' };
}

/** Own work and call of one message; the call finds the dependency idle. */
const workTime = (settings: Settings): SimTime =>
  settings['service.mean'] + (settings['ds.servers'] === OFF ? 0 : settings['ds.service']);

/** Calls in service when as many as can be are at work: servers, or slots if these are fewer. */
const busyServers = (settings: Settings): number => Math.min(settings['ds.servers'], slotsOf(settings).count);

/** A call then: it finds the others in flight and is slower by `ds.slope` for each of them. */
const busyCallTime = (settings: Settings): SimTime =>
  settings['ds.service'] + settings['ds.slope'] * (busyServers(settings) - 1);

/** Calls that the dependency serves per second at most, with every server at work. Infinity without a dependency. */
export const servedPerSecond = (settings: Settings): number =>
  settings['ds.servers'] === OFF ? UNLIMITED : (busyServers(settings) * SECOND) / busyCallTime(settings);

/** The same, or the rate from which on it answers 429, if that is lower. */
export const downstreamPerSecond = (settings: Settings): number =>
  Math.min(servedPerSecond(settings), settings['ds.servers'] === OFF ? UNLIMITED : settings['ds.rateLimit']);

/** Messages that the slots finish per second at most; Infinity if work takes no time. */
export function slotsPerSecond(settings: Settings): number {
  const time = workTime(settings);
  return time === 0 ? UNLIMITED : (slotsOf(settings).count * SECOND) / time;
}

/** Messages that slots and dependency finish per second at most, whatever a limiter lets through. */
export const workPerSecond = (settings: Settings): number =>
  Math.min(slotsPerSecond(settings), downstreamPerSecond(settings));

/** Capacity: the same, or the limiter's rate where that is lower (of the sender in push, of the workers elsewhere). Autoscaling counts at its most. */
export const capacityPerSecond = (settings: Settings, lane: LaneId): number =>
  Math.min(workPerSecond(settings), settings[lane === 'push' ? 'push.rateLimit' : 'consumer.rateLimit']);

/** Messages published per second in the long run, surges and repeated bursts included. NaN where no setting says it: a trace, or clients that wait. */
export function arrivalsPerSecond(settings: Settings): number {
  const { 'arrival.process': process, 'surge.on': on, 'surge.off': off, 'surge.factor': factor } = settings;
  if (process === 'trace' || process === 'closed') return Number.NaN;
  const swell = process === 'on-off' ? (factor * on + off) / (on + off) : 1;
  return settings['arrival.rate'] * swell + (settings['burst.size'] * SECOND) / settings['burst.every'];
}

/** Arrivals over capacity, from 0; above 1 a backlog grows. NaN where arrivals are. */
export const utilisation = (settings: Settings, lane: LaneId): number =>
  arrivalsPerSecond(settings) / capacityPerSecond(settings, lane);

/**
 * Amplification bound: calls per second if all fail, over what the dependency can serve. Above 1 the retries alone can keep it too
 * busy to come back. Arrivals × attempts at most; a budget of the Finagle kind allows so many deliveries more per first one, and its
 * floor. 0 without a dependency, NaN where arrivals are.
 */
export function amplification(settings: Settings): number {
  const served = servedPerSecond(settings);
  if (served === UNLIMITED) return 0;
  const arrivals = arrivalsPerSecond(settings);
  const { 'retry.budget': budget, 'retry.budgetKind': kind, 'retry.budgetFloor': floor } = settings;
  const budgeted = budget === OFF || kind !== 'finagle' ? UNLIMITED : arrivals * (1 + budget) + floor;
  return (Math.min(arrivals * deliveriesAtMost(settings), budgeted) * triesEach(settings)) / served;
}

/**
 * Safe push window and downstream line: calls (whole) that may be in line so that the last is served before its caller gives up.
 * 0 if a call alone takes as long as that; Infinity without a dependency or without a timeout.
 */
export function safeWindow(settings: Settings): number {
  const served = servedPerSecond(settings);
  const spare = settings['ds.timeout'] - busyCallTime(settings);
  return served === UNLIMITED || spare === NEVER ? UNLIMITED : Math.floor((served * Math.max(0, spare)) / SECOND);
}

/** Callers that can wait for the dependency at once: the slots, or what the sender lets be in flight. */
export function callersAtMost(settings: Settings, lane: LaneId): number {
  const { 'push.maxInFlight': window, 'push.scope': scope, 'consumer.instances': instances } = settings;
  const inFlight = lane === 'push' ? window * (scope === 'shared' ? 1 : instances) : settings['inflight.quota'];
  return Math.min(slotsOf(settings).count, inFlight);
}

/**
 * How long the last message of a full poll needs its lease: a trip to the worker, the rounds in which the slots of its instance work off
 * all that its pollers can bring, a trip back. In push the messages come one by one: both trips and one round.
 */
export function leaseNeeded(settings: Settings, lane: LaneId): SimTime {
  const { 'poll.batchMax': batch, 'poll.pollers': pollers, 'consumer.concurrency': slots } = settings;
  const rounds = lane === 'push' ? 1 : Math.ceil((batch * pollers) / slots);
  return 2 * settings['net.latency'] + rounds * workTime(settings);
}

/** How long a worker can have a message: the request timeout in push, else the lease, or all renewals if they come in time. */
export function leaseGiven(settings: Settings, lane: LaneId): SimTime {
  if (lane === 'push') return settings['push.requestTimeout'];
  const { 'lease.renewEvery': every, 'ack.timeout': lease } = settings;
  const renews = every !== OFF && every + 2 * settings['net.latency'] < lease;
  return renews ? Math.max(lease, settings['lease.maxTotal']) : lease;
}

/** One poller of an idle queue: how long it is from one question to the next, and how much of that the broker has none of its questions. */
function rhythm(settings: Settings): { period: SimTime; gap: SimTime } {
  const { 'poll.interval': interval, 'poll.emptyBackoff': growth, 'poll.batchMin': least } = settings;
  const trips = 2 * settings['net.latency'];
  const wait = least === 1 ? settings['poll.wait'] : Math.max(settings['poll.wait'], settings['poll.batchWindow']);
  const grown = growth > 1 && interval > 0 ? Math.max(interval, settings['poll.emptyBackoffMax']) : interval;
  const period = settings['poll.pace'] === 'fixed' ? Math.max(grown, wait + trips) : grown + wait + trips;
  return { period, gap: period - wait };
}

/** Pollers of an idle lane: autoscaling has shrunk it. */
function idlePollers(settings: Settings): number {
  const { 'autoscale.metric': metric, 'consumer.instances': instances, 'autoscale.min': least } = settings;
  return (metric === 'off' ? instances : Math.min(least, settings['autoscale.max'])) * settings['poll.pollers'];
}

/** Questions per hour to an empty queue: pollers × an hour / (interval + wait + both trips). None in push; Infinity if they take no time. */
export const idlePollsPerHour = (settings: Settings, lane: LaneId): number =>
  lane === 'push' ? 0 : (idlePollers(settings) * 3_600 * SECOND) / rhythm(settings).period;

/** What these cost. */
export const idleCostPerHour = (settings: Settings, lane: LaneId): number =>
  (idlePollsPerHour(settings, lane) * settings['cost.perMillionRequests']) / 1e6;

/**
 * How long a message waits on average until somebody of an idle lane asks for it: half the interval I for one poller that does not wait.
 * With long polls only the gaps g between them count, and n pollers are taken as spread over the period at random: g × (g / period)ⁿ / (n + 1).
 * 0 in push.
 */
export function detectionDelay(settings: Settings, lane: LaneId): SimTime {
  if (lane === 'push') return 0;
  const { period, gap } = rhythm(settings);
  if (period === 0) return 0;
  const apart = settings['poll.phaseJitter'] ? idlePollers(settings) : 1;
  return (gap * (gap / period) ** apart) / (apart + 1);
}

/** How long the backlog of an outage takes to drain: arrivals × outage / (capacity − arrivals). Infinity if nothing is to spare, NaN where arrivals are. */
export function drainTime(settings: Settings, lane: LaneId, outage: SimTime): SimTime {
  const arrivals = arrivalsPerSecond(settings);
  const capacity = capacityPerSecond(settings, lane);
  if (outage === 0 || capacity === UNLIMITED) return 0;
  return arrivals >= capacity ? NEVER : (arrivals * outage) / (capacity - arrivals);
}
