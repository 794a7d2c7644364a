/** What a worker takes next from the buffer before it, and what it gives back without having worked on it. */

import { leaveBatch, sendAnswer } from './answering.ts';
import { tokensLeft } from './handingOut.ts';
import type { Lane } from './lane.ts';
import { NONE, remove } from './lists.ts';
import { addLevel, Level } from './metrics.ts';
import { groupOf } from './readying.ts';
import { codes } from './roles.ts';

const bufferOf = ({ world: { buffers, workers } }: Lane, worker: number) => buffers[workers.instance[worker]];

export const inLog = (lane: Lane) => lane.world.settings['queue.order'] === 'partition-log' && lane.id !== 'push';

/** The delivery to take next, or NONE. Of a partition only one is worked on at a time, in its order. */
export function nextDelivery(lane: Lane, worker: number): number {
  const { deliveries, queue, settings } = lane.world;
  const buffer = bufferOf(lane, worker);
  if (!inLog(lane)) return settings['buffer.order'] === 'fifo' ? buffer.head : buffer.tail;
  let delivery = buffer.head;
  while (delivery !== NONE && queue.groupsWorking.has(groupOf(lane, deliveries.message[delivery])))
    delivery = deliveries.next[delivery];
  return delivery;
}

/** Takes the next delivery out of the buffer. */
export function takeNext(lane: Lane, worker: number): number {
  const { deliveries, metrics } = lane.world;
  const delivery = nextDelivery(lane, worker);
  remove(bufferOf(lane, worker), deliveries, delivery);
  addLevel(metrics, Level.inbox, -1, lane.kernel.now);
  return delivery;
}

/** It goes back as a failure, without having been worked on. */
export function refuse(lane: Lane, worker: number, fact: number): void {
  const delivery = takeNext(lane, worker);
  sendAnswer(lane, delivery, worker, fact, codes.queue.nack);
  leaveBatch(lane, delivery);
}

export const isHanging = (lane: Lane) => lane.world.director.drills['consumer.hang'] > 0;

export const countsLimit = (lane: Lane) => lane.world.settings['consumer.rateCounts'] && lane.id !== 'push';

export const isOverLimit = (lane: Lane, worker: number) =>
  countsLimit(lane) && nextDelivery(lane, worker) !== NONE && tokensLeft(lane) < 1;

export function sheds(lane: Lane, worker: number): boolean {
  const { deliveries, messages, settings } = lane.world;
  const rule = settings['shed.rule'];
  if (rule === 'none' || isHanging(lane) || nextDelivery(lane, worker) === NONE) return false;
  switch (rule) {
    case 'queue-length':
      return bufferOf(lane, worker).size > settings['shed.length'];
    case 'queue-age':
      return lane.kernel.now - deliveries.arrivedAt[nextDelivery(lane, worker)] > settings['shed.age'];
    case 'expired-deadline': {
      const age = lane.kernel.now - messages.publishedAt[deliveries.message[nextDelivery(lane, worker)]];
      return age > settings['completion.deadline'];
    }
  }
}
