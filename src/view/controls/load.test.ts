import { expect, test } from 'vitest';
import { parameters, type Settings } from '../../model/parameters.ts';
import { NEVER, SECOND } from '../../model/time.ts';
import { boundOf, capacityPerSecond, limitedCapacity, overload } from './load.ts';

const defaults = Object.fromEntries(
  Object.entries(parameters).map(([id, row]) => [id, row.initial]),
) as unknown as Settings;
const settings = (some: Partial<Settings>): Settings => ({ ...defaults, 'ds.servers': 0, ...some });

test('capacity is slots over the time that a message takes, its downstream call included', () => {
  expect(capacityPerSecond(settings({ 'consumer.instances': 4, 'service.mean': SECOND / 10 }))).toBe(40);
  const calling = { 'consumer.instances': 4, 'service.mean': SECOND / 10, 'ds.servers': 20, 'ds.service': SECOND / 10 };
  expect(capacityPerSecond(settings(calling))).toBe(20);
});

test('a small downstream or a limiter is what counts when it is lower', () => {
  const calling = { 'consumer.instances': 100, 'ds.servers': 1, 'ds.service': SECOND / 10 };
  expect(capacityPerSecond(settings(calling))).toBe(10);
  expect(boundOf(settings(calling))).toBe('downstream');
  expect(boundOf(settings({ 'consumer.instances': 4 }))).toBe('4 workers');
  expect(limitedCapacity(settings({ ...calling, 'consumer.rateLimit': 3 }), true)).toBe(3);
  expect(limitedCapacity(settings({ ...calling, 'consumer.rateLimit': 3 }), false)).toBe(10);
});

test('too much work says by how much the backlog grows', () => {
  const four = { 'consumer.instances': 4, 'service.mean': SECOND / 9 };
  expect(overload(settings({ ...four, 'arrival.rate': 44.28 }), false)).toBe('ρ = 1.23: backlog grows 8/s');
  expect(overload(settings({ ...four, 'arrival.rate': 36.1 }), false)).toBe('ρ = 1.00: backlog grows 6/min');
});

test('enough capacity, exactly enough, and work without duration are no overload', () => {
  const four = { 'consumer.instances': 4, 'service.mean': SECOND / 10, 'consumer.rateLimit': NEVER };
  expect(overload(settings({ ...four, 'arrival.rate': 14 }), true)).toBeNull();
  expect(overload(settings({ ...four, 'arrival.rate': 40 }), true)).toBeNull();
  expect(overload(settings({ 'service.mean': 0, 'arrival.rate': 10_000 }), true)).toBeNull();
});
