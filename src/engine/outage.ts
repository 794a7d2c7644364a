/** What an outage of the broker costs: confirms on their way, and, if it is not durable, all that it knew. */

import { COPIES_FROM, Copy, Loss } from '../model/journal.ts';
import { NEVER } from '../model/time.ts';
import { copyMessage, letterOf } from './copying.ts';
import { send } from './kernel.ts';
import type { Lane } from './lane.ts';
import { codes } from './roles.ts';
import { Leg, trip } from './travelling.ts';
import { Place } from './world.ts';

/** Whether it is down or hangs. */
export const isBrokerOut = ({ world: { director } }: Lane): boolean =>
  director.drills['broker.down'] > 0 || director.drills['broker.hang'] > 0;

/** Confirms that are on their way when the broker goes are lost with it: their messages will be published again. */
export function resendUnconfirmed(lane: Lane): void {
  const { messages, settings } = lane.world;
  const accepted: number[] = [];
  for (let slot = 0; slot < messages.pool.used; slot++) {
    const place = messages.place[slot];
    const isBrokers = place === Place.ready || place === Place.leased || place === Place.delayed;
    const isCopy = messages.number[slot] >= COPIES_FROM;
    if (!isBrokers || isCopy) continue;
    const way = trip(lane, Leg.confirm, messages.fate[slot], messages.publishes[slot]);
    if (messages.enqueuedAt[slot] + way > lane.kernel.now) accepted.push(slot);
  }
  for (const slot of accepted) {
    if (messages.publishes[slot] >= settings['publish.maxAttempts']) continue;
    // To the broker it is a message like any other that is published: not delivered so far, and of no age.
    const letter = { ...letterOf(lane, slot), deliveries: 0, enqueuedAt: NEVER };
    const copy = copyMessage(lane, letter, Copy.resent);
    messages.publishes[copy] = messages.publishes[slot];
    messages.sentAt[copy] = messages.sentAt[slot];
    send(lane.kernel, codes.message.kind, copy, codes.message.resendLater, 0);
  }
}

/** A broker that is not durable forgets everything it had accepted; what is out being worked on is work for nothing. */
export function loseMemory(lane: Lane): void {
  const { messages, deliveries, queue } = lane.world;
  queue.forgotAt = lane.kernel.now;
  for (let slot = 0; slot < messages.pool.used; slot++) {
    const place = messages.place[slot];
    if (place !== Place.ready && place !== Place.leased && place !== Place.delayed) continue;
    messages.lossReason[slot] = Loss.volatile;
    send(lane.kernel, codes.message.kind, slot, codes.message.drop, 0);
  }
  for (let slot = 0; slot < deliveries.pool.used; slot++)
    if (deliveries.closed[slot] === 0) send(lane.kernel, codes.delivery.kind, slot, codes.delivery.forget, 0);
}
