import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { applyRecord } from '../model/fold.ts';
import { COPIES_FROM, Fact, factKinds, lossReasons, type Records } from '../model/journal.ts';
import type { ParameterId } from '../model/parameters.ts';
import { emptyPicture, type Picture } from '../model/picture.ts';
import type { Entry, Scenario } from '../model/scenario.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { clamp } from '../model/validate.ts';
import { holdingGate } from './gating.ts';
import { anyRun } from './generatedRuns.test-support.ts';
import { brokenRules } from './invariants.test-support.ts';
import { step } from './kernel.ts';
import type { Lane } from './lane.ts';
import { interpreted } from './referee.ts';
import { amend, checkpoint, createRun, lanesOf, type Run, receipt, restore, runUntil, stepRun } from './run.ts';
import { totalsOf } from './totals.ts';
import type { LaneOptions } from './wiring.ts';
import { Place } from './world.ts';

const LONG = process.env.LONG !== undefined;
vi.setConfig({ testTimeout: LONG ? 3_600_000 : 60_000 });

function check<Values extends [unknown, ...unknown[]]>(
  runs: number,
  arbitraries: { [I in keyof Values]: fc.Arbitrary<Values[I]> },
  holds: (...values: Values) => void,
): void {
  fc.assert(fc.property(...arbitraries, holds), { numRuns: LONG ? runs * 25 : runs });
}

function runOf(scenario: Scenario, options: Partial<LaneOptions> = {}, until = scenario.until): Run {
  const run = createRun(scenario, { journal: 'on', ...options });
  runUntil(run, until);
  return run;
}

/** What is left of a run when the machinery is taken away: equal for runs that can't be told apart. */
const remains = (run: Run): string[] => [
  receipt(run),
  ...lanesOf(run).flatMap(({ world }) => [digest(world.metrics), digest(world.ledger), digest(world.journal)]),
];

/** A hash over plain data: comparing some hundred thousand numbers one by one would take most of the time. */
function digest(data: object): string {
  const hash = createHash('sha256');
  const add = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) hash.update(value as NodeJS.ArrayBufferView);
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) {
        hash.update(key);
        add(item);
      }
    else hash.update(String(value));
  };
  add(data);
  return hash.digest('hex');
}

function describe(records: Records, i: number): string {
  const { time, kind, message, delivery, node, value, cause } = records;
  return `${time[i]} ${factKinds[kind[i]]} m${message[i]} d${delivery[i]} n${node[i]} v${value[i]} c${cause[i]}`;
}

const lines = (records: Records): string[] => Array.from({ length: records.length }, (_, i) => describe(records, i));

function pictureOf({ journal }: Lane): Picture {
  const picture = emptyPicture();
  for (let i = 0; i < journal.records.length; i++) applyRecord(picture, journal.records, i);
  return picture;
}

test('books balance and nobody waits for nothing, whatever happens', () => {
  check(400, [anyRun, fc.integer({ min: 1, max: 150 })], (scenario, every) => {
    const run = createRun(scenario, { journal: 'off' });
    for (const lane of lanesOf(run)) {
      for (let events = 1; step(lane.kernel, scenario.until); events++)
        if (events % every === 0) expect(brokenRules(lane)).toEqual([]);
      expect(brokenRules(lane)).toEqual([]);
    }
  });
});

test('the gate that was recorded last is the one that holds, also between events', () => {
  check(60, [anyRun, fc.integer({ min: 1_000, max: 40_000 })], (scenario, slice) => {
    const run = createRun(scenario, { journal: 'off' });
    for (let now = slice; now <= scenario.until; now += slice * 7) {
      runUntil(run, now);
      for (const lane of lanesOf(run)) expect([now, lane.world.gate.holds]).toEqual([now, holdingGate(lane)]);
    }
  });
});

test('table and interpreter write the same journal, record by record, every state included', () => {
  check(25, [anyRun], (scenario) => {
    const [table, referee] = (['compiled', interpreted] as const).map((runner) =>
      runOf(scenario, { runner, states: true }),
    );
    lanesOf(table).forEach((lane, i) => {
      expect(lines(lane.journal.records)).toEqual(lines(lanesOf(referee)[i].journal.records));
    });
    expect(remains(table)).toEqual(remains(referee));
  });
});

test('a run does not depend on the slices in which it is run', () => {
  check(
    40,
    [anyRun, fc.array(fc.integer({ min: 1, max: 700_000 }), { minLength: 1, maxLength: 20 })],
    (scenario, slices) => {
      const whole = runOf(scenario, { journal: 'hash' });
      const sliced = createRun(scenario, { journal: 'hash' });
      for (const slice of slices) runUntil(sliced, Math.min(scenario.until, sliced.now + slice));
      runUntil(sliced, scenario.until);
      const stepped = createRun(scenario, { journal: 'hash' });
      while (stepRun(stepped, scenario.until) !== NEVER) {}
      expect(remains(sliced)).toEqual(remains(whole));
      expect(remains(stepped)).toEqual(remains(whole));
    },
  );
});

test('a run put back to a checkpoint goes on as it did the first time', () => {
  check(40, [anyRun, fc.double({ min: 0, max: 1, noNaN: true })], (scenario, share) => {
    const at = Math.floor(scenario.until * share);
    const run = runOf(scenario, {}, at);
    const saved = checkpoint(run);
    runUntil(run, scenario.until);
    const first = remains(run);
    for (let again = 0; again < 2; again++) {
      restore(run, saved);
      for (const lane of lanesOf(run)) expect(brokenRules(lane)).toEqual([]);
      runUntil(run, scenario.until);
      expect(remains(run)).toEqual(first);
    }
    expect(remains(runOf(scenario))).toEqual(first);
  });
});

test('a run with an amended future is the run that had it from the start', () => {
  check(40, [anyRun, fc.double({ min: 0, max: 1, noNaN: true })], (scenario, share) => {
    const at = Math.floor(scenario.until * share);
    const isPast = (entry: Entry) => entry.at <= at;
    const past = scenario.timeline.filter(isPast);
    const before: Scenario = { ...scenario, timeline: past };
    const after: Scenario = {
      ...scenario,
      timeline: [...past, ...scenario.timeline.filter((entry) => !isPast(entry))],
    };
    const run = runOf(before, { journal: 'hash' }, at);
    const saved = checkpoint(run);
    amend(run, after);
    runUntil(run, scenario.until);
    expect(remains(run)).toEqual(remains(runOf(after, { journal: 'hash' })));
    // Also from a checkpoint that was made before anybody thought of the change.
    restore(run, saved);
    runUntil(run, scenario.until);
    expect(remains(run)).toEqual(remains(runOf(after, { journal: 'hash' })));
  });
});

/** What the world does to a lane, whatever the lane does: who comes when, and how poisonous. */
const arrivals = (lane: Lane): string[] => {
  const { time, kind, message, node, length } = lane.journal.records;
  const found: string[] = [];
  for (let i = 0; i < length; i++) if (kind[i] === Fact.published) found.push(`${time[i]} m${message[i]} ${node[i]}`);
  return found;
};

/** First planned service time of each message that was started. */
function services(lane: Lane): Map<number, SimTime> {
  const { time, kind, message, value, length } = lane.journal.records;
  const found = new Map<number, SimTime>();
  for (let i = 0; i < length; i++)
    if (kind[i] === Fact.started && message[i] < COPIES_FROM && !found.has(message[i]))
      found.set(message[i], value[i] - time[i]);
  return found;
}

const isOfTheWorld = (id: ParameterId) => /^(arrival|surge|burst|trace|poison|service|publish.onFull)/.test(id);
/** A producer that waits for its lane: then the lanes do not get the same arrivals, and should not. */
const waitsForLane = (key: string, value: unknown) => value === 'closed' || /publish.onFull/.test(key);
const withoutServiceChanges = (scenario: Scenario): Scenario => ({
  ...scenario,
  timeline: scenario.timeline.filter((entry) =>
    entry.type === 'set'
      ? !/service/.test(entry.key) && !waitsForLane(entry.key, entry.value)
      : !(entry.type === 'drill' && entry.drill === 'consumer.slow') &&
        !(entry.type === 'harm' && entry.harm === 'worker.slow'),
  ),
  values: Object.fromEntries(
    Object.entries(scenario.values).filter(([key, value]) => !/:service/.test(key) && !waitsForLane(key, value)),
  ),
});

test('all lanes meet the same messages with the same work, and no other knob shifts either', () => {
  check(40, [anyRun, anyRun], (first, other) => {
    const scenario = withoutServiceChanges(first);
    const knobs = Object.entries(other.values).filter(([key]) => !isOfTheWorld(key.replace(/.*:/, '') as ParameterId));
    const turned = clamp({ ...scenario, values: { ...scenario.values, ...Object.fromEntries(knobs) } });
    const lanes = [scenario, turned.scenario].flatMap((each) => lanesOf(runOf(each)));
    const [reference] = lanes;
    const work = services(reference);
    for (const lane of lanes) {
      expect(arrivals(lane)).toEqual(arrivals(reference));
      for (const [message, time] of services(lane)) expect(time).toBe(work.get(message) ?? time);
    }
  });
});

const places = ['travelling', 'held', 'ready', 'leased', 'delayed'] as const;

test('the picture folded from the journal agrees with the books of the engine', () => {
  check(60, [anyRun, fc.double({ min: 0, max: 1, noNaN: true })], (scenario, share) => {
    const run = runOf(scenario, {}, Math.floor(scenario.until * share));
    for (const lane of lanesOf(run)) {
      const picture = pictureOf(lane);
      expect(picture.totals).toEqual(totalsOf(lane));
      const views = [...picture.messages.values()];
      for (const place of places)
        expect([place, views.filter((view) => view.place === place).length]).toEqual([
          place,
          lane.world.ledger[Place[place]],
        ]);
      const { buffers, workers, incoming } = lane.world;
      expect([...picture.deliveries.values()].filter(({ place }) => place === 'inbox').length).toBe(sizes(buffers));
      const busy = [...workers.delivery.subarray(0, workers.count)].filter((delivery) => delivery !== -1).length;
      expect(
        [...picture.deliveries.values()].filter(({ place }) => place === 'working' || place === 'calling').length,
      ).toBe(busy);
      if (lane.id !== 'push')
        expect([...picture.deliveries.values()].filter(({ place }) => place === 'flying').length).toBe(sizes(incoming));
      const { calls } = lane.world;
      expect(picture.calls).toBe(calls.number.subarray(0, calls.pool.used).filter((number) => number !== -1).length);
      expect(picture.firstLossAt).toBe(lane.world.journal.firstLossAt);
      expect(lossReasons.map((_, reason) => picture.lostBy[reason] ?? 0)).toEqual([...lane.world.journal.lostByReason]);
    }
  });
});

const sizes = (lists: { size: number }[]) => lists.reduce((sum, { size }) => sum + size, 0);

test('time never goes back, and no record comes before its cause', () => {
  check(40, [anyRun], (scenario) => {
    for (const { journal } of lanesOf(runOf(scenario, { states: true }))) {
      const { time, cause, first, length } = journal.records;
      for (let i = 0; i < length; i++) {
        if (!(cause[i] >= -1 && cause[i] < first + i))
          expect.fail(`cause of ${describe(journal.records, i)} at ${first + i}`);
        if (i > 0 && time[i] < time[i - 1]) expect.fail(`time of ${describe(journal.records, i)}`);
      }
    }
  });
});
