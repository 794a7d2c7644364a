/** Small plays for what is asked of a lane. One worker, work of a second, no network; arrivals in milliseconds. */
import { describe, expect, test } from 'vitest';
import type { Value } from '../model/knobs.ts';
import type { LaneReport } from '../model/report.ts';
import type { Entry, Key, Values } from '../model/scenario.ts';
import { NEVER, SECOND as S, type SimTime } from '../model/time.ts';
import { endWarmUp, reportOf } from './report.ts';
import { createRun, runUntil } from './run.ts';
import { tellStory } from './story.ts';
import { scenarioOf } from './textbook.test-support.ts';

const plain: Values = {
  'arrival.process': 'trace',
  'service.dist': 'deterministic',
  'service.mean': S,
  'retry.owner': 'broker',
  'retry.base': 0,
};

interface Play {
  timeline?: Entry[];
  warmUp?: SimTime;
}

/** The pull lane's report at each of these times, in seconds. */
function reports(arrivals: number[], values: Values, times: number[], { timeline = [], warmUp = 0 }: Play = {}) {
  const scenario = scenarioOf(
    { ...plain, ...values },
    { lanes: ['pull'], trace: { name: 'play', times: arrivals }, timeline },
  );
  const run = createRun(scenario, { journal: 'off' });
  if (warmUp > 0) runUntil(run, warmUp);
  const since = warmUp > 0 ? endWarmUp(run) : undefined;
  return times.map((time) => {
    runUntil(run, Math.round(time * S));
    const report = reportOf(run, { since }).lanes.pull!;
    if (warmUp === 0) expect(tellStory(run).lanes.pull!.freshShare).toBe(report.objectives.freshness.measured);
    return report;
  });
}

const measured = ({ objectives }: LaneReport) => [
  objectives.freshness.measured,
  objectives.completion.measured,
  objectives.loss.measured,
];
const after = (...play: Parameters<typeof reports>) => reports(...play).map(measured);

const set = (at: number, key: Key, value: Value): Entry => ({ type: 'set', at: at * S, key, value });
const redrive = (at: number): Entry => ({ type: 'redrive', at: at * S, count: 1 });

describe('freshness', () => {
  const two: Values = { 'freshness.threshold': 2 * S, 'freshness.target': 0.6 };

  test('is the share that had their effect within the threshold, to the microsecond', () => {
    const [{ objectives }] = reports([0, 0, 0], two, [10]);
    expect(objectives.freshness).toEqual({ target: 0.6, measured: 2 / 3, met: true });
    expect(after([0, 0, 0], { 'freshness.threshold': 2 * S - 1 }, [10])[0][0]).toBe(1 / 3);
  });

  test('counts who still waits as a miss once it is past the limit, and leaves it out until then', () => {
    const seen = reports([0, 0, 0, 0], { ...two, 'freshness.target': 0.9 }, [0, 1.5, 2, 2.000001, 9]);
    expect(seen.map(({ objectives }) => objectives.freshness.measured)).toEqual([Number.NaN, 1, 1, 0.5, 0.5]);
    expect(seen.map(({ objectives }) => objectives.freshness.met)).toEqual([null, true, true, false, false]);
  });

  test('counts what is lost as a miss at once, and as a hit if it is redriven and has its effect in time after all', () => {
    const values: Values = { 'error.prob': 1, 'retry.maxAttempts': 1, 'freshness.threshold': 5 * S };
    const timeline = [set(1.5, 'error.prob', 0), redrive(2)];
    expect(after([0], values, [1, 2.5, 4], { timeline })).toEqual([
      [0, 0, 1],
      [Number.NaN, Number.NaN, 0],
      [1, 1, 0],
    ]);
  });

  test('is counted from the first publish, also of what is redriven with its age reset', () => {
    const values: Values = { 'error.prob': 1, 'retry.maxAttempts': 1, 'freshness.threshold': 5 * S };
    const timeline = [set(1.5, 'error.prob', 0), redrive(4.5)];
    expect(after([0], values, [9], { timeline })).toEqual([[0, 1, 0]]);
  });
});

describe('completion', () => {
  test('wants the ack too: a lost one costs a lease and the work once more', () => {
    const values: Values = { 'ack.lossProb': 1, 'ack.timeout': 4 * S, 'completion.deadline': 5 * S };
    const timeline = [set(2, 'ack.lossProb', 0)];
    const times = [3, 4.5, 9];
    expect(after([0], values, times, { timeline })).toEqual([
      [1, Number.NaN, 0],
      [1, Number.NaN, 0],
      [1, 1, 0], // acked at 5 s
    ]);
    expect(after([0], { ...values, 'completion.deadline': 5 * S - 1 }, times, { timeline })[2]).toEqual([1, 0, 0]);
  });

  test('is missed by a dead letter that had its effect, which is not lost', () => {
    const values: Values = { 'ack.lossProb': 1, 'ack.timeout': 4 * S, 'retry.maxAttempts': 1 };
    expect(after([0], values, [9])).toEqual([[1, 0, 0]]);
  });
});

describe('a message that is acked before its work', () => {
  const early: Values = { 'ack.point': 'at-delivery', 'freshness.threshold': S, 'completion.deadline': S };

  test('is not done before its work is, and nobody can say before', () => {
    expect(after([0], early, [0.5, 1])).toEqual([
      [Number.NaN, Number.NaN, 0],
      [1, 1, 0],
    ]);
  });

  test('is lost when that fails', () => {
    expect(after([0], { ...early, 'error.prob': 1 }, [0.5, 1])).toEqual([
      [Number.NaN, Number.NaN, 0],
      [0, 0, 1],
    ]);
  });

  test('may still have its effect by a call that its worker has given up', () => {
    const values: Values = {
      ...early,
      'service.mean': 0,
      'ds.servers': 1,
      'ds.service': S,
      'ds.dist': 'deterministic',
      'ds.timeout': S / 2,
    };
    expect(after([0], values, [0.75, 1])).toEqual([
      [Number.NaN, Number.NaN, 0],
      [1, 1, 0],
    ]);
  });
});

describe('an event with several messages counts once', () => {
  test('when the broker has copies', () => {
    const values: Values = { 'spurious.dupProb': 1, 'freshness.threshold': S };
    const [first, last] = reports([0], values, [1.5, 9]);
    expect(measured(first)).toEqual([1, 1, 0]);
    expect(measured(last)).toEqual([1, 1, 0]);
    expect(last.objectives.duplicates).toEqual({ target: 0, measured: 1, met: false });
  });

  test('when its worker hands it on', () => {
    const values: Values = {
      'retry.owner': 'republish',
      'error.prob': 1,
      'retry.base': S,
      'freshness.threshold': 3 * S,
    };
    const timeline = [set(1.5, 'error.prob', 0)];
    expect(after([0], values, [1.5, 3], { timeline })).toEqual([
      [Number.NaN, Number.NaN, 0],
      [1, 1, 0],
    ]);
    expect(after([0], { ...values, 'retry.maxAttempts': 2 }, [9])).toEqual([[0, 0, 1]]);
  });
});

test('a message that the broker turns away, drops or forgets is lost', () => {
  const values: Values = { 'queue.capacity': 1, 'publish.maxAttempts': 1 };
  expect(after([0, 100, 100, 100], values, [9])[0][2]).toBe(2);
  expect(after([0, 0, 0], { 'queue.ttl': 1.5 * S }, [9])[0][2]).toBe(1);
});

test('with a warm-up only what is published after it counts, whatever comes late from before', () => {
  const values: Values = { 'freshness.threshold': 2.5 * S };
  const arrivals = [0, 0, 0, 500];
  // The third is done at 3 s; the last, published after half a second, waits for all of them until 4 s.
  expect(after(arrivals, values, [9])).toEqual([[0.5, 1, 0]]);
  expect(after(arrivals, values, [9], { warmUp: 0.4 * S })).toEqual([[0, 1, 0]]);
  expect(after(arrivals, values, [9], { warmUp: 0.5 * S })).toEqual([[Number.NaN, Number.NaN, 0]]);
});

test('backlog is the most that were ready at one time, cost that of the polls, both since the warm-up', () => {
  const values: Values = {
    'backlog.max': 2,
    'cost.max': 0,
    'poll.wait': 0,
    'poll.interval': S,
    'poll.phaseJitter': false,
  };
  const [{ objectives }] = reports([0, 0, 0, 0], { ...values, 'cost.perMillionRequests': 10 }, [9.5]);
  expect(objectives.backlog).toEqual({ target: 2, measured: 4, met: false });
  // At once at 0, 1, 2, 3 and 4 s; then empty, and again at 5, 6, 7, 8 and 9 s.
  expect(objectives.cost).toEqual({ target: 0, measured: 10e-5, met: false });
  const [late] = reports([0, 0, 0, 0], values, [9.5], { warmUp: 2.5 * S });
  expect(late.objectives.backlog).toEqual({ target: 2, measured: 1, met: true });
  expect(reports([], {}, [1])[0].objectives.cost).toMatchObject({ target: NEVER, met: true });
});
