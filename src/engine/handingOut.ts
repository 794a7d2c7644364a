/** What the broker hands out to a poll: how much the limiter and the quota let go, the leases of it, and the answer without any. */

import { COPIES_FROM, Copy, Empty, Fact } from '../model/journal.ts';
import { leaveBatch, openBatch } from './answering.ts';
import { copyMessage, letterOf } from './copying.ts';
import { post, postAt, postedIn, send, start } from './kernel.ts';
import { type Lane, noteMessage, notePart, orMinusOne, tally } from './lane.ts';
import { leaseLength } from './leasing.ts';
import { afterTaking, atRate, nextTokenAt, tokensAt } from './limiter.ts';
import { append } from './lists.ts';
import { Counter } from './metrics.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { chooseReady, isOrdered } from './readying.ts';
import { isSpent } from './retrying.ts';
import { codes } from './roles.ts';
import { takeDelivery } from './slots.ts';
import { Leg, loseOnWay, strays, trip } from './travelling.ts';
import { Place } from './world.ts';

/** At least once allows it: after a hand-out the broker has the same message once more. */
export function copySpuriously(lane: Lane, delivery: number): void {
  const { deliveries, messages, settings } = lane.world;
  const share = settings['spurious.dupProb'];
  if (share === 0) return;
  const message = deliveries.message[delivery];
  const isCopy = messages.number[message] >= COPIES_FROM;
  if (isCopy || !chance(lane.seed, Purpose.spurious, messages.luck[message], deliveries.ordinal[delivery], share))
    return;
  const copy = copyMessage(lane, letterOf(lane, message), Copy.spurious);
  send(lane.kernel, codes.message.kind, copy, codes.message.accept, 0);
}

/** Messages that may still go out before the quota is used up. */
export const quotaLeft = (lane: Lane) => lane.world.settings['inflight.quota'] - lane.world.ledger[Place.leased];

/** How many of those chosen (null: from the head of the line) go out: a message that is spent ends an answer, and the next poll moves it. */
function beforeSpent(lane: Lane, chosen: number[] | null, most: number): number {
  const { queue, messages, settings } = lane.world;
  const size = chosen === null ? most : chosen.length;
  if (settings['dlq.moves'] === 'last-failure') return size;
  let message = chosen === null ? queue.ready.head : chosen[0];
  for (let i = 0; i < size; i++) {
    if (isSpent(lane, message)) return i;
    message = chosen === null ? messages.next[message] : chosen[i + 1];
  }
  return size;
}

export function answerPoll(lane: Lane, poller: number, most: number): void {
  const { world } = lane;
  const { deliveries, settings } = world;
  const { now } = lane.kernel;
  const homeAt = now + trip(lane, Leg.pollAnswer, poller, world.pollers.polls[poller]);
  const instance = Math.floor(poller / settings['poll.pollers']);
  const chosen = isOrdered(lane) ? chooseReady(lane, instance, most) : null;
  const size = beforeSpent(lane, chosen, most);
  const batch = openBatch(lane, size);
  const cause = notePart(lane, Fact.answered, size, poller, homeAt, world.pollers.lastRecord[poller]);
  world.pollers.lastRecord[poller] = cause;
  if (!settings['consumer.rateCounts']) takeTokens(lane, size, cause);
  // It is one answer, lost as a whole by the luck of its first message; its connection breaks, so its poller asks again at once.
  let isLost = false;
  for (let i = 0; i < size; i++) {
    const message = chosen === null ? world.queue.ready.head : chosen[i];
    send(lane.kernel, codes.message.kind, message, codes.message.lease, 0);
    const delivery = takeDelivery(lane, message);
    deliveries.batch[delivery] = batch;
    const leaseEnd = orMinusOne(now + leaseLength(lane));
    const ordinal = deliveries.ordinal[delivery];
    noteMessage(lane, Fact.leased, message, deliveries.number[delivery], ordinal, leaseEnd, cause);
    start(lane.kernel, codes.delivery.kind, delivery);
    if (i === 0) isLost = strays(lane, delivery);
    if (isLost) {
      leaveBatch(lane, delivery);
      loseOnWay(lane, delivery);
    } else append(world.incoming[poller], deliveries, delivery);
    copySpuriously(lane, delivery);
  }
  const { kind, answer } = codes.poller;
  world.pollers.question[poller] = postedIn(
    lane.kernel,
    postAt(lane.kernel, homeAt, Rank.dispatch, kind, poller, answer, isLost ? 0 : size),
  );
}

/** An answer without messages: because there are none, or, as an error for who would not wait, because too many are out. */
export function answerNothing(lane: Lane, poller: number): void {
  const { world } = lane;
  const { 'inflight.signal': signal, 'poll.wait': wait } = world.settings;
  const overQuota = signal === 'error' && wait === 0 && world.queue.ready.size > 0 && quotaLeft(lane) <= 0;
  const isDown = world.director.drills['broker.down'] > 0;
  const latency = trip(lane, Leg.pollAnswer, poller, world.pollers.polls[poller]);
  const { lastRecord, question } = world.pollers;
  lastRecord[poller] = notePart(
    lane,
    Fact.empty,
    overQuota || isDown ? Empty.refused : Empty.nothing,
    poller,
    lane.kernel.now + latency,
    lastRecord[poller],
  );
  tally(lane, Counter.emptyPolls);
  question[poller] = postedIn(
    lane.kernel,
    post(lane.kernel, latency, Rank.dispatch, codes.poller.kind, poller, codes.poller.empty, 0),
  );
}

/** Tokens of the workers' limiter. */
export function tokensLeft(lane: Lane): number {
  const { limiter, settings } = lane.world;
  const { 'consumer.rateLimit': rate, 'consumer.rateBurst': burst } = settings;
  return tokensAt(limiter.virtualTime, lane.kernel.now, rate, burst);
}

export function takeTokens(lane: Lane, count: number, cause = -1): void {
  const { limiter, settings } = lane.world;
  const rate = settings['consumer.rateLimit'];
  if (rate === Number.POSITIVE_INFINITY) return;
  limiter.virtualTime = afterTaking(limiter.virtualTime, lane.kernel.now, rate, count);
  notePart(lane, Fact.metered, -1, -1, Math.round(limiter.virtualTime), cause);
}

/** The limiter has nothing left: look again when it has, unless that look is already set. */
export function awaitToken(lane: Lane): void {
  const { world } = lane;
  const { settings, queue } = world;
  const at = nextTokenAt(world.limiter.virtualTime, settings['consumer.rateLimit'], settings['consumer.rateBurst']);
  if (queue.tokenAt > lane.kernel.now && queue.tokenAt <= at) return;
  queue.tokenAt = at;
  postAt(lane.kernel, at, Rank.dispatch, codes.queue.kind, 0, codes.queue.dispatch, 0);
}

/** A new rate for the workers' limiter. */
export function changeRate(lane: Lane, ratePerSecond: number): void {
  const { limiter, settings } = lane.world;
  limiter.virtualTime = atRate(limiter.virtualTime, lane.kernel.now, settings['consumer.rateLimit'], ratePerSecond);
  if (ratePerSecond !== Number.POSITIVE_INFINITY) notePart(lane, Fact.metered, -1, -1, Math.round(limiter.virtualTime));
}
