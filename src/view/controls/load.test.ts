import { expect, test } from 'vitest';
import { parameters, type Settings } from '../../model/parameters.ts';
import { NEVER, SECOND } from '../../model/time.ts';
import { boundOf, overload } from './load.ts';

const defaults = Object.fromEntries(
  Object.entries(parameters).map(([id, row]) => [id, row.initial]),
) as unknown as Settings;
const settings = (some: Partial<Settings>): Settings => ({ ...defaults, 'ds.servers': 0, ...some });

test('what bounds the work is the downstream, the workers, or the groups of an ordered queue', () => {
  const four = { 'consumer.instances': 4 };
  expect(boundOf(settings(four))).toBe('4 workers');
  expect(boundOf(settings({ 'consumer.instances': 1 }))).toBe('1 worker');
  expect(boundOf(settings({ ...four, 'queue.order': 'partition-log', 'queue.partitions': 3 }))).toBe('3 partitions');
  const calling = { 'consumer.instances': 100, 'ds.servers': 1, 'ds.service': SECOND / 10 };
  expect(boundOf(settings(calling))).toBe('downstream');
});

test('too much work says by how much the backlog grows', () => {
  const four = { 'consumer.instances': 4, 'service.mean': SECOND / 9 };
  expect(overload(settings({ ...four, 'arrival.rate': 44.28 }), 'push')).toBe('ρ = 1.23: backlog grows 8/s');
  expect(overload(settings({ ...four, 'arrival.rate': 36.1 }), 'push')).toBe('ρ = 1.00: backlog grows 6/min');
});

test('enough capacity, exactly enough, and work without duration are no overload', () => {
  const four = { 'consumer.instances': 4, 'service.mean': SECOND / 10, 'consumer.rateLimit': NEVER };
  expect(overload(settings({ ...four, 'arrival.rate': 14 }), 'hybrid')).toBeNull();
  expect(overload(settings({ ...four, 'arrival.rate': 40 }), 'hybrid')).toBeNull();
  expect(overload(settings({ 'service.mean': 0, 'arrival.rate': 10_000 }), 'hybrid')).toBeNull();
});
