/** The call downstream, and the effect itself: where it happens, and how often. */

import { CallFailure, Fact } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { mayCall } from './breaking.ts';
import { post, send } from './kernel.ts';
import { type Lane, noteMessage, tally } from './lane.ts';
import { Counter, latency } from './metrics.ts';
import { noteFirstEffect } from './objectives.ts';
import { takeSlot } from './pools.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { codes } from './roles.ts';
import { shareToReject } from './throttling.ts';

/**
 * The side effect of a message: once, or again if nothing recognises the duplicate. The first one is the message's
 * completion, from which latency and freshness are measured, whether or not its ack ever arrives.
 */
export function applyEffect(lane: Lane, message: number): void {
  const { messages, metrics, settings, journal } = lane.world;
  const event = messages.origin[message];
  if (messages.effects[event] > 0 && settings['idempotency.mode'] !== 'none') {
    const harmless = settings['idempotency.mode'] === 'natural';
    if (harmless || lane.kernel.now - messages.effectAt[event] <= settings['idempotency.window']) {
      noteMessage(lane, Fact.absorbed, message, -1, harmless ? 1 : 0, -1);
      return;
    }
  }
  messages.effectAt[event] = lane.kernel.now;
  const times = ++messages.effects[event];
  noteMessage(lane, Fact.applied, message, -1, -1, times);
  if (times > 1) {
    journal.duplicateEffects++;
    tally(lane, Counter.duplicateEffects);
    return;
  }
  latency(metrics, lane.kernel.now - messages.publishedAt[message], lane.kernel.now);
  noteFirstEffect(lane, message);
}

/** A worker calls: its breaker or its throttle may say no at once, else the call goes out and may outlive its caller's patience. */
export function beginCall(lane: Lane, worker: number, luckAttempt: number): void {
  const { world } = lane;
  const { workers, deliveries, calls, messages, settings } = world;
  const delivery = workers.delivery[worker];
  const message = deliveries.message[delivery];
  const number = world.downstream.calls++;
  workers.call[worker] = number;
  workers.calledAt[worker] = lane.kernel.now;
  if (!mayCall(lane, worker)) {
    failCall(lane, worker, number, CallFailure.breaker);
    return;
  }
  const k = settings['throttle.k'];
  if (k !== OFF) {
    const share = shareToReject(world.throttle, lane.kernel.now, k);
    if (share > 0 && chance(lane.seed, Purpose.adaptive, messages.fate[message], luckAttempt, share)) {
      failCall(lane, worker, number, CallFailure.adaptive);
      return;
    }
  }
  const call = takeSlot(calls, 'calls');
  calls.number[call] = number;
  calls.message[call] = message;
  calls.deliveryNumber[call] = deliveries.number[delivery];
  calls.worker[call] = worker;
  calls.luckAttempt[call] = luckAttempt;
  calls.abandoned[call] = 0;
  workers.callSlot[worker] = call;
  calls.ending[call] = 0;
  messages.refs[message]++;
  noteMessage(lane, Fact.called, message, deliveries.number[delivery], worker, -1);
  send(lane.kernel, codes.downstream.kind, 0, codes.downstream.call, call);
}

/** Its caller has given up. Only a downstream that cancels hears of it. */
export function abandonCall(lane: Lane, worker: number): void {
  const { workers, calls, settings } = lane.world;
  const slot = workers.callSlot[worker];
  const isOut = workers.call[worker] !== -1 && calls.number[slot] === workers.call[worker];
  workers.call[worker] = -1;
  if (!isOut) return;
  calls.abandoned[slot] = 1;
  const { kind, cancel } = codes.downstream;
  if (settings['ds.cancelOnTimeout']) send(lane.kernel, kind, 0, cancel, slot);
}

export function failCall(lane: Lane, worker: number, number: number, reason: number): void {
  const { workers } = lane.world;
  if (workers.call[worker] !== number) return;
  workers.callFailure[worker] = reason;
  post(lane.kernel, 0, Rank.arrival, codes.worker.kind, worker, codes.worker.callFailed, number);
}
