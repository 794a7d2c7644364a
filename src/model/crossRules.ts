/** What may not stand together although each value is in its range, with the one value that puts it right. */
import { UNLIMITED, type Value } from './knobs.ts';
import { type LaneId, laneIds } from './lanes.ts';
import type { ParameterId, Settings } from './parameters.ts';
import { formatDuration } from './quantities.ts';
import type { Scenario } from './scenario.ts';
import { plainWait } from './schedule.ts';
import { MILLISECOND, type SimTime } from './time.ts';

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

const INLINE_MAX = 1_000;

const waiting: readonly ParameterId[] = [
  'retry.maxAttempts',
  'retry.stopRule',
  'retry.schedule',
  'retry.jitter',
  'retry.delayOn',
  'retry.base',
  'retry.cap',
];

/** No number of attempts ends the retries: there is no limit, or age must be reached, too, for which time has to go on. */
const isEndless = (s: Settings): boolean => s['retry.maxAttempts'] === UNLIMITED || s['retry.stopRule'] === 'both';

/** Whether the first wait is one of those that come again and again, so that a longer one helps. */
const waitsByBase = (s: Settings): boolean =>
  s['retry.delayOn'] !== 'timeout' &&
  (s['retry.jitter'] === 'decorrelated' || ['fixed', 'linear', 'exponential'].includes(s['retry.schedule']));

/** A wait far down the schedule, as it comes again and again. */
function lastWait(s: Settings): SimTime {
  if (s['retry.delayOn'] === 'timeout') return 0;
  return s['retry.jitter'] === 'decorrelated' ? s['retry.base'] : plainWait(s, 1_000);
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
    reads: ['retry.maxAttempts', 'retry.stopRule', 'retry.base', 'net.latency'],
    isBroken: (s) => isEndless(s) && waitsByBase(s) && s['retry.base'] + s['net.latency'] < MILLISECOND,
    because: () => 'unlimited attempts would follow each other without end; with net.latency it needs 1ms',
    changes: 'retry.base',
    to: () => MILLISECOND,
  },
  {
    // The same where no wait can be longer.
    lanes: laneIds,
    reads: [...waiting, 'net.latency'],
    isBroken: (s) => isEndless(s) && lastWait(s) + s['net.latency'] < MILLISECOND,
    because: () => 'unlimited attempts without a wait would follow each other without end; it needs 1ms',
    changes: 'net.latency',
    to: () => MILLISECOND,
  },
  {
    // The network does not slow down a worker that tries again by itself.
    lanes: laneIds,
    reads: [...waiting, 'retry.owner', 'service.mean'],
    isBroken: (s) =>
      s['retry.owner'] === 'inline' &&
      s['retry.maxAttempts'] === UNLIMITED &&
      lastWait(s) + s['service.mean'] < MILLISECOND,
    because: () => 'a worker would try again without end, and without a wait or work that lasts 1ms',
    changes: 'retry.maxAttempts',
    to: () => INLINE_MAX,
  },
  {
    // Else a client whose message is over at once sends the next one at the same instant.
    lanes: laneIds,
    reads: ['arrival.process', 'clients.think', 'net.latency'],
    isBroken: (s) => s['arrival.process'] === 'closed' && s['clients.think'] + s['net.latency'] < MILLISECOND,
    because: () => 'clients could send without end at one instant; with clients.think it needs 1ms',
    changes: 'net.latency',
    to: () => MILLISECOND,
  },
  {
    lanes: ['pull', 'hybrid'],
    reads: ['consumer.instances', 'poll.pollers'],
    isBroken: (s) => s['consumer.instances'] * s['poll.pollers'] > MAX_WORKERS,
    because: (s) => `${s['consumer.instances']} workers × ${s['poll.pollers']} pollers is more than ${MAX_WORKERS}`,
    changes: 'poll.pollers',
    to: (s) => Math.floor(MAX_WORKERS / s['consumer.instances']),
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
