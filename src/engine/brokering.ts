/**
 * The broker's end of things: admission, answering polls, taking answers, and an outage.
 * Longer than a file should be, because the ports of one machine stand together.
 */
import type { QueuePorts } from '../machines/queue.ts';
import { Fact, Loss } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { NEVER } from '../model/time.ts';
import { beat } from './answering.ts';
import { answerNothing, answerPoll, awaitToken, quotaLeft, tokensLeft } from './handingOut.ts';
import { post, postAt, postedIn, send, unpost } from './kernel.ts';
import { type Lane, notePart, orMinusOne } from './lane.ts';
import { shift } from './lists.ts';
import { loseMemory, resendUnconfirmed } from './outage.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { isOrdered, nextReady } from './readying.ts';
import { isSpent } from './retrying.ts';
import { endDelivery } from './slots.ts';
import { pollersWanted } from './waking.ts';
import { Place } from './world.ts';

/** Something is ready, or may now go: let the one who hands it out look, once, after everything else at this instant. */
export function wantDispatch(lane: Lane): void {
  const { world, codes } = lane;
  if (lane.id === 'push') {
    if (world.push.dispatchPending || world.queue.ready.size === 0) return;
    world.push.dispatchPending = 1;
    post(lane.kernel, 0, Rank.dispatch, codes.pusher.kind, 0, codes.pusher.dispatch, 0);
  } else if (!world.queue.dispatchPending && world.queue.parked.length > 0 && world.queue.ready.size > 0) {
    world.queue.dispatchPending = 1;
    post(lane.kernel, 0, Rank.dispatch, codes.queue.kind, 0, codes.queue.dispatch, 0);
  }
}

export function queuePorts(lane: Lane): QueuePorts {
  const { world, codes } = lane;
  const { queue, messages, pollers } = world;
  const tellMessage = (message: number, event: number) => send(lane.kernel, codes.message.kind, message, event, 0);
  const turnAway = (message: number, reason: number) => {
    messages.lossReason[message] = reason;
    tellMessage(message, codes.message.turnAway);
  };
  const tellProducer = (event: number) => {
    post(lane.kernel, 0, Rank.start, codes.producer.kind, 0, event, 0);
  };
  const unpark = (poller: number) => {
    // Nearly always it is the one that waits longest.
    if (queue.parked[0] === poller) queue.parked.shift();
    else {
      const place = queue.parked.indexOf(poller);
      if (place === -1) return;
      queue.parked.splice(place, 1);
    }
    unpost(lane.kernel, pollers.question[poller]);
  };
  /** What the limiter lets out of the queue now. One that counts attempts holds nothing here: its workers give back. */
  const tokens = () => (world.settings['consumer.rateCounts'] ? NEVER : tokensLeft(lane));
  const answerWith = (poller: number) => {
    unpark(poller);
    answerPoll(lane, poller, Math.min(world.settings['poll.batchMax'], queue.ready.size, tokens(), quotaLeft(lane)));
  };
  const firstFor = (poller: number) => nextReady(lane, Math.floor(poller / world.settings['poll.pollers']));
  const meetsSpent = (poller: number) =>
    world.settings['dlq.moves'] === 'next-receive' && queue.ready.size > 0 && isSpent(lane, firstFor(poller));
  const burySpent = (poller: number) => {
    const message = firstFor(poller);
    messages.lossReason[message] = Loss.attempts;
    tellMessage(message, codes.message.bury);
  };
  const answerOrBury = (poller: number) => (meetsSpent(poller) ? burySpent : answerWith)(poller);
  /** A batch that has to fill may wait for its window, if it has one. */
  const isEnough = () => {
    const { 'poll.batchMin': least, 'poll.batchWindow': window } = world.settings;
    return queue.ready.size > 0 && (window === 0 || queue.ready.size >= least);
  };
  /** How long a poll that can't be answered now stays: for the first message, or only for more of them. */
  const patience = () => {
    const { 'poll.batchMin': least, 'poll.batchWindow': window, 'poll.wait': wait } = world.settings;
    if (least === 1 || window === 0) return wait;
    return queue.ready.size > 0 ? window : Math.max(wait, window);
  };
  /** The first message for a poll is there: it waits no longer than the window for the others. */
  const endWindow = (poller: number) => {
    const at = lane.kernel.now + world.settings['poll.batchWindow'];
    if (pollers.givesUpAt[poller] <= at) return;
    pollers.givesUpAt[poller] = at;
    unpost(lane.kernel, pollers.question[poller]);
    pollers.question[poller] = postedIn(
      lane.kernel,
      postAt(lane.kernel, at, Rank.timer, codes.queue.kind, 0, codes.queue.giveUp, poller),
    );
  };
  const maySend = (poller: number) =>
    tokens() > 0 && quotaLeft(lane) > 0 && (!isOrdered(lane) || firstFor(poller) !== -1);
  /** A short poll asks only some of the servers, and those may have nothing. */
  const missesAll = (poller: number) => {
    const { 'poll.falseEmptyProb': share, 'poll.wait': wait } = world.settings;
    return share > 0 && wait === 0 && chance(lane.seed, Purpose.falseEmpty, poller, pollers.polls[poller], share);
  };
  const isFull = () => {
    const { 'queue.capacity': capacity, 'queue.counts': counts } = world.settings;
    const out = counts === 'ready' ? 0 : world.ledger[Place.leased];
    return queue.ready.size + out >= capacity;
  };
  const dropOldest = () => {
    const oldest = queue.ready.head;
    messages.lossReason[oldest] = Loss.overflow;
    const buries = world.settings['queue.overflow'] === 'dead-letter-oldest';
    tellMessage(oldest, buries ? codes.message.bury : codes.message.drop);
  };
  /** The producer keeps blocked messages, and those that it will publish again. */
  const outboxHasRoom = () => world.ledger[Place.held] < world.settings['publish.buffer'];
  /** Whether one more can be held: an outbox that blocks its producer takes the one that blocks it. */
  const makesRoom = () => {
    const rule = world.settings['publish.onFull'];
    return outboxHasRoom() || rule === 'block' || (rule === 'drop' && queue.held.size > 0);
  };
  /** Known by its id: the first of its event came less than a window ago. */
  const isDuplicate = (message: number) => {
    const { 'dedup.window': window, 'publish.dedupId': id } = world.settings;
    const origin = messages.origin[message];
    if (origin === message || window === OFF || id === 'none') return false;
    return lane.kernel.now - messages.enqueuedAt[origin] <= window;
  };
  const dropsOldest = () => {
    const { 'queue.overflow': overflow } = world.settings;
    return queue.ready.size > 0 && (overflow === 'drop-oldest' || overflow === 'dead-letter-oldest');
  };
  /** Drops what has waited too long. As many brokers do, it looks only at the head of the line, and not while a batch is taken. */
  const expireOld = () => {
    const { 'queue.ttl': ttl, 'queue.ageClock': clock } = world.settings;
    const dueAt = (message: number) =>
      ttl + (clock === 'first-enqueue' ? messages.enqueuedAt : messages.readyAt)[message];
    while (queue.ready.size > 0 && dueAt(queue.ready.head) <= lane.kernel.now) {
      const oldest = queue.ready.head;
      messages.lossReason[oldest] = Loss.ttl;
      tellMessage(oldest, codes.message.drop);
    }
    unpost(lane.kernel, queue.ttlTimer);
    queue.ttlAt = NEVER;
    watchAge(lane);
  };
  /** Lets in what the producer had to keep, in its order. Only a queue that blocks leaves it something to keep. */
  const admitHeld = () => {
    const { 'queue.overflow': overflow } = world.settings;
    const held = queue.held.size;
    while (queue.held.size > 0 && !(isFull() && overflow === 'block')) {
      if (isFull() && dropsOldest()) dropOldest();
      const message = shift(queue.held, messages);
      if (isDuplicate(message)) tellMessage(message, codes.message.recognise);
      else if (isFull()) turnAway(message, Loss.full);
      else tellMessage(message, codes.message.accept);
    }
    if (held > 0 && queue.held.size === 0) tellProducer(codes.producer.released);
    if (outboxHasRoom() && world.director.drills['producer.down'] === 0) tellProducer(codes.producer.go);
  };
  /** An answer from the consumer reached the broker: hand it to the delivery, then let the delivery go. */
  const settle = (delivery: number, event: number) => {
    send(lane.kernel, codes.delivery.kind, delivery, event, 0);
    endDelivery(lane, delivery);
  };

  return {
    isDuplicate,
    recognise: (message) => tellMessage(message, codes.message.recognise),
    isTriedAgain: (message) =>
      world.settings['publish.confirm'] &&
      messages.publishes[message] < world.settings['publish.maxAttempts'] &&
      outboxHasRoom(),
    keepForResend: (message) => tellMessage(message, codes.message.resendLater),
    turnAwaySilently: (message) => turnAway(message, Loss.unconfirmed),
    hasRoom: () => queue.held.size === 0 && !isFull(),
    dropsOldest,
    expireOld,
    holdsBack: () => world.settings['queue.overflow'] === 'block' && makesRoom(),
    outboxHasRoom: () => world.settings['publish.confirm'] && makesRoom(),
    admit: (message) => tellMessage(message, codes.message.accept),
    dropOldest,
    holdBack(message) {
      const { 'publish.onFull': rule } = world.settings;
      if (!outboxHasRoom() && rule === 'drop') turnAway(shift(queue.held, messages), Loss.outbox);
      tellMessage(message, codes.message.hold);
      if (!outboxHasRoom() && rule === 'block') tellProducer(codes.producer.stop);
    },
    turnAwayFull: (message) =>
      turnAway(message, world.settings['queue.overflow'] === 'block' ? Loss.outbox : Loss.full),
    turnAwayDown: (message) => turnAway(message, Loss.down),
    canAnswer: (poller) => isEnough() && maySend(poller) && !missesAll(poller),
    hasAny: (poller) => queue.ready.size > 0 && maySend(poller),
    meetsSpent,
    burySpent,
    pollAgain(poller) {
      const { kind, poll } = codes.queue;
      pollers.question[poller] = postedIn(lane.kernel, post(lane.kernel, 0, Rank.poll, kind, 0, poll, poller));
    },
    giveUpAgain(poller) {
      const { kind, giveUp } = codes.queue;
      pollers.question[poller] = postedIn(lane.kernel, post(lane.kernel, 0, Rank.timer, kind, 0, giveUp, poller));
    },
    mayPark: (poller) => patience() > 0 && poller < pollersWanted(lane),
    answer: answerWith,
    park(poller) {
      const until = lane.kernel.now + patience();
      queue.parked.push(poller);
      pollers.givesUpAt[poller] = until;
      const { kind, giveUp } = codes.queue;
      pollers.question[poller] = postedIn(lane.kernel, postAt(lane.kernel, until, Rank.timer, kind, 0, giveUp, poller));
      notePart(lane, Fact.parked, -1, poller, orMinusOne(until), pollers.lastRecord[poller]);
      wantDispatch(lane);
    },
    answerEmpty(poller) {
      unpark(poller);
      answerNothing(lane, poller);
    },
    answerParked() {
      queue.dispatchPending = 0;
      if (isOrdered(lane)) {
        for (const poller of [...queue.parked])
          while (queue.parked.includes(poller) && isEnough() && maySend(poller)) answerOrBury(poller);
        return;
      }
      while (queue.parked.length > 0 && isEnough() && maySend(queue.parked[0])) answerOrBury(queue.parked[0]);
      if (quotaLeft(lane) <= 0) return;
      if (queue.parked.length === 0 || queue.ready.size === 0) return;
      if (isEnough()) awaitToken(lane);
      else endWindow(queue.parked[0]);
    },
    acknowledge: (delivery) => settle(delivery, codes.delivery.ack),
    reject: (delivery) => settle(delivery, codes.delivery.nack),
    isBeating: () => world.director.drills['consumer.hang'] === 0,
    renew(delivery) {
      world.deliveries.heartbeat[delivery] = 0;
      send(lane.kernel, codes.delivery.kind, delivery, codes.delivery.renew, 0);
    },
    missBeat: (delivery) => beat(lane, delivery),
    missAnswer: (delivery) => endDelivery(lane, delivery),
    admitHeld,
    breakDown() {
      for (const poller of [...queue.parked]) {
        unpark(poller);
        answerNothing(lane, poller);
      }
      if (world.settings['publish.confirm']) resendUnconfirmed(lane);
      if (!world.settings['queue.durable']) loseMemory(lane);
    },
    comeBack() {
      queue.dispatchPending = 0;
      admitHeld();
      wantDispatch(lane);
    },
  };
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
    postAt(lane.kernel, at, Rank.timer, lane.codes.queue.kind, 0, lane.codes.queue.expire, 0),
  );
}
