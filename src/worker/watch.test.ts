import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOT_STARTED } from '../engine/mover.ts';
import { codes } from '../engine/roles.ts';
import { createRun, lanesOf, runUntil } from '../engine/run.ts';
import { Place } from '../engine/world.ts';
import type { Entry, Scenario } from '../model/scenario.ts';
import { cast, machineNames, type Standing, type Statechart, type Subject } from '../model/statechart.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { createWatcher, receiveAtWatcher } from './serveWatch.ts';
import type { FromWatcher, WatchedMessage } from './watchProtocol.ts';

function desk(ticksMs = 0) {
  const said: FromWatcher[] = [];
  let nowMs = 0;
  const watcher = createWatcher({
    post: (message) => said.push(structuredClone(message)),
    nowMs: () => (nowMs += ticksMs),
  });
  const follow = (scenario: Scenario, from: SimTime = 0) =>
    receiveAtWatcher(watcher, { type: 'follow', scenario, from });
  /** Asks until it is answered. */
  const ask = (subject: Subject, to: SimTime): WatchedMessage & { standing: Standing } => {
    for (let tries = 0; tries < 10_000; tries++) {
      receiveAtWatcher(watcher, { type: 'watch', subject, to });
      const answer = said.at(-1)!;
      if (answer.type === 'failed') throw new Error(answer.message);
      if (answer.standing !== null) return { ...answer, standing: answer.standing };
    }
    throw new Error('it never came there');
  };
  return { said, follow, ask };
}

function afresh(scenario: Scenario, subject: Subject, to: SimTime): Standing & { chart: Statechart } {
  const { follow, ask } = desk();
  follow(scenario);
  const { standing, sheet } = ask(subject, to);
  return { ...standing, chart: sheet!.chart };
}

const litIn = ({ within, chart }: Standing & { chart: Statechart }): string[] =>
  chart.states.flatMap(({ name }, i) => (i > 0 && within[i]! > 0 ? [name] : [])).sort();

test('the states that are lit are those of the compiled machine in a run that nobody watches', () => {
  const to = 21.5 * SECOND;
  const run = createRun(hook, { journal: 'off' });
  runUntil(run, to);
  let looked = 0;
  for (const { id: lane, kernel } of lanesOf(run)) {
    for (const machine of machineNames.filter((name) => cast[name].by !== 'number')) {
      const { chart, columns } = kernel.kinds[codes[machine].kind]!;
      const there = [...columns.state.keys()].filter((entity) => columns.state[entity] !== NOT_STARTED);
      for (const entity of there.slice(0, 2)) {
        const found = afresh(hook, { lane, machine, which: cast[machine].by === null ? null : entity }, to);
        expect(litIn(found)).toEqual(chart.states[columns.state[entity]!]!.split(/ & |\./).sort());
        expect(found.count).toBe(there.length);
        looked++;
      }
    }
  }
  expect(looked).toBeGreaterThan(20);
});

test('all messages together stand where the ledger has them', () => {
  const to = 21.5 * SECOND;
  const run = createRun(hook, { journal: 'off' });
  runUntil(run, to);
  for (const { id: lane, world } of lanesOf(run)) {
    const { chart, within } = afresh(hook, { lane, machine: 'message', which: null }, to);
    for (const place of ['travelling', 'held', 'ready', 'leased', 'delayed'] as const)
      expect([place, within[chart.states.findIndex(({ name }) => name === place)]]).toEqual([
        place,
        world.ledger[Place[place]],
      ]);
  }
});

test('a message is followed by its number from its start to its end, and after it', () => {
  const { follow, ask } = desk();
  follow(hook);
  const subject: Subject = { lane: 'pull', machine: 'message', which: 30 };
  const seen: string[] = [];
  const { chart } = ask(subject, 0).sheet!;
  for (let to = 0; to <= hook.until; to += SECOND / 100) {
    const { standing } = ask(subject, to);
    const words = [...litIn({ ...standing, chart }), standing.isOver ? '(over)' : ''].join(' ').trim();
    if (words !== seen.at(-1)) seen.push(words);
  }
  expect(seen).toEqual(['', 'travelling', 'ready', 'leased', 'acked (over)']);
  const { taken, last } = ask(subject, hook.until).standing;
  expect(taken.reduce((sum, count) => sum + count)).toBe(3);
  expect(chart.transitions[last!.transition]!.event).toBe('ack');
});

test('however one came there, the standing is that of a replay from the start', () => {
  const time = fc.integer({ min: 0, max: hook.until });
  const subject = fc.constantFrom<Subject>(
    { lane: 'push', machine: 'worker', which: 1 },
    { lane: 'pull', machine: 'queue', which: null },
    { lane: 'hybrid', machine: 'message', which: 40 },
    { lane: 'pull', machine: 'director', which: null },
  );
  const deed = fc.record({ to: time, changesAt: fc.option(time, { freq: 2 }), longer: fc.boolean() });
  fc.assert(
    fc.property(subject, fc.array(deed, { minLength: 1, maxLength: 6 }), (whose, deeds) => {
      const { follow, ask } = desk(20);
      let scenario: Scenario = hook;
      follow(scenario);
      for (const { to, changesAt, longer } of deeds) {
        if (changesAt !== null) {
          const burst: Entry = { type: 'burst', at: changesAt, size: 20 };
          scenario = { ...scenario, timeline: [...scenario.timeline.filter(({ at }) => at < changesAt), burst] };
          follow(scenario, changesAt);
        }
        if (longer) {
          follow({ ...scenario, until: scenario.until + SECOND }, scenario.until + 1);
          scenario = { ...scenario, until: scenario.until + SECOND };
        }
        const { chart: _, ...expected } = afresh(scenario, whose, to);
        expect(ask(whose, to).standing).toEqual(expected);
      }
    }),
    { numRuns: process.env.LONG ? 300 : 20 },
  );
});

test('an answer that takes long says how far it is, and the next question goes on from there', () => {
  const { said, follow, ask } = desk(50);
  follow(hook);
  ask({ lane: 'push', machine: 'message', which: null }, hook.until);
  const times = said.map((message) => (message.type === 'watched' ? message.at : -1));
  expect(times.length).toBeGreaterThan(2);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(new Set(times).size).toBe(times.length);
});

test('the chart comes once for each kind of machine, with its definition', () => {
  const { follow, ask } = desk();
  follow(hook);
  const worker = (which: number): Subject => ({ lane: 'pull', machine: 'worker', which });
  const first = ask(worker(0), SECOND).sheet!;
  expect(JSON.parse(first.definition)).toMatchObject({ id: 'worker', initial: 'idle', states: { busy: {} } });
  expect(ask(worker(1), SECOND).sheet).toBeUndefined();
  expect(ask({ lane: 'pull', machine: 'poller', which: 0 }, SECOND).sheet!.chart.name).toBe('poller');
});

test('a question without a scenario fails, and the next one is answered', () => {
  const { follow, ask } = desk();
  const subject: Subject = { lane: 'pull', machine: 'queue', which: null };
  expect(() => ask(subject, 0)).toThrow('no scenario');
  follow(hook);
  expect(ask(subject, 0).standing.count).toBe(1);
});
