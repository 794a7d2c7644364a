/** Closed forms of who asks: pauses as a server's vacations, polls on a clock, and batches that have to fill. */
import { expect, test, vi } from 'vitest';
import { Fact } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Values } from '../model/scenario.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { Lane } from './lane.ts';
import { Level, levelMean } from './metrics.ts';
import { expectNear, MESSAGES, measure, runLane, SERVICE } from './textbook.test-support.ts';

vi.setConfig({ testTimeout: 600_000 });

/** Mean time from publishing to the start, in milliseconds. */
const waiting = ({ world: { metrics } }: Lane) => ({ wait: metrics.wait.sum / metrics.wait.count / MILLISECOND });

interface Asking {
  latency: number;
  /** Length of the long poll, and of the pause after it was answered with nothing. */
  wait: number;
  interval: number;
}

/**
 * One worker that asks for one message at a time is M/G/1 whose server takes vacations; all times in ms. Seen from the queue, a
 * message holds the server from the poll that takes it to the next poll: its answer's trip, the work, the next question's trip.
 * An idle server is parked for `wait`, where a message is taken at once, and then away for V = interval + two trips, in turn.
 * Decomposition (S. Fuhrmann and R. Cooper, 1985): the wait is that of M/G/1, λ E[S²] / (2 (1 − λ E[S])), and E[Q (Q − 1)] / (2 λ E[Q])
 * where Q is how many a busy time begins with: one if the first came while it was parked, all that came in V if not.
 * Without parking the second term is V / 2, that of multiple vacations (Y. Levy, U. Yechiali, 1975). Two trips come on top:
 * those of the publish and of the answer.
 */
function vacationWait(perMs: number, work: number, { latency, wait, interval }: Asking): number {
  const trips = 2 * latency;
  const mean = work + trips;
  const square = 2 * work * work + 2 * work * trips + trips * trips;
  const away = interval + trips;
  const missed = Math.exp(-perMs * wait);
  const extra = (missed * perMs * away * away) / (2 * (1 - missed + missed * perMs * away));
  return trips + (perMs * square) / (2 * (1 - perMs * mean)) + extra;
}

test.each<[LaneId, number, number, number]>([
  ['pull', 0, 0, 20],
  ['hybrid', 2, 0, 20],
  ['hybrid', 5, 20, 0],
  ['pull', 2, 30, 100],
  ['pull', 5, 60_000, 0],
])(
  'the %s lane with %s ms each way, polls of %s ms and pauses of %s ms waits as M/G/1 with vacations',
  (lane, latency, wait, interval) => {
    const work = SERVICE / MILLISECOND;
    const perMs = 0.4 / (work + 2 * latency);
    const values: Values = {
      'arrival.rate': perMs * 1_000,
      'net.latency': latency * MILLISECOND,
      'poll.wait': wait * MILLISECOND,
      'poll.interval': interval * MILLISECOND,
    };
    const measured = measure(lane, values, MESSAGES / 2, waiting);
    expectNear(measured.wait, vacationWait(perMs, work, { latency, wait, interval }), 0.03);
  },
);

const clock: Values = {
  'poll.pace': 'fixed',
  'poll.interval': SECOND,
  'poll.wait': 0,
  'poll.batchMax': 10_000,
  'service.mean': 0,
  'service.dist': 'deterministic',
};

test('a poller on a clock brings every message at the first tick after it came, so delays are uniform(0, I)', () => {
  const { length, kind, time, message } = runLane('pull', clock, 500 * SECOND, 'on').journal.records;
  const published: number[] = [];
  let phase = -1;
  let started = 0;
  for (let i = 0; i < length; i++) {
    if (kind[i] === Fact.polled && phase === -1) phase = time[i];
    if (kind[i] === Fact.published) published[message[i]] = time[i];
    if (kind[i] !== Fact.started) continue;
    const tick = phase + Math.max(0, Math.ceil((published[message[i]] - phase) / SECOND)) * SECOND;
    if (time[i] !== tick) expect.fail(`message ${message[i]} started at ${time[i]}, not ${tick} µs`);
    started++;
  }
  expect(started).toBeGreaterThan(20_000);
});

// A tick brings N messages, Poisson with mean λI, and the j-th of them waits for the j − 1 before it: E[N (N − 1)] / (2 E[N]) = λI / 2
// of them on average. Here all are done before the next tick. A tick that misses with probability q costs q / (1 − q) whole periods.
test.each<[string, number, number, number]>([
  ['deterministic', 0, 0, 500],
  ['deterministic', 5, 0, 500 + 125],
  ['exponential', 5, 0, 500 + 125],
  ['deterministic', 0, 0.2, 500 + 250],
])(
  'a clocked batch with %s work of %s ms, missed with probability %s, waits half a period and for its place: %s ms',
  (dist, work, missed, wait) => {
    const values = {
      ...clock,
      'service.dist': dist,
      'service.mean': work * MILLISECOND,
      'poll.falseEmptyProb': missed,
    };
    expectNear(measure('pull', values, MESSAGES / 2, waiting).wait, wait, 0.06);
  },
);

/** Chance that a Poisson number of this mean is at least n. */
function atLeast(mean: number, n: number): number {
  let log = -mean; // Of the probability of i: that of none would be too small for a number.
  let below = 0;
  for (let i = 0; i < n; i++) {
    below += Math.exp(log);
    log += Math.log(mean / (i + 1));
  }
  return Math.max(0, 1 - below);
}

/**
 * A clock whose ticks bring b messages at most is bulk service at fixed instants (N. Bailey, 1954): what a tick leaves is
 * X' = max(0, X + A − b), A Poisson with mean λI. By F. Spitzer's identity (1956) E[X] = Σ E[max(0, A_n − n b)] / n over n ≥ 1, where
 * A_n is what n periods bring. Until the next tick λI / 2 more wait on average, and Little's law makes the mean wait of it.
 * For b = 1 that is I / (2 (1 − λI)), M/D/1 with vacations of I.
 */
function leftByTicks(perPeriod: number, most: number): number {
  let left = 0;
  for (let n = 1; n <= 400; n++) {
    const mean = n * perPeriod;
    const excess = mean * atLeast(mean, n * most - 1) - n * most * atLeast(mean, n * most);
    left += Math.max(0, excess) / n;
  }
  return left;
}

test.each([
  [1, 0.8],
  [3, 0.8],
  [10, 0.9],
])('a clock that brings %s at most, at load %s, leaves and delays as bulk service at fixed instants', (most, rho) => {
  const period = 100 * MILLISECOND;
  const perPeriod = rho * most;
  const values = {
    ...clock,
    'arrival.rate': (perPeriod * SECOND) / period,
    'poll.interval': period,
    'poll.batchMax': most,
  };
  const measured = measure('hybrid', values, MESSAGES / 2, (lane) => ({
    ...waiting(lane),
    ready: levelMean(lane.world.metrics, Level.ready, lane.kernel.now),
  }));
  const ready = leftByTicks(perPeriod, most) + perPeriod / 2;
  expectNear(measured.ready, ready, 0.12);
  expectNear(measured.wait, ((ready / perPeriod) * period) / MILLISECOND, 0.12);
});

/**
 * A parked poll that wants k messages, but not for longer than w after the first, ends at the k-th or at w. With A arrivals in w,
 * Poisson, it brings 1 + Σ P(A ≥ j) and they wait Σ j P(A ≥ j) / λ together, j from 1 to k − 1: renewal and reward. If w never
 * ends first, that is (k − 1) / (2λ) for each.
 */
test.each([
  [5, 60_000],
  [5, 80],
  [50, 200],
])('a poll that wants %s messages within %s ms of the first makes them wait for each other', (least, window) => {
  const perMs = 0.05;
  let size = 1;
  let together = 0;
  for (let j = 1; j < least; j++) {
    size += atLeast(perMs * window, j);
    together += (j * atLeast(perMs * window, j)) / perMs;
  }
  const values: Values = {
    'arrival.rate': perMs * 1_000,
    'poll.batchMin': least,
    'poll.batchMax': 100,
    'poll.batchWindow': window * MILLISECOND,
    'service.mean': 0,
    'service.dist': 'deterministic',
  };
  expectNear(measure('pull', values, MESSAGES / 2, waiting).wait, together / size, 0.02);
});
