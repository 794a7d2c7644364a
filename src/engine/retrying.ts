/**
 * What happens to a message in the broker's books: the ready list, the waiting room, the verdict on a failure, the end.
 * Longer than a file should be, because the ports of one machine stand together.
 */

import type { MessagePorts } from '../machines/message.ts';
import { Fact, Loss } from '../model/journal.ts';
import type { SimTime } from '../model/time.ts';
import { backoff } from './backoff.ts';
import { wantDispatch, watchAge } from './brokering.ts';
import { DENIED_WAIT, mayPay, payForRetry, payIn } from './budget.ts';
import { find } from './calendar.ts';
import { post, unpost } from './kernel.ts';
import { enterPlace, type Lane, noteMessage, orMinusOne, tally } from './lane.ts';
import { append, remove } from './lists.ts';
import { Counter } from './metrics.ts';
import { noteIfDone } from './objectives.ts';
import { OfLane } from './ofLane.ts';
import { Rank } from './ranks.ts';
import { isOrdered, joinLine } from './readying.ts';
import { buryLetter } from './redriving.ts';
import { codes } from './roles.ts';
import { retireIfUnmentioned } from './slots.ts';
import { Leg, trip } from './travelling.ts';
import { Place } from './world.ts';

const NO_REASON = -1;

/** Deliveries of a message that count as attempts. */
function attemptsOf(lane: Lane, message: number): number {
  const { messages, settings } = lane.world;
  return settings['retry.counts'] === 'delivery' ? messages.deliveries[message] : messages.failures[message];
}

/** Whether a limit of attempts or of age ends the retries, and which. */
function limitReached(lane: Lane, message: number): number {
  const { messages, settings } = lane.world;
  const isSpent = attemptsOf(lane, message) >= settings['retry.maxAttempts'];
  const isOld = lane.kernel.now - messages.enqueuedAt[message] >= settings['retry.maxAge'];
  if (settings['retry.stopRule'] === 'both') return isSpent && isOld ? Loss.attempts : NO_REASON;
  return isSpent ? Loss.attempts : isOld ? Loss.age : NO_REASON;
}

/** Its attempts are used up, but it becomes a dead letter only when a poll would be handed it. */
export const isSpent = (lane: Lane, message: number): boolean =>
  lane.world.settings['dlq.moves'] === 'next-receive' &&
  lane.id !== 'push' &&
  lane.world.messages.deliveries[message] > 0 &&
  limitReached(lane, message) === Loss.attempts;

/** Why a failed message can't be delivered again, or NO_REASON if it can. */
function whyNot(lane: Lane, message: number): number {
  const { settings } = lane.world;
  const owner = settings['retry.owner'];
  if (owner === 'none' || owner === 'operator') return Loss.attempts;
  // A worker that owns retries has given up by now; but of one that died, nobody has heard anything.
  const gaveUp = (owner === 'inline' || owner === 'republish') && !lane.timedOut;
  if (gaveUp && owner === 'inline') return Loss.attempts;
  if (!gaveUp && isSpent(lane, message)) return NO_REASON;
  const limit = limitReached(lane, message);
  if (limit !== NO_REASON) return limit;
  if (settings['retry.budgetDenied'] === 'fail' && !mayPay(lane)) return Loss.budget;
  return gaveUp ? Loss.attempts : NO_REASON;
}

/** Whether a worker that owns retries may publish a failed message again, be it that it waits for its budget then. */
export const mayRepublish = (lane: Lane, message: number): boolean =>
  limitReached(lane, message) === NO_REASON && (lane.world.settings['retry.budgetDenied'] === 'wait' || mayPay(lane));

/** The next tick, at or after `time`, of a clock that looks every so often; 0 looks all the time. */
export const nextLook = (time: SimTime, every: SimTime): SimTime =>
  every === 0 ? time : Math.ceil(time / every) * every;

/** The wait, or more if a Retry-After said so and is honoured. */
export function notBefore(lane: Lane, message: number, wait: SimTime): SimTime {
  const { messages, settings } = lane.world;
  if (messages.notBefore[message] === 0 || !settings['retry.honourRetryAfter']) return wait;
  return Math.max(wait, messages.notBefore[message] - lane.kernel.now);
}

function lose(lane: Lane, message: number, place: number, fact: number, reason: number): void {
  const { journal } = lane.world;
  enterPlace(lane, message, place);
  noteMessage(lane, fact, message, -1, -1, reason);
  journal.lostByReason[reason]++;
  tally(lane, Counter.lost);
  if (isOrdered(lane)) wantDispatch(lane);
  journal.firstLossAt = Math.min(journal.firstLossAt, lane.kernel.now);
  retireIfUnmentioned(lane, message);
}

function reasonOf(lane: Lane, message: number): number {
  const given = lane.world.messages.lossReason[message];
  return given === NO_REASON ? Math.max(whyNot(lane, message), Loss.attempts) : given;
}

function wayRound(lane: Lane, message: number): SimTime {
  const { messages } = lane.world;
  const fate = messages.fate[message];
  const retry = messages.deliveries[message];
  return trip(lane, Leg.verdict, fate, retry) + trip(lane, Leg.republish, fate, retry);
}

function waitOf(lane: Lane, message: number): SimTime {
  const { messages, settings } = lane.world;
  if (messages.denied[message]) return DENIED_WAIT;
  const waits =
    settings['retry.delayOn'] === 'both' || (settings['retry.delayOn'] === 'timeout') === (lane.timedOut === 1);
  const retry = messages.deliveries[message];
  const wait = waits ? backoff(settings, lane.seed, messages.fate[message], retry) : 0;
  // Behind a queue, the sender has to hear of the failure and to publish once more.
  const way = settings['retry.owner'] === 'sender' && lane.id !== 'push' ? wayRound(lane, message) : 0;
  const due = lane.kernel.now + notBefore(lane, message, wait) + way;
  return nextLook(due, settings['retry.checkEvery']) - lane.kernel.now;
}

const waitsForBudget = (lane: Lane) => lane.world.settings['retry.budgetDenied'] === 'wait';

/** A message that is spent comes back, but not for a retry. */
function pay(lane: Lane, message: number): void {
  if (!isSpent(lane, message)) payForRetry(lane);
}

/** The producer's patience began when it published. */
function resendIn(lane: Lane, message: number): SimTime {
  const { messages, settings } = lane.world;
  return Math.max(0, messages.sentAt[message] + settings['publish.timeout'] - lane.kernel.now);
}

export class MessagesOfLane extends OfLane implements MessagePorts {
  accept(message: number) {
    const { lane } = this;
    const { messages } = lane.world;
    messages.enqueuedAt[message] = Math.min(messages.firstEnqueuedAt[message], lane.kernel.now);
    noteMessage(lane, Fact.accepted, message, -1, -1, -1);
  }
  hold(message: number) {
    const { lane } = this;
    const { messages, queue } = lane.world;
    enterPlace(lane, message, Place.held);
    append(queue.held, messages, message);
    noteMessage(lane, Fact.held, message, -1, -1, -1);
    if (queue.held.size === 1) post(lane.kernel, 0, Rank.start, codes.producer.kind, 0, codes.producer.held, 0);
  }
  turnAway(message: number) {
    lose(this.lane, message, Place.turnedAway, Fact.turnedAway, reasonOf(this.lane, message));
  }
  queueUp(message: number) {
    const { lane } = this;
    const { messages } = lane.world;
    enterPlace(lane, message, Place.ready);
    joinLine(lane, message);
    messages.readyAt[message] = lane.kernel.now;
    watchAge(lane);
    noteMessage(lane, Fact.queued, message, -1, -1, messages.deliveries[message]);
    wantDispatch(lane);
  }
  leaveQueue(message: number) {
    const { lane } = this;
    const { messages, queue } = lane.world;
    remove(queue.ready, messages, message);
    watchAge(lane);
    if (queue.held.size > 0) wantRoom(lane);
  }
  goOut(message: number) {
    const { lane } = this;
    enterPlace(lane, message, Place.leased);
    if (lane.world.messages.deliveries[message] === 0) payIn(lane);
  }
  waitForRetry(message: number) {
    const { lane } = this;
    enterPlace(lane, message, Place.delayed);
    if (!waitsForBudget(lane)) pay(lane, message);
    const ordinal = lane.world.messages.deliveries[message];
    const due = lane.kernel.now + waitOf(lane, message);
    noteMessage(lane, Fact.delayed, message, -1, ordinal, orMinusOne(due));
  }
  settle(message: number) {
    const { lane } = this;
    enterPlace(lane, message, Place.acked);
    noteIfDone(lane, message);
    noteMessage(lane, Fact.acked, message, lane.world.deliveries.number[lane.answering], lane.late, -1);
    if (isOrdered(lane)) wantDispatch(lane);
    tally(lane, Counter.acked);
    retireIfUnmentioned(lane, message);
  }
  bury(message: number) {
    const { lane } = this;
    buryLetter(lane, message);
    lose(lane, message, Place.dead, Fact.deadLettered, reasonOf(lane, message));
  }
  recognise(message: number) {
    const { lane } = this;
    enterPlace(lane, message, Place.deduplicated);
    noteMessage(lane, Fact.deduplicated, message, -1, -1, -1);
    retireIfUnmentioned(lane, message);
  }
  awaitResend(message: number) {
    const { lane } = this;
    enterPlace(lane, message, Place.held);
    const at = lane.kernel.now + resendIn(lane, message);
    noteMessage(lane, Fact.unconfirmed, message, -1, lane.world.messages.publishes[message], at);
  }
  resendIn(message: number) {
    return resendIn(this.lane, message);
  }
  resend(message: number) {
    const { lane } = this;
    const { messages, settings } = lane.world;
    messages.publishes[message]++;
    messages.sentAt[message] = lane.kernel.now;
    const latency = trip(lane, Leg.publish, messages.luck[message], messages.publishes[message]);
    enterPlace(lane, message, Place.travelling);
    noteMessage(lane, Fact.resent, message, -1, messages.publishes[message], lane.kernel.now + latency);
    post(lane.kernel, latency, Rank.arrival, codes.queue.kind, 0, codes.queue.publish, message);
    if (settings['publish.onFull'] === 'block') wantRoom(lane);
  }
  discard(message: number) {
    lose(this.lane, message, Place.dropped, Fact.dropped, reasonOf(this.lane, message));
  }
  vanish(message: number) {
    const { lane } = this;
    const { kind, publish } = codes.queue;
    unpost(lane.kernel, find(lane.kernel.calendar, kind, 0, publish, message));
  }
  leaveOutbox(message: number) {
    const { lane } = this;
    const { messages, queue } = lane.world;
    remove(queue.held, messages, message);
    if (queue.held.size === 0) post(lane.kernel, 0, Rank.start, codes.producer.kind, 0, codes.producer.released, 0);
  }
  spoil(message: number) {
    this.lane.world.messages.poison[message] = 1;
  }
  isDenied(message: number) {
    const { lane } = this;
    return waitsForBudget(lane) && !isSpent(lane, message) && !mayPay(lane);
  }
  deny(message: number) {
    this.lane.world.messages.denied[message] = 1;
  }
  release(message: number) {
    const { lane } = this;
    lane.world.messages.denied[message] = 0;
    if (waitsForBudget(lane)) pay(lane, message);
  }
  mayRetry(message: number) {
    return whyNot(this.lane, message) === NO_REASON;
  }
  hasDeadLetterQueue() {
    return this.lane.world.settings['dlq.enabled'];
  }
  backoff(message: number) {
    return waitOf(this.lane, message);
  }
}

/** There is room in the queue for what the producer holds. */
export function wantRoom(lane: Lane): void {
  post(lane.kernel, 0, Rank.start, codes.queue.kind, 0, codes.queue.room, 0);
}
