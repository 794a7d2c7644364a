import { expect, test } from 'vitest';
import { quantile } from '../model/histogram.ts';
import { Fact, type Records } from '../model/journal.ts';
import { type LaneId, laneIds } from '../model/lanes.ts';
import type { Values } from '../model/scenario.ts';
import { MILLISECOND, SECOND, type SimTime } from '../model/time.ts';
import { countOf } from './journal.ts';
import { runUntil } from './kernel.ts';
import { Level, levelMax, levelMean } from './metrics.ts';
import { bare, runLane, scenarioOf } from './textbook.test-support.ts';
import { totalsOf } from './totals.ts';
import { createLane } from './wiring.ts';

/** Arrivals in order with the work each one is, and when each was started: by message number. */
function workOf({ length, kind, message, time, value }: Records) {
  const arrived: SimTime[] = [];
  const work: SimTime[] = [];
  const started: SimTime[] = [];
  for (let i = 0; i < length; i++) {
    if (kind[i] === Fact.published) arrived[message[i]] = time[i];
    if (kind[i] !== Fact.started) continue;
    started[message[i]] = time[i];
    work[message[i]] = value[i] - time[i];
  }
  return { arrived, work, started };
}

test.each<[LaneId, number, Values]>([
  ['push', 1, {}],
  ['pull', 1, {}],
  ['hybrid', 1, {}],
  ['push', 3, { 'consumer.concurrency': 3 }],
  ['pull', 3, { 'consumer.concurrency': 3 }],
  ['hybrid', 3, { 'consumer.instances': 3 }],
])('in the %s lane every message starts when Kiefer and Wolfowitz say, with %s workers', (lane, servers, workers) => {
  const values = { ...workers, 'arrival.rate': 90 * servers, 'burst.size': 50, 'burst.at': SECOND };
  const { journal } = runLane(lane, values, 60 * SECOND, 'on');
  const { arrived, work, started } = workOf(journal.records);
  const freeAt = new Array<SimTime>(servers).fill(0);
  expect(started.length).toBeGreaterThan(5_000 * servers);
  started.forEach((start, message) => {
    // First come, first served: it starts at the server that is free first. Lindley's recursion is the case of one server.
    const first = freeAt.indexOf(Math.min(...freeAt));
    const expected = Math.max(arrived[message], freeAt[first]);
    if (start !== expected) expect.fail(`message ${message} started at ${start}, not ${expected} µs`);
    freeAt[first] = expected + work[message];
  });
});

// A steady 10/s at 50 ms each; at 20 s there are 80 more. The worker is busy from then on, so the j-th of them is done at 20 s + j × 50 ms;
// until then 81 + floor(j / 2) have come, and the first j at which all are done is 161. A tick before, one is still there.
test.each(laneIds)('the %s lane drains a burst in closed form, to the microsecond', (lane) => {
  const values = {
    ...bare,
    'arrival.rate': 10,
    'arrival.process': 'steady',
    'service.dist': 'deterministic',
    'service.mean': 50_000,
  };
  const run = createLane(scenarioOf({ ...values, 'burst.size': 80, 'burst.at': 20 * SECOND, 'burst.over': 0 }), lane, {
    journal: 'off',
  });
  const outstanding = () => run.world.metrics.levels[Level.outstanding];
  runUntil(run.kernel, 28_050_000 - 1);
  expect(outstanding()).toBe(1);
  expect(levelMax(run.world.metrics, Level.outstanding)).toBe(81);
  runUntil(run.kernel, 28_050_000);
  expect(outstanding()).toBe(0);
});

const rare: Values = { 'arrival.rate': 0.2, 'service.mean': 0, 'service.dist': 'deterministic' };
const DAYS = 5 * 86_400 * SECOND;

// 86,000 messages: the mean of a uniform(0, I) has a standard error of I / √(12 n) = 0.001 I, and 3 of them are 0.3 %.
// The 99th percentile has one of 0.034 %; the histogram's own 1 % rules.
test('at low load a message waits for the next poll: uniform(0, I), mean I / 2, 99th percentile 0.99 I', () => {
  const { wait } = runLane('pull', { ...rare, 'poll.wait': 0, 'poll.interval': SECOND }, DAYS).world.metrics;
  expect(wait.sum / wait.count / SECOND).toBeCloseTo(0.5, 2.5);
  expect(quantile(wait, 0.99) / SECOND / 0.99).toBeCloseTo(1, 1.7);
  expect(wait.max).toBeLessThanOrEqual(SECOND);
});

test('a parked long poll brings a message in two trips: to the broker and on to the worker', () => {
  const { wait } = runLane('pull', { ...rare, 'net.latency': 5 * MILLISECOND }, 10_000 * SECOND).world.metrics;
  expect(quantile(wait, 0.5) / MILLISECOND).toBeCloseTo(10, 1);
  // Who comes while the poller is on its way to ask again waits for it: at most an ack's time, which is rare here.
  expect(wait.sum / wait.count / MILLISECOND).toBeCloseTo(10, 1);
});

test('an idle poller asks once in interval + wait + two trips', () => {
  const values = {
    'arrival.rate': 0.01,
    'poll.interval': SECOND,
    'poll.wait': 2 * SECOND,
    'net.latency': 50 * MILLISECOND,
  };
  const run = createLane(scenarioOf({ ...values, 'arrival.process': 'steady', 'consumer.instances': 4 }), 'hybrid', {
    journal: 'off',
  });
  runUntil(run.kernel, 99 * SECOND);
  const polls = countOf(run.world.journal, 'polled');
  expect(Math.abs(polls - (4 * 99) / 3.1)).toBeLessThanOrEqual(4);
});

// Little's law as bookkeeping: the level charted over time is the time that messages spent there, summed one by one from the journal.
test.each(laneIds)('in the %s lane every level × time is the sum of the stays', (lane) => {
  const until = 300 * SECOND;
  const values: Values = {
    'arrival.rate': 60,
    'consumer.instances': 2,
    'net.latency': 3 * MILLISECOND,
    'ack.timeout': 60 * MILLISECOND,
    'push.requestTimeout': 60 * MILLISECOND,
    'push.inbox': 3,
    'push.maxInFlight': 6,
    'poll.batchMax': 4,
    'retry.owner': 'broker',
    'retry.base': 50 * MILLISECOND,
    'error.prob': 0.1,
  };
  const { journal, world } = runLane(lane, values, until, 'on');
  const stays = staysOf(journal.records, until);
  for (const level of ['ready', 'leased', 'delayed', 'inbox', 'working', 'outstanding'] as const) {
    expect(stays[level], level).toBeGreaterThan(0);
    expect(levelMean(world.metrics, Level[level], until) * until, level).toBeCloseTo(stays[level], 0);
  }
});

/** Message-microseconds in each place up to `until`. */
function staysOf({ length, kind, message, delivery, time }: Records, until: SimTime) {
  const stays = { ready: 0, leased: 0, delayed: 0, inbox: 0, working: 0, outstanding: 0, gone: 0 };
  type Level = keyof typeof stays;
  const open = new Map<string, { level: Level; since: SimTime }>();
  const enter = (who: string, level: Level, at: SimTime) => {
    const before = open.get(who);
    if (before !== undefined) stays[before.level] += at - before.since;
    open.set(who, { level, since: at });
  };
  const places: Partial<Record<number, Level>> = {
    [Fact.queued]: 'ready',
    [Fact.leased]: 'leased',
    [Fact.sent]: 'leased',
    [Fact.delayed]: 'delayed',
    [Fact.acked]: 'gone',
    [Fact.deadLettered]: 'gone',
    [Fact.dropped]: 'gone',
  };
  const sides: Partial<Record<number, Level>> = {
    [Fact.arrived]: 'inbox',
    [Fact.started]: 'working',
    [Fact.finished]: 'gone',
  };
  for (let i = 0; i < length; i++) {
    const place = places[kind[i]];
    const side = sides[kind[i]];
    if (kind[i] === Fact.published) enter(`whole ${message[i]}`, 'outstanding', time[i]);
    if (place !== undefined) enter(`message ${message[i]}`, place, time[i]);
    if (place === 'gone') enter(`whole ${message[i]}`, 'gone', time[i]);
    if (side !== undefined) enter(`delivery ${delivery[i]}`, side, time[i]);
  }
  for (const who of open.keys()) enter(who, 'gone', until);
  return stays;
}

// 100,000 messages each; 3 standard errors of these shares are below 1 %.
test.each(laneIds)(
  'in the %s lane a failure of probability p and three attempts make 1 + p + p² deliveries and p³ dead letters',
  (lane) => {
    const values: Values = {
      'retry.owner': 'broker',
      'retry.maxAttempts': 3,
      'retry.base': 0,
      'error.prob': 0.5,
      'service.mean': 1_000,
    };
    const totals = totalsOf(runLane(lane, values, 2_000 * SECOND));
    expect(totals.deliveries / totals.published / 1.75).toBeCloseTo(1, 1.7);
    expect(totals.deadLettered / totals.published / 0.125).toBeCloseTo(1, 1.3);
  },
);

test.each(laneIds)('in the %s lane acks lost with probability p make a message run 1 / (1 - p) times', (lane) => {
  const lost = 0.4;
  const values: Values = {
    'ack.lossProb': lost,
    'retry.owner': 'broker',
    'retry.maxAttempts': Number.POSITIVE_INFINITY,
    'retry.base': MILLISECOND,
    'ack.timeout': 200 * MILLISECOND,
    'push.requestTimeout': 200 * MILLISECOND,
    'service.mean': 1_000,
  };
  const totals = totalsOf(runLane(lane, values, 2_000 * SECOND));
  expect((totals.effects / totals.acked) * (1 - lost)).toBeCloseTo(1, 1.7);
  expect(totals.acked + totals.acksLost).toBeGreaterThan(totals.effects - 20);
});
