/** How often and for how long one message is tried at most, read off the settings of its lane; in microseconds, Infinity without a limit. */
import { UNLIMITED } from './knobs.ts';
import type { LaneId } from './lanes.ts';
import type { Settings } from './parameters.ts';
import { plainWait } from './schedule.ts';
import { NEVER, type SimTime } from './time.ts';

/** Deliveries of one message at most, as far as its failures are told: one that only times out may not count (`retry.counts`). */
export function deliveriesAtMost(settings: Settings): number {
  const { 'retry.owner': owner, 'retry.stopRule': rule, 'retry.maxAttempts': most } = settings;
  if (owner === 'none' || owner === 'inline' || owner === 'operator') return 1;
  return rule === 'both' ? UNLIMITED : most;
}

/** Tries of the worker within one delivery. */
export const triesEach = (settings: Settings): number =>
  settings['retry.owner'] === 'inline' ? settings['retry.maxAttempts'] : settings['retry.inline'];

/** Tries of one message at most, if all fail. Owners of retries multiply: deliveries × own tries. Redrives come on top. */
export const attemptsAtMost = (settings: Settings): number => deliveriesAtMost(settings) * triesEach(settings);

/** All waits before so many retries, one after the other. Retries without end take for ever, however short their waits. */
function spanOf(settings: Settings, retries: number, waitOf: typeof plainWait): SimTime {
  if (retries === UNLIMITED) return NEVER;
  let span = 0;
  for (let retry = 1; retry <= retries; retry++) span += waitOf(settings, retry);
  return span;
}

/**
 * All waits of a message that never succeeds, its worker's own ones included; the work itself comes on top, and before each redelivery
 * `detection` until the failure is known. `waitOf` says how long a wait is: by the schedule (`plainWait`), or on average with jitter
 * (`meanWait`). Infinity if retries have no limit.
 */
export function retrySpan(settings: Settings, waitOf = plainWait, detection: SimTime = 0): SimTime {
  const { 'retry.maxAge': age, 'retry.stopRule': rule, 'retry.maxAttempts': most } = settings;
  const own = spanOf(settings, triesEach(settings) - 1, waitOf);
  if (deliveriesAtMost(settings) === 1) return own;
  const all = most === UNLIMITED ? NEVER : spanOf(settings, most - 1, waitOf) + most * own + (most - 1) * detection;
  return rule === 'both' ? Math.max(all, age) : Math.min(all, age);
}

/** How long after its first effect a message whose acks are lost can come again: all waits, and before each the lease that had to run out. */
export function redeliverySpan(settings: Settings, lane: LaneId, waitOf = plainWait): SimTime {
  const lease = settings[lane === 'push' ? 'push.requestTimeout' : 'ack.timeout'];
  // A lease that never runs out brings nothing back; what does is told at once.
  return retrySpan(settings, waitOf, lease === NEVER ? 0 : lease);
}

/** How long after the first publish the producer may publish the same message once more. 0 without confirms: then it tries once. */
export function publishSpan(settings: Settings): SimTime {
  const { 'publish.confirm': confirms, 'publish.maxAttempts': most, 'publish.timeout': timeout } = settings;
  return confirms ? (most - 1) * timeout : 0;
}
