/** The limits of a Kafka consumer group at work. */
import { describe, expect, test } from 'vitest';
import { crash, drill, set } from '../../engine/play.test-support.ts';
import { Loss } from '../../model/journal.ts';
import type { Values } from '../../model/scenario.ts';
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import { gaps, show, together } from './show.test-support.ts';

describe('kafka-group', () => {
  const onePartition: Values = { 'key.count': 1, 'service.mean': 10 * MS };

  test('the records of a partition are worked on one after the other, in their order, however many slots there are', () => {
    const load: Values = { ...onePartition, 'consumer.concurrency': 4 };
    const { seen } = show('kafka-group', together(4), { load, until: 1_000 });
    expect(seen('started').map(({ at, message }) => [at, message])).toEqual([
      [0, 0],
      [10, 1],
      [20, 2],
      [30, 3],
    ]);
  });

  test('a fetch waits 500 ms at the broker, and brings 500 records at most', () => {
    const { times, seen } = show('kafka-group', together(600, 1_900), {
      load: { ...onePartition, 'consumer.instances': 1 },
      until: 2_000,
    });
    expect(gaps(times('polled'))).toEqual([500, 500, 500]);
    expect(seen('leased')).toHaveLength(500);
  });

  test('a fetch that wants 10 records is answered with less after 500 ms', () => {
    const load: Values = { ...onePartition, 'poll.batchMin': 10, 'consumer.instances': 1 };
    expect(show('kafka-group', [1_600], { load, until: 3_000 }).times('leased')).toEqual([2_000]);
  });

  test('a producer whose buffer is full is blocked and loses nothing', () => {
    const load: Values = { ...onePartition, 'publish.buffer': 2 };
    const timeline = [drill('broker.down', 0, 5_000)];
    const { times, seen } = show('kafka-group', [0, 1, 2, 3, 4], { load, timeline, until: 10_000 });
    expect(seen('turnedAway')).toEqual([]);
    expect(times('published').filter((at) => at < 5_000)).toHaveLength(2);
    expect(seen('applied')).toHaveLength(5);
  });

  test('commits come every 5 s, and a crash replays all since the last one when the session of 45 s is over', () => {
    const arrivals = [0, 1_000, 6_000, 7_000];
    const { seen } = show('kafka-group', arrivals, {
      load: { ...onePartition, 'crash.repair': MS },
      timeline: [crash(8_000, 2)],
      until: 70_000,
    });
    expect(seen('committed').map(({ at, value }) => [at, value])).toEqual([
      [5_010, 2],
      [57_010, 2],
    ]);
    expect(seen('applied').map(({ message }) => message)).toEqual([0, 1, 2, 3, 2, 3]);
  });

  test('a record that fails is tried 10 times on the spot while its partition waits, and then skipped', () => {
    const load: Values = { ...onePartition, 'error.prob': 1 };
    const { seen, times } = show('kafka-group', together(2), {
      load,
      timeline: [set(101, 'error.prob', 0)],
      until: 20_000,
    });
    expect(times('triedAgain')).toHaveLength(9);
    expect(seen('dropped')).toMatchObject([{ at: 100, message: 0, value: Loss.attempts }]);
    expect(seen('started').map(({ at, message }) => [at, message])).toEqual([
      [0, 0],
      [100, 1],
    ]);
  });

  test('a member that takes more than 300 s is overtaken, and its commit counts no more', () => {
    const load: Values = { ...onePartition, 'service.mean': 400 * S };
    const { times, seen } = show('kafka-group', [0], { load, until: 4_900_000 });
    expect(times('expired').slice(0, 2)).toEqual([300_000, 700_000]);
    // Ten tries are for what fails: what is overtaken is read again and again.
    expect(times('started')).toEqual(Array.from({ length: 13 }, (_, i) => i * 400_000));
    expect([seen('acked'), seen('dropped')]).toEqual([[], []]);
  });
});
