/** The slots of messages and deliveries: taken when they come up, kept while anything can speak of them, and then used again. */

import { Fact } from '../model/journal.ts';
import { NEVER } from '../model/time.ts';
import { stop, unpost } from './kernel.ts';
import { type Lane, noteMessage, tally } from './lane.ts';
import { Counter } from './metrics.ts';
import { retireSlot, takeSlot } from './pools.ts';
import { followSilence } from './readying.ts';
import { codes } from './roles.ts';
import { Place } from './world.ts';

/** A free slot for a message; first frees those that nothing speaks of any more. */
export function takeMessage(lane: Lane): number {
  const { messages } = lane.world;
  const { pool } = messages;
  while (pool.retiredCount > 0) {
    const slot = pool.retired[--pool.retiredCount];
    stop(lane.kernel, codes.message.kind, slot);
    messages.place[slot] = Place.nowhere;
    pool.free[pool.freeCount++] = slot;
  }
  const slot = takeSlot(messages, 'messages');
  messages.place[slot] = Place.nowhere;
  messages.deliveries[slot] = 0;
  messages.effects[slot] = 0;
  messages.started[slot] = 0;
  messages.done[slot] = 0;
  messages.succeeded[slot] = 0;
  messages.refs[slot] = 0;
  messages.lossReason[slot] = -1;
  messages.copies[slot] = 0;
  messages.lastRecord[slot] = -1;
  messages.line[slot] = 0;
  messages.readyAt[slot] = 0;
  messages.notBefore[slot] = 0;
  messages.key[slot] = -1;
  messages.failures[slot] = 0;
  messages.denied[slot] = 0;
  messages.handedOn[slot] = 0;
  messages.client[slot] = -1;
  messages.origin[slot] = slot;
  messages.publishes[slot] = 1;
  messages.firstEnqueuedAt[slot] = NEVER;
  return slot;
}

/** Lets go of one mention of a message; the last one after its end frees its slot. */
export function releaseMessage(lane: Lane, slot: number): void {
  const { messages } = lane.world;
  messages.refs[slot]--;
  retireIfUnmentioned(lane, slot);
}

export function retireIfUnmentioned(lane: Lane, slot: number): void {
  const { messages } = lane.world;
  if (messages.refs[slot] > 0 || messages.place[slot] < Place.acked) return;
  const origin = messages.origin[slot];
  if (messages.effects[origin] === 0 && messages.place[slot] === Place.acked && !messages.handedOn[slot]) {
    lane.world.journal.lostAfterAck++;
    noteMessage(lane, Fact.lapsed, slot, -1, -1, -1);
  }
  retireSlot(messages.pool, slot);
  if (origin !== slot) releaseMessage(lane, origin);
}

/** A new delivery of a message, already leased, to be started by the caller. */
export function takeDelivery(lane: Lane, message: number): number {
  const { messages, deliveries } = lane.world;
  const { pool } = deliveries;
  while (pool.retiredCount > 0) {
    const slot = pool.retired[--pool.retiredCount];
    stop(lane.kernel, codes.delivery.kind, slot);
    pool.free[pool.freeCount++] = slot;
  }
  const slot = takeSlot(deliveries, 'deliveries');
  deliveries.number[slot] = lane.world.deliveriesMade++;
  deliveries.message[slot] = message;
  deliveries.ordinal[slot] = ++messages.deliveries[message];
  deliveries.closed[slot] = 0;
  deliveries.over[slot] = 0;
  deliveries.ackedEarly[slot] = 0;
  deliveries.sentAt[slot] = lane.kernel.now;
  deliveries.heartbeat[slot] = 0;
  deliveries.batch[slot] = -1;
  deliveries.pending[slot] = 1;
  deliveries.readyAt[slot] = messages.readyAt[message];
  messages.refs[message]++;
  tally(lane, Counter.deliveries);
  if (deliveries.ordinal[slot] > 1) {
    lane.world.journal.retries++;
    tally(lane, Counter.retries);
  }
  return slot;
}

/** The sender is done with a delivery: answered or given up. */
export function closeDelivery(lane: Lane, delivery: number): void {
  const { deliveries, journal } = lane.world;
  deliveries.closed[delivery] = 1;
  journal.closed++;
  if (!deliveries.over[delivery]) return;
  followSilence(lane, deliveries.message[delivery], false);
  freeDelivery(lane, delivery);
}

/** One thing less can come from the consumer's side of a delivery; after the last one it is over. */
export function endDelivery(lane: Lane, delivery: number): void {
  const { deliveries } = lane.world;
  if (--deliveries.pending[delivery] > 0) return;
  deliveries.over[delivery] = 1;
  if (deliveries.heartbeat[delivery] !== 0) unpost(lane.kernel, deliveries.heartbeat[delivery]);
  if (deliveries.closed[delivery]) freeDelivery(lane, delivery);
  else followSilence(lane, deliveries.message[delivery], true);
}

function freeDelivery(lane: Lane, delivery: number): void {
  const { deliveries } = lane.world;
  retireSlot(deliveries.pool, delivery);
  releaseMessage(lane, deliveries.message[delivery]);
}
