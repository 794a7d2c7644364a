/** What the downstream does with calls: serves them, lets them wait, refuses, cancels or stalls them. It never learns that a caller has given up. */
import type { DownstreamPorts } from '../machines/downstream.ts';
import { CallFailure, Fact } from '../model/journal.ts';
import { OFF, UNLIMITED } from '../model/knobs.ts';
import { applyEffect, failCall } from './calling.ts';
import { createSampler, draw, type Sampler } from './distributions.ts';
import { post, postedIn, unpost } from './kernel.ts';
import { keyOf } from './keys.ts';
import { type Lane, noteMessage } from './lane.ts';
import { afterTaking, tokensAt } from './limiter.ts';
import { append, remove, shift } from './lists.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { releaseMessage } from './slots.ts';

export function downstreamPorts(lane: Lane): DownstreamPorts {
  const { world, codes } = lane;
  const { downstream, calls, messages } = world;
  let sampler: Sampler = createSampler('deterministic', 0, 0);

  const free = (call: number) => {
    releaseMessage(lane, calls.message[call]);
    calls.number[call] = -1;
    calls.pool.free[calls.pool.freeCount++] = call;
  };
  const serve = (call: number) => {
    const { 'ds.dist': dist, 'ds.service': mean, 'ds.slope': slope, 'ds.conflict': conflict } = world.settings;
    if (sampler.distribution !== dist || sampler.meanMicros !== mean) sampler = createSampler(dist, mean, 1);
    const fate = messages.fate[calls.message[call]];
    const needed = draw(sampler, lane.seed, Purpose.downstreamService, fate, calls.luckAttempt[call]);
    const slowness = world.director.drills['downstream.slow'] || 1;
    const time = Math.round(needed * slowness) + slope * downstream.busy;
    downstream.busy++;
    if (conflict !== 'none') calls.version[call] = downstream.versions[versionOf(call)];
    calls.ending[call] = postedIn(
      lane.kernel,
      post(lane.kernel, time, Rank.callEnd, codes.downstream.kind, 0, codes.downstream.served, call),
    );
  };
  /** Where the writes are counted that a call may meet: those to its key, or all. */
  const versionOf = (call: number) => {
    if (world.settings['ds.conflict'] === 'all') return 0;
    const keys = world.settings['key.count'];
    if (downstream.versions.length < keys) {
      const wider = new Int32Array(keys);
      wider.set(downstream.versions);
      downstream.versions = wider;
    }
    return keyOf(lane, calls.message[call]);
  };
  /** Calls that still come when there is no downstream any more, or wait for it, are not held up. */
  const hasServer = () => {
    const servers = world.settings['ds.servers'];
    return servers === OFF || downstream.busy < servers;
  };
  const isThrottled = () => {
    const { 'ds.rateLimit': rate, 'ds.rateBurst': burst } = world.settings;
    return rate !== UNLIMITED && tokensAt(downstream.virtualTime, lane.kernel.now, rate, burst) < 1;
  };
  const takeToken = () => {
    const { 'ds.rateLimit': rate } = world.settings;
    if (rate !== UNLIMITED) downstream.virtualTime = afterTaking(downstream.virtualTime, lane.kernel.now, rate, 1);
  };
  const serveNext = () => {
    while (downstream.line.size > 0 && hasServer()) {
      const call = shift(downstream.line, calls);
      if (calls.abandoned[call] && world.settings['ds.dropExpired']) {
        noteOfCall(Fact.callCancelled, call);
        free(call);
      } else serve(call);
    }
  };
  const noteOfCall = (fact: number, call: number) =>
    noteMessage(lane, fact, calls.message[call], calls.deliveryNumber[call], calls.worker[call], -1);
  /** It is answered with a failure before it was served. */
  const reject = (call: number, reason: number) => {
    if (!calls.abandoned[call]) failCall(lane, calls.worker[call], calls.number[call], reason);
    free(call);
  };
  /** Whether the call is answered with a failure, and which. */
  const failureOf = (call: number): number => {
    const { settings, director } = world;
    const errorRate = Math.max(settings['ds.errorRate'], director.drills['downstream.error']);
    if (errorRate > 0) {
      const fate = messages.fate[calls.message[call]];
      if (chance(lane.seed, Purpose.downstreamError, fate, calls.luckAttempt[call], errorRate))
        return CallFailure.error;
    }
    if (settings['ds.conflict'] === 'none') return -1;
    const key = versionOf(call);
    if (downstream.versions[key] !== calls.version[call]) return CallFailure.conflict;
    downstream.versions[key]++;
    return -1;
  };

  return {
    canServe: () => hasServer() && !isThrottled(),
    isThrottled,
    lineIsFull: () => downstream.line.size >= world.settings['ds.queueCap'],
    serve(call) {
      takeToken();
      serve(call);
    },
    serveNext,
    lineUp(call) {
      takeToken();
      append(downstream.line, calls, call);
    },
    complete(call) {
      downstream.busy--;
      const abandoned = calls.abandoned[call];
      const failure = failureOf(call);
      noteMessage(lane, Fact.callDone, calls.message[call], calls.deliveryNumber[call], calls.worker[call], abandoned);
      if (failure === -1) applyEffect(lane, calls.message[call]);
      if (abandoned) world.journal.wastedCalls++;
      else if (failure !== -1) failCall(lane, calls.worker[call], calls.number[call], failure);
      else
        post(
          lane.kernel,
          0,
          Rank.arrival,
          codes.worker.kind,
          calls.worker[call],
          codes.worker.reply,
          calls.number[call],
        );
      free(call);
    },
    refuse: (call) => reject(call, CallFailure.refused),
    turnAway: (call) => reject(call, CallFailure.full),
    throttle(call) {
      messages.notBefore[calls.message[call]] = lane.kernel.now + world.settings['ds.retryAfter'];
      reject(call, CallFailure.throttled);
    },
    cancel(call) {
      const stalled = downstream.stalled.indexOf(call);
      if (stalled !== -1) downstream.stalled.splice(stalled, 1);
      if (calls.ending[call] === 0) remove(downstream.line, calls, call);
      else {
        unpost(lane.kernel, calls.ending[call]);
        downstream.busy--;
      }
      noteOfCall(Fact.callCancelled, call);
      free(call);
    },
    stall: (call) => {
      downstream.stalled.push(call);
    },
    resume() {
      for (const call of downstream.stalled) {
        const { kind, served } = codes.downstream;
        calls.ending[call] = postedIn(lane.kernel, post(lane.kernel, 0, Rank.callEnd, kind, 0, served, call));
      }
      downstream.stalled.length = 0;
      serveNext();
    },
  };
}
