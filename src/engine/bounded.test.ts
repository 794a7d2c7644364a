import { expect, test } from 'vitest';
import { laneIds } from '../model/lanes.ts';
import type { Values } from '../model/scenario.ts';
import { MILLISECOND as MS, SECOND } from '../model/time.ts';
import { memoryOf, runUntil } from './kernel.ts';
import { scenarioOf } from './textbook.test-support.ts';
import { createLane } from './wiring.ts';

/** Bytes of every column, and members of every list and map, of plain data. */
function sizeOf(data: unknown): { bytes: number; members: number } {
  if (ArrayBuffer.isView(data)) return { bytes: data.byteLength, members: 0 };
  if (typeof data !== 'object' || data === null) return { bytes: 0, members: 0 };
  const parts = data instanceof Map ? [...data.values()] : Object.values(data);
  const own = Array.isArray(data) || data instanceof Map ? parts.length : 0;
  return parts
    .map(sizeOf)
    .reduce((sum, each) => ({ bytes: sum.bytes + each.bytes, members: sum.members + each.members }), {
      bytes: 0,
      members: own,
    });
}

const RATE = 10;

/** Steady load with all that remembers: retries, dead letters, copies, dedup, breaker, throttle, budget, batches, commits and autoscaling. */
const remembering: Values = {
  'arrival.rate': RATE,
  'service.mean': 200 * MS,
  'key.count': 50,
  'poison.prob': 0.01,
  'error.prob': 0.05,
  'ack.lossProb': 0.01,
  'spurious.dupProb': 0.01,
  'dedup.window': 10 * SECOND,
  'idempotency.mode': 'dedup-store',
  'retry.owner': 'broker',
  'retry.maxAttempts': 3,
  'retry.base': 100 * MS,
  'retry.budget': 0.5,
  'ack.timeout': SECOND,
  'push.requestTimeout': SECOND,
  'batch.failure': 'whole',
  'dlq.capacity': 100,
  'consumer.instances': 4,
  'autoscale.metric': 'backlog',
  'autoscale.min': 4,
  'autoscale.max': 8,
  'ds.servers': 20,
  'ds.service': 5 * MS,
  'ds.errorRate': 0.02,
  'breaker.window': 100,
  'breaker.windowTime': 10 * SECOND,
  'throttle.k': 2,
};

test.each(laneIds)('a %s lane at steady load is as large after 210,000 messages as after 70,000', (id) => {
  const lane = createLane(scenarioOf(remembering), id, { journal: 'hash' });
  // By 7,000 s the series of all resolutions are as long as they are kept.
  const sizeAt = (seconds: number) => {
    runUntil(lane.kernel, seconds * SECOND);
    expect(lane.world.producer.published).toBeGreaterThan(0.9 * RATE * seconds);
    return sizeOf([lane.world, memoryOf(lane.kernel)]);
  };
  const early = sizeAt(7_000);
  const late = sizeAt(21_000);
  // Series and lists breathe with the luck of the moment; three times the messages must not show in them.
  expect(late.bytes).toBeLessThan(early.bytes * 1.05);
  expect(late.members).toBeLessThan(early.members * 1.5);
});
