/** The life of a hand-out as its sender sees it: its lease or request timeout, renewals, and what its end means for the message. */

import type { DeliveryPorts } from '../machines/delivery.ts';
import { Fact } from '../model/journal.ts';
import { OFF, UNLIMITED } from '../model/knobs.ts';
import type { SimTime } from '../model/time.ts';
import { beat } from './answering.ts';
import { wantDispatch } from './brokering.ts';
import { learnForBudget } from './budget.ts';
import { giveBackCredit, learnFrom } from './judging.ts';
import { send } from './kernel.ts';
import { type Lane, noteMessage, orMinusOne, tally } from './lane.ts';
import { Counter } from './metrics.ts';
import { OfLane } from './ofLane.ts';
import { nextLook, wantRoom } from './retrying.ts';
import { codes } from './roles.ts';
import { closeDelivery } from './slots.ts';

/** How long a hand-out of now lasts for the one who made it, as far as its clock is fine enough to see the end. */
export function leaseLength(lane: Lane): SimTime {
  const { settings } = lane.world;
  const timeout = settings[lane.id === 'push' ? 'push.requestTimeout' : 'ack.timeout'];
  const every = settings['timeout.checkEvery'];
  return every === 0 || timeout === UNLIMITED ? timeout : nextLook(lane.kernel.now + timeout, every) - lane.kernel.now;
}

/** A renewed lease ends at the latest so long after its delivery. */
function leaseOf(lane: Lane, delivery: number): SimTime {
  const { deliveries, settings } = lane.world;
  const length = leaseLength(lane);
  if (settings['lease.renewEvery'] === OFF) return length;
  const most = deliveries.sentAt[delivery] + settings['lease.maxTotal'] - lane.kernel.now;
  return Math.max(0, Math.min(length, Math.max(most, 0)));
}

function close(lane: Lane, delivery: number, good: boolean): void {
  if (lane.id === 'push') learnFrom(lane, delivery, good);
  closeDelivery(lane, delivery);
}

function learn(lane: Lane, delivery: number, good: boolean): void {
  learnForBudget(lane, good, lane.world.deliveries.ordinal[delivery] > 1);
}

function tell(lane: Lane, delivery: number, event: number): void {
  const { deliveries, queue, settings } = lane.world;
  send(lane.kernel, codes.message.kind, deliveries.message[delivery], event, 0);
  if (settings['inflight.quota'] !== UNLIMITED) wantDispatch(lane);
  if (queue.held.size > 0 && settings['queue.counts'] !== 'ready') wantRoom(lane);
}

function acknowledge(lane: Lane, delivery: number, late: number): void {
  lane.answering = delivery;
  lane.late = late;
  tell(lane, delivery, codes.message.ack);
}

export class DeliveriesOfLane extends OfLane implements DeliveryPorts {
  acknowledge(delivery: number) {
    const { lane } = this;
    learn(lane, delivery, true);
    acknowledge(lane, delivery, 0);
    close(lane, delivery, true);
  }
  acknowledgeLate(delivery: number) {
    acknowledge(this.lane, delivery, 1);
  }
  fail(delivery: number) {
    const { lane } = this;
    const { deliveries, messages } = lane.world;
    lane.timedOut = 0;
    messages.failures[deliveries.message[delivery]]++;
    noteMessage(lane, Fact.nacked, deliveries.message[delivery], deliveries.number[delivery], -1, -1);
    learn(lane, delivery, false);
    tell(lane, delivery, codes.message.fail);
    close(lane, delivery, false);
  }
  expire(delivery: number) {
    const { lane } = this;
    const { deliveries } = lane.world;
    lane.timedOut = 1;
    noteMessage(lane, Fact.expired, deliveries.message[delivery], deliveries.number[delivery], -1, -1);
    tally(lane, Counter.expired);
    learn(lane, delivery, false);
    tell(lane, delivery, codes.message.fail);
    close(lane, delivery, false);
  }
  forget(delivery: number) {
    const { lane } = this;
    if (lane.id === 'push') giveBackCredit(lane, delivery);
    closeDelivery(lane, delivery);
  }
  lateAckCounts() {
    return this.lane.world.settings.lateAck === 'accepted';
  }
  renew(delivery: number) {
    const { lane } = this;
    const { deliveries } = lane.world;
    const end = orMinusOne(lane.kernel.now + leaseOf(lane, delivery));
    noteMessage(lane, Fact.renewed, deliveries.message[delivery], deliveries.number[delivery], -1, end);
    beat(lane, delivery);
  }
  lease(delivery: number) {
    return leaseOf(this.lane, delivery);
  }
}
