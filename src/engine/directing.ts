/** Carries out the timeline in a lane, and keeps the staff in step with the settings. */
import type { DirectorPorts } from '../machines/director.ts';
import { Fact } from '../model/journal.ts';
import type { ParameterId } from '../model/parameters.ts';
import { assign, type Change } from '../model/scenario.ts';
import { NEVER } from '../model/time.ts';
import { changeRate, wantDispatch } from './brokering.ts';
import { post, send, start } from './kernel.ts';
import { type Lane, notePart } from './lane.ts';
import { append, createList, shift } from './lists.ts';
import { addLevel, Level } from './metrics.ts';
import { loseAll, setDuty, staffOf, wakeOne, wantMore } from './working.ts';
import { createBuffer, Duty, growColumns } from './world.ts';

export function directorPorts(lane: Lane): DirectorPorts {
  const { director } = lane.world;
  return {
    nextChange: () => (lane.changes[director.next]?.at ?? NEVER) - lane.kernel.now,
    applyChange() {
      const change = lane.changes[director.next++];
      notePart(lane, Fact.changed, -1, -1, change.entry);
      apply(lane, change);
    },
  };
}

function apply(lane: Lane, change: Change): void {
  const { codes } = lane;
  switch (change.type) {
    case 'set':
      if (change.id === 'consumer.rateLimit') changeRate(lane, change.value as number);
      assign(lane.world.settings, change.id, change.value);
      retune(lane, change.id);
      break;
    case 'burst':
      send(lane.kernel, codes.producer.kind, 0, codes.producer.burst, change.size);
      break;
    case 'poison':
      send(lane.kernel, codes.producer.kind, 0, codes.producer.poison, change.count);
      break;
    case 'drill':
      drill(lane, change);
      break;
    case 'redrive':
    case 'crash':
      break; // not yet
  }
}

/** Tells the machines whose clocks or gates hang on a parameter that it has changed. */
function retune(lane: Lane, id: ParameterId): void {
  const { codes, kernel, world } = lane;
  const group = id.slice(0, id.indexOf('.'));
  if (group === 'arrival' || group === 'burst' || group === 'trace')
    send(kernel, codes.producer.kind, 0, codes.producer.retuned, 0);
  if (group === 'poll' && lane.id !== 'push')
    for (let poller = 0; poller < world.pollers.count; poller++)
      send(kernel, codes.poller.kind, poller, codes.poller.retuned, 0);
  if (id === 'consumer.instances' || id === 'consumer.concurrency') staff(lane);
  if (id === 'ds.servers') send(kernel, codes.downstream.kind, 0, codes.downstream.retuned, 0);
  if (id === 'queue.capacity' || id === 'queue.overflow') send(kernel, codes.queue.kind, 0, codes.queue.room, 0);
  if (lane.id === 'push') post(kernel, 0, 0, codes.pusher.kind, 0, codes.pusher.credit, 0);
  world.queue.tokenAt = 0;
  wantDispatch(lane);
}

type Drill = Extract<Change, { type: 'drill' }>;

/** A change says how all drills of its kind stand together, so one that changes nothing is passed over. */
function drill(lane: Lane, { drill, on, amount }: Drill): void {
  const { world, codes, kernel } = lane;
  const { drills } = world.director;
  const before = drills[drill];
  drills[drill] = on ? amount : 0;
  if (before > 0 === on) return;
  switch (drill) {
    case 'consumer.down':
      if (on) crashConsumer(lane);
      else recoverConsumer(lane);
      break;
    case 'broker.down':
      send(kernel, codes.queue.kind, 0, on ? codes.queue.break : codes.queue.repair, 0);
      if (lane.id === 'push') send(kernel, codes.pusher.kind, 0, on ? codes.pusher.halt : codes.pusher.resume, 0);
      break;
    case 'downstream.refuse':
    case 'downstream.hang':
      directDownstream(lane);
      break;
    default: // The others are read where they act.
  }
}

function directDownstream(lane: Lane): void {
  const { 'downstream.refuse': refuse, 'downstream.hang': hang } = lane.world.director.drills;
  const { kind, ...events } = lane.codes.downstream;
  send(lane.kernel, kind, 0, refuse ? events.refuse : hang ? events.hang : events.recover, 0);
}

function crashConsumer(lane: Lane): void {
  const { world, codes, kernel } = lane;
  for (let worker = 0; worker < world.workers.count; worker++)
    send(kernel, codes.worker.kind, worker, codes.worker.crash, 0);
  for (let poller = 0; poller < world.pollers.count; poller++)
    send(kernel, codes.poller.kind, poller, codes.poller.crash, 0);
  if (lane.id === 'push') send(kernel, codes.endpoint.kind, 0, codes.endpoint.crash, 0);
  for (const buffer of world.buffers) {
    addLevel(world.metrics, Level.inbox, -buffer.size, kernel.now);
    loseAll(lane, buffer);
  }
}

function recoverConsumer(lane: Lane): void {
  const { world, codes, kernel } = lane;
  if (lane.id === 'push') send(kernel, codes.endpoint.kind, 0, codes.endpoint.recover, 0);
  for (let poller = 0; poller < world.pollers.count; poller++)
    send(kernel, codes.poller.kind, poller, codes.poller.recover, 0);
  for (let worker = 0; worker < world.workers.count; worker++)
    send(kernel, codes.worker.kind, worker, codes.worker.recover, 0);
}

/**
 * Brings instances and workers to the number in the settings. A surplus worker finishes what it has in hand; what waits in
 * the buffer of an instance that goes is taken over by those that stay.
 */
export function staff(lane: Lane): void {
  const { world } = lane;
  const instances = world.settings['consumer.instances'];
  const pulled = lane.id !== 'push';
  const bufferCount = pulled ? instances : 1;
  while (world.buffers.length < bufferCount) {
    world.buffers.push(createBuffer());
    world.incoming.push(createList());
  }
  notePart(lane, Fact.staffed, -1, staffOf(lane), pulled ? instances : 0);
  if (pulled) staffPollers(lane, instances);
  staffWorkers(lane, bufferCount);
  // Whoever was hired during an outage is down like the rest.
  if (world.director.drills['consumer.down']) crashConsumer(lane);
  shareOut(lane, bufferCount);
}

function staffPollers(lane: Lane, instances: number): void {
  const { world, codes, kernel } = lane;
  const { pollers, queue } = world;
  for (let poller = 0; poller < Math.min(pollers.count, instances); poller++)
    send(kernel, codes.poller.kind, poller, codes.poller.hire, 0);
  for (; pollers.count < instances; pollers.count++) {
    pollers.restFrom[pollers.count] = kernel.now;
    start(kernel, codes.poller.kind, pollers.count);
  }
  for (const poller of queue.parked.filter((each) => each >= instances))
    send(kernel, codes.queue.kind, 0, codes.queue.giveUp, poller);
}

function staffWorkers(lane: Lane, bufferCount: number): void {
  const { world, codes, kernel } = lane;
  const { workers } = world;
  const slots = lane.id === 'push' ? 1 : world.settings['consumer.concurrency'];
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
    while (buffer.idle > 0 && buffer.size > buffer.woken) wakeOne(lane, instance);
    if (lane.id !== 'push' && buffer.idle > 0) wantMore(lane, instance);
  }
}
