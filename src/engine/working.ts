/** What a worker does: takes from its buffer, works, applies the effect, answers. */

import type { WorkerPorts } from '../machines/worker.ts';
import { CallFailure, Fact, Outcome } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { NEVER } from '../model/time.ts';
import { ackEarly, answerBadly, answerWell, dieUnheard } from './answering.ts';
import { backoff } from './backoff.ts';
import { forgetProbe, tellBreaker } from './breaking.ts';
import { learnForBudget, mayPay, payForRetry } from './budget.ts';
import { abandonCall, applyEffect, beginCall } from './calling.ts';
import { Duty } from './columns.ts';
import { attemptOf, failsByItself, finish, messageOf, noteWork, putDown, serviceTime } from './executing.ts';
import { takeTokens } from './handingOut.ts';
import { countsLimit, inLog, isHanging, isOverLimit, nextDelivery, refuse, sheds, takeNext } from './inbox.ts';
import { post } from './kernel.ts';
import { type Lane, noteMessage, notePart, tally } from './lane.ts';
import { type List, NONE, shift } from './lists.ts';
import { addLevel, Counter, Level, observe } from './metrics.ts';
import { OfLane } from './ofLane.ts';
import { Rank } from './ranks.ts';
import { groupOf } from './readying.ts';
import { notBefore } from './retrying.ts';
import { codes } from './roles.ts';
import { noteAccept } from './throttling.ts';
import { firstIdle, instanceOf, setDuty, staffOf, wakeSoon, wantMore } from './waking.ts';

/** Failures that are an answer of the downstream: for adaptive throttling it has taken the request. */
const answered = new Set<number>([CallFailure.error, CallFailure.conflict]);

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
    return (
      nextDelivery(lane, worker) !== NONE && !isHanging(lane) && !sheds(lane, worker) && !isOverLimit(lane, worker)
    );
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
    const delivery = takeNext(lane, worker);
    if (countsLimit(lane)) takeTokens(lane, 1);
    const message = deliveries.message[delivery];
    workers.delivery[worker] = delivery;
    if (inLog(lane)) queue.groupsWorking.set(groupOf(lane, message), worker);
    workers.tries[worker] = 1;
    workers.failedInCall[worker] = 0;
    const { now } = lane.kernel;
    lane.workTime = serviceTime(lane, worker);
    noteWork(lane, Fact.started, worker, now + lane.workTime);
    if (settings['ack.point'] === 'before-work') ackEarly(lane, delivery);
    addLevel(metrics, Level.working, 1, now);
    observe(metrics, 'attemptWait', now - deliveries.readyAt[delivery]);
    if (messages.started[message] === 0) observe(metrics, 'wait', now - messages.publishedAt[message]);
    else journal.duplicateExecutions++;
    messages.started[message]++;
  }
  serviceTime(worker: number) {
    const { lane } = this;
    const time = lane.workTime === NEVER ? serviceTime(lane, worker) : lane.workTime;
    lane.workTime = NEVER;
    lane.world.workers.dueAt[worker] = lane.kernel.now + time;
    return time;
  }
  handlerFails(worker: number) {
    return failsByItself(this.lane, worker);
  }
  callsDownstream() {
    return this.lane.world.settings['ds.servers'] > 0;
  }
  call(worker: number) {
    beginCall(this.lane, worker, attemptOf(this.lane, worker));
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
    noteWork(lane, Fact.callFailed, worker, failure);
    if (failure !== CallFailure.breaker && failure !== CallFailure.adaptive) tellBreaker(lane, worker, true);
    if (settings['throttle.k'] !== OFF && answered.has(failure)) noteAccept(throttle, lane.kernel.now);
    workers.call[worker] = -1;
    workers.failedInCall[worker] = 1;
  }
  giveUpCall(worker: number) {
    const { lane } = this;
    noteWork(lane, Fact.callFailed, worker, CallFailure.timeout);
    tellBreaker(lane, worker, true);
    abandonCall(lane, worker);
    lane.world.workers.failedInCall[worker] = 1;
  }
  freeze(worker: number) {
    const { lane } = this;
    const { workers } = lane.world;
    workers.left[worker] = workers.dueAt[worker] - lane.kernel.now;
    noteWork(lane, Fact.frozen, worker, -1);
  }
  thaw(worker: number) {
    const { lane } = this;
    lane.workTime = lane.world.workers.left[worker];
    noteWork(lane, Fact.resumed, worker, lane.kernel.now + lane.workTime);
  }
  keepReply(worker: number) {
    this.lane.world.workers.callFailure[worker] = NONE;
  }
  hasReply(worker: number) {
    return this.lane.world.workers.callFailure[worker] === NONE;
  }
  tryAgain(worker: number) {
    const { lane } = this;
    const { workers } = lane.world;
    learnForBudget(lane, false, workers.tries[worker] > 1);
    payForRetry(lane);
    tally(lane, Counter.ownRetries);
    noteWork(lane, Fact.triedAgain, worker, ++workers.tries[worker]);
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
      if (inLog(lane) && nextDelivery(lane, worker) !== NONE) wakeSoon(lane, firstIdle(lane, instance));
    } else if (isHanging(lane)) return;
    else if (buffer.size > buffer.woken && nextDelivery(lane, worker) !== NONE) wakeSoon(lane, worker);
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
