/** The call downstream and its breaker, and the effect itself: where it happens, and how often. */
import type { BreakerPorts } from '../machines/breaker.ts';
import type { DownstreamPorts } from '../machines/downstream.ts';
import { BreakerState, CallFailure, Fact } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { createSampler, draw, type Sampler } from './distributions.ts';
import { post, send } from './kernel.ts';
import { type Lane, noteMessage, notePart, releaseMessage, tally } from './lane.ts';
import { append, shift } from './lists.ts';
import { Counter, latency } from './metrics.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { takeSlot } from './world.ts';

/**
 * The side effect of a message: once, or again if nothing recognises the duplicate. The first one is the message's
 * completion, from which latency and freshness are measured, whether or not its ack ever arrives.
 */
export function applyEffect(lane: Lane, message: number): void {
  const { messages, metrics, settings, journal } = lane.world;
  if (messages.effects[message] > 0 && settings['idempotency.mode'] === 'dedup-store') {
    noteMessage(lane, Fact.absorbed, message, -1, -1, -1);
    return;
  }
  const times = ++messages.effects[message];
  noteMessage(lane, Fact.applied, message, -1, -1, times);
  if (times > 1) {
    journal.duplicateEffects++;
    tally(lane, Counter.duplicateEffects);
    return;
  }
  const age = lane.kernel.now - messages.publishedAt[message];
  latency(metrics, age, lane.kernel.now);
  if (age <= settings['freshness.threshold']) journal.freshEffects++;
}

/** A worker calls: an open breaker says no at once, else the call goes out and may outlive its caller's patience. */
export function beginCall(lane: Lane, worker: number, luckAttempt: number): void {
  const { world, codes } = lane;
  const { workers, deliveries, calls, breaker } = world;
  const delivery = workers.delivery[worker];
  const message = deliveries.message[delivery];
  const number = world.downstream.calls++;
  workers.call[worker] = number;
  if (world.settings['breaker.window'] > 0 && breaker.mode !== BreakerState.closed) {
    if (breaker.mode === BreakerState.open || breaker.probing !== -1) {
      failCall(lane, worker, number, CallFailure.breaker);
      return;
    }
    breaker.probing = number;
  }
  const call = takeSlot(calls, 'calls');
  calls.number[call] = number;
  calls.message[call] = message;
  calls.deliveryNumber[call] = deliveries.number[delivery];
  calls.worker[call] = worker;
  calls.luckAttempt[call] = luckAttempt;
  calls.abandoned[call] = 0;
  workers.callSlot[worker] = call;
  world.messages.refs[message]++;
  noteMessage(lane, Fact.called, message, deliveries.number[delivery], worker, -1);
  send(lane.kernel, codes.downstream.kind, 0, codes.downstream.call, call);
}

function failCall(lane: Lane, worker: number, number: number, reason: number): void {
  const { workers } = lane.world;
  if (workers.call[worker] !== number) return;
  workers.callFailure[worker] = reason;
  post(lane.kernel, 0, Rank.arrival, lane.codes.worker.kind, worker, lane.codes.worker.callFailed, number);
}

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
    const { 'ds.dist': dist, 'ds.service': mean } = world.settings;
    if (sampler.distribution !== dist || sampler.meanMicros !== mean) sampler = createSampler(dist, mean, 1);
    const luck = messages.luck[calls.message[call]];
    const needed = draw(sampler, lane.seed, Purpose.downstreamService, luck, calls.luckAttempt[call]);
    downstream.busy++;
    const time = Math.round(needed * (world.director.drills['downstream.slow'] || 1));
    post(lane.kernel, time, Rank.callEnd, codes.downstream.kind, 0, codes.downstream.served, call);
  };
  /** Calls that still come when there is no downstream any more, or wait for it, are not held up. */
  const hasServer = () => {
    const servers = world.settings['ds.servers'];
    return servers === OFF || downstream.busy < servers;
  };
  const serveNext = () => {
    while (downstream.line.size > 0 && hasServer()) serve(shift(downstream.line, calls));
  };

  return {
    hasServer,
    serve,
    serveNext,
    lineUp: (call) => append(downstream.line, calls, call),
    complete(call) {
      downstream.busy--;
      const message = calls.message[call];
      const worker = calls.worker[call];
      const number = calls.number[call];
      const abandoned = calls.abandoned[call];
      const errorRate = world.settings['ds.errorRate'];
      const failed =
        errorRate > 0 &&
        chance(lane.seed, Purpose.downstreamError, messages.luck[message], calls.luckAttempt[call], errorRate);
      noteMessage(lane, Fact.callDone, message, calls.deliveryNumber[call], worker, abandoned);
      if (!failed) applyEffect(lane, message);
      if (abandoned) world.journal.wastedCalls++;
      else if (failed) failCall(lane, worker, number, CallFailure.error);
      else post(lane.kernel, 0, Rank.arrival, codes.worker.kind, worker, codes.worker.reply, number);
      free(call);
    },
    refuse(call) {
      if (!calls.abandoned[call]) failCall(lane, calls.worker[call], calls.number[call], CallFailure.refused);
      free(call);
    },
    stall: (call) => {
      downstream.stalled.push(call);
    },
    resume() {
      for (const call of downstream.stalled)
        post(lane.kernel, 0, Rank.callEnd, codes.downstream.kind, 0, codes.downstream.served, call);
      downstream.stalled.length = 0;
      serveNext();
    },
  };
}

export function breakerPorts(lane: Lane): BreakerPorts {
  const { breaker, settings } = lane.world;
  const enter = (mode: number) => {
    breaker.mode = mode;
    breaker.probing = -1;
    breaker.outcomes.length = 0;
    breaker.failures = 0;
    notePart(lane, Fact.breaker, -1, -1, mode);
  };
  const note = (failed: number) => {
    breaker.outcomes.push(failed);
    breaker.failures += failed;
    while (breaker.outcomes.length > settings['breaker.window']) breaker.failures -= breaker.outcomes.shift()!;
  };
  return {
    noteSuccess: () => note(0),
    noteFailure: () => note(1),
    wouldTrip() {
      const window = settings['breaker.window'];
      const { outcomes, failures } = breaker;
      if (window === OFF || outcomes.length + 1 < window) return false;
      let leaving = 0;
      for (let i = 0; i <= outcomes.length - window; i++) leaving += outcomes[i];
      return (failures + 1 - leaving) / window >= settings['breaker.threshold'];
    },
    openFor: () => settings['breaker.openFor'],
    open: () => enter(BreakerState.open),
    probe: () => enter(BreakerState.halfOpen),
    close: () => enter(BreakerState.closed),
  };
}
