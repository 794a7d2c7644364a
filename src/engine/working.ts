/**
 * What a worker does: takes from its buffer, works, applies the effect, answers.
 * Longer than a file should be, because the ports of one machine stand together.
 */

import type { WorkerPorts } from '../machines/worker.ts';
import { CallFailure, Fact, Outcome } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { ackEarly, answerBadly, answerWell, dieUnheard, leaveBatch, sendAnswer } from './answering.ts';
import { backoff } from './backoff.ts';
import { forgetProbe, tellBreaker } from './breaking.ts';
import { learnForBudget, mayPay, payForRetry } from './budget.ts';
import { abandonCall, applyEffect, beginCall } from './calling.ts';
import { Duty } from './columns.ts';
import { createSampler, draw } from './distributions.ts';
import { takeTokens, tokensLeft } from './handingOut.ts';
import { post } from './kernel.ts';
import { type Lane, noteMessage, notePart, tally } from './lane.ts';
import { type List, NONE, remove, shift } from './lists.ts';
import { addLevel, Counter, Level, observe } from './metrics.ts';
import { OfLane } from './ofLane.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { groupOf } from './readying.ts';
import { notBefore } from './retrying.ts';
import { codes } from './roles.ts';
import { noteAccept } from './throttling.ts';
import { firstIdle, instanceOf, setDuty, staffOf, wakeSoon, wantMore } from './waking.ts';

/** Failures that are an answer of the downstream: for adaptive throttling it has taken the request. */
const answered = new Set<number>([CallFailure.error, CallFailure.conflict]);

/** Tries of a worker's own within one delivery are told apart from deliveries in the draws: delivery × this + try. */
const TRIES_MAX = 1024;

/** The luck of one try: which delivery, and which try of the worker's own within it. */
const attemptOf = (ordinal: number, tries: number) => ordinal * TRIES_MAX + Math.min(tries, TRIES_MAX - 1);

const messageOf = ({ world: { workers, deliveries } }: Lane, worker: number) =>
  deliveries.message[workers.delivery[worker]];

const note = (lane: Lane, fact: number, worker: number, value: number) => {
  const { workers, deliveries } = lane.world;
  const delivery = workers.delivery[worker];
  noteMessage(lane, fact, deliveries.message[delivery], deliveries.number[delivery], worker, value);
};

const attempt = ({ world: { workers, deliveries } }: Lane, worker: number) =>
  attemptOf(deliveries.ordinal[workers.delivery[worker]], workers.tries[worker]);

function serviceTime(lane: Lane, worker: number): SimTime {
  const { workers, messages, director } = lane.world;
  const { 'service.dist': dist, 'service.mean': mean, 'service.cv': cv } = lane.world.settings;
  const { service } = lane;
  if (service.distribution !== dist || service.meanMicros !== mean || service.cv !== cv)
    lane.service = createSampler(dist, mean, cv);
  const time = draw(lane.service, lane.seed, Purpose.service, messages.luck[messageOf(lane, worker)], 0);
  const slowness = director.drills['consumer.slow'];
  const own = workers.slowness[worker];
  return slowness === 0 && own === 0 ? time : Math.round(time * (slowness || 1) * (own || 1));
}

function failsByItself(lane: Lane, worker: number): boolean {
  const { messages, settings, director } = lane.world;
  const message = messageOf(lane, worker);
  if (messages.poison[message]) return true;
  const probability = Math.max(settings['error.prob'], director.drills['consumer.error']);
  if (probability === 0) return false;
  return chance(lane.seed, Purpose.error, messages.fate[message], attempt(lane, worker), probability);
}

const bufferOf = ({ world: { buffers, workers } }: Lane, worker: number) => buffers[workers.instance[worker]];

const inLog = (lane: Lane) => lane.world.settings['queue.order'] === 'partition-log' && lane.id !== 'push';

/** The delivery to take next, or NONE. Of a partition only one is worked on at a time, in its order. */
function next(lane: Lane, worker: number): number {
  const { deliveries, queue, settings } = lane.world;
  const buffer = bufferOf(lane, worker);
  if (!inLog(lane)) return settings['buffer.order'] === 'fifo' ? buffer.head : buffer.tail;
  let delivery = buffer.head;
  while (delivery !== NONE && queue.groupsWorking.has(groupOf(lane, deliveries.message[delivery])))
    delivery = deliveries.next[delivery];
  return delivery;
}

/** Takes the next delivery out of the buffer. */
function pick(lane: Lane, worker: number): number {
  const { deliveries, metrics } = lane.world;
  const delivery = next(lane, worker);
  remove(bufferOf(lane, worker), deliveries, delivery);
  addLevel(metrics, Level.inbox, -1, lane.kernel.now);
  return delivery;
}

/** It goes back as a failure, without having been worked on. */
function refuse(lane: Lane, worker: number, fact: number): void {
  const delivery = pick(lane, worker);
  sendAnswer(lane, delivery, worker, fact, codes.queue.nack);
  leaveBatch(lane, delivery);
}

const isHanging = (lane: Lane) => lane.world.director.drills['consumer.hang'] > 0;

const countsLimit = (lane: Lane) => lane.world.settings['consumer.rateCounts'] && lane.id !== 'push';

const isOverLimit = (lane: Lane, worker: number) =>
  countsLimit(lane) && next(lane, worker) !== NONE && tokensLeft(lane) < 1;

function sheds(lane: Lane, worker: number): boolean {
  const { deliveries, messages, settings } = lane.world;
  const rule = settings['shed.rule'];
  if (rule === 'none' || isHanging(lane) || next(lane, worker) === NONE) return false;
  switch (rule) {
    case 'queue-length':
      return bufferOf(lane, worker).size > settings['shed.length'];
    case 'queue-age':
      return lane.kernel.now - deliveries.arrivedAt[next(lane, worker)] > settings['shed.age'];
    case 'expired-deadline': {
      const age = lane.kernel.now - messages.publishedAt[deliveries.message[next(lane, worker)]];
      return age > settings['completion.deadline'];
    }
  }
}

/**
 * A partition is free. Since instances or the order were changed, what comes next in it may wait elsewhere than here: who looks
 * there looks after the one who has had it so far.
 */
function leavePartition(lane: Lane, worker: number): void {
  const { queue, workers, buffers } = lane.world;
  if (!queue.groupsWorking.delete(groupOf(lane, messageOf(lane, worker)))) return;
  buffers.forEach(({ size, woken }, instance) => {
    const free = size > woken && instance !== workers.instance[worker] ? firstIdle(lane, instance) : NONE;
    if (free !== NONE) wakeSoon(lane, free, Rank.dispatch);
  });
}

/** The execution is over; returns the delivery it was for. */
function finish(lane: Lane, worker: number, outcome: number): number {
  const { workers, queue, metrics } = lane.world;
  const delivery = workers.delivery[worker];
  note(lane, Fact.finished, worker, outcome);
  if (queue.groupsWorking.size > 0) leavePartition(lane, worker);
  addLevel(metrics, Level.working, -1, lane.kernel.now);
  return delivery;
}

function putDown({ world: { workers } }: Lane, worker: number): void {
  workers.delivery[worker] = -1;
  workers.call[worker] = -1;
}

function noteGoodCall(lane: Lane, worker: number): void {
  tellBreaker(lane, worker, false);
  if (lane.world.settings['throttle.k'] !== OFF) noteAccept(lane.world.throttle, lane.kernel.now);
}

/** Its instance was to crash after an effect and before its ack: this is the time. */
function strikes(lane: Lane, worker: number): boolean {
  const instance = instanceOf(lane, worker);
  if (lane.world.instances.doomed[instance] === 0) return false;
  const delivery = finish(lane, worker, Outcome.crash);
  putDown(lane, worker);
  dieUnheard(lane, delivery);
  post(lane.kernel, 0, 0, codes.instance.kind, instance, codes.instance.crash, 0);
  return true;
}

export class WorkersOfLane extends OfLane implements WorkerPorts {
  mayBegin(worker: number) {
    const { lane } = this;
    return next(lane, worker) !== NONE && !isHanging(lane) && !sheds(lane, worker) && !isOverLimit(lane, worker);
  }
  sheds(worker: number) {
    return sheds(this.lane, worker);
  }
  isOverLimit(worker: number) {
    return isOverLimit(this.lane, worker);
  }
  isHanging() {
    return isHanging(this.lane);
  }
  shed(worker: number) {
    refuse(this.lane, worker, Fact.shed);
  }
  giveBack(worker: number) {
    refuse(this.lane, worker, Fact.returned);
  }
  take(worker: number) {
    const { lane } = this;
    const { workers, deliveries, messages, metrics, queue, journal, settings } = lane.world;
    setDuty(lane, worker, Duty.busy);
    const delivery = pick(lane, worker);
    if (countsLimit(lane)) takeTokens(lane, 1);
    const message = deliveries.message[delivery];
    workers.delivery[worker] = delivery;
    if (inLog(lane)) queue.groupsWorking.set(groupOf(lane, message), worker);
    workers.tries[worker] = 1;
    workers.failedInCall[worker] = 0;
    const { now } = lane.kernel;
    lane.workTime = serviceTime(lane, worker);
    note(lane, Fact.started, worker, now + lane.workTime);
    if (settings['ack.point'] === 'before-work') ackEarly(lane, delivery);
    addLevel(metrics, Level.working, 1, now);
    observe(metrics, 'attemptWait', now - deliveries.readyAt[delivery]);
    if (messages.started[message] === 0) observe(metrics, 'wait', now - messages.publishedAt[message]);
    else journal.duplicateExecutions++;
    messages.started[message]++;
  }
  serviceTime(worker: number) {
    const { workTime } = this.lane;
    this.lane.workTime = NEVER;
    return workTime === NEVER ? serviceTime(this.lane, worker) : workTime;
  }
  handlerFails(worker: number) {
    return failsByItself(this.lane, worker);
  }
  callsDownstream() {
    return this.lane.world.settings['ds.servers'] > 0;
  }
  call(worker: number) {
    beginCall(this.lane, worker, attempt(this.lane, worker));
  }
  callTimeout() {
    return this.lane.world.settings['ds.timeout'];
  }
  isOtherCall(worker: number, call: number) {
    return this.lane.world.workers.call[worker] !== call;
  }
  triesAgain(worker: number) {
    const { workers, settings } = this.lane.world;
    const { 'retry.owner': owner, 'retry.maxAttempts': most, 'retry.inline': own } = settings;
    return workers.tries[worker] < (owner === 'inline' ? most : own) && mayPay(this.lane, 1);
  }
  ownBackoff(worker: number) {
    const { lane } = this;
    const { workers, messages, settings } = lane.world;
    const message = messageOf(lane, worker);
    const wait = backoff(settings, lane.seed, messages.fate[message], workers.tries[worker] - 1);
    return notBefore(lane, message, wait);
  }
  failedInCall(worker: number) {
    return this.lane.world.workers.failedInCall[worker] === 1;
  }
  noteOwnFailure(worker: number) {
    tally(this.lane, Counter.failed);
    this.lane.world.workers.failedInCall[worker] = 0;
  }
  noteCallFailure(worker: number) {
    const { lane } = this;
    const { workers, settings, throttle } = lane.world;
    const failure = workers.callFailure[worker];
    note(lane, Fact.callFailed, worker, failure);
    if (failure !== CallFailure.breaker && failure !== CallFailure.adaptive) tellBreaker(lane, worker, true);
    if (settings['throttle.k'] !== OFF && answered.has(failure)) noteAccept(throttle, lane.kernel.now);
    workers.call[worker] = -1;
    workers.failedInCall[worker] = 1;
  }
  giveUpCall(worker: number) {
    const { lane } = this;
    note(lane, Fact.callFailed, worker, CallFailure.timeout);
    tellBreaker(lane, worker, true);
    abandonCall(lane, worker);
    lane.world.workers.failedInCall[worker] = 1;
  }
  tryAgain(worker: number) {
    const { lane } = this;
    const { workers } = lane.world;
    learnForBudget(lane, false, workers.tries[worker] > 1);
    payForRetry(lane);
    tally(lane, Counter.ownRetries);
    note(lane, Fact.triedAgain, worker, ++workers.tries[worker]);
  }
  succeed(worker: number) {
    const { lane } = this;
    const { workers, messages, journal } = lane.world;
    const message = messageOf(lane, worker);
    // With a call, the effect happened where the call was served.
    if (workers.call[worker] === -1) applyEffect(lane, message);
    else noteGoodCall(lane, worker);
    const event = messages.origin[message];
    if (messages.succeeded[event] === 0) {
      messages.succeeded[event] = 1;
      journal.succeeded++;
      tally(lane, Counter.finished);
    }
    if (strikes(lane, worker)) return;
    const delivery = finish(lane, worker, Outcome.done);
    putDown(lane, worker);
    answerWell(lane, worker, delivery);
  }
  fail(worker: number) {
    const { lane } = this;
    const { workers, messages } = lane.world;
    const poison = messages.poison[messageOf(lane, worker)] === 1;
    tally(lane, Counter.failed);
    const outcome = workers.failedInCall[worker] ? Outcome.downstream : poison ? Outcome.poison : Outcome.error;
    const delivery = finish(lane, worker, outcome);
    putDown(lane, worker);
    answerBadly(lane, worker, delivery);
  }
  vanish(worker: number) {
    const { lane } = this;
    forgetProbe(lane, worker);
    abandonCall(lane, worker);
    const delivery = finish(lane, worker, Outcome.crash);
    putDown(lane, worker);
    dieUnheard(lane, delivery);
  }
  lookForWork(worker: number) {
    const { lane } = this;
    setDuty(lane, worker, Duty.idle);
    const instance = lane.world.workers.instance[worker];
    const buffer = lane.world.buffers[instance];
    if (worker >= staffOf(lane)) {
      post(lane.kernel, 0, Rank.start, codes.worker.kind, worker, codes.worker.retire, 0);
      // Of its partition more may wait, which another could not take so far.
      if (inLog(lane) && next(lane, worker) !== NONE) wakeSoon(lane, firstIdle(lane, instance));
    } else if (isHanging(lane)) return;
    else if (buffer.size > buffer.woken && next(lane, worker) !== NONE) wakeSoon(lane, worker);
    else if (lane.id !== 'push') wantMore(lane, instance);
  }
  goDown(worker: number) {
    setDuty(this.lane, worker, Duty.down);
    notePart(this.lane, Fact.workerDown, -1, worker, -1);
  }
  comeUp(worker: number) {
    notePart(this.lane, Fact.workerUp, -1, worker, -1);
  }
  leave(worker: number) {
    setDuty(this.lane, worker, Duty.off);
    this.lane.world.workers.slowness[worker] = 0;
  }
  slowDown(worker: number, factor: number) {
    this.lane.world.workers.slowness[worker] = factor;
  }
}

/** What a consumer had in its memory, or was about to get, is gone with it; its senders learn of it only by leases and timeouts. */
export function loseAll(lane: Lane, list: List): void {
  const { deliveries } = lane.world;
  for (let delivery = shift(list, deliveries); delivery !== -1; delivery = shift(list, deliveries)) {
    noteMessage(lane, Fact.finished, deliveries.message[delivery], deliveries.number[delivery], -1, Outcome.crash);
    dieUnheard(lane, delivery);
  }
}
