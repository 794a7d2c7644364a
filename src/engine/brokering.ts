/**
 * The broker's end of things: admission, answering polls, taking answers, and an outage.
 * Longer than a file should be, because the ports of one machine stand together.
 */

import type { QueuePorts } from '../machines/queue.ts';
import { Fact, Loss } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { beat } from './answering.ts';
import { answerNothing, answerPoll, awaitToken, quotaLeft, tokensLeft } from './handingOut.ts';
import { post, postAt, postedIn, send, unpost } from './kernel.ts';
import { type Lane, notePart, orMinusOne } from './lane.ts';
import { shift } from './lists.ts';
import { OfLane } from './ofLane.ts';
import { loseMemory, resendUnconfirmed } from './outage.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { isOrdered, nextReady } from './readying.ts';
import { isSpent } from './retrying.ts';
import { codes } from './roles.ts';
import { endDelivery } from './slots.ts';
import { pollersWanted } from './waking.ts';
import { Place } from './world.ts';

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

const tellMessage = ({ kernel }: Lane, message: number, event: number) =>
  send(kernel, codes.message.kind, message, event, 0);

function turnAway(lane: Lane, message: number, reason: number): void {
  lane.world.messages.lossReason[message] = reason;
  tellMessage(lane, message, codes.message.turnAway);
}

function tellProducer({ kernel }: Lane, event: number): void {
  post(kernel, 0, Rank.start, codes.producer.kind, 0, event, 0);
}

function unpark(lane: Lane, poller: number): void {
  const { queue, pollers } = lane.world;
  // Nearly always it is the one that waits longest.
  if (queue.parked[0] === poller) queue.parked.shift();
  else {
    const place = queue.parked.indexOf(poller);
    if (place === -1) return;
    queue.parked.splice(place, 1);
  }
  unpost(lane.kernel, pollers.question[poller]);
}

/** What the limiter lets out of the queue now. One that counts attempts holds nothing here: its workers give back. */
const tokens = (lane: Lane) => (lane.world.settings['consumer.rateCounts'] ? NEVER : tokensLeft(lane));

function answerWith(lane: Lane, poller: number): void {
  const { queue, settings } = lane.world;
  unpark(lane, poller);
  answerPoll(lane, poller, Math.min(settings['poll.batchMax'], queue.ready.size, tokens(lane), quotaLeft(lane)));
}

const firstFor = (lane: Lane, poller: number) =>
  nextReady(lane, Math.floor(poller / lane.world.settings['poll.pollers']));

function meetsSpent(lane: Lane, poller: number): boolean {
  const { queue, settings } = lane.world;
  return settings['dlq.moves'] === 'next-receive' && queue.ready.size > 0 && isSpent(lane, firstFor(lane, poller));
}

function burySpent(lane: Lane, poller: number): void {
  const message = firstFor(lane, poller);
  lane.world.messages.lossReason[message] = Loss.attempts;
  tellMessage(lane, message, codes.message.bury);
}

function answerOrBury(lane: Lane, poller: number): void {
  if (meetsSpent(lane, poller)) burySpent(lane, poller);
  else answerWith(lane, poller);
}

/** A batch that has to fill may wait for its window, if it has one. */
function isEnough({ world: { queue, settings } }: Lane): boolean {
  const { 'poll.batchMin': least, 'poll.batchWindow': window } = settings;
  return queue.ready.size > 0 && (window === 0 || queue.ready.size >= least);
}

/** How long a poll that can't be answered now stays: for the first message, or only for more of them. */
function patience({ world: { queue, settings } }: Lane): SimTime {
  const { 'poll.batchMin': least, 'poll.batchWindow': window, 'poll.wait': wait } = settings;
  if (least === 1 || window === 0) return wait;
  return queue.ready.size > 0 ? window : Math.max(wait, window);
}

/** The first message for a poll is there: it waits no longer than the window for the others. */
function endWindow(lane: Lane, poller: number): void {
  const { kernel } = lane;
  const { pollers, settings } = lane.world;
  const at = kernel.now + settings['poll.batchWindow'];
  if (pollers.givesUpAt[poller] <= at) return;
  pollers.givesUpAt[poller] = at;
  unpost(kernel, pollers.question[poller]);
  pollers.question[poller] = postedIn(
    kernel,
    postAt(kernel, at, Rank.timer, codes.queue.kind, 0, codes.queue.giveUp, poller),
  );
}

const maySend = (lane: Lane, poller: number) =>
  tokens(lane) > 0 && quotaLeft(lane) > 0 && (!isOrdered(lane) || firstFor(lane, poller) !== -1);

/** A short poll asks only some of the servers, and those may have nothing. */
function missesAll(lane: Lane, poller: number): boolean {
  const { pollers, settings } = lane.world;
  const { 'poll.falseEmptyProb': share, 'poll.wait': wait } = settings;
  return share > 0 && wait === 0 && chance(lane.seed, Purpose.falseEmpty, poller, pollers.polls[poller], share);
}

function isFull({ world: { queue, ledger, settings } }: Lane): boolean {
  const { 'queue.capacity': capacity, 'queue.counts': counts } = settings;
  const out = counts === 'ready' ? 0 : ledger[Place.leased];
  return queue.ready.size + out >= capacity;
}

function dropOldest(lane: Lane): void {
  const { queue, messages, settings } = lane.world;
  const oldest = queue.ready.head;
  messages.lossReason[oldest] = Loss.overflow;
  const buries = settings['queue.overflow'] === 'dead-letter-oldest';
  tellMessage(lane, oldest, buries ? codes.message.bury : codes.message.drop);
}

/** The producer keeps blocked messages, and those that it will publish again. */
const outboxHasRoom = ({ world: { ledger, settings } }: Lane) => ledger[Place.held] < settings['publish.buffer'];

/** Whether one more can be held: an outbox that blocks its producer takes the one that blocks it. */
function makesRoom(lane: Lane): boolean {
  const { queue, settings } = lane.world;
  const rule = settings['publish.onFull'];
  return outboxHasRoom(lane) || rule === 'block' || (rule === 'drop' && queue.held.size > 0);
}

/** Known by its id: the first of its event came less than a window ago. */
function isDuplicate(lane: Lane, message: number): boolean {
  const { messages, settings } = lane.world;
  const { 'dedup.window': window, 'publish.dedupId': id } = settings;
  const origin = messages.origin[message];
  if (origin === message || window === OFF || id === 'none') return false;
  return lane.kernel.now - messages.enqueuedAt[origin] <= window;
}

function dropsOldest({ world: { queue, settings } }: Lane): boolean {
  const { 'queue.overflow': overflow } = settings;
  return queue.ready.size > 0 && (overflow === 'drop-oldest' || overflow === 'dead-letter-oldest');
}

/** When a message that waits has waited too long. */
function tooOldAt({ world: { messages, settings } }: Lane, message: number): SimTime {
  const { 'queue.ttl': ttl, 'queue.ageClock': clock } = settings;
  return ttl + (clock === 'first-enqueue' ? messages.enqueuedAt : messages.readyAt)[message];
}

/** Lets in what the producer had to keep, in its order. Only a queue that blocks leaves it something to keep. */
function admitHeld(lane: Lane): void {
  const { queue, messages, director, settings } = lane.world;
  const { 'queue.overflow': overflow } = settings;
  const held = queue.held.size;
  while (queue.held.size > 0 && !(isFull(lane) && overflow === 'block')) {
    if (isFull(lane) && dropsOldest(lane)) dropOldest(lane);
    const message = shift(queue.held, messages);
    if (isDuplicate(lane, message)) tellMessage(lane, message, codes.message.recognise);
    else if (isFull(lane)) turnAway(lane, message, Loss.full);
    else tellMessage(lane, message, codes.message.accept);
  }
  if (held > 0 && queue.held.size === 0) tellProducer(lane, codes.producer.released);
  if (outboxHasRoom(lane) && director.drills['producer.down'] === 0) tellProducer(lane, codes.producer.go);
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
