/** How a consumer answers: at once or early, for one message, for a whole answer to a poll, or for all it has done up to a commit. */

import { Copy, Fact } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { copyMessage, letterOf } from './copying.ts';
import { postAt, postedIn, send } from './kernel.ts';
import { type Lane, noteMessage, notePart } from './lane.ts';
import { NONE } from './lists.ts';
import { isBrokerOut } from './outage.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { mayRepublish } from './retrying.ts';
import { codes } from './roles.ts';
import { endDelivery } from './slots.ts';
import { Leg, trip } from './travelling.ts';
import { instanceOf } from './waking.ts';

/** The number of the batch that an answer to a poll is, or NONE if each of its messages is acked by itself. */
export function openBatch(lane: Lane, size: number): number {
  const { settings, batches } = lane.world;
  if (settings['ack.granularity'] !== 'batch' && settings['batch.failure'] !== 'whole') return NONE;
  if (settings['ack.granularity'] === 'cumulative' || settings['ack.point'] !== 'after-work') return NONE;
  const number = lane.world.batchesMade++;
  batches.set(number, { left: size, failed: false, done: [] });
  return number;
}

const ackLossShare = ({ world: { settings, director } }: Lane): number =>
  Math.max(settings['ack.lossProb'], director.drills['network.ack-loss']);

function ackIsLost(lane: Lane, delivery: number): boolean {
  const { deliveries, messages } = lane.world;
  const share = ackLossShare(lane);
  const fate = messages.fate[deliveries.message[delivery]];
  return share > 0 && chance(lane.seed, Purpose.ackLoss, fate, deliveries.ordinal[delivery], share);
}

/** Sends an answer on its way, in one request with that of `first`; the broker ends the delivery when it is there. */
export function sendAnswer(
  lane: Lane,
  delivery: number,
  worker: number,
  fact: number,
  event: number,
  first = delivery,
): void {
  const { deliveries } = lane.world;
  const fate = lane.world.messages.fate[deliveries.message[first]];
  const home = lane.kernel.now + trip(lane, Leg.answer, fate, deliveries.ordinal[first]);
  noteDelivery(lane, fact, delivery, worker, home);
  postAt(lane.kernel, home, Rank.arrival, codes.queue.kind, 0, event, delivery);
}

function noteDelivery(lane: Lane, fact: number, delivery: number, worker: number, value: number): void {
  const { deliveries } = lane.world;
  noteMessage(lane, fact, deliveries.message[delivery], deliveries.number[delivery], worker, value);
}

function sendAck(lane: Lane, delivery: number, worker: number, first = delivery): void {
  if (!ackIsLost(lane, first)) sendAnswer(lane, delivery, worker, Fact.ackSent, codes.queue.ack, first);
  else {
    noteDelivery(lane, Fact.ackLost, delivery, worker, -1);
    endDelivery(lane, delivery);
  }
}

/** Acks a delivery whose work is still to come: from now on nobody will deliver it again, whatever becomes of the work. */
export function ackEarly(lane: Lane, delivery: number): void {
  const { deliveries } = lane.world;
  deliveries.ackedEarly[delivery] = 1;
  deliveries.pending[delivery]++;
  sendAck(lane, delivery, NONE);
}

/**
 * A heartbeat: whoever has a delivery asks for more time every so often after `since`, as long as it lives; the broker hears it a
 * trip later, be it that it is down and takes no notice.
 */
export function beat(lane: Lane, delivery: number, since = lane.world.deliveries.beatAt[delivery]): void {
  const { deliveries, messages, settings } = lane.world;
  const every = settings['lease.renewEvery'];
  if (every === OFF || lane.id === 'push') return;
  deliveries.beatAt[delivery] = since + every;
  const fate = messages.fate[deliveries.message[delivery]];
  const heardAt = since + every + trip(lane, Leg.heartbeat, fate, deliveries.ordinal[delivery]);
  const { kind, renew } = codes.queue;
  const at = Math.max(heardAt, lane.kernel.now);
  deliveries.heartbeat[delivery] = postedIn(
    lane.kernel,
    postAt(lane.kernel, at, Rank.arrival, kind, 0, renew, delivery),
  );
}

/** The work was done. */
export function answerWell(lane: Lane, worker: number, delivery: number): void {
  const { deliveries, settings } = lane.world;
  if (deliveries.ackedEarly[delivery]) endDelivery(lane, delivery);
  else if (settings['ack.granularity'] === 'cumulative' && lane.id !== 'push') commitLater(lane, worker, delivery);
  else if (deliveries.batch[delivery] === NONE) sendAck(lane, delivery, worker);
  else endInBatch(lane, delivery, true, false);
}

/** The work has failed. */
export function answerBadly(lane: Lane, worker: number, delivery: number): void {
  const { deliveries, settings } = lane.world;
  const batched = deliveries.batch[delivery] !== NONE;
  if (settings['retry.owner'] === 'republish' && handOn(lane, delivery)) answerWell(lane, worker, delivery);
  else if (deliveries.ackedEarly[delivery]) endDelivery(lane, delivery);
  else if (batched && settings['batch.failure'] === 'whole') endInBatch(lane, delivery, true, true);
  else if (settings['error.answer'] === 'nothing') fallSilent(lane, delivery);
  else {
    sendAnswer(lane, delivery, worker, Fact.nackSent, codes.queue.nack);
    leaveBatch(lane, delivery);
  }
}

/**
 * A worker that owns retries publishes the message anew, due after its wait; false if it may not, or nobody takes it.
 * What it gives up after an early ack it puts into the dead letters itself, for the broker has forgotten it.
 */
function handOn(lane: Lane, delivery: number): boolean {
  const { deliveries, messages, settings } = lane.world;
  const message = deliveries.message[delivery];
  if (isBrokerOut(lane)) return false;
  const { postpone, bury } = codes.message;
  const event = mayRepublish(lane, message) ? postpone : bury;
  if (event === bury && !(deliveries.ackedEarly[delivery] && settings['dlq.enabled'])) return false;
  lane.timedOut = 0;
  const copy = copyMessage(lane, letterOf(lane, message), Copy.republished);
  messages.handedOn[message] = 1;
  send(lane.kernel, codes.message.kind, copy, event, 0);
  return true;
}

/** Nothing more will be heard of it. */
function fallSilent(lane: Lane, delivery: number): void {
  leaveBatch(lane, delivery);
  endDelivery(lane, delivery);
}

/** Its consumer has died, and with it the acks of its batch that still waited for the others. */
export function dieUnheard(lane: Lane, delivery: number): void {
  const { deliveries, batches } = lane.world;
  const batch = batches.get(deliveries.batch[delivery]);
  if (batch !== undefined) for (const done of batch.done.splice(0)) endDelivery(lane, done);
  fallSilent(lane, delivery);
}

/** The others of its batch don't wait for it. */
export function leaveBatch(lane: Lane, delivery: number): void {
  if (lane.world.deliveries.batch[delivery] !== NONE) endInBatch(lane, delivery, false, false);
}

/** With the last one of a batch all that wait are answered: together as done, or together as failed, be it by saying nothing. */
function endInBatch(lane: Lane, delivery: number, waits: boolean, failed: boolean): void {
  const { deliveries, batches } = lane.world;
  const batch = batches.get(deliveries.batch[delivery]);
  if (batch === undefined) return;
  batch.left--;
  if (waits) batch.done.push(delivery);
  if (failed) batch.failed = true;
  if (batch.left > 0) return;
  batches.delete(deliveries.batch[delivery]);
  const silent = lane.world.settings['error.answer'] === 'nothing';
  const [first] = batch.done;
  for (const each of batch.done)
    if (!batch.failed) sendAck(lane, each, NONE, first);
    else if (silent) endDelivery(lane, each);
    else sendAnswer(lane, each, NONE, Fact.nackSent, codes.queue.nack, first);
}

/** It is acked with all else that its instance has done by the next commit. */
function commitLater(lane: Lane, worker: number, delivery: number): void {
  const { instances } = lane.world;
  const instance = instanceOf(lane, worker);
  const done = instances.uncommitted.get(instance);
  if (done !== undefined) {
    done.push(delivery);
    return;
  }
  instances.uncommitted.set(instance, [delivery]);
  awaitCommit(lane, instance);
}

function awaitCommit(lane: Lane, instance: number): void {
  const { kind, commit } = codes.instance;
  const at = lane.kernel.now + lane.world.settings['ack.commitEvery'];
  postAt(lane.kernel, at, Rank.workEnd, kind, instance, commit, 0);
}

/** Commits draw their luck apart from messages, whose keys come nowhere near. */
const COMMIT_KEYS = 0x7fff_0000;

/** Acks all that an instance has done since its last commit that arrived: one that is lost is made good by the next. */
export function commit(lane: Lane, instance: number): void {
  const { instances } = lane.world;
  const done = instances.uncommitted.get(instance);
  if (done === undefined) return;
  const number = instances.commits[instance]++;
  notePart(lane, Fact.committed, -1, instance, done.length);
  if (chance(lane.seed, Purpose.ackLoss, COMMIT_KEYS + instance, number, ackLossShare(lane))) {
    for (const delivery of done) noteDelivery(lane, Fact.ackLost, delivery, NONE, -1);
    awaitCommit(lane, instance);
    return;
  }
  instances.uncommitted.delete(instance);
  for (const delivery of done) sendAnswer(lane, delivery, NONE, Fact.ackSent, codes.queue.ack, done[0]);
}

/** What was not committed is forgotten, though it was done. */
export function forgetUncommitted(lane: Lane, instance: number): void {
  const { uncommitted } = lane.world.instances;
  for (const delivery of uncommitted.get(instance) ?? []) endDelivery(lane, delivery);
  uncommitted.delete(instance);
}
