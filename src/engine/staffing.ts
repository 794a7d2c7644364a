/** Keeps the staff in step: how many instances, workers and pollers are on duty, and what becomes of those that go. */

import { Fact } from '../model/journal.ts';
import { Duty } from './columns.ts';
import { drawLifetime, keepCrashedDown } from './crashing.ts';
import { post, send, start } from './kernel.ts';
import { type Lane, notePart } from './lane.ts';
import { append, createList, shift } from './lists.ts';
import { Level, setLevel } from './metrics.ts';
import { growColumns } from './pools.ts';
import { Rank } from './ranks.ts';
import { codes } from './roles.ts';
import { hasOwnInboxes, pollersWanted, setDuty, staffOf, wakeOne, wantMore } from './waking.ts';
import { createBuffer } from './world.ts';

/**
 * Brings machines to the number of instances that is wanted. A surplus worker finishes what it has in hand; what waits in
 * the buffer of an instance that goes is taken over by those that stay.
 */
export function staff(lane: Lane, wanted: number): void {
  const { world } = lane;
  const before = world.instances.wanted;
  world.instances.wanted = wanted;
  const pulled = lane.id !== 'push';
  const bufferCount = pulled || hasOwnInboxes(lane) ? wanted : 1;
  while (world.buffers.length < bufferCount) world.buffers.push(createBuffer());
  notePart(lane, Fact.staffed, -1, staffOf(lane), pulled ? pollersWanted(lane) : 0);
  setLevel(world.metrics, Level.staff, staffOf(lane), lane.kernel.now);
  staffInstances(lane, wanted);
  if (pulled) staffPollers(lane, pollersWanted(lane));
  else staffEndpoints(lane, bufferCount);
  staffWorkers(lane, bufferCount);
  replaceCrashed(lane, before);
  keepCrashedDown(lane);
  shareOut(lane, bufferCount);
  if (world.push.waiting) post(lane.kernel, 0, Rank.dispatch, codes.pusher.kind, 0, codes.pusher.credit, 0);
}

function staffInstances(lane: Lane, wanted: number): void {
  const { world, kernel } = lane;
  const { instances } = world;
  while (instances.down.length < wanted) growColumns(instances, instances.down.length * 2);
  for (; instances.count < wanted; instances.count++) {
    drawLifetime(lane, instances.count);
    start(kernel, codes.instance.kind, instances.count);
  }
}

/** Who is hired for a place that a crashed instance has left is not crashed. */
function replaceCrashed(lane: Lane, from: number): void {
  const { instances } = lane.world;
  for (let instance = from; instance < instances.wanted; instance++)
    if (instances.down[instance]) send(lane.kernel, codes.instance.kind, instance, codes.instance.replaced, 0);
}

function staffEndpoints(lane: Lane, wanted: number): void {
  const { world, kernel } = lane;
  const { endpoints } = world;
  while (endpoints.disabled.length < wanted) growColumns(endpoints, endpoints.disabled.length * 2);
  for (; world.push.endpoints < wanted; world.push.endpoints++) {
    endpoints.failingSince[world.push.endpoints] = -1;
    start(kernel, codes.endpoint.kind, world.push.endpoints);
  }
}

function staffPollers(lane: Lane, wanted: number): void {
  const { world, kernel } = lane;
  const { pollers, queue } = world;
  while (world.incoming.length < wanted) world.incoming.push(createList());
  while (pollers.restFrom.length < wanted) growColumns(pollers, pollers.restFrom.length * 2);
  for (let poller = 0; poller < Math.min(pollers.count, wanted); poller++)
    send(kernel, codes.poller.kind, poller, codes.poller.hire, 0);
  for (; pollers.count < wanted; pollers.count++) {
    pollers.restFrom[pollers.count] = kernel.now;
    start(kernel, codes.poller.kind, pollers.count);
  }
  for (const poller of queue.parked.filter((each) => each >= wanted))
    send(kernel, codes.queue.kind, 0, codes.queue.giveUp, poller);
}

function staffWorkers(lane: Lane, bufferCount: number): void {
  const { world, kernel } = lane;
  const { workers } = world;
  const slots = world.settings['consumer.concurrency'];
  const staffed = staffOf(lane);
  while (workers.duty.length < staffed) growColumns(workers, workers.duty.length * 2);
  const homeOf = (worker: number) => Math.floor(worker / slots) % bufferCount;
  for (let worker = 0; worker < workers.count; worker++) {
    const duty = workers.duty[worker];
    setDuty(lane, worker, Duty.off);
    workers.instance[worker] = homeOf(worker);
    setDuty(lane, worker, duty);
  }
  for (let worker = 0; worker < workers.count; worker++)
    send(kernel, codes.worker.kind, worker, worker < staffed ? codes.worker.hire : codes.worker.retire, 0);
  for (; workers.count < staffed; workers.count++) {
    workers.instance[workers.count] = homeOf(workers.count);
    workers.delivery[workers.count] = -1;
    workers.call[workers.count] = -1;
    start(kernel, codes.worker.kind, workers.count);
  }
}

/** What waits at instances that are no more goes to those that stay; then no free worker is left beside work or unfed. */
function shareOut(lane: Lane, bufferCount: number): void {
  const { buffers, deliveries } = lane.world;
  for (let instance = bufferCount; instance < buffers.length; instance++)
    for (let moved = shift(buffers[instance], deliveries); moved !== -1; moved = shift(buffers[instance], deliveries))
      append(buffers[instance % bufferCount], deliveries, moved);
  for (let instance = 0; instance < bufferCount; instance++) {
    const buffer = buffers[instance];
    // Bounded, because who is woken may find that nothing may be begun.
    for (let i = buffer.idle; i > 0 && buffer.size > buffer.woken; i--) wakeOne(lane, instance);
    if (lane.id !== 'push' && buffer.idle > 0) wantMore(lane, instance);
  }
}
