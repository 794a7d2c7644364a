import { test, vi } from 'vitest';
import { bucketOf, type Histogram, middleOf } from '../model/histogram.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Values } from '../model/scenario.ts';
import { Counter, counted } from './metrics.ts';
import { erlangC, expectNear, load, MESSAGES, measure, queueing, SERVICE } from './textbook.test-support.ts';

vi.setConfig({ testTimeout: 600_000 });

const LONG_WAIT = 4 * SERVICE;

/** Share of values in buckets above that of `limit`, and where those buckets begin. */
function above({ counts, count }: Histogram, limit: number): { share: number; from: number } {
  const bucket = bucketOf(limit);
  let more = 0;
  for (let i = bucket + 1; i < counts.length; i++) more += counts[i];
  return { share: more / count, from: (middleOf(bucket) + middleOf(bucket + 1)) / 2 };
}

test.each<[LaneId, number, number]>([
  ['push', 0.5, 0.03],
  ['push', 0.8, 0.06],
  ['push', 0.95, 0.25],
  ['pull', 0.8, 0.06],
  ['hybrid', 0.8, 0.06],
])('the %s lane with one worker at load %s waits and fills as M/M/1', (lane, rho, share) => {
  let from = 0;
  const measured = measure(lane, load(rho), 2 * MESSAGES, (each) => {
    const waits = above(each.world.metrics.wait, LONG_WAIT);
    from = waits.from;
    return { ...queueing(each), longWaits: waits.share };
  });
  expectNear(measured.wait, rho / (1 - rho), share);
  expectNear(measured.inSystem, rho / (1 - rho), share);
  expectNear(measured.longWaits, rho * Math.exp((-(1 - rho) * from) / SERVICE), 2 * share);
});

test.each<[LaneId, number, Values]>([
  ['push', 2, { 'consumer.concurrency': 2 }],
  ['pull', 4, { 'consumer.instances': 4 }],
  ['hybrid', 4, { 'consumer.instances': 2, 'consumer.concurrency': 2 }],
])('the %s lane with %s workers waits as M/M/c', (lane, servers, workers) => {
  const rho = 0.8;
  const measured = measure(lane, { ...load(rho, servers), ...workers }, MESSAGES, queueing);
  const wait = erlangC(servers, rho * servers) / (servers * (1 - rho));
  expectNear(measured.wait, wait, 0.12);
  expectNear(measured.inSystem, rho * servers * (1 + wait), 0.07);
});

test.each<[string, number, number]>([
  ['deterministic', 0, 0.08],
  ['lognormal', 0.5, 0.08],
  ['lognormal', 2, 0.3],
])('with %s work of cv %s the wait is that of Pollaczek and Khinchine', (dist, cv, share) => {
  const rho = 0.8;
  const measured = measure('push', { ...load(rho), 'service.dist': dist, 'service.cv': cv }, MESSAGES, queueing);
  const wait = (rho * (1 + cv * cv)) / 2 / (1 - rho);
  expectNear(measured.wait, wait, share);
  expectNear(measured.inSystem, rho * (1 + wait), share);
});

test.each([
  [0.8, 3],
  [2, 4],
])('at load %s with room for %s in all, an inbox refuses as M/M/1/K', (rho, room) => {
  const measured = measure('push', { ...load(rho), 'push.inbox': room - 1 }, MESSAGES, ({ world: { metrics } }) => ({
    refused: counted(metrics, Counter.refused) / counted(metrics, Counter.deliveries),
  }));
  expectNear(measured.refused, ((1 - rho) * rho ** room) / (1 - rho ** (room + 1)), 0.08);
});
