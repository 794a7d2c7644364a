/** The life of a hand-out as its sender sees it: its lease or request timeout, renewals, and what its end means for the message. */
import type { DeliveryPorts } from '../machines/delivery.ts';
import { Fact } from '../model/journal.ts';
import { OFF, UNLIMITED } from '../model/knobs.ts';
import type { SimTime } from '../model/time.ts';
import { beat } from './answering.ts';
import { wantDispatch } from './brokering.ts';
import { learnForBudget } from './budget.ts';
import { learnFrom } from './judging.ts';
import { send } from './kernel.ts';
import { type Lane, noteMessage, orMinusOne, tally } from './lane.ts';
import { Counter } from './metrics.ts';
import { nextLook, wantRoom } from './retrying.ts';
import { closeDelivery } from './slots.ts';

/** How long a hand-out of now lasts for the one who made it, as far as its clock is fine enough to see the end. */
export function leaseLength(lane: Lane): SimTime {
  const { settings } = lane.world;
  const timeout = settings[lane.id === 'push' ? 'push.requestTimeout' : 'ack.timeout'];
  const every = settings['timeout.checkEvery'];
  return every === 0 || timeout === UNLIMITED ? timeout : nextLook(lane.kernel.now + timeout, every) - lane.kernel.now;
}

export function deliveryPorts(lane: Lane): DeliveryPorts {
  const { world, codes } = lane;
  const { deliveries } = world;

  /** A renewed lease ends at the latest so long after its delivery. */
  const leaseOf = (delivery: number): SimTime => {
    const length = leaseLength(lane);
    if (world.settings['lease.renewEvery'] === OFF) return length;
    const most = deliveries.sentAt[delivery] + world.settings['lease.maxTotal'] - lane.kernel.now;
    return Math.max(0, Math.min(length, Math.max(most, 0)));
  };
  const close = (delivery: number, good: boolean) => {
    if (lane.id === 'push') learnFrom(lane, delivery, good);
    closeDelivery(lane, delivery);
  };
  const learn = (delivery: number, good: boolean) => learnForBudget(lane, good, deliveries.ordinal[delivery] > 1);
  const tell = (delivery: number, event: number) => {
    send(lane.kernel, codes.message.kind, deliveries.message[delivery], event, 0);
    if (world.settings['inflight.quota'] !== UNLIMITED) wantDispatch(lane);
    if (world.queue.held.size > 0 && world.settings['queue.counts'] !== 'ready') wantRoom(lane);
  };
  const acknowledge = (delivery: number, late: number) => {
    lane.answering = delivery;
    lane.late = late;
    tell(delivery, codes.message.ack);
  };

  return {
    acknowledge(delivery) {
      learn(delivery, true);
      acknowledge(delivery, 0);
      close(delivery, true);
    },
    acknowledgeLate(delivery) {
      acknowledge(delivery, 1);
    },
    fail(delivery) {
      lane.timedOut = 0;
      world.messages.failures[deliveries.message[delivery]]++;
      noteMessage(lane, Fact.nacked, deliveries.message[delivery], deliveries.number[delivery], -1, -1);
      learn(delivery, false);
      tell(delivery, codes.message.fail);
      close(delivery, false);
    },
    expire(delivery) {
      lane.timedOut = 1;
      noteMessage(lane, Fact.expired, deliveries.message[delivery], deliveries.number[delivery], -1, -1);
      tally(lane, Counter.expired);
      learn(delivery, false);
      tell(delivery, codes.message.fail);
      close(delivery, false);
    },
    lateAckCounts: () => world.settings.lateAck === 'accepted',
    renew(delivery) {
      const end = orMinusOne(lane.kernel.now + leaseOf(delivery));
      noteMessage(lane, Fact.renewed, deliveries.message[delivery], deliveries.number[delivery], -1, end);
      beat(lane, delivery);
    },
    lease: leaseOf,
  };
}
