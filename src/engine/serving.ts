/** What the downstream does with calls: serves them, lets them wait, refuses, cancels or stalls them. It never learns that a caller has given up. */

import type { DownstreamPorts } from '../machines/downstream.ts';
import { CallFailure, Fact } from '../model/journal.ts';
import { OFF, UNLIMITED } from '../model/knobs.ts';
import { applyEffect, failCall } from './calling.ts';
import { createSampler, draw } from './distributions.ts';
import { post, postedIn, unpost } from './kernel.ts';
import { keyOf } from './keys.ts';
import { type Lane, noteMessage } from './lane.ts';
import { afterTaking, tokensAt } from './limiter.ts';
import { append, remove, shift } from './lists.ts';
import { OfLane } from './ofLane.ts';
import { grown } from './pools.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { codes } from './roles.ts';
import { releaseMessage } from './slots.ts';

function free(lane: Lane, call: number): void {
  const { calls } = lane.world;
  releaseMessage(lane, calls.message[call]);
  calls.number[call] = -1;
  calls.pool.free[calls.pool.freeCount++] = call;
}

function serve(lane: Lane, call: number): void {
  const { downstream, calls, messages, director, settings } = lane.world;
  const { 'ds.dist': dist, 'ds.service': mean, 'ds.slope': slope, 'ds.conflict': conflict } = settings;
  if (lane.downstream.distribution !== dist || lane.downstream.meanMicros !== mean)
    lane.downstream = createSampler(dist, mean, 1);
  const fate = messages.fate[calls.message[call]];
  const needed = draw(lane.downstream, lane.seed, Purpose.downstreamService, fate, calls.luckAttempt[call]);
  const slowness = director.drills['downstream.slow'] || 1;
  const time = Math.round(needed * slowness) + slope * downstream.busy;
  downstream.busy++;
  if (conflict !== 'none') calls.version[call] = downstream.versions[versionOf(lane, call)];
  calls.ending[call] = postedIn(
    lane.kernel,
    post(lane.kernel, time, Rank.callEnd, codes.downstream.kind, 0, codes.downstream.served, call),
  );
}

/** Where the writes are counted that a call may meet: those to its key, or all. */
function versionOf(lane: Lane, call: number): number {
  const { downstream, calls, settings } = lane.world;
  if (settings['ds.conflict'] === 'all') return 0;
  const keys = settings['key.count'];
  if (downstream.versions.length < keys) downstream.versions = grown(downstream.versions, keys);
  return keyOf(lane, calls.message[call]);
}

/** Calls that still come when there is no downstream any more, or wait for it, are not held up. */
function hasServer({ world: { downstream, settings } }: Lane): boolean {
  const servers = settings['ds.servers'];
  return servers === OFF || downstream.busy < servers;
}

function isThrottled(lane: Lane): boolean {
  const { 'ds.rateLimit': rate, 'ds.rateBurst': burst } = lane.world.settings;
  return rate !== UNLIMITED && tokensAt(lane.world.downstream.virtualTime, lane.kernel.now, rate, burst) < 1;
}

function takeToken(lane: Lane): void {
  const { downstream, settings } = lane.world;
  const { 'ds.rateLimit': rate } = settings;
  if (rate !== UNLIMITED) downstream.virtualTime = afterTaking(downstream.virtualTime, lane.kernel.now, rate, 1);
}

function serveNext(lane: Lane): void {
  const { downstream, calls, settings } = lane.world;
  while (downstream.line.size > 0 && hasServer(lane)) {
    const call = shift(downstream.line, calls);
    if (calls.abandoned[call] && settings['ds.dropExpired']) {
      noteOfCall(lane, Fact.callCancelled, call);
      free(lane, call);
    } else serve(lane, call);
  }
}

function noteOfCall(lane: Lane, fact: number, call: number): void {
  const { calls } = lane.world;
  noteMessage(lane, fact, calls.message[call], calls.deliveryNumber[call], calls.worker[call], -1);
}

/** It is answered with a failure before it was served. */
function reject(lane: Lane, call: number, reason: number): void {
  const { calls } = lane.world;
  if (!calls.abandoned[call]) failCall(lane, calls.worker[call], calls.number[call], reason);
  free(lane, call);
}

/** Whether the call is answered with a failure, and which. */
function failureOf(lane: Lane, call: number): number {
  const { downstream, calls, messages, settings, director } = lane.world;
  const errorRate = Math.max(settings['ds.errorRate'], director.drills['downstream.error']);
  if (errorRate > 0) {
    const fate = messages.fate[calls.message[call]];
    if (chance(lane.seed, Purpose.downstreamError, fate, calls.luckAttempt[call], errorRate)) return CallFailure.error;
  }
  if (settings['ds.conflict'] === 'none') return -1;
  const key = versionOf(lane, call);
  if (downstream.versions[key] !== calls.version[call]) return CallFailure.conflict;
  downstream.versions[key]++;
  return -1;
}

export class DownstreamOfLane extends OfLane implements DownstreamPorts {
  canServe() {
    return hasServer(this.lane) && !isThrottled(this.lane);
  }
  isThrottled() {
    return isThrottled(this.lane);
  }
  lineIsFull() {
    const { downstream, settings } = this.lane.world;
    return downstream.line.size >= settings['ds.queueCap'];
  }
  serve(call: number) {
    takeToken(this.lane);
    serve(this.lane, call);
  }
  serveNext() {
    serveNext(this.lane);
  }
  lineUp(call: number) {
    const { lane } = this;
    const { downstream, calls } = lane.world;
    takeToken(lane);
    append(downstream.line, calls, call);
  }
  complete(call: number) {
    const { lane } = this;
    const { kind, reply } = codes.worker;
    const { downstream, calls, journal } = lane.world;
    downstream.busy--;
    const abandoned = calls.abandoned[call];
    const failure = failureOf(lane, call);
    noteMessage(lane, Fact.callDone, calls.message[call], calls.deliveryNumber[call], calls.worker[call], abandoned);
    if (failure === -1) applyEffect(lane, calls.message[call]);
    if (abandoned) journal.wastedCalls++;
    else if (failure !== -1) failCall(lane, calls.worker[call], calls.number[call], failure);
    else post(lane.kernel, 0, Rank.arrival, kind, calls.worker[call], reply, calls.number[call]);
    free(lane, call);
  }
  refuse(call: number) {
    reject(this.lane, call, CallFailure.refused);
  }
  turnAway(call: number) {
    reject(this.lane, call, CallFailure.full);
  }
  throttle(call: number) {
    const { lane } = this;
    const { calls, messages, settings } = lane.world;
    messages.notBefore[calls.message[call]] = lane.kernel.now + settings['ds.retryAfter'];
    reject(lane, call, CallFailure.throttled);
  }
  cancel(call: number) {
    const { lane } = this;
    const { downstream, calls } = lane.world;
    const stalled = downstream.stalled.indexOf(call);
    if (stalled !== -1) downstream.stalled.splice(stalled, 1);
    if (calls.ending[call] === 0) remove(downstream.line, calls, call);
    else {
      unpost(lane.kernel, calls.ending[call]);
      downstream.busy--;
    }
    noteOfCall(lane, Fact.callCancelled, call);
    free(lane, call);
  }
  stall(call: number) {
    this.lane.world.downstream.stalled.push(call);
  }
  resume() {
    const { lane } = this;
    const { downstream, calls } = lane.world;
    for (const call of downstream.stalled) {
      const { kind, served } = codes.downstream;
      calls.ending[call] = postedIn(lane.kernel, post(lane.kernel, 0, Rank.callEnd, kind, 0, served, call));
    }
    downstream.stalled.length = 0;
    serveNext(lane);
  }
}
