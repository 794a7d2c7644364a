/**
 * What a worker does: takes from its buffer, works, applies the effect, answers.
 * Longer than a file should be, because the ports of one machine stand together.
 */
import type { WorkerPorts } from '../machines/worker.ts';
import { CallFailure, Fact, Outcome } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import type { SimTime } from '../model/time.ts';
import { ackEarly, answerBadly, answerWell, dieUnheard, leaveBatch, sendAnswer } from './answering.ts';
import { backoff } from './backoff.ts';
import { forgetProbe, tellBreaker } from './breaking.ts';
import { learnForBudget, mayPay, payForRetry } from './budget.ts';
import { abandonCall, applyEffect, beginCall } from './calling.ts';
import { Duty } from './columns.ts';
import { createSampler, draw, type Sampler } from './distributions.ts';
import { takeTokens, tokensLeft } from './handingOut.ts';
import { post } from './kernel.ts';
import { type Lane, noteMessage, notePart, tally } from './lane.ts';
import { type List, NONE, remove, shift } from './lists.ts';
import { addLevel, Counter, Level, observe } from './metrics.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { groupOf } from './readying.ts';
import { notBefore } from './retrying.ts';
import { noteAccept } from './throttling.ts';
import { firstIdle, instanceOf, setDuty, staffOf, wakeSoon, wantMore } from './waking.ts';

/** Failures that are an answer of the downstream: for adaptive throttling it has taken the request. */
const answered = new Set<number>([CallFailure.error, CallFailure.conflict]);

/** Tries of a worker's own within one delivery are told apart from deliveries in the draws: delivery × this + try. */
const TRIES_MAX = 1024;

/** The luck of one try: which delivery, and which try of the worker's own within it. */
const attemptOf = (ordinal: number, tries: number) => ordinal * TRIES_MAX + Math.min(tries, TRIES_MAX - 1);

export function workerPorts(lane: Lane): WorkerPorts {
  const { world, codes } = lane;
  const { workers, deliveries, messages } = world;
  let sampler: Sampler = createSampler('deterministic', 0, 0);
  const serviceSampler = () => {
    const { 'service.dist': dist, 'service.mean': mean, 'service.cv': cv } = world.settings;
    if (sampler.distribution !== dist || sampler.meanMicros !== mean || sampler.cv !== cv)
      sampler = createSampler(dist, mean, cv);
    return sampler;
  };
  const messageOf = (worker: number) => deliveries.message[workers.delivery[worker]];
  const note = (fact: number, worker: number, value: number) =>
    noteMessage(lane, fact, messageOf(worker), deliveries.number[workers.delivery[worker]], worker, value);
  const attempt = (worker: number) => attemptOf(deliveries.ordinal[workers.delivery[worker]], workers.tries[worker]);
  const serviceTime = (worker: number): SimTime => {
    const time = draw(serviceSampler(), lane.seed, Purpose.service, messages.luck[messageOf(worker)], 0);
    const slowness = world.director.drills['consumer.slow'];
    const own = workers.slowness[worker];
    return slowness === 0 && own === 0 ? time : Math.round(time * (slowness || 1) * (own || 1));
  };
  const failsByItself = (worker: number) => {
    const message = messageOf(worker);
    if (messages.poison[message]) return true;
    const probability = Math.max(world.settings['error.prob'], world.director.drills['consumer.error']);
    if (probability === 0) return false;
    return chance(lane.seed, Purpose.error, messages.fate[message], attempt(worker), probability);
  };

  const bufferOf = (worker: number) => world.buffers[workers.instance[worker]];
  const inLog = () => world.settings['queue.order'] === 'partition-log' && lane.id !== 'push';
  /** The delivery to take next, or NONE. Of a partition only one is worked on at a time, in its order. */
  const next = (worker: number): number => {
    const buffer = bufferOf(worker);
    if (!inLog()) return world.settings['buffer.order'] === 'fifo' ? buffer.head : buffer.tail;
    let delivery = buffer.head;
    while (delivery !== NONE && world.queue.groupsWorking.has(groupOf(lane, deliveries.message[delivery])))
      delivery = deliveries.next[delivery];
    return delivery;
  };
  /** Takes the next delivery out of the buffer. */
  const pick = (worker: number): number => {
    const delivery = next(worker);
    remove(bufferOf(worker), deliveries, delivery);
    addLevel(world.metrics, Level.inbox, -1, lane.kernel.now);
    return delivery;
  };
  /** It goes back as a failure, without having been worked on. */
  const refuse = (worker: number, fact: number) => {
    const delivery = pick(worker);
    sendAnswer(lane, delivery, worker, fact, codes.queue.nack);
    leaveBatch(lane, delivery);
  };
  const isHanging = () => world.director.drills['consumer.hang'] > 0;
  const countsLimit = () => world.settings['consumer.rateCounts'] && lane.id !== 'push';
  const isOverLimit = (worker: number) => countsLimit() && next(worker) !== NONE && tokensLeft(lane) < 1;
  const sheds = (worker: number): boolean => {
    const { settings } = world;
    const buffer = bufferOf(worker);
    if (settings['shed.rule'] === 'none' || isHanging() || next(worker) === NONE) return false;
    switch (settings['shed.rule']) {
      case 'queue-length':
        return buffer.size > settings['shed.length'];
      case 'queue-age':
        return lane.kernel.now - deliveries.arrivedAt[next(worker)] > settings['shed.age'];
      case 'expired-deadline': {
        const age = lane.kernel.now - messages.publishedAt[deliveries.message[next(worker)]];
        return age > settings['completion.deadline'];
      }
    }
  };

  /**
   * A partition is free. Since instances or the order were changed, what comes next in it may wait elsewhere than here: who looks
   * there looks after the one who has had it so far.
   */
  const leavePartition = (worker: number) => {
    if (!world.queue.groupsWorking.delete(groupOf(lane, messageOf(worker)))) return;
    world.buffers.forEach(({ size, woken }, instance) => {
      const free = size > woken && instance !== workers.instance[worker] ? firstIdle(lane, instance) : NONE;
      if (free !== NONE) wakeSoon(lane, free, Rank.dispatch);
    });
  };

  /** The execution is over; returns the delivery it was for. */
  const finish = (worker: number, outcome: number) => {
    const delivery = workers.delivery[worker];
    note(Fact.finished, worker, outcome);
    if (world.queue.groupsWorking.size > 0) leavePartition(worker);
    addLevel(world.metrics, Level.working, -1, lane.kernel.now);
    return delivery;
  };
  const putDown = (worker: number) => {
    workers.delivery[worker] = -1;
    workers.call[worker] = -1;
  };
  const noteGoodCall = (worker: number) => {
    tellBreaker(lane, worker, false);
    if (world.settings['throttle.k'] !== OFF) noteAccept(world.throttle, lane.kernel.now);
  };
  const ownWait = (worker: number): SimTime => {
    const message = messageOf(worker);
    const wait = backoff(world.settings, lane.seed, messages.fate[message], workers.tries[worker] - 1);
    return notBefore(lane, message, wait);
  };

  /** Its instance was to crash after an effect and before its ack: this is the time. */
  const strikes = (worker: number): boolean => {
    const instance = instanceOf(lane, worker);
    if (world.instances.doomed[instance] === 0) return false;
    const delivery = finish(worker, Outcome.crash);
    putDown(worker);
    dieUnheard(lane, delivery);
    post(lane.kernel, 0, 0, codes.instance.kind, instance, codes.instance.crash, 0);
    return true;
  };

  return {
    mayBegin: (worker) => next(worker) !== NONE && !isHanging() && !sheds(worker) && !isOverLimit(worker),
    sheds,
    isOverLimit,
    isHanging,
    shed: (worker) => refuse(worker, Fact.shed),
    giveBack: (worker) => refuse(worker, Fact.returned),
    take(worker) {
      setDuty(lane, worker, Duty.busy);
      const delivery = pick(worker);
      if (countsLimit()) takeTokens(lane, 1);
      const message = deliveries.message[delivery];
      workers.delivery[worker] = delivery;
      if (inLog()) world.queue.groupsWorking.set(groupOf(lane, message), worker);
      workers.tries[worker] = 1;
      workers.failedInCall[worker] = 0;
      const { now } = lane.kernel;
      note(Fact.started, worker, now + serviceTime(worker));
      if (world.settings['ack.point'] === 'before-work') ackEarly(lane, delivery);
      addLevel(world.metrics, Level.working, 1, now);
      observe(world.metrics, 'attemptWait', now - deliveries.readyAt[delivery]);
      if (messages.started[message] === 0) observe(world.metrics, 'wait', now - messages.publishedAt[message]);
      else world.journal.duplicateExecutions++;
      messages.started[message]++;
    },
    serviceTime,
    handlerFails: failsByItself,
    callsDownstream: () => world.settings['ds.servers'] > 0,
    call: (worker) => beginCall(lane, worker, attempt(worker)),
    callTimeout: () => world.settings['ds.timeout'],
    isOtherCall: (worker, call) => workers.call[worker] !== call,
    triesAgain(worker) {
      const { 'retry.owner': owner, 'retry.maxAttempts': most, 'retry.inline': own } = world.settings;
      return workers.tries[worker] < (owner === 'inline' ? most : own) && mayPay(lane, 1);
    },
    ownBackoff: ownWait,
    failedInCall: (worker) => workers.failedInCall[worker] === 1,
    noteOwnFailure(worker) {
      tally(lane, Counter.failed);
      workers.failedInCall[worker] = 0;
    },
    noteCallFailure(worker) {
      note(Fact.callFailed, worker, workers.callFailure[worker]);
      const failure = workers.callFailure[worker];
      if (failure !== CallFailure.breaker && failure !== CallFailure.adaptive) tellBreaker(lane, worker, true);
      if (world.settings['throttle.k'] !== OFF && answered.has(failure)) noteAccept(world.throttle, lane.kernel.now);
      workers.call[worker] = -1;
      workers.failedInCall[worker] = 1;
    },
    giveUpCall(worker) {
      note(Fact.callFailed, worker, CallFailure.timeout);
      tellBreaker(lane, worker, true);
      abandonCall(lane, worker);
      workers.failedInCall[worker] = 1;
    },
    tryAgain(worker) {
      learnForBudget(lane, false, workers.tries[worker] > 1);
      payForRetry(lane);
      note(Fact.triedAgain, worker, ++workers.tries[worker]);
    },
    succeed(worker) {
      const message = messageOf(worker);
      // With a call, the effect happened where the call was served.
      if (workers.call[worker] === -1) applyEffect(lane, message);
      else noteGoodCall(worker);
      const event = messages.origin[message];
      if (messages.succeeded[event] === 0) {
        messages.succeeded[event] = 1;
        world.journal.succeeded++;
        tally(lane, Counter.finished);
      }
      if (strikes(worker)) return;
      const delivery = finish(worker, Outcome.done);
      putDown(worker);
      answerWell(lane, worker, delivery);
    },
    fail(worker) {
      const poison = messages.poison[messageOf(worker)] === 1;
      tally(lane, Counter.failed);
      finish(worker, workers.failedInCall[worker] ? Outcome.downstream : poison ? Outcome.poison : Outcome.error);
      const delivery = workers.delivery[worker];
      putDown(worker);
      answerBadly(lane, worker, delivery);
    },
    vanish(worker) {
      forgetProbe(lane, worker);
      abandonCall(lane, worker);
      const delivery = finish(worker, Outcome.crash);
      putDown(worker);
      dieUnheard(lane, delivery);
    },
    lookForWork(worker) {
      setDuty(lane, worker, Duty.idle);
      const instance = workers.instance[worker];
      const buffer = world.buffers[instance];
      if (worker >= staffOf(lane)) {
        post(lane.kernel, 0, Rank.start, codes.worker.kind, worker, codes.worker.retire, 0);
        // Of its partition more may wait, which another could not take so far.
        if (inLog() && next(worker) !== NONE) wakeSoon(lane, firstIdle(lane, instance));
      } else if (isHanging()) return;
      else if (buffer.size > buffer.woken && next(worker) !== NONE) wakeSoon(lane, worker);
      else if (lane.id !== 'push') wantMore(lane, instance);
    },
    goDown(worker) {
      setDuty(lane, worker, Duty.down);
      notePart(lane, Fact.workerDown, -1, worker, -1);
    },
    comeUp(worker) {
      notePart(lane, Fact.workerUp, -1, worker, -1);
    },
    leave(worker) {
      setDuty(lane, worker, Duty.off);
      workers.slowness[worker] = 0;
    },
    slowDown(worker, factor) {
      workers.slowness[worker] = factor;
    },
  };
}

/** What a consumer had in its memory, or was about to get, is gone with it; its senders learn of it only by leases and timeouts. */
export function loseAll(lane: Lane, list: List): void {
  const { deliveries } = lane.world;
  for (let delivery = shift(list, deliveries); delivery !== -1; delivery = shift(list, deliveries)) {
    noteMessage(lane, Fact.finished, deliveries.message[delivery], deliveries.number[delivery], -1, Outcome.crash);
    dieUnheard(lane, delivery);
  }
}
