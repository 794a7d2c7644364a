/**
 * The arrivals. Every lane makes them anew and gets the same ones: gaps and luck are keyed by position in their own stream, so
 * a bigger burst does not shift the steady stream, and a changed rate stretches the same gaps.
 */

import type { ClientPorts } from '../machines/client.ts';
import type { ProducerPorts } from '../machines/producer.ts';
import { Fact } from '../model/journal.ts';
import { MILLISECOND, NEVER, SECOND, type SimTime } from '../model/time.ts';
import { unitExponential } from './distributions.ts';
import { post, send, start } from './kernel.ts';
import { enterPlace, type Lane, noteMessage, tally } from './lane.ts';
import { Counter } from './metrics.ts';
import { OfLane } from './ofLane.ts';
import { growColumns } from './pools.ts';
import { chance, Purpose, uniform } from './random.ts';
import { Rank } from './ranks.ts';
import { codes } from './roles.ts';
import { takeMessage } from './slots.ts';
import { Leg, trip } from './travelling.ts';
import { Place } from './world.ts';

const Stream = { steady: 0, burst: 1, poison: 2 } as const;
/** Keys of the three streams never meet: the steady one counts from 0, the others from their own bit. */
const BURST_KEYS = 0x8000_0000;
const BURST_LUCKS = 0x4000_0000;
const POISON_KEYS = 0x4000_0000;
const BURST_SIZE_MAX = 1 << 14;

/** The next gap of the steady stream, in mean gaps; of a trace, in microseconds of the trace. NEVER when a trace is over. */
function nextGap(lane: Lane): number {
  const n = lane.world.producer.steady;
  switch (lane.world.settings['arrival.process']) {
    case 'steady':
      return 1;
    case 'closed':
      return NEVER;
    case 'on-off':
    case 'poisson':
      return unitExponential(lane.seed, Purpose.arrival, n, 0);
    case 'trace': {
      const times = lane.scenario.trace?.times ?? [];
      if (n >= times.length) return NEVER;
      return (times[n] - (n === 0 ? 0 : times[n - 1])) * MILLISECOND;
    }
  }
}

/** How much of a gap passes in a microsecond. */
function gapSpeed({ world: { settings, producer } }: Lane): number {
  if (settings['arrival.process'] === 'trace') return settings['trace.speedup'];
  const surge = producer.surging ? settings['surge.factor'] : 1;
  return (settings['arrival.rate'] * surge) / settings['arrival.batch'] / SECOND;
}

/** Begins the next gap of the steady stream at `now`. */
export function beginGap(lane: Lane, now: SimTime): void {
  const { producer, settings } = lane.world;
  producer.owed = nextGap(lane);
  producer.owedAt = now;
  producer.speed = gapSpeed(lane);
  producer.process = settings['arrival.process'];
}

/** A message leaves for the broker. */
function publish(lane: Lane, stream: number, luck: number, client = -1): void {
  const { world } = lane;
  const { producer, messages } = world;
  const { now } = lane.kernel;
  const { settings } = world;
  const message = takeMessage(lane);
  const poison =
    stream === Stream.poison ||
    (settings['poison.prob'] > 0 && chance(lane.seed, Purpose.poison, luck, 0, settings['poison.prob']));
  messages.number[message] = producer.published++;
  messages.luck[message] = luck;
  messages.fate[message] = luck;
  messages.poison[message] = poison ? 1 : 0;
  messages.publishedAt[message] = now;
  messages.sentAt[message] = now;
  messages.client[message] = client;
  const latency = trip(lane, Leg.publish, luck, 1);
  enterPlace(lane, message, Place.travelling);
  noteMessage(lane, Fact.published, message, -1, poison ? Stream.poison : stream, now + latency);
  tally(lane, Counter.published);
  start(lane.kernel, codes.message.kind, message);
  post(lane.kernel, latency, Rank.arrival, codes.queue.kind, 0, codes.queue.publish, message);
}

function turnTide(lane: Lane, surging: number): void {
  const { producer } = codes;
  lane.world.producer.surging = surging;
  post(lane.kernel, 0, Rank.change, producer.kind, 0, producer.retuned, 0);
}

function nextBurstAt(lane: Lane): SimTime {
  const { producer, director, settings } = lane.world;
  const { 'burst.at': at, 'burst.every': every, 'burst.size': size } = settings;
  if (size === 0 || director.drills['producer.down'] > 0) return NEVER;
  const after = Math.max(producer.watchedFrom, producer.lastBurstAt + 1);
  const due = at >= after ? at : every === NEVER ? NEVER : at + Math.ceil((after - at) / every) * every;
  return Math.max(due, lane.kernel.now); // Late if another burst was still going on.
}

function beginBurst(lane: Lane, size: number): void {
  const { producer } = lane.world;
  producer.burstSize = Math.min(size, BURST_SIZE_MAX - 1);
  producer.burstSent = 0;
  producer.burstAt = lane.kernel.now;
  producer.watchedFrom = lane.kernel.now;
  producer.bursts++;
}

export class ProducerOfLane extends OfLane implements ProducerPorts {
  nextArrival() {
    const { producer } = this.lane.world;
    return Math.max(0, Math.round(producer.owed / producer.speed) - (this.lane.kernel.now - producer.owedAt));
  }
  publishSteady() {
    const { lane } = this;
    const { producer, settings } = lane.world;
    for (let i = 0; i < settings['arrival.batch']; i++) {
      publish(lane, Stream.steady, producer.steady);
      producer.steady++;
      if (settings['arrival.process'] === 'trace') break; // A trace says itself what comes together.
    }
    beginGap(lane, lane.kernel.now);
  }
  retune() {
    const { lane } = this;
    const { producer, settings } = lane.world;
    if (producer.process !== settings['arrival.process']) beginGap(lane, lane.kernel.now);
    else {
      producer.owed -= (lane.kernel.now - producer.owedAt) * producer.speed;
      producer.owedAt = lane.kernel.now;
      producer.speed = gapSpeed(lane);
    }
  }
  calmLasts() {
    const { settings } = this.lane.world;
    return settings['arrival.process'] === 'on-off' ? settings['surge.off'] : NEVER;
  }
  surgeLasts() {
    return this.lane.world.settings['surge.on'];
  }
  surge() {
    turnTide(this.lane, 1);
  }
  calmDown() {
    turnTide(this.lane, 0);
  }
  resume() {
    this.lane.world.producer.owedAt = this.lane.kernel.now;
  }
  nextBurst() {
    return nextBurstAt(this.lane) - this.lane.kernel.now;
  }
  watchSchedule() {
    this.lane.world.producer.watchedFrom = this.lane.kernel.now;
  }
  beginBurst() {
    const { lane } = this;
    const { producer, settings } = lane.world;
    producer.lastBurstAt = lane.kernel.now;
    beginBurst(lane, settings['burst.size']);
  }
  beginBurstNow(size: number) {
    beginBurst(this.lane, size);
  }
  growBurst(size: number) {
    const { producer } = this.lane.world;
    producer.burstSize = Math.min(producer.burstSize + size, BURST_SIZE_MAX - 1);
  }
  /** The burst is spread evenly: message i of n comes i/n of `burst.over` after its start. */
  nextInBurst() {
    const { producer, settings } = this.lane.world;
    const { burstAt, burstSent, burstSize } = producer;
    const due = burstAt + Math.round((settings['burst.over'] * burstSent) / Math.max(1, burstSize));
    return Math.max(0, due - this.lane.kernel.now);
  }
  burstGoesOn() {
    const { producer } = this.lane.world;
    return producer.burstSent + 1 < producer.burstSize;
  }
  publishBurst() {
    const { lane } = this;
    const { producer } = lane.world;
    publish(
      lane,
      Stream.burst,
      (BURST_KEYS + ((producer.bursts * BURST_SIZE_MAX + producer.burstSent) % BURST_LUCKS)) | 0,
    );
    producer.burstSent++;
  }
  publishPoison(count: number) {
    const { lane } = this;
    const { producer } = lane.world;
    for (let i = 0; i < count; i++) publish(lane, Stream.poison, POISON_KEYS + producer.poisoned++);
  }
}

const CLIENT_KEYS = 0xc000_0000;
const CLIENT_LUCKS = 0x4000_0000;

/** Drawn, because clients and rounds together are too many to be counted out: two that meet by chance do no harm, a cycle would. */
function luckOf(lane: Lane, client: number): number {
  const share = uniform(lane.seed, Purpose.think, client, lane.world.clients.rounds[client] + 1);
  return (CLIENT_KEYS + Math.floor(share * CLIENT_LUCKS)) | 0;
}

export class ClientsOfLane extends OfLane implements ClientPorts {
  think(client: number) {
    const { lane } = this;
    const { settings, director } = lane.world;
    const isOff = settings['arrival.process'] !== 'closed' || client >= settings['clients.count'];
    if (isOff || director.drills['producer.down'] > 0) return NEVER;
    return Math.round(unitExponential(lane.seed, Purpose.think, luckOf(lane, client), 0) * settings['clients.think']);
  }
  publish(client: number) {
    const { lane } = this;
    publish(lane, Stream.steady, luckOf(lane, client), client);
    lane.world.clients.rounds[client]++;
  }
}

/** As many clients as there should be; those that are too many finish their round. */
export function callClients(lane: Lane): void {
  const { world, kernel } = lane;
  const { clients, settings } = world;
  const wanted = settings['arrival.process'] === 'closed' ? settings['clients.count'] : 0;
  for (let client = 0; client < clients.count; client++)
    send(kernel, codes.client.kind, client, codes.client.retuned, 0);
  while (clients.rounds.length < wanted) growColumns(clients, clients.rounds.length * 2);
  for (; clients.count < wanted; clients.count++) start(kernel, codes.client.kind, clients.count);
}
