/** Consumers that crash, hang and come back: all at once by a drill, or one by one by their own clocks. */

import type { InstancePorts } from '../machines/instance.ts';
import { BreakerState } from '../model/journal.ts';
import { NEVER } from '../model/time.ts';
import { commit, forgetUncommitted } from './answering.ts';
import { unitExponential } from './distributions.ts';
import { send } from './kernel.ts';
import type { Lane } from './lane.ts';
import { addLevel, Level } from './metrics.ts';
import { OfLane } from './ofLane.ts';
import { retunePollers } from './polling.ts';
import { Purpose } from './random.ts';
import { codes } from './roles.ts';
import { hasOwnInboxes } from './waking.ts';
import { loseAll } from './working.ts';

/** Tells an event to the workers, pollers and endpoint of one instance. */
function tellInstance(lane: Lane, instance: number, event: 'crash' | 'recover'): void {
  const { world, kernel } = lane;
  const { 'consumer.concurrency': slots, 'poll.pollers': each } = world.settings;
  for (let worker = instance * slots; worker < Math.min((instance + 1) * slots, world.workers.count); worker++)
    send(kernel, codes.worker.kind, worker, codes.worker[event], 0);
  for (let poller = instance * each; poller < Math.min((instance + 1) * each, world.pollers.count); poller++)
    send(kernel, codes.poller.kind, poller, codes.poller[event], 0);
  if (hasOwnInboxes(lane) && instance < world.push.endpoints)
    send(kernel, codes.endpoint.kind, instance, codes.endpoint[event], 0);
}

function loseBuffer(lane: Lane, instance: number): void {
  const { buffers, metrics } = lane.world;
  if (instance >= buffers.length) return;
  addLevel(metrics, Level.inbox, -buffers[instance].size, lane.kernel.now);
  loseAll(lane, buffers[instance]);
}

/** All instances go down, those that have gone before too. */
export function crashConsumer(lane: Lane): void {
  const { world, kernel } = lane;
  for (let worker = 0; worker < world.workers.count; worker++)
    send(kernel, codes.worker.kind, worker, codes.worker.crash, 0);
  for (let poller = 0; poller < world.pollers.count; poller++)
    send(kernel, codes.poller.kind, poller, codes.poller.crash, 0);
  tellEndpoints(lane, codes.endpoint.crash);
  for (let instance = 0; instance < world.buffers.length; instance++) loseBuffer(lane, instance);
  for (let instance = 0; instance < world.instances.count; instance++) forgetUncommitted(lane, instance);
}

/** All come back but those that have crashed by themselves and are still being repaired. */
export function recoverConsumer(lane: Lane): void {
  const { world, kernel } = lane;
  tellEndpoints(lane, codes.endpoint.recover);
  for (let poller = 0; poller < world.pollers.count; poller++)
    send(kernel, codes.poller.kind, poller, codes.poller.recover, 0);
  for (let worker = 0; worker < world.workers.count; worker++)
    send(kernel, codes.worker.kind, worker, codes.worker.recover, 0);
  keepCrashedDown(lane);
}

/** Whoever was hired or woken while its instance is down is down like the rest. */
export function keepCrashedDown(lane: Lane): void {
  const { instances, director } = lane.world;
  if (director.drills['consumer.down'] > 0) crashConsumer(lane);
  else
    for (let instance = 0; instance < instances.count; instance++)
      if (instances.down[instance]) tellInstance(lane, instance, 'crash');
}

function tellEndpoints(lane: Lane, event: number): void {
  const { world, kernel } = lane;
  if (lane.id !== 'push') return;
  for (let endpoint = 0; endpoint < world.push.endpoints; endpoint++)
    send(kernel, codes.endpoint.kind, endpoint, event, 0);
}

/** Pollers ask no more, and work stands still; afterwards it goes on, and idle workers look again. */
export function hangConsumer(lane: Lane, on: boolean): void {
  const { world, kernel } = lane;
  for (let poller = 0; poller < world.pollers.count; poller++)
    send(kernel, codes.poller.kind, poller, codes.poller.retuned, 0);
  const { kind, hang, resume, wake } = codes.worker;
  for (let worker = 0; worker < world.workers.count; worker++)
    for (const event of on ? [hang] : [resume, wake]) send(kernel, kind, worker, event, 0);
}

/** So many of the instances that are up crash at once, the first ones first. */
export function crashSome(lane: Lane, count: number): void {
  const { instances } = lane.world;
  let left = count;
  for (let instance = 0; instance < instances.wanted && left > 0; instance++) {
    if (instances.down[instance]) continue;
    crashInstance(lane, instance);
    left--;
  }
}

export function crashInstance(lane: Lane, instance: number): void {
  const { kind, crash } = codes.instance;
  send(lane.kernel, kind, instance, crash, 0);
}

/** A new life from now on; without crashes it never ends. */
export function drawLifetime(lane: Lane, instance: number): void {
  const { instances, settings } = lane.world;
  const mean = settings['crash.mtbf'];
  const life = () =>
    Math.round(unitExponential(lane.seed, Purpose.crash, instance, instances.crashes[instance]) * mean);
  instances.diesAt[instance] = mean === NEVER ? NEVER : lane.kernel.now + life();
}

/** Half open, the breaker lets the first instance that is up fetch its probes: that may be another now. */
function passProbesOn(lane: Lane): void {
  if (lane.world.breaker.mode === BreakerState.halfOpen) retunePollers(lane);
}

export class InstancesOfLane extends OfLane implements InstancePorts {
  lifetime(instance: number) {
    const { lane } = this;
    return Math.max(0, lane.world.instances.diesAt[instance] - lane.kernel.now);
  }
  repair(instance: number) {
    const { lane } = this;
    const { instances, settings } = lane.world;
    const life = instances.crashes[instance];
    return Math.round(unitExponential(lane.seed, Purpose.repair, instance, life) * settings['crash.repair']);
  }
  strikesAfterEffect() {
    return this.lane.world.settings['crash.where'] === 'after-effect';
  }
  doom(instance: number) {
    this.lane.world.instances.doomed[instance] = 1;
  }
  goDown(instance: number) {
    const { lane } = this;
    const { instances } = lane.world;
    instances.doomed[instance] = 0;
    instances.down[instance] = 1;
    instances.crashes[instance]++;
    tellInstance(lane, instance, 'crash');
    passProbesOn(lane);
    forgetUncommitted(lane, instance);
    if (lane.id !== 'push' || hasOwnInboxes(lane)) loseBuffer(lane, instance);
  }
  commit(instance: number) {
    commit(this.lane, instance);
  }
  comeBack(instance: number) {
    const { lane } = this;
    const { instances, director } = lane.world;
    instances.down[instance] = 0;
    drawLifetime(lane, instance);
    if (director.drills['consumer.down'] === 0) tellInstance(lane, instance, 'recover');
    passProbesOn(lane);
  }
}
