/** The broker at work: the ports of its machine, what wakes who hands out, and the age of what waits. */

import type { QueuePorts } from '../machines/queue.ts';
import { Fact, Loss } from '../model/journal.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import {
  admitHeld,
  dropOldest,
  dropsOldest,
  isDuplicate,
  isFull,
  makesRoom,
  outboxHasRoom,
  tellMessage,
  tellProducer,
  turnAway,
} from './admitting.ts';
import { beat } from './answering.ts';
import { answerNothing, awaitToken, quotaLeft } from './handingOut.ts';
import { post, postAt, postedIn, send, unpost } from './kernel.ts';
import { type Lane, notePart, orMinusOne } from './lane.ts';
import { shift } from './lists.ts';
import { OfLane } from './ofLane.ts';
import { loseMemory, resendUnconfirmed } from './outage.ts';
import {
  answerOrBury,
  answerWith,
  burySpent,
  endWindow,
  giveUpUnheard,
  isEnough,
  maySend,
  meetsSpent,
  missesAll,
  patience,
  silentUntil,
  unpark,
} from './parking.ts';
import { Rank } from './ranks.ts';
import { isOrdered } from './readying.ts';
import { codes } from './roles.ts';
import { endDelivery } from './slots.ts';
import { Leg, trip } from './travelling.ts';
import { pollersWanted } from './waking.ts';

/** Something is ready, or may now go: let the one who hands it out look, once, after everything else at this instant. */
export function wantDispatch(lane: Lane): void {
  const { world } = lane;
  if (lane.id === 'push') {
    if (world.push.dispatchPending || world.queue.ready.size === 0) return;
    world.push.dispatchPending = 1;
    post(lane.kernel, 0, Rank.dispatch, codes.pusher.kind, 0, codes.pusher.dispatch, 0);
  } else if (!world.queue.dispatchPending && world.queue.parked.length > 0 && world.queue.ready.size > 0) {
    world.queue.dispatchPending = 1;
    post(lane.kernel, 0, Rank.dispatch, codes.queue.kind, 0, codes.queue.dispatch, 0);
  }
}

/** When a message that waits has waited too long. */
function tooOldAt({ world: { messages, settings } }: Lane, message: number): SimTime {
  const { 'queue.ttl': ttl, 'queue.ageClock': clock } = settings;
  return ttl + (clock === 'first-enqueue' ? messages.enqueuedAt : messages.readyAt)[message];
}

/** An answer from the consumer reached the broker: hand it to the delivery, then let the delivery go. */
function settle(lane: Lane, delivery: number, event: number): void {
  send(lane.kernel, codes.delivery.kind, delivery, event, 0);
  endDelivery(lane, delivery);
}

export class QueueOfLane extends OfLane implements QueuePorts {
  isDuplicate(message: number) {
    return isDuplicate(this.lane, message);
  }
  recognise(message: number) {
    tellMessage(this.lane, message, codes.message.recognise);
  }
  isTriedAgain(message: number) {
    const { messages, settings } = this.lane.world;
    return (
      settings['publish.confirm'] &&
      messages.publishes[message] < settings['publish.maxAttempts'] &&
      outboxHasRoom(this.lane)
    );
  }
  keepForResend(message: number) {
    tellMessage(this.lane, message, codes.message.resendLater);
  }
  turnAwaySilently(message: number) {
    turnAway(this.lane, message, Loss.unconfirmed);
  }
  hasRoom() {
    return this.lane.world.queue.held.size === 0 && !isFull(this.lane);
  }
  dropsOldest() {
    return dropsOldest(this.lane);
  }
  /** Drops what has waited too long. As many brokers do, it looks only at the head of the line, and not while a batch is taken. */
  expireOld() {
    const { lane } = this;
    const { queue, messages } = lane.world;
    while (queue.ready.size > 0 && tooOldAt(lane, queue.ready.head) <= lane.kernel.now) {
      const oldest = queue.ready.head;
      messages.lossReason[oldest] = Loss.ttl;
      tellMessage(lane, oldest, codes.message.drop);
    }
    unpost(lane.kernel, queue.ttlTimer);
    queue.ttlAt = NEVER;
    watchAge(lane);
  }
  holdsBack() {
    return this.lane.world.settings['queue.overflow'] === 'block' && makesRoom(this.lane);
  }
  outboxHasRoom() {
    return this.lane.world.settings['publish.confirm'] && makesRoom(this.lane);
  }
  admit(message: number) {
    tellMessage(this.lane, message, codes.message.accept);
  }
  dropOldest() {
    dropOldest(this.lane);
  }
  holdBack(message: number) {
    const { lane } = this;
    const { queue, messages, settings } = lane.world;
    const { 'publish.onFull': rule } = settings;
    if (!outboxHasRoom(lane) && rule === 'drop') turnAway(lane, shift(queue.held, messages), Loss.outbox);
    tellMessage(lane, message, codes.message.hold);
    if (!outboxHasRoom(lane) && rule === 'block') tellProducer(lane, codes.producer.stop);
  }
  turnAwayFull(message: number) {
    const { 'queue.overflow': overflow } = this.lane.world.settings;
    turnAway(this.lane, message, overflow === 'block' ? Loss.outbox : Loss.full);
  }
  turnAwayDown(message: number) {
    turnAway(this.lane, message, Loss.down);
  }
  canAnswer(poller: number) {
    const { lane } = this;
    return isEnough(lane) && maySend(lane, poller) && !missesAll(lane, poller);
  }
  hasAny(poller: number) {
    return this.lane.world.queue.ready.size > 0 && maySend(this.lane, poller);
  }
  meetsSpent(poller: number) {
    return meetsSpent(this.lane, poller);
  }
  burySpent(poller: number) {
    burySpent(this.lane, poller);
  }
  pollAgain(poller: number) {
    const { kernel, world } = this.lane;
    const { kind, poll } = codes.queue;
    world.pollers.question[poller] = postedIn(kernel, post(kernel, 0, Rank.poll, kind, 0, poll, poller));
  }
  giveUpAgain(poller: number) {
    const { kernel, world } = this.lane;
    const { kind, giveUp } = codes.queue;
    world.pollers.question[poller] = postedIn(kernel, post(kernel, 0, Rank.timer, kind, 0, giveUp, poller));
  }
  mayPark(poller: number) {
    return patience(this.lane) > 0 && poller < pollersWanted(this.lane);
  }
  answer(poller: number) {
    answerWith(this.lane, poller);
  }
  park(poller: number) {
    const { lane } = this;
    const { queue, pollers } = lane.world;
    const until = lane.kernel.now + patience(lane);
    queue.parked.push(poller);
    pollers.givesUpAt[poller] = until;
    const { kind, giveUp } = codes.queue;
    pollers.question[poller] = postedIn(lane.kernel, postAt(lane.kernel, until, Rank.timer, kind, 0, giveUp, poller));
    notePart(lane, Fact.parked, -1, poller, orMinusOne(until), pollers.lastRecord[poller]);
    wantDispatch(lane);
  }
  answerEmpty(poller: number) {
    unpark(this.lane, poller);
    answerNothing(this.lane, poller);
  }
  missPoll(poller: number) {
    giveUpUnheard(this.lane, poller, silentUntil(this.lane, poller));
  }
  missGiveUp(poller: number) {
    const { lane } = this;
    unpark(lane, poller);
    const way = trip(lane, Leg.pollAnswer, poller, lane.world.pollers.polls[poller]);
    giveUpUnheard(lane, poller, lane.kernel.now + way);
  }
  answerParked() {
    const { lane } = this;
    const { queue } = lane.world;
    queue.dispatchPending = 0;
    if (isOrdered(lane)) {
      for (const poller of [...queue.parked])
        while (queue.parked.includes(poller) && isEnough(lane) && maySend(lane, poller)) answerOrBury(lane, poller);
      return;
    }
    while (queue.parked.length > 0 && isEnough(lane) && maySend(lane, queue.parked[0]))
      answerOrBury(lane, queue.parked[0]);
    if (quotaLeft(lane) <= 0) return;
    if (queue.parked.length === 0 || queue.ready.size === 0) return;
    if (isEnough(lane)) awaitToken(lane);
    else endWindow(lane, queue.parked[0]);
  }
  acknowledge(delivery: number) {
    settle(this.lane, delivery, codes.delivery.ack);
  }
  reject(delivery: number) {
    settle(this.lane, delivery, codes.delivery.nack);
  }
  isBeating() {
    return this.lane.world.director.drills['consumer.hang'] === 0;
  }
  renew(delivery: number) {
    const { kernel, world } = this.lane;
    world.deliveries.heartbeat[delivery] = 0;
    send(kernel, codes.delivery.kind, delivery, codes.delivery.renew, 0);
  }
  missBeat(delivery: number) {
    beat(this.lane, delivery);
  }
  missAnswer(delivery: number) {
    endDelivery(this.lane, delivery);
  }
  admitHeld() {
    admitHeld(this.lane);
  }
  breakDown() {
    const { lane } = this;
    const { queue, settings } = lane.world;
    for (const poller of [...queue.parked]) {
      unpark(lane, poller);
      answerNothing(lane, poller);
    }
    if (settings['publish.confirm']) resendUnconfirmed(lane);
    if (!settings['queue.durable']) loseMemory(lane);
  }
  comeBack() {
    const { lane } = this;
    lane.world.queue.dispatchPending = 0;
    admitHeld(lane);
    wantDispatch(lane);
  }
}

/** Keeps a timer for the age of the message at the head of the line; one that is set for earlier will look again. */
export function watchAge(lane: Lane): void {
  const { queue, messages, settings } = lane.world;
  const { 'queue.ttl': ttl, 'queue.ageClock': clock } = settings;
  const { head } = queue.ready;
  if (head === -1 || ttl === NEVER) return;
  const since = clock === 'first-enqueue' ? messages.enqueuedAt : messages.readyAt;
  const at = Math.max(lane.kernel.now, since[head] + ttl);
  if (at >= queue.ttlAt) return;
  unpost(lane.kernel, queue.ttlTimer);
  queue.ttlAt = at;
  queue.ttlTimer = postedIn(
    lane.kernel,
    postAt(lane.kernel, at, Rank.timer, codes.queue.kind, 0, codes.queue.expire, 0),
  );
}
