/** For tests: a lane with all but its queue switched off, and what it comes to in the long run, with the interval of its error. */
import type { LaneId } from '../model/lanes.ts';
import type { Scenario, Values } from '../model/scenario.ts';
import { MILLISECOND, NEVER, SECOND } from '../model/time.ts';
import { runUntil } from './kernel.ts';
import type { Lane } from './lane.ts';
import { markWarm } from './metrics.ts';
import { createLane } from './wiring.ts';

export const SERVICE = 10 * MILLISECOND;

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
