/** Closed forms of what limits a flow: token buckets that delay or refuse, windows, and the way of a poll. */
import { describe, expect, test, vi } from 'vitest';
import { Fact } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Values } from '../model/scenario.ts';
import { MILLISECOND, SECOND, type SimTime } from '../model/time.ts';
import { countOf } from './journal.ts';
import type { Lane } from './lane.ts';
import { Counter, counted } from './metrics.ts';
import { expectNear, MESSAGES, measure, runLane, SERVICE } from './textbook.test-support.ts';

vi.setConfig({ testTimeout: 600_000 });

/** Time between two tokens, and no work that could hold anything up. */
const GAP = 10 * MILLISECOND;
const PER_SECOND = SECOND / GAP;
const instant: Values = { 'service.mean': 0, 'service.dist': 'deterministic' };

/** When each message was published, and when those that passed did, in order. */
function passing(lane: LaneId, values: Values, until: SimTime) {
  const { length, kind, time, message } = runLane(lane, { ...instant, ...values }, until, 'on').journal.records;
  const published: SimTime[] = [];
  const passed: { at: SimTime; message: number }[] = [];
  for (let i = 0; i < length; i++) {
    if (kind[i] === Fact.published) published[message[i]] = time[i];
    if (kind[i] === Fact.started) passed.push({ at: time[i], message: message[i] });
  }
  return { published, passed };
}

/** Any time window holds the burst and what the rate brings at most: the n-th after the k-th is (n − k + 1 − b) gaps later. */
function expectBounded(times: SimTime[], burst: number): void {
  let latest = Number.NEGATIVE_INFINITY;
  times.forEach((time, n) => {
    latest = Math.max(latest, time - n * GAP);
    if (time - n * GAP < latest + (1 - burst) * GAP) expect.fail(`number ${n} passed too early, at ${time} µs`);
  });
}

const limits = { push: 'push.rate', hybrid: 'consumer.rate' } as const;

describe('a token bucket that delays', () => {
  // A greedy shaper (J.-Y. Le Boudec, P. Thiran, Network Calculus, 2001, 1.5): the n-th goes out when it has come, and (n − k + 1 − b)
  // gaps after the coming of any k-th before it. Too many arrivals like a clock, and then one in each gap goes: D/D/1.
  test.each<['push' | 'hybrid', string, number, number]>([
    ['push', 'poisson', 80, 1],
    ['push', 'poisson', 95, 5],
    ['push', 'steady', 130, 3],
    ['hybrid', 'poisson', 80, 1],
    ['hybrid', 'poisson', 95, 5],
    ['hybrid', 'steady', 130, 3],
  ])(
    'in the %s lane lets %s arrivals of %s/s through as a greedy shaper, to the microsecond, with a burst of %s',
    (lane, process, rate, burst) => {
      const until = 100 * SECOND;
      const { published, passed } = passing(
        lane,
        {
          'arrival.process': process,
          'arrival.rate': rate,
          [`${limits[lane]}Limit`]: PER_SECOND,
          [`${limits[lane]}Burst`]: burst,
        },
        until,
      );
      let latest = Number.NEGATIVE_INFINITY;
      passed.forEach(({ at, message }, n) => {
        expect(message).toBe(n);
        latest = Math.max(latest, published[n] - n * GAP);
        const due = Math.max(published[n], latest + (n + 1 - burst) * GAP);
        if (at !== due) expect.fail(`message ${n} passed at ${at}, not ${due} µs`);
      });
      expect(passed.length).toBeGreaterThan(7_000);
      if (process === 'steady') expect(passed.length).toBe(Math.floor((until - published[0]) / GAP) + burst);
      expectBounded(
        passed.map(({ at }) => at),
        burst,
      );
    },
  );

  // With a burst of one the bucket is a server that takes a gap for each: M/D/1, ρ / (2 (1 − ρ)) gaps (F. Pollaczek, 1930).
  test.each(['push', 'hybrid'] as const)(
    'in the %s lane with a burst of one makes Poisson arrivals wait as M/D/1',
    (lane) => {
      const rho = 0.8;
      const values = { ...instant, 'arrival.rate': rho * PER_SECOND, [`${limits[lane]}Limit`]: PER_SECOND };
      const { wait } = measure(lane, values, MESSAGES / 2, ({ world: { metrics } }) => ({
        wait: metrics.wait.sum / metrics.wait.count / GAP,
      }));
      expectNear(wait, rho / (2 * (1 - rho)), 0.06);
    },
  );
});

/**
 * Share that M/D/1/K loses (K in all; H. Takagi, Queueing Analysis 2, 1993, 5.1), 1 − 1 / (π0 + ρ): π is what departures leave, by the
 * recursion of M/D/1 with Poisson arrivals in a service, made to add up to one over 0 to K − 1. K = 1 loses ρ / (1 + ρ).
 */
function lossOfMD1K(places: number, rho: number): number {
  const arrivals = [Math.exp(-rho)];
  for (let n = 1; n <= places; n++) arrivals.push((arrivals[n - 1] * rho) / n);
  const left = [1];
  for (let j = 0; j + 1 < places; j++) {
    let rest = left[j] - left[0] * arrivals[j];
    for (let i = 1; i <= j; i++) rest -= left[i] * arrivals[j - i + 1];
    left.push(rest / arrivals[0]);
  }
  return 1 - 1 / (1 / left.reduce((sum, each) => sum + each, 0) + rho);
}

describe('a token bucket that refuses', () => {
  const policed = (burst: number): Values => ({
    'push.rateMode': 'refuse',
    'push.rateLimit': PER_SECOND,
    'push.rateBurst': burst,
  });

  // A bucket of one can't save what it gains between two arrivals: one in ceil(gap / spacing) passes, here one in 3 of 2.5. A larger
  // one can, and of n arrivals from a full bucket on min(n, b + floor((n − 1) spacing / gap)) pass.
  test.each([
    [1, (n: number) => Math.ceil(n / 3)],
    [2, (n: number) => Math.min(n, 2 + Math.floor((n - 1) / 2.5))],
    [7, (n: number) => Math.min(n, 7 + Math.floor((n - 1) / 2.5))],
  ])('with a burst of %s lets exactly so many of steady arrivals through', (burst, passes) => {
    const values = { ...policed(burst), 'arrival.process': 'steady', 'arrival.rate': 2.5 * PER_SECOND };
    const { published, passed } = passing('push', values, 60 * SECOND);
    expect(published).toHaveLength(15_000);
    let soFar = 0;
    published.forEach((_, i) => {
      if (passed[soFar]?.message === i) soFar++;
      if (soFar !== passes(i + 1)) expect.fail(`${soFar} of ${i + 1} passed, not ${passes(i + 1)}`);
    });
    expectBounded(
      passed.map(({ at }) => at),
      burst,
    );
  });

  // What the bucket owes is the work in M/D/1 whose arrivals are lost while there are more than b − 1 gaps of it, which is while b are
  // in the system. For b = 1 each that passes is followed by a gap and a wait for the next: 1 / (1 / r + 1 / λ) pass per second.
  const lost = ({ world: { metrics } }: Lane) => ({
    share: counted(metrics, Counter.lost) / counted(metrics, Counter.published),
  });
  test.each<[string, number, number, Values]>([
    ['sender', 1, 0.8, policed(1)],
    ['sender', 3, 0.9, policed(3)],
    ['sender', 4, 1.5, policed(4)],
    ['downstream', 2, 0.8, { 'ds.rateLimit': PER_SECOND, 'ds.rateBurst': 2, 'ds.servers': 100, 'ds.service': 1 }],
  ])('at the %s with a burst of %s at load %s loses as M/D/1/K', (_, burst, rho, values) => {
    const busy = { ...instant, ...values, 'arrival.rate': rho * PER_SECOND, 'consumer.concurrency': 4 };
    const { share } = measure('push', busy, MESSAGES / 2, lost);
    expectNear(share, lossOfMD1K(burst, rho), 0.05);
    if (burst === 1) expect(rho * (1 - lossOfMD1K(1, rho))).toBeCloseTo(1 / (1 + 1 / rho), 12);
  });
});

describe('with more to do than can be done', () => {
  const way = 20 * MILLISECOND;
  const crowded: Values = { 'arrival.rate': 2_000, 'queue.capacity': 100, 'net.latency': way };
  const doneIn = (lane: LaneId, values: Values, until: SimTime) =>
    countOf(runLane(lane, { ...crowded, ...values }, until).world.journal, 'finished');

  // Little's law of a closed loop: credit limits what is out, not how fast it goes, and comes back after its work and two trips.
  test('a window of W lets W through in each service and two trips, whatever the work is like', () => {
    const window = 7;
    const values = { ...crowded, 'push.maxInFlight': window, 'consumer.concurrency': 100 };
    const perSecond = (window * SECOND) / (SERVICE + 2 * way);
    const rounds = 100 * SECOND;
    const exact = doneIn('push', { ...values, 'service.dist': 'deterministic' }, rounds);
    expect(Math.abs(exact - (perSecond * rounds) / SECOND)).toBeLessThanOrEqual(2 * window);
    const { done } = measure('push', values, MESSAGES, ({ world: { metrics }, kernel }) => ({
      done: (counted(metrics, Counter.acked) * SECOND) / (kernel.now - metrics.warmAt),
    }));
    expectNear(done, perSecond, 0.02);
  });

  // The worker stands still while it asks: one batch in the work that it is and two trips.
  test.each([1, 5, 40])('a poller brings a batch of %s in its work and two trips', (batch) => {
    const until = 100 * SECOND;
    const done = doneIn('pull', { 'poll.batchMax': batch, 'service.dist': 'deterministic' }, until);
    const perRound = batch * SERVICE + 2 * way;
    expect(Math.abs(done - (batch * until) / perRound)).toBeLessThanOrEqual(2 * batch);
  });
});
