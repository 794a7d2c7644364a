/** Carries out the timeline in a lane: tells the machines whose clocks or gates hang on what has changed. */

import type { DirectorPorts } from '../machines/director.ts';
import { Fact } from '../model/journal.ts';
import type { ParameterId } from '../model/parameters.ts';
import { assign, type Change } from '../model/scenario.ts';
import { NEVER } from '../model/time.ts';
import { callClients } from './arriving.ts';
import { beginScaling } from './autoscaling.ts';
import { wantDispatch } from './brokering.ts';
import { crashConsumer, crashSome, drawLifetime, hangConsumer, recoverConsumer } from './crashing.ts';
import { changeRate } from './handingOut.ts';
import { type HarmChange, strike } from './harming.ts';
import { enableEndpoints, resetWindow } from './judging.ts';
import { post, send } from './kernel.ts';
import { type Lane, notePart } from './lane.ts';
import { atRate } from './limiter.ts';
import { OfLane } from './ofLane.ts';
import { retunePollers } from './polling.ts';
import { Rank } from './ranks.ts';
import { regroup } from './readying.ts';
import { codes } from './roles.ts';
import { staff } from './staffing.ts';

export class DirectorOfLane extends OfLane implements DirectorPorts {
  nextChange() {
    const { lane } = this;
    return (lane.changes[lane.world.director.next]?.at ?? NEVER) - lane.kernel.now;
  }
  applyChange() {
    const { lane } = this;
    const number = lane.world.director.next++;
    const change = lane.changes[number];
    if (change.type === 'harm') {
      const { kind, strike: event } = codes.director;
      post(lane.kernel, 0, Rank.harm, kind, 0, event, number);
      return;
    }
    notePart(lane, Fact.changed, -1, -1, change.entry);
    apply(lane, change);
  }
  strike(number: number) {
    strike(this.lane, this.lane.changes[number] as HarmChange);
  }
}

function apply(lane: Lane, change: Exclude<Change, HarmChange>): void {
  const { kernel } = lane;
  switch (change.type) {
    case 'set':
      payBack(lane, change.id, change.value as number);
      assign(lane.world.settings, change.id, change.value);
      retune(lane, change.id);
      break;
    case 'burst':
      send(kernel, codes.producer.kind, 0, codes.producer.burst, change.size);
      break;
    case 'poison':
      send(kernel, codes.producer.kind, 0, codes.producer.poison, change.count);
      break;
    case 'drill':
      drill(lane, change);
      break;
    case 'crash':
      crashSome(lane, change.count);
      break;
    case 'redrive':
      send(kernel, codes.redriver.kind, 0, codes.redriver.redrive, change.count);
      break;
  }
}

/** What a limiter owes at the rate of before, it owes at the rate that comes. */
function payBack(lane: Lane, id: ParameterId, rate: number): void {
  const { push, downstream, settings } = lane.world;
  const { now } = lane.kernel;
  if (id === 'consumer.rateLimit') changeRate(lane, rate);
  if (id === 'push.rateLimit') push.virtualTime = atRate(push.virtualTime, now, settings[id], rate);
  if (id === 'ds.rateLimit') downstream.virtualTime = atRate(downstream.virtualTime, now, settings[id], rate);
}

/** Tells the machines whose clocks or gates hang on a parameter that it has changed. */
function retune(lane: Lane, id: ParameterId): void {
  const { kernel, world } = lane;
  const group = id.slice(0, id.indexOf('.'));
  if (group === 'arrival' || group === 'burst' || group === 'trace' || group === 'surge')
    send(kernel, codes.producer.kind, 0, codes.producer.retuned, 0);
  if (id === 'arrival.process' || id === 'surge.on' || id === 'surge.off')
    send(kernel, codes.producer.kind, 0, codes.producer.retide, 0);
  if (id === 'arrival.process' || group === 'clients') callClients(lane);
  if (group === 'poll' && lane.id !== 'push')
    for (let poller = 0; poller < world.pollers.count; poller++)
      send(kernel, codes.poller.kind, poller, codes.poller.retuned, 0);
  if (id === 'breaker.window' || id === 'breaker.stopsPolling' || id === 'ds.servers') retunePollers(lane);
  if (id === 'consumer.instances') staff(lane, world.settings['consumer.instances']);
  if (id === 'consumer.concurrency' || id === 'poll.pollers' || id === 'push.choice')
    staff(lane, world.instances.wanted);
  if (group === 'redrive' || id === 'retry.owner') send(kernel, codes.redriver.kind, 0, codes.redriver.retuned, 0);
  if (id === 'crash.mtbf') redrawLifetimes(lane);
  if (id === 'autoscale.metric') beginScaling(lane);
  if (group === 'autoscale') send(kernel, codes.autoscaler.kind, 0, codes.autoscaler.retuned, 0);
  if (id === 'ds.servers') send(kernel, codes.downstream.kind, 0, codes.downstream.retuned, 0);
  if (id === 'queue.order' || id === 'queue.partitions') regroup(lane);
  if (id === 'queue.ttl' || id === 'queue.ageClock') send(kernel, codes.queue.kind, 0, codes.queue.expire, 0);
  if (id === 'queue.capacity' || id === 'queue.counts' || id === 'queue.overflow' || group === 'publish')
    send(kernel, codes.queue.kind, 0, codes.queue.room, 0);
  if (id === 'endpoint.disableAfter') enableEndpoints(lane);
  if (id === 'push.window' || id === 'push.windowInit') resetWindow(lane);
  if (lane.id === 'push') post(kernel, 0, 0, codes.pusher.kind, 0, codes.pusher.credit, 0);
  world.queue.tokenAt = 0;
  wantDispatch(lane);
}

/** Another mean: those that are up begin a new life, which is fair because an exponential life knows no age. */
function redrawLifetimes(lane: Lane): void {
  const { kind, retuned } = codes.instance;
  for (let instance = 0; instance < lane.world.instances.count; instance++) {
    drawLifetime(lane, instance);
    send(lane.kernel, kind, instance, retuned, 0);
  }
}

type Drill = Extract<Change, { type: 'drill' }>;

/** A change says how all drills of its kind stand together, so one that changes nothing is passed over. */
function drill(lane: Lane, { drill, on, amount }: Drill): void {
  const { world, kernel } = lane;
  const { drills } = world.director;
  const before = drills[drill];
  drills[drill] = on ? amount : 0;
  if (before > 0 === on) return;
  switch (drill) {
    case 'consumer.down':
      if (on) crashConsumer(lane);
      else recoverConsumer(lane);
      break;
    case 'producer.down':
      send(kernel, codes.producer.kind, 0, on ? codes.producer.stop : codes.producer.go, 0);
      send(kernel, codes.producer.kind, 0, codes.producer.retuned, 0);
      callClients(lane);
      break;
    case 'broker.down':
    case 'broker.hang':
      directBroker(lane);
      break;
    case 'downstream.refuse':
    case 'downstream.hang':
      directDownstream(lane);
      break;
    case 'consumer.hang':
      hangConsumer(lane, on);
      break;
    default: // The others are read where they act.
  }
}

function directBroker(lane: Lane): void {
  const { 'broker.down': down, 'broker.hang': hang } = lane.world.director.drills;
  const { kernel } = lane;
  const event = down ? codes.queue.break : hang ? codes.queue.hang : codes.queue.repair;
  send(kernel, codes.queue.kind, 0, event, 0);
  if (lane.id !== 'push') return;
  send(kernel, codes.pusher.kind, 0, down || hang ? codes.pusher.halt : codes.pusher.resume, 0);
}

function directDownstream(lane: Lane): void {
  const { 'downstream.refuse': refuse, 'downstream.hang': hang } = lane.world.director.drills;
  const { kind, ...events } = codes.downstream;
  send(lane.kernel, kind, 0, refuse ? events.refuse : hang ? events.hang : events.recover, 0);
}
