/** For tests: a lane with all but its queue switched off, and what it comes to in the long run, with the interval of its error. */
import { expect } from 'vitest';
import type { LaneId } from '../model/lanes.ts';
import type { Entry, Scenario, Values } from '../model/scenario.ts';
import { MILLISECOND, NEVER, SECOND, type SimTime } from '../model/time.ts';
import { runUntil } from './kernel.ts';
import type { Lane } from './lane.ts';
import { Level, levelMean, markWarm } from './metrics.ts';
import { createLane } from './wiring.ts';

export const SERVICE = 10 * MILLISECOND;

/** How many messages an interval that must be narrow is worth. */
export const MESSAGES = process.env.LONG ? 1_000_000 : 200_000;

/** One worker, exponential work, a link that takes no time, and nothing that ends a wait: what a textbook calls a single server. */
export const bare: Values = {
  'arrival.rate': 50,
  'net.latency': 0,
  'ack.timeout': NEVER,
  'push.requestTimeout': NEVER,
  'poll.interval': 0,
  'poll.wait': 60 * SECOND,
  'poll.batchMax': 1,
  'retry.owner': 'none',
  'publish.maxAttempts': 1,
  'consumer.instances': 1,
  'service.mean': SERVICE,
  'service.dist': 'exponential',
};

export const scenarioOf = (values: Values, more: Partial<Scenario> = {}): Scenario => ({
  name: 'textbook',
  seed: 1,
  until: 24 * 3_600 * SECOND,
  lanes: ['push', 'pull', 'hybrid'],
  values: { ...bare, ...values },
  timeline: [],
  trace: null,
  ...more,
});

/** A lane that has run until then. */
export function runLane(
  lane: LaneId,
  values: Values,
  until: SimTime,
  journal: 'on' | 'off' = 'off',
  timeline: Entry[] = [],
): Lane {
  const run = createLane(scenarioOf(values, { timeline }), lane, { journal });
  runUntil(run.kernel, until);
  return run;
}

/** Arrivals that keep so many servers busy for a share `rho` of the time. */
export const load = (rho: number, servers = 1): Values => ({ 'arrival.rate': (rho * servers * SECOND) / SERVICE });

/** Mean wait from publishing to the first start, in units of the mean service time, and how many were in the system. */
export const queueing = ({ world: { metrics }, kernel }: Lane) => ({
  wait: metrics.wait.sum / metrics.wait.count / SERVICE,
  inSystem: levelMean(metrics, Level.outstanding, kernel.now),
});

/** Probability that all servers are busy (A. K. Erlang, 1917), by the recursion of the loss formula. */
export function erlangC(servers: number, offered: number): number {
  let loss = 1;
  for (let i = 1; i <= servers; i++) loss = (offered * loss) / (i + offered * loss);
  return loss / (1 - (offered / servers) * (1 - loss));
}

/** A mean and the half width of its 99 % interval. */
export interface Estimate {
  mean: number;
  halfWidth: number;
}

const BATCHES = 30;
/** 99.5 % quantile of Student's t with BATCHES − 1 degrees of freedom. */
const STUDENT = 2.756;

/**
 * Batch means: after a warm-up of one batch, the quantities that `read` takes from each of 30 batches of `messages` / 30 arrivals.
 * The batches are long against the memory of the queues here, so their means are nearly independent, and nearly normal.
 */
export function measure<Name extends string>(
  lane: LaneId,
  values: Values,
  messages: number,
  read: (lane: Lane) => Record<Name, number>,
): Record<Name, Estimate> {
  const scenario = scenarioOf(values);
  const measured = createLane(scenario, lane, { journal: 'off' });
  const { kernel, world } = measured;
  const length = Math.ceil((messages / BATCHES / Number(scenario.values['arrival.rate'])) * SECOND);
  const batches: Record<Name, number>[] = [];
  for (let batch = 0; batch <= BATCHES; batch++) {
    runUntil(kernel, (batch + 1) * length);
    if (batch > 0) batches.push(read(measured));
    markWarm(world.metrics, kernel.now);
  }
  const names = Object.keys(batches[0]) as Name[];
  return Object.fromEntries(names.map((name) => [name, estimate(batches.map((each) => each[name]))])) as Record<
    Name,
    Estimate
  >;
}

function estimate(values: number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, halfWidth: STUDENT * Math.sqrt(variance / values.length) };
}

/**
 * The closed form lies in the 99 % interval of what was measured, and the interval is narrow: its half is at most `share` of the
 * value. The seeds are fixed, so this never flickers; a change of the engine that shifts luck may have to try another seed once.
 */
export function expectNear({ mean, halfWidth }: Estimate, theory: number, share: number): void {
  expect(halfWidth / theory).toBeLessThan(share);
  expect(Math.abs(mean - theory)).toBeLessThanOrEqual(halfWidth);
}

/** 99.5 % quantile of the normal distribution. */
const NORMAL = 2.576;

/** For draws that don't depend on each other: the mean of `count` of them lies where 99 % of such means do. */
export function expectMean(mean: number, count: number, theory: number, deviation: number): void {
  expect(Math.abs(mean - theory)).toBeLessThanOrEqual((NORMAL * deviation) / Math.sqrt(count));
}

/** Of `of` independent draws `hits` have what a draw has with probability `p`, within the same bounds. */
export const expectShare = (hits: number, of: number, p: number): void =>
  expectMean(hits / of, of, p, Math.sqrt(p * (1 - p)));
