/** What happens to a message in the broker's books: the ready list, the waiting room, the verdict on a failure, the end. */
import type { DeliveryPorts } from '../machines/delivery.ts';
import type { MessagePorts } from '../machines/message.ts';
import { Fact, Loss } from '../model/journal.ts';
import { UNLIMITED } from '../model/knobs.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import { backoff } from './backoff.ts';
import { wantDispatch, watchAge } from './brokering.ts';
import { post, send } from './kernel.ts';
import { closeDelivery, enterPlace, type Lane, noteMessage, orMinusOne, retireIfUnmentioned, tally } from './lane.ts';
import { append, remove } from './lists.ts';
import { Counter } from './metrics.ts';
import { learnFrom } from './pushing.ts';
import { Rank } from './ranks.ts';
import { isOrdered, joinLine } from './readying.ts';
import { buryLetter } from './redriving.ts';
import { Place } from './world.ts';

const NO_REASON = -1;

/**
 * The retry budget is a bucket: a first delivery puts in `retry.budget` tokens, time puts in `retry.budgetFloor` a second,
 * a retry takes one. It holds at most ten seconds of floor plus ten tokens, so that a calm hour can't pay for a storm.
 */
function budgetNow(lane: Lane): number {
  const { budget, settings } = lane.world;
  const floor = settings['retry.budgetFloor'];
  return Math.min(10 + 10 * floor, budget.tokens + (floor * (lane.kernel.now - budget.since)) / SECOND);
}

function setBudget(lane: Lane, tokens: number): void {
  lane.world.budget.tokens = tokens;
  lane.world.budget.since = lane.kernel.now;
}

/** Why a failed message can't be delivered again, or NO_REASON if it can. */
function whyNot(lane: Lane, message: number): number {
  const { messages, settings } = lane.world;
  const owner = settings['retry.owner'];
  if (owner === 'none' || owner === 'inline') return Loss.attempts;
  if (messages.deliveries[message] >= settings['retry.maxAttempts']) return Loss.attempts;
  if (settings['retry.budget'] > 0 && budgetNow(lane) < 1) return Loss.budget;
  return NO_REASON;
}

/** The wait, or more if a Retry-After said so and is honoured. */
export function notBefore(lane: Lane, message: number, wait: SimTime): SimTime {
  const { messages, settings } = lane.world;
  if (messages.notBefore[message] === 0 || !settings['retry.honourRetryAfter']) return wait;
  return Math.max(wait, messages.notBefore[message] - lane.kernel.now);
}

export function messagePorts(lane: Lane): MessagePorts {
  const { world, codes } = lane;
  const { messages } = world;

  const lose = (message: number, place: number, fact: number, reason: number) => {
    enterPlace(lane, message, place);
    noteMessage(lane, fact, message, -1, -1, reason);
    world.journal.lostByReason[reason]++;
    tally(lane, Counter.lost);
    if (isOrdered(lane)) wantDispatch(lane);
    world.journal.firstLossAt = Math.min(world.journal.firstLossAt, lane.kernel.now);
    retireIfUnmentioned(lane, message);
  };
  const reasonOf = (message: number) => {
    const given = messages.lossReason[message];
    return given === NO_REASON ? Math.max(whyNot(lane, message), Loss.attempts) : given;
  };

  const waitOf = (message: number): SimTime =>
    notBefore(lane, message, backoff(world.settings, lane.seed, messages.luck[message], messages.deliveries[message]));

  /** The producer's patience began when it published, a trip ago. */
  const resendIn = (): SimTime => Math.max(0, world.settings['publish.timeout'] - world.settings['net.latency']);

  return {
    accept(message) {
      messages.enqueuedAt[message] = messages.firstEnqueuedAt[message] || lane.kernel.now;
      noteMessage(lane, Fact.accepted, message, -1, -1, -1);
    },
    hold(message) {
      enterPlace(lane, message, Place.held);
      append(world.queue.held, messages, message);
      noteMessage(lane, Fact.held, message, -1, -1, -1);
      if (world.queue.held.size === 1) post(lane.kernel, 0, Rank.start, codes.producer.kind, 0, codes.producer.held, 0);
    },
    turnAway(message) {
      lose(message, Place.turnedAway, Fact.turnedAway, reasonOf(message));
    },
    queueUp(message) {
      enterPlace(lane, message, Place.ready);
      joinLine(lane, message);
      messages.readyAt[message] = lane.kernel.now;
      if (!world.queue.ttlPending) watchAge(lane);
      noteMessage(lane, Fact.queued, message, -1, -1, messages.deliveries[message]);
      wantDispatch(lane);
    },
    leaveQueue(message) {
      remove(world.queue.ready, messages, message);
      if (world.queue.held.size > 0) wantRoom(lane);
    },
    goOut(message) {
      enterPlace(lane, message, Place.leased);
      const share = world.settings['retry.budget'];
      if (share > 0 && messages.deliveries[message] === 0) setBudget(lane, budgetNow(lane) + share);
    },
    waitForRetry(message) {
      enterPlace(lane, message, Place.delayed);
      if (world.settings['retry.budget'] > 0) setBudget(lane, budgetNow(lane) - 1);
      const ordinal = messages.deliveries[message];
      const due = lane.kernel.now + waitOf(message);
      noteMessage(lane, Fact.delayed, message, -1, ordinal, orMinusOne(due));
    },
    settle(message) {
      enterPlace(lane, message, Place.acked);
      noteMessage(lane, Fact.acked, message, world.deliveries.number[lane.answering], lane.late, -1);
      if (isOrdered(lane)) wantDispatch(lane);
      tally(lane, Counter.acked);
      retireIfUnmentioned(lane, message);
    },
    bury(message) {
      buryLetter(lane, message);
      lose(message, Place.dead, Fact.deadLettered, reasonOf(message));
    },
    recognise(message) {
      enterPlace(lane, message, Place.deduplicated);
      noteMessage(lane, Fact.deduplicated, message, -1, -1, -1);
      retireIfUnmentioned(lane, message);
    },
    awaitResend(message) {
      enterPlace(lane, message, Place.held);
      const at = lane.kernel.now + resendIn();
      noteMessage(lane, Fact.unconfirmed, message, -1, messages.publishes[message], at);
    },
    resendIn,
    resend(message) {
      const latency = world.settings['net.latency'];
      messages.publishes[message]++;
      enterPlace(lane, message, Place.travelling);
      noteMessage(lane, Fact.resent, message, -1, messages.publishes[message], lane.kernel.now + latency);
      post(lane.kernel, latency, Rank.arrival, codes.queue.kind, 0, codes.queue.publish, message);
    },
    discard(message) {
      lose(message, Place.dropped, Fact.dropped, reasonOf(message));
    },
    mayRetry: (message) => whyNot(lane, message) === NO_REASON,
    hasDeadLetterQueue: () => world.settings['dlq.enabled'],
    backoff: waitOf,
  };
}

/** There is room in the queue for what the producer holds. */
function wantRoom(lane: Lane): void {
  post(lane.kernel, 0, Rank.start, lane.codes.queue.kind, 0, lane.codes.queue.room, 0);
}

export function deliveryPorts(lane: Lane): DeliveryPorts {
  const { world, codes } = lane;
  const { deliveries } = world;

  const close = (delivery: number, good: boolean) => {
    if (lane.id === 'push') learnFrom(lane, delivery, good);
    closeDelivery(lane, delivery);
  };
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
      acknowledge(delivery, 0);
      close(delivery, true);
    },
    acknowledgeLate(delivery) {
      acknowledge(delivery, 1);
    },
    fail(delivery) {
      noteMessage(lane, Fact.nacked, deliveries.message[delivery], deliveries.number[delivery], -1, -1);
      tell(delivery, codes.message.fail);
      close(delivery, false);
    },
    expire(delivery) {
      noteMessage(lane, Fact.expired, deliveries.message[delivery], deliveries.number[delivery], -1, -1);
      tally(lane, Counter.expired);
      tell(delivery, codes.message.fail);
      close(delivery, false);
    },
    lateAckCounts: () => world.settings.lateAck === 'accepted',
    lease: () => world.settings[lane.id === 'push' ? 'push.requestTimeout' : 'ack.timeout'],
  };
}
