/** One execution: how long it takes, whether it fails by itself, and its end. */

import { Fact } from '../model/journal.ts';
import type { SimTime } from '../model/time.ts';
import { createSampler, draw } from './distributions.ts';
import { type Lane, noteMessage } from './lane.ts';
import { NONE } from './lists.ts';
import { addLevel, Level } from './metrics.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { groupOf } from './readying.ts';
import { firstIdle, wakeSoon } from './waking.ts';

/** Tries of a worker's own within one delivery are told apart from deliveries in the draws: delivery × this + try. */
const TRIES_MAX = 1024;

export const messageOf = ({ world: { workers, deliveries } }: Lane, worker: number) =>
  deliveries.message[workers.delivery[worker]];

export const noteWork = (lane: Lane, fact: number, worker: number, value: number) => {
  const { workers, deliveries } = lane.world;
  const delivery = workers.delivery[worker];
  noteMessage(lane, fact, deliveries.message[delivery], deliveries.number[delivery], worker, value);
};

/** The luck of one try: which delivery, and which try of the worker's own within it. */
export const attemptOf = ({ world: { workers, deliveries } }: Lane, worker: number) =>
  deliveries.ordinal[workers.delivery[worker]] * TRIES_MAX + Math.min(workers.tries[worker], TRIES_MAX - 1);

export function serviceTime(lane: Lane, worker: number): SimTime {
  const { workers, messages, director } = lane.world;
  const { 'service.dist': dist, 'service.mean': mean, 'service.cv': cv } = lane.world.settings;
  const { service } = lane;
  if (service.distribution !== dist || service.meanMicros !== mean || service.cv !== cv)
    lane.service = createSampler(dist, mean, cv);
  const time = draw(lane.service, lane.seed, Purpose.service, messages.luck[messageOf(lane, worker)], 0);
  const slowness = director.drills['consumer.slow'];
  const own = workers.slowness[worker];
  return slowness === 0 && own === 0 ? time : Math.round(time * (slowness || 1) * (own || 1));
}

export function failsByItself(lane: Lane, worker: number): boolean {
  const { messages, settings, director } = lane.world;
  const message = messageOf(lane, worker);
  if (messages.poison[message]) return true;
  const probability = Math.max(settings['error.prob'], director.drills['consumer.error']);
  if (probability === 0) return false;
  return chance(lane.seed, Purpose.error, messages.fate[message], attemptOf(lane, worker), probability);
}

/**
 * A partition is free. Since instances or the order were changed, what comes next in it may wait elsewhere than here: who looks
 * there looks after the one who has had it so far.
 */
function leavePartition(lane: Lane, worker: number): void {
  const { queue, workers, buffers } = lane.world;
  if (!queue.groupsWorking.delete(groupOf(lane, messageOf(lane, worker)))) return;
  buffers.forEach(({ size, woken }, instance) => {
    const free = size > woken && instance !== workers.instance[worker] ? firstIdle(lane, instance) : NONE;
    if (free !== NONE) wakeSoon(lane, free, Rank.dispatch);
  });
}

/** The execution is over; returns the delivery it was for. */
export function finish(lane: Lane, worker: number, outcome: number): number {
  const { workers, queue, metrics } = lane.world;
  const delivery = workers.delivery[worker];
  noteWork(lane, Fact.finished, worker, outcome);
  if (queue.groupsWorking.size > 0) leavePartition(lane, worker);
  addLevel(metrics, Level.working, -1, lane.kernel.now);
  return delivery;
}

export function putDown({ world: { workers } }: Lane, worker: number): void {
  workers.delivery[worker] = -1;
  workers.call[worker] = -1;
}
