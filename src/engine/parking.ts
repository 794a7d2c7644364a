/** Polls that wait at the broker: when one can be answered and with what, how long it stays, and what ends its wait. */

import { UNHEARD } from '../machines/poller.ts';
import { Loss } from '../model/journal.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { tellMessage } from './admitting.ts';
import { answerPoll, quotaLeft, tokensLeft } from './handingOut.ts';
import { postAt, postedIn, unpost } from './kernel.ts';
import type { Lane } from './lane.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { isOrdered, nextReady } from './readying.ts';
import { isSpent } from './retrying.ts';
import { codes } from './roles.ts';
import { Leg, trip } from './travelling.ts';

export function unpark(lane: Lane, poller: number): void {
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

export function answerWith(lane: Lane, poller: number): void {
  const { queue, settings } = lane.world;
  unpark(lane, poller);
  answerPoll(lane, poller, Math.min(settings['poll.batchMax'], queue.ready.size, tokens(lane), quotaLeft(lane)));
}

const firstFor = (lane: Lane, poller: number) =>
  nextReady(lane, Math.floor(poller / lane.world.settings['poll.pollers']));

export function meetsSpent(lane: Lane, poller: number): boolean {
  const { queue, settings } = lane.world;
  return settings['dlq.moves'] === 'next-receive' && queue.ready.size > 0 && isSpent(lane, firstFor(lane, poller));
}

export function burySpent(lane: Lane, poller: number): void {
  const message = firstFor(lane, poller);
  lane.world.messages.lossReason[message] = Loss.attempts;
  tellMessage(lane, message, codes.message.bury);
}

export function answerOrBury(lane: Lane, poller: number): void {
  if (meetsSpent(lane, poller)) burySpent(lane, poller);
  else answerWith(lane, poller);
}

/** A batch that has to fill may wait for its window, if it has one. */
export function isEnough({ world: { queue, settings } }: Lane): boolean {
  const { 'poll.batchMin': least, 'poll.batchWindow': window } = settings;
  return queue.ready.size > 0 && (window === 0 || queue.ready.size >= least);
}

/** How long a poll that can't be answered now stays: for the first message, or only for more of them. */
export function patience(lane: Lane): SimTime {
  const { queue, settings } = lane.world;
  const { 'poll.batchMin': least, 'poll.batchWindow': window } = settings;
  return least > 1 && window > 0 && queue.ready.size > 0 ? window : longestStay(lane);
}

function longestStay({ world: { settings } }: Lane): SimTime {
  const { 'poll.batchMin': least, 'poll.batchWindow': window, 'poll.wait': wait } = settings;
  return least === 1 ? wait : Math.max(wait, window);
}

/** When a poller stops waiting for an answer that does not come: after the longest wait that it asked for, and both ways. */
export function silentUntil(lane: Lane, poller: number): SimTime {
  const { pollers } = lane.world;
  const polls = pollers.polls[poller];
  const ways = trip(lane, Leg.poll, poller, polls) + trip(lane, Leg.pollAnswer, poller, polls);
  const until = pollers.askedAt[poller] + ways + longestStay(lane);
  return Math.max(until, lane.kernel.now);
}

/** It gives up at `time` by its own clock, for it hears nothing. */
export function giveUpUnheard({ kernel, world }: Lane, poller: number, time: SimTime): void {
  const { kind, empty } = codes.poller;
  world.pollers.question[poller] = postedIn(kernel, postAt(kernel, time, Rank.dispatch, kind, poller, empty, UNHEARD));
}

/** The first message for a poll is there: it waits no longer than the window for the others. */
export function endWindow(lane: Lane, poller: number): void {
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

export const maySend = (lane: Lane, poller: number) =>
  tokens(lane) > 0 && quotaLeft(lane) > 0 && (!isOrdered(lane) || firstFor(lane, poller) !== -1);

/** A short poll asks only some of the servers, and those may have nothing. */
export function missesAll(lane: Lane, poller: number): boolean {
  const { pollers, settings } = lane.world;
  const { 'poll.falseEmptyProb': share, 'poll.wait': wait } = settings;
  return share > 0 && wait === 0 && chance(lane.seed, Purpose.falseEmpty, poller, pollers.polls[poller], share);
}
