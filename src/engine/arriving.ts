/**
 * The arrivals. Every lane makes them anew and gets the same ones: gaps and luck are keyed by position in their own stream, so
 * a bigger burst does not shift the steady stream, and a changed rate stretches the same gaps.
 */
import type { ProducerPorts } from '../machines/producer.ts';
import { Fact } from '../model/journal.ts';
import { MILLISECOND, NEVER, SECOND, type SimTime } from '../model/time.ts';
import { unitExponential } from './distributions.ts';
import { post, start } from './kernel.ts';
import { enterPlace, type Lane, noteMessage, takeMessage, tally } from './lane.ts';
import { Counter } from './metrics.ts';
import { chance, Purpose } from './random.ts';
import { Rank } from './ranks.ts';
import { Place } from './world.ts';

const Stream = { steady: 0, burst: 1, poison: 2 } as const;
/** Keys of the three streams never meet: the steady one counts from 0, the others from their own bit. */
const BURST_KEYS = 0x8000_0000;
const POISON_KEYS = 0x4000_0000;
const BURST_SIZE_MAX = 1 << 14;

/** The next gap of the steady stream, in mean gaps; of a trace, in microseconds of the trace. NEVER when a trace is over. */
function nextGap(lane: Lane): number {
  const n = lane.world.producer.steady;
  switch (lane.world.settings['arrival.process']) {
    case 'steady':
      return 1;
    case 'on-off':
    case 'closed':
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
function gapSpeed({ world: { settings } }: Lane): number {
  return settings['arrival.process'] === 'trace' ? settings['trace.speedup'] : settings['arrival.rate'] / SECOND;
}

/** Begins the next gap of the steady stream at `now`. */
export function beginGap(lane: Lane, now: SimTime): void {
  const { producer, settings } = lane.world;
  producer.owed = nextGap(lane);
  producer.owedAt = now;
  producer.speed = gapSpeed(lane);
  producer.process = settings['arrival.process'];
}

export function producerPorts(lane: Lane): ProducerPorts {
  const { world, codes } = lane;
  const { producer, messages } = world;

  const publish = (stream: number, luck: number) => {
    const { now } = lane.kernel;
    const { settings } = world;
    const message = takeMessage(lane);
    const poison =
      stream === Stream.poison ||
      (settings['poison.prob'] > 0 && chance(lane.seed, Purpose.poison, luck, 0, settings['poison.prob']));
    messages.number[message] = producer.published++;
    messages.luck[message] = luck;
    messages.poison[message] = poison ? 1 : 0;
    messages.publishedAt[message] = now;
    const latency = settings['net.latency'];
    enterPlace(lane, message, Place.travelling);
    noteMessage(lane, Fact.published, message, -1, poison ? Stream.poison : stream, now + latency);
    tally(lane, Counter.published);
    start(lane.kernel, codes.message.kind, message);
    post(lane.kernel, latency, Rank.arrival, codes.queue.kind, 0, codes.queue.publish, message);
  };

  const nextBurstAt = (): SimTime => {
    const { 'burst.at': at, 'burst.every': every, 'burst.size': size } = world.settings;
    if (size === 0) return NEVER;
    const after = Math.max(producer.watchedFrom, producer.lastBurstAt + 1);
    const due = at >= after ? at : every === NEVER ? NEVER : at + Math.ceil((after - at) / every) * every;
    return Math.max(due, lane.kernel.now); // Late if another burst was still going on.
  };
  const beginBurst = (size: number) => {
    producer.burstSize = Math.min(size, BURST_SIZE_MAX - 1);
    producer.burstSent = 0;
    producer.burstAt = lane.kernel.now;
    producer.watchedFrom = lane.kernel.now;
    producer.bursts++;
  };

  return {
    nextArrival() {
      return Math.max(0, Math.round(producer.owed / producer.speed) - (lane.kernel.now - producer.owedAt));
    },
    publishSteady() {
      publish(Stream.steady, producer.steady);
      producer.steady++;
      beginGap(lane, lane.kernel.now);
    },
    retune() {
      if (producer.process !== world.settings['arrival.process']) beginGap(lane, lane.kernel.now);
      else {
        producer.owed -= (lane.kernel.now - producer.owedAt) * producer.speed;
        producer.owedAt = lane.kernel.now;
        producer.speed = gapSpeed(lane);
      }
    },
    nextBurst: () => nextBurstAt() - lane.kernel.now,
    watchSchedule() {
      producer.watchedFrom = lane.kernel.now;
    },
    beginBurst() {
      producer.lastBurstAt = lane.kernel.now;
      beginBurst(world.settings['burst.size']);
    },
    beginBurstNow: beginBurst,
    growBurst(size) {
      producer.burstSize = Math.min(producer.burstSize + size, BURST_SIZE_MAX - 1);
    },
    /** The burst is spread evenly: message i of n comes i/n of `burst.over` after its start. */
    nextInBurst() {
      const { burstAt, burstSent, burstSize } = producer;
      const due = burstAt + Math.round((world.settings['burst.over'] * burstSent) / Math.max(1, burstSize));
      return Math.max(0, due - lane.kernel.now);
    },
    burstGoesOn: () => producer.burstSent + 1 < producer.burstSize,
    publishBurst() {
      publish(Stream.burst, (BURST_KEYS + producer.bursts * BURST_SIZE_MAX + producer.burstSent) | 0);
      producer.burstSent++;
    },
    publishPoison(count) {
      for (let i = 0; i < count; i++) publish(Stream.poison, POISON_KEYS + producer.poisoned++);
    },
  };
}
