/**
 * Small plays for corners that are easily cut: knobs turned at a bad time, copies, lost trips, and what outlives its reason.
 * Times are milliseconds. Longer than a file should be, because it is a list.
 */
import { describe, expect, test } from 'vitest';
import type { Entry, Values } from '../model/scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND } from '../model/time.ts';
import { drill, play, set } from './play.test-support.ts';

const crash = (at: number, count: number): Entry => ({ type: 'crash', at: at * MS, count });

describe('slots that are renumbered', () => {
  test('a worker that is surplus after a change still commits what it has done', () => {
    const values: Values = {
      'consumer.concurrency': 4,
      'service.mean': SECOND,
      'poll.batchMax': 4,
      'ack.granularity': 'cumulative',
      'ack.commitEvery': SECOND,
    };
    const { seen } = play('pull', [0, 0, 0, 0], values, [set(500, 'consumer.concurrency', 1)], 10_000);
    expect(seen('acked')).toHaveLength(4);
  });

  test('a crash after the effect does not strike workers beyond all instances', () => {
    const values: Values = { 'consumer.concurrency': 300, 'service.mean': SECOND, 'poll.batchMax': 300 };
    const arrivals = new Array<number>(300).fill(0);
    const { seen } = play('pull', arrivals, values, [set(500, 'consumer.concurrency', 1)], 10_000);
    expect(seen('acked')).toHaveLength(300);
  });

  test.each([1, 3])('what waits in a buffer shared by all outlives a crash of instance 0 (%s more hired)', (more) => {
    const values: Values = {
      'consumer.instances': 2,
      'push.choice': 'round-robin',
      'service.mean': SECOND,
      'push.requestTimeout': NEVER,
      'crash.repair': MS,
    };
    const timeline = [
      set(0, 'push.choice', 'shared-buffer'),
      set(1, 'consumer.instances', 1 + more),
      crash(500, 1 + more),
    ];
    const { seen } = play('push', new Array<number>(12).fill(10), values, timeline, 20_000);
    expect(seen('acked').length).toBeGreaterThan(7);
  });

  test('an instance that has gone can crash without an endpoint of its own', () => {
    const values: Values = { 'consumer.instances': 5, 'crash.mtbf': SECOND, 'push.choice': 'shared-buffer' };
    const timeline = [set(100, 'consumer.instances', 2), set(100, 'push.choice', 'random')];
    const { times } = play('push', [5_000, 15_000], values, timeline, 20_000);
    expect(times('workerDown').length).toBeGreaterThan(5);
  });
});

describe('leases', () => {
  const beating: Values = { 'ack.timeout': 4 * SECOND, 'lease.renewEvery': SECOND, 'service.mean': 20 * SECOND };

  test('a heartbeat that falls into an outage is not the last', () => {
    const { times } = play('pull', [0], beating, [drill('broker.down', 900, 1_500)], 30_000);
    expect([times('expired'), times('acked')]).toEqual([[], [20_000]]);
  });

  test('a process that stands still sends no heartbeat', () => {
    const { times } = play('pull', [0], beating, [drill('consumer.hang', 2_500, 9_000)], 8_000);
    expect(times('expired')).toEqual([6_000]);
  });

  test('a heartbeat takes as long on its way as anything else', () => {
    const values: Values = { ...beating, 'net.latency': 100 * MS };
    const { seen } = play('pull', [0], values, [drill('network.slow', 0, 60_000, 5)], 4_000);
    expect(seen('arrived')[0].at).toBe(1_000);
    expect(seen('renewed').map(({ at }) => at)).toEqual([2_500, 3_500]);
  });

  test('an ack that is lost ends the heartbeat, so that the message comes again', () => {
    const values: Values = { 'ack.timeout': 4 * SECOND, 'lease.renewEvery': SECOND, 'ack.lossProb': 1 };
    expect(play('pull', [0], values, [], 5_000).times('expired')).toEqual([4_000]);
  });
});
