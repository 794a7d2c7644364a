/** Which gate holds the queue: asked after every instant, in the order of semantics, recorded when the answer changes. It decides nothing. */
import { BreakerState, Fact, Gate } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { awaitToken, quotaLeft, tokensLeft } from './handingOut.ts';
import { type Lane, notePart } from './lane.ts';
import { Level } from './metrics.ts';
import { isBrokerOut } from './outage.ts';
import { hasToken, isPaused } from './pushing.ts';
import { isOrdered, nextReady } from './readying.ts';
import { staffOf } from './waking.ts';

/** Records what holds the queue from now on, if it is another gate than before. */
export function watchGate(lane: Lane): void {
  const { gate, queue } = lane.world;
  if (queue.ready.size === 0 && gate.holds === Gate.none) return;
  const holds = holdingGate(lane);
  // Where nobody waits for a token no timer is set for it, and the gate would open unseen.
  if (holds === Gate.rate && lane.id !== 'push') awaitToken(lane);
  if (holds === gate.holds) return;
  gate.held[gate.holds] += lane.kernel.now - gate.since;
  gate.holds = holds;
  gate.since = lane.kernel.now;
  notePart(lane, Fact.gate, -1, -1, holds);
}

/** The gate that holds the queue now, when all of an instant has happened. */
export function holdingGate(lane: Lane): number {
  if (lane.world.queue.ready.size === 0) return Gate.none;
  if (isBrokerOut(lane)) return Gate['broker-down'];
  return lane.id === 'push' ? pushGate(lane) : pullGate(lane);
}

function pushGate(lane: Lane): number {
  // Asked first, as the pusher does: for a message that may not go it looks at nothing else.
  if (nextReady(lane) === -1) return Gate.ordering;
  if (isPaused(lane)) return Gate['endpoint-backoff'];
  return hasToken(lane) ? Gate.window : Gate.rate;
}

function pullGate(lane: Lane): number {
  const { queue, breaker, settings } = lane.world;
  const asked = queue.parked.length > 0;
  const paused = settings['breaker.window'] !== OFF && settings['breaker.stopsPolling'];
  if (!asked && paused && breaker.mode !== BreakerState.closed) return Gate.breaker;
  if (!settings['consumer.rateCounts'] && tokensLeft(lane) < 1) return Gate.rate;
  if (quotaLeft(lane) <= 0) return Gate.quota;
  if (isOrdered(lane) && !queue.parked.some((poller) => mayHave(lane, poller))) {
    if (asked || nextReady(lane) === -1) return Gate.ordering;
  }
  if (asked) return Gate.batch;
  if (isConsumerAway(lane)) return Gate['consumer-down'];
  return isWorkerFree(lane) ? Gate['no-poll'] : Gate['workers-busy'];
}

const mayHave = (lane: Lane, poller: number): boolean =>
  nextReady(lane, Math.floor(poller / lane.world.settings['poll.pollers'])) !== -1;

function isConsumerAway(lane: Lane): boolean {
  const { director, instances } = lane.world;
  if (director.drills['consumer.down'] > 0 || director.drills['consumer.hang'] > 0) return true;
  for (let instance = 0; instance < instances.wanted; instance++) if (!instances.down[instance]) return false;
  return true;
}

function isWorkerFree(lane: Lane): boolean {
  const { buffers, metrics } = lane.world;
  if (metrics.levels[Level.working] >= staffOf(lane)) return false;
  for (const { idle, woken } of buffers) if (idle + woken > 0) return true;
  return false;
}
