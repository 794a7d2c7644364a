/** Closed forms of what stands still for a time: the backlog of an outage and how long it drains, and workers that break down. */
import { describe, expect, test, vi } from 'vitest';
import { Fact } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import type { DrillKind, Entry, Values } from '../model/scenario.ts';
import { MILLISECOND, NEVER, SECOND, type SimTime } from '../model/time.ts';
import { runUntil, step } from './kernel.ts';
import type { Lane } from './lane.ts';
import { Counter, counted, Level, levelMean } from './metrics.ts';
import { expectMean, expectNear, MESSAGES, measure, runLane, SERVICE, scenarioOf } from './textbook.test-support.ts';
import { createLane } from './wiring.ts';

vi.setConfig({ testTimeout: 600_000 });

const FROM = 20 * SECOND + 11 * MILLISECOND;
const OUTAGE = 30 * SECOND;

const outage = (drill: DrillKind): Entry => ({
  type: 'drill',
  at: FROM,
  until: FROM + OUTAGE,
  drill,
  amount: 1,
  lane: null,
});

const outstanding = (lane: Lane) => lane.world.metrics.levels[Level.outstanding];

/** From the end of the outage until nothing is left. */
function drainTime(lane: Lane): SimTime {
  runUntil(lane.kernel, FROM + OUTAGE);
  while (outstanding(lane) > 0) step(lane.kernel, NEVER);
  return lane.kernel.now - FROM - OUTAGE;
}

describe('after an outage of 30 s at 80/s of 100/s', () => {
  // Fluid balance, arrival × outage / (μ − arrival) = 80 × 30 / 20 = 120 s. The outage begins between two messages, 1 ms after the
  // worker was done, and 2,400 come in it; the j-th is done j × 10 ms after its end, and j = 12,000 is the first by which all are done.
  test.each<[LaneId, DrillKind]>([
    ['pull', 'consumer.down'],
    ['hybrid', 'consumer.down'],
    ['push', 'consumer.hang'],
    ['pull', 'consumer.hang'],
    ['hybrid', 'broker.down'],
    ['push', 'broker.down'],
  ])('the %s lane has drained what came during %s in 120 s, to the microsecond', (lane, drill) => {
    const values: Values = {
      'arrival.process': 'steady',
      'arrival.rate': 80,
      'service.dist': 'deterministic',
      'queue.durable': true,
      'publish.buffer': 10_000,
    };
    const run = createLane(scenarioOf(values, { timeline: [outage(drill)] }), lane, { journal: 'off' });
    runUntil(run.kernel, FROM);
    expect(outstanding(run)).toBe(0);
    runUntil(run.kernel, FROM + OUTAGE);
    expect(outstanding(run)).toBe(80 * 30);
    expect(drainTime(run)).toBe(120 * SECOND);
  });

  // A busy period that begins with work V lasts V / (1 − ρ) on average, with variance Var V / (1 − ρ)² + E[V] λ E[S²] / (1 − ρ)³
  // (L. Kleinrock, Queueing Systems I, 1975, 5.8 and 5.9). V is what came in the outage, λ × 30 s of S, and what waited before in M/M/1: ρ² / (1 − ρ) of S.
  test('Poisson arrivals and exponential work drain in 120 s on average, and what waited before comes on top', () => {
    const [seconds, rho, runs] = [SERVICE / SECOND, 0.8, 24];
    const square = 2 * seconds * seconds;
    const came = 80 * (OUTAGE / SECOND);
    const work = came * seconds + ((rho * rho) / (1 - rho)) * seconds;
    // The variance of what waited before is below a thousandth of the rest.
    const variance = (came * square) / (1 - rho) ** 2 + (work * 80 * square) / (1 - rho) ** 3;
    let sum = 0;
    for (let seed = 1; seed <= runs; seed++) {
      const scenario = scenarioOf({ 'arrival.rate': 80 }, { seed, timeline: [outage('consumer.hang')] });
      sum += drainTime(createLane(scenario, 'hybrid', { journal: 'off' })) / SECOND;
    }
    expect(work / (1 - rho)).toBeCloseTo(120.16, 2);
    expectMean(sum / runs, runs, work / (1 - rho), Math.sqrt(variance));
  });
});

/**
 * Here a breakdown loses the work in hand, whose message comes back when its lease ends, and its next execution is as long as the
 * one that was lost (the work is keyed by the message). So there is no textbook wait: those formulas let the server go on where it
 * stopped, or begin the same customer again when it is repaired. What they share with us is how often it is up, and how much it
 * gets done when there is always something to do.
 */
describe('an instance that breaks down', () => {
  const mtbf = 2 * SECOND;
  const repair = SECOND;
  const breaking: Values = { 'crash.mtbf': mtbf, 'crash.repair': repair };

  // Renewal theory: mtbf / (mtbf + repair). The time up until t has a variance of 2 t u² d² / (u + d)³ for exponential lives u and repairs d.
  test('is up for mtbf / (mtbf + repair) of the time', () => {
    const until = 20_000 * SECOND;
    const { journal } = runLane('hybrid', { ...breaking, 'arrival.rate': 0.01 }, until, 'on');
    const { length, kind, time } = journal.records;
    let up = 0;
    let since = 0;
    for (let i = 0; i < length; i++) {
      if (kind[i] === Fact.workerDown) up += time[i] - since;
      if (kind[i] === Fact.workerUp) since = time[i];
    }
    const perTime = (2 * mtbf * mtbf * repair * repair) / (mtbf + repair) ** 3;
    expectMean(up / until, until, mtbf / (mtbf + repair), Math.sqrt(perTime));
  });

  const crowded = (mean: SimTime): Values => ({
    ...breaking,
    'service.mean': mean,
    'arrival.rate': (2 * SECOND) / mean,
    'queue.capacity': 50,
    'retry.owner': 'broker',
    'retry.base': 0,
    'retry.maxAttempts': Number.POSITIVE_INFINITY,
    'ack.timeout': 5 * SECOND,
  });
  const perSecond = ({ world: { metrics }, kernel }: Lane) => ({
    done: (counted(metrics, Counter.acked) * SECOND) / (kernel.now - metrics.warmAt),
    twice: (counted(metrics, Counter.duplicateEffects) * SECOND) / (kernel.now - metrics.warmAt),
    working: levelMean(metrics, Level.working, kernel.now),
  });
  const up = mtbf / (mtbf + repair);

  // Preemptive repeat (D. Gaver, 1962): a life of constant works of D sees Σ e^(−k D / mtbf) = 1 / (e^(D / mtbf) − 1) of them to their end.
  test.each<LaneId>(['pull', 'hybrid'])(
    'in the %s lane does as many constant works as fit whole into its lives',
    (lane) => {
      const mean = 200 * MILLISECOND;
      const measured = measure(lane, { ...crowded(mean), 'service.dist': 'deterministic' }, MESSAGES / 2, perSecond);
      expectNear(measured.done, SECOND / ((mtbf + repair) * Math.expm1(mean / mtbf)), 0.04);
      expectNear(measured.working, up, 0.04);
    },
  );

  // Exponential work repeated with the same length takes (e^(S / mtbf) − 1) × mtbf of time up, which is 1 / (μ − 1 / mtbf) on average:
  // one crash for each mtbf costs one message's worth more than if the repeated work were drawn anew, which would leave μ.
  test('does μ − 1 / mtbf exponential works per time up, as each lost one is repeated at its own length', () => {
    const mean = 200 * MILLISECOND;
    const { done } = measure('pull', crowded(mean), MESSAGES, perSecond);
    expectNear(done, up * (SECOND / mean - SECOND / mtbf), 0.04);
  });

  // It waits for the end of the work, so a life is 1 / (1 − e^(−D / mtbf)) whole works on average, the last of them done again by another.
  test('does one work of each life twice if it strikes after the effect', () => {
    const mean = 200 * MILLISECOND;
    const values = { ...crowded(mean), 'service.dist': 'deterministic', 'crash.where': 'after-effect' };
    const measured = measure('hybrid', values, MESSAGES / 2, perSecond);
    const works = -1 / Math.expm1(-mean / mtbf);
    const cycle = (works * mean + repair) / SECOND;
    expectNear(measured.twice, 1 / cycle, 0.04);
    expectNear(measured.done, (works - 1) / cycle, 0.04);
  });
});
