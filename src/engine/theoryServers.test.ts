/** Closed forms of what comes in batches, finds no room, is split over workers, or waits for its own answer. */
import { expect, test, vi } from 'vitest';
import { Fact } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Values } from '../model/scenario.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import type { Lane } from './lane.ts';
import { Counter, counted } from './metrics.ts';
import {
  type Estimate,
  erlangC,
  expectNear,
  load,
  MESSAGES,
  measure,
  queueing,
  runLane,
  SERVICE,
} from './textbook.test-support.ts';

vi.setConfig({ testTimeout: 600_000 });

const waiting = (lane: Lane) => ({ wait: queueing(lane).wait });

/**
 * Batches of constant size X (D. Gross, C. Harris, Fundamentals of Queueing Theory, 1998, 3.1; Burke, 1975). The first of a batch
 * waits as in M/G/1 whose customers are whole batches, ρ / (1 − ρ) × (E[S²]/E[S]² + X − 1) / 2, and then (X − 1) / 2 more on average.
 * With exponential work that is ρ / (1 − ρ) + (X − 1) / (2 (1 − ρ)), the wait of M/M/1 and what the batch adds.
 */
test.each<[LaneId, string, number, number]>([
  ['push', 'exponential', 2, 5],
  ['pull', 'exponential', 2, 2],
  ['hybrid', 'deterministic', 1, 10],
])('batches in the %s lane, with %s work, wait as M^[X]/G/1', (lane, dist, secondMoment, size) => {
  const rho = 0.6;
  const values = { ...load(rho), 'arrival.batch': size, 'service.dist': dist };
  const first = ((rho / (1 - rho)) * (secondMoment + size - 1)) / 2;
  expectNear(measure(lane, values, MESSAGES / 2, waiting).wait, first + (size - 1) / 2, 0.12);
});

/** Share of Poisson arrivals that find no place in M/M/c/K (A. K. Erlang, 1917, for K = c): the chance of K, by birth and death. */
function lossOf(servers: number, places: number, offered: number): number {
  let weight = 1;
  let sum = 1;
  for (let n = 1; n <= places; n++) {
    weight *= offered / Math.min(n, servers);
    sum += weight;
  }
  return weight / sum;
}

const refused = ({ world: { metrics } }: Lane) => ({
  share: counted(metrics, Counter.lost) / counted(metrics, Counter.published),
});

test.each<[LaneId, number, number, number, string, Values]>([
  ['push', 1, 1, 0.8, 'no inbox', { 'push.inbox': 0 }],
  ['push', 4, 4, 3, 'no inbox', { 'push.inbox': 0, 'consumer.concurrency': 4 }],
  ['push', 3, 5, 3, 'an inbox of 2', { 'push.inbox': 2, 'consumer.instances': 3 }],
  ['hybrid', 1, 4, 0.9, 'room for 3 ready', { 'queue.capacity': 3 }],
  ['pull', 3, 5, 4, 'room for 2 ready', { 'queue.capacity': 2, 'consumer.instances': 3 }],
  [
    'hybrid',
    5,
    5,
    4,
    'room for 5 ready or leased',
    { 'queue.capacity': 5, 'queue.counts': 'ready+leased', 'consumer.instances': 5 },
  ],
])(
  'a %s lane whose workers are %s, with places for %s in all, loses as M/M/c/K at %s erlangs: %s',
  (lane, servers, places, offered, _, values) => {
    const { share } = measure(lane, { ...load(offered), ...values }, MESSAGES / 2, refused);
    expectNear(share, lossOf(servers, places, offered), 0.06);
  },
);

// Erlang's loss knows only the mean of the work, whatever its distribution (B. A. Sevastyanov, 1957).
test.each([
  ['deterministic', 0],
  ['lognormal', 2],
])('without an inbox %s work of cv %s is lost no more and no less than exponential work', (dist, cv) => {
  const values = { ...load(3), 'push.inbox': 0, 'consumer.concurrency': 4, 'service.dist': dist, 'service.cv': cv };
  const { share } = measure('push', values, MESSAGES / 2, refused);
  expectNear(share, lossOf(4, 4, 3), 0.06);
});

/**
 * Mean wait of E_k/M/1, which is every k-th of Poisson arrivals (L. Takács, 1962; L. Kleinrock, Queueing Systems I, 1975, 6.4):
 * σ / (1 − σ), where σ is the root in (0, 1) of σ = A*(μ (1 − σ)), the transform of an Erlang-k gap. k = 1 is M/M/1.
 */
function erlangArrivals(k: number, rho: number): number {
  let root = 0;
  for (let i = 0; i < 1_000; i++) root = ((k * rho) / (k * rho + 1 - root)) ** k; // The iteration rises to the root.
  return root / (1 - root);
}

test('pushed at random four workers are four M/M/1, in turn four E_4/M/1, from one buffer M/M/4: each waits less than the one before', () => {
  const rho = 0.7;
  const values = { ...load(rho, 4), 'consumer.instances': 4 };
  const pushed = (choice: string): Estimate =>
    measure('push', { ...values, 'push.choice': choice }, MESSAGES / 2, waiting).wait;
  const random = pushed('random');
  const inTurn = pushed('round-robin');
  const shortest = pushed('least-loaded');
  const shared = pushed('shared-buffer');
  expectNear(random, erlangArrivals(1, rho), 0.12);
  expectNear(inTurn, erlangArrivals(4, rho), 0.12);
  expectNear(shared, erlangC(4, 4 * rho) / (4 * (1 - rho)), 0.12);
  // The shortest line has no closed form, but its place: no rule that sees the lines does better (W. Winston, 1977), one buffer does.
  const ranking = [random, inTurn, shortest, shared];
  for (let i = 1; i < ranking.length; i++)
    expect(ranking[i].mean + ranking[i].halfWidth).toBeLessThan(ranking[i - 1].mean - ranking[i - 1].halfWidth);
});

// Who is served first changes nobody's mean as long as the choice knows nothing of the work (L. Kleinrock, Queueing Systems II, 1976, 3.4).
test('last come, first served has the mean wait of first come, first served', () => {
  const rho = 0.7;
  const { wait } = measure('push', { ...load(rho), 'buffer.order': 'lifo' }, MESSAGES / 2, waiting);
  expectNear(wait, rho / (1 - rho), 0.08);
});

/**
 * The machine repairman M/M/1//N (C. Palm, 1947): of N clients n wait for an answer with weight N!/(N − n)! × (service / think)^n,
 * so the one worker is idle with P0 and answers (1 − P0) / service. A client's cycle is N over that, by Little's law.
 */
test.each<[LaneId, number]>([
  ['push', 3],
  ['pull', 10],
  ['hybrid', 30],
])('%s: %s clients that think for ten services get answers as the machines of one repairman do', (lane, clients) => {
  const think = 10 * SERVICE;
  let weight = 1;
  let sum = 1;
  for (let n = 1; n <= clients; n++) {
    weight *= (clients - n + 1) * (SERVICE / think);
    sum += weight;
  }
  const perSecond = ((1 - 1 / sum) * SECOND) / SERVICE;
  const values = {
    'arrival.process': 'closed',
    'arrival.rate': perSecond, // Not used by clients; it tells how long a batch is.
    'clients.count': clients,
    'clients.think': think,
  };
  const measured = measure(lane, values, MESSAGES / 2, ({ world: { metrics }, kernel }) => ({
    perSecond: (counted(metrics, Counter.acked) * SECOND) / (kernel.now - metrics.warmAt),
    answer: metrics.latency.sum / metrics.latency.count / SERVICE,
  }));
  expectNear(measured.perSecond, perSecond, 0.02);
  expectNear(measured.answer, ((clients / perSecond) * SECOND - think) / SERVICE, 0.03);
});

// 32,768 rounds once were all the luck of a client: whoever was quick lived the same hours again, and no interval told of it.
test('a client draws anew in every round, however many there are', () => {
  const values: Values = {
    'arrival.process': 'closed',
    'clients.count': 1,
    'clients.think': SECOND,
    'service.mean': 0,
    'service.dist': 'deterministic',
  };
  const { length, kind, time } = runLane('push', values, 40_000 * SECOND, 'on').journal.records;
  const published: SimTime[] = [];
  for (let i = 0; i < length; i++) if (kind[i] === Fact.published) published.push(time[i]);
  const pauses = published.map((at, i) => at - (published[i - 1] ?? 0));
  expect(pauses.length).toBeGreaterThan(38_000);
  // By chance a pause is the same to the microsecond as a given other one once in two million.
  for (const later of [16_384, 32_768])
    expect(pauses.filter((pause, i) => pause === pauses[i + later]).length).toBeLessThan(3);
});
