/** Closed forms of retry storms: when an outage that is over goes on for ever, how long it goes on otherwise, and what bounds it. */
import { describe, expect, test, vi } from 'vitest';
import type { LaneId } from '../model/lanes.ts';
import type { Entry, Values } from '../model/scenario.ts';
import { MILLISECOND, NEVER, SECOND } from '../model/time.ts';
import { countOf } from './journal.ts';
import { runUntil, step } from './kernel.ts';
import type { Lane } from './lane.ts';
import { scenarioOf } from './textbook.test-support.ts';
import { createLane } from './wiring.ts';

vi.setConfig({ testTimeout: 600_000 });

/** Arrivals like a clock at 40/s, one server that does 100/s, callers that wait for a second and cancel nothing. */
const ARRIVALS = 40;
const MU = 100;
const TIMEOUT = 1;
const IN_TIME = MU * TIMEOUT - 1; // Calls that can be waited for: μ × (timeout − service).

const storm: Values = {
  'arrival.process': 'steady',
  'arrival.rate': ARRIVALS,
  'retry.base': 0,
  lateAck: 'rejected', // Who has hung up hears nothing.
};

/** The server is the worker itself, or what a crowd of workers calls. */
const places: Partial<Record<LaneId, Values>> = {
  push: {
    ...storm,
    'service.dist': 'deterministic',
    'push.requestTimeout': TIMEOUT * SECOND,
    'retry.owner': 'sender',
  },
  hybrid: {
    ...storm,
    'service.mean': 0,
    'service.dist': 'deterministic',
    'consumer.concurrency': 400,
    'ds.servers': 1,
    'ds.service': 10 * MILLISECOND,
    'ds.dist': 'deterministic',
    'ds.timeout': TIMEOUT * SECOND,
    'retry.owner': 'inline',
  },
};

const FROM = 20 * SECOND;

function stormy(lane: 'push' | 'hybrid', attempts: number, outageSeconds: number, values: Values = {}): Lane {
  const drill = lane === 'push' ? 'consumer.hang' : 'downstream.hang';
  const until = FROM + outageSeconds * SECOND;
  const timeline: Entry[] = [{ type: 'drill', at: FROM, until, drill, amount: 1, lane: null }];
  const run = createLane(
    scenarioOf({ ...places[lane], 'retry.maxAttempts': attempts, ...values }, { timeline }),
    lane,
    { journal: 'off' },
  );
  runUntil(run.kernel, until);
  return run;
}

const acked = (lane: Lane) => countOf(lane.world.journal, 'acked');
/** Calls that wait at the server. */
const waiting = ({ id, world }: Lane) => (id === 'push' ? world.buffers[0].size : world.downstream.line.size);

/** How many are answered in time, in 100 s that end ten minutes later. */
function successesLater(lane: Lane): number {
  runUntil(lane.kernel, lane.kernel.now + 500 * SECOND);
  const before = acked(lane);
  runUntil(lane.kernel, lane.kernel.now + 100 * SECOND);
  return acked(lane) - before;
}

/** Until the first one that is answered in time. */
function recoverySeconds(lane: Lane): number {
  const { now } = lane.kernel;
  const before = acked(lane);
  while (acked(lane) === before) step(lane.kernel, NEVER);
  return (lane.kernel.now - now) / SECOND;
}

describe.each(['push', 'hybrid'] as const)('%s: an outage much longer than the timeout', (lane) => {
  // N. Bronson and others, Metastable Failures in Distributed Systems (HotOS 2021): while all time out, each message makes N calls.
  // Of N = 2 there are 80/s, fewer than 100/s. By the time t from its start 40 (2t − 1) calls have come, and 100 (t − 20) were served
  // of them; the first in time is one that finds no more than 99 before it, and it is answered a timeout later at the latest.
  test('ends when all attempts together are fewer than the server does, after the fluid time', () => {
    const [attempts, outage] = [2, 20];
    const first = (MU * outage - ARRIVALS * TIMEOUT - IN_TIME) / (MU - ARRIVALS * attempts) - outage;
    const run = stormy(lane, attempts, outage);
    const took = recoverySeconds(run);
    expect(took).toBeGreaterThan(first);
    expect(took).toBeLessThan(first + 1.1 * TIMEOUT);
    expect(successesLater(run)).toBe(100 * ARRIVALS);
  });

  // Of N = 3 there are 120/s: nothing is ever in time again, and the line grows by the 20/s that are too many.
  test('never ends when they are more, and the line grows by the difference', () => {
    const run = stormy(lane, 3, 20);
    runUntil(run.kernel, run.kernel.now + 100 * SECOND);
    const [before, from] = [waiting(run), run.kernel.now];
    expect(successesLater(run)).toBe(0);
    expect((waiting(run) - before) / ((run.kernel.now - from) / SECOND)).toBeCloseTo(3 * ARRIVALS - MU, 1);
  });

  test('does no harm if it is so short that nobody gives up', () => {
    const run = stormy(lane, 3, 0.5);
    expect(successesLater(run)).toBe(100 * ARRIVALS);
    expect([countOf(run.world.journal, 'expired'), countOf(run.world.journal, 'callFailed')]).toEqual([0, 0]);
  });
});

/**
 * A call that is let in waits for those before it: where μ × (timeout − service) = 99 may line up, all are in time and the storm ends.
 * The bound is enough, but not the edge. A full line refuses, and tries that come at once are used up at once, so nobody who
 * would try again is left from the outage. In the first second after it 40/s come of 100/s, in the next one 80/s with
 * the second tries: the line falls by 60 and by 20, and the storm goes on if then more than 99 are left, so from 180 on.
 */
test.each([IN_TIME, IN_TIME + 60 + 15, IN_TIME + 60 + 25, 1_000])(
  'a line of %s at most decides whether a storm of three tries ends',
  (room) => {
    const successes = room < IN_TIME + 80 ? 100 * ARRIVALS : 0;
    expect(successesLater(stormy('push', 3, 20, { 'push.inbox': room }))).toBe(successes);
    expect(successesLater(stormy('hybrid', 3, 20, { 'ds.queueCap': room }))).toBe(successes);
  },
);

// Who never gives up keeps the line full, and then the bound is the edge: what finds 99 before it is in time, what finds a few more never
// is. The 800 that came in the outage are gone after 800 / (100 − 40) = 13.3 s or not at all.
test.each([
  [IN_TIME, 20 * ARRIVALS + 20 * ARRIVALS],
  [IN_TIME + 6, 0],
])('of tries without end, a second apart, a line of %s at most lets %s through in 20 s', (room, successes) => {
  const patient: Values = { 'retry.schedule': 'fixed', 'retry.base': SECOND, 'push.inbox': room };
  const run = stormy('push', Number.POSITIVE_INFINITY, 20, patient);
  const before = acked(run);
  runUntil(run.kernel, run.kernel.now + 20 * SECOND);
  expect(acked(run) - before).toBe(successes);
});

test.each(['ds.cancelOnTimeout', 'ds.dropExpired'])(
  'with %s no server works for who has hung up, and the storm ends',
  (remedy) => {
    expect(successesLater(stormy('hybrid', 3, 20, { [remedy]: true }))).toBe(100 * ARRIVALS);
  },
);

// A window W is sent again in each timeout, so the outage leaves W × outage / timeout calls (fewer in the seconds
// in which the arrivals fill it), which drain at μ − W / timeout until the next can be answered in time. From W = μ × timeout on they never do.
test.each([20, 50, 80])(
  'a window of %s ends a storm of tries without end, in W × outage / timeout / (μ − W / timeout)',
  (window) => {
    const outage = 20;
    let left = 0;
    for (let second = 1; second <= outage; second++) left += Math.min(window, ARRIVALS * second);
    const took = recoverySeconds(stormy('push', Number.POSITIVE_INFINITY, outage, { 'push.maxInFlight': window }));
    expect(took).toBeGreaterThan((left - MU * TIMEOUT) / (MU - window / TIMEOUT));
    expect(took).toBeLessThan((left - IN_TIME) / (MU - window / TIMEOUT) + 1.1 * TIMEOUT);
  },
);

test('a window of more than the server does in a timeout never ends it', () => {
  const run = stormy('push', Number.POSITIVE_INFINITY, 20, { 'push.maxInFlight': MU * TIMEOUT + 10 });
  expect(successesLater(run)).toBe(0);
});
