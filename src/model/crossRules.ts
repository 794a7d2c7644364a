/** What may not stand together although each value is in its range, with the one value that puts it right. */
import { UNLIMITED, type Value } from './knobs.ts';
import { type LaneId, laneIds } from './lanes.ts';
import type { ParameterId, Settings } from './parameters.ts';
import { formatDuration } from './quantities.ts';
import type { Scenario } from './scenario.ts';
import { MILLISECOND } from './time.ts';

export const MAX_WORKERS = 2_000;

export interface CrossRule {
  lanes: readonly LaneId[];
  /** The parameters it compares. */
  reads: readonly ParameterId[];
  isBroken(settings: Settings, scenario: Scenario): boolean;
  /** Completes "poll.interval: …". */
  because(settings: Settings): string;
  /** What to change, and to which value; afterwards the rule holds. */
  changes: ParameterId;
  to(settings: Settings): Value;
}

export const crossRules: readonly CrossRule[] = [
  {
    // Else a poller asks an empty queue for ever without time going on.
    lanes: ['pull', 'hybrid'],
    reads: ['poll.interval', 'poll.wait', 'net.latency'],
    isBroken: (s) => s['poll.interval'] + s['poll.wait'] + s['net.latency'] < MILLISECOND,
    because: () =>
      'polls of an empty queue would follow each other without end; with poll.wait and net.latency it needs 1ms',
    changes: 'poll.interval',
    to: () => MILLISECOND,
  },
  {
    // Else a message that fails at once is tried again for ever at the same instant.
    lanes: laneIds,
    reads: ['retry.maxAttempts', 'retry.base', 'net.latency'],
    isBroken: (s) => s['retry.maxAttempts'] === UNLIMITED && s['retry.base'] + s['net.latency'] < MILLISECOND,
    because: () => 'unlimited attempts would follow each other without end; with net.latency it needs 1ms',
    changes: 'retry.base',
    to: () => MILLISECOND,
  },
  {
    lanes: laneIds,
    reads: ['consumer.instances', 'consumer.concurrency'],
    isBroken: (s) => s['consumer.instances'] * s['consumer.concurrency'] > MAX_WORKERS,
    because: (s) =>
      `${s['consumer.instances']} workers × ${s['consumer.concurrency']} slots is more than ${MAX_WORKERS}`,
    changes: 'consumer.concurrency',
    to: (s) => Math.floor(MAX_WORKERS / s['consumer.instances']),
  },
  {
    lanes: laneIds,
    reads: ['arrival.process'],
    isBroken: (s, { trace }) => s['arrival.process'] === 'trace' && trace === null,
    because: () => 'there is no trace to play',
    changes: 'arrival.process',
    to: () => 'poisson',
  },
  {
    lanes: laneIds,
    reads: ['burst.size', 'burst.every', 'burst.over'],
    isBroken: (s) => s['burst.size'] > 0 && s['burst.over'] > s['burst.every'],
    because: (s) =>
      `a burst of ${formatDuration(s['burst.over'])} is not over before the next, ${formatDuration(s['burst.every'])} later`,
    changes: 'burst.over',
    to: (s) => s['burst.every'],
  },
];
