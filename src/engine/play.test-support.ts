/** For tests: a small play, in which every message and every time can be told in the head. Times are milliseconds. */
import { expect } from 'vitest';
import { Fact, type FactKind } from '../model/journal.ts';
import type { Value } from '../model/knobs.ts';
import type { LaneId } from '../model/lanes.ts';
import type { DrillKind, Entry, HarmKind, Key, Values } from '../model/scenario.ts';
import { MILLISECOND as MS } from '../model/time.ts';
import { brokenRules } from './invariants.test-support.ts';
import { step } from './kernel.ts';
import type { Lane } from './lane.ts';
import { createRun, type Run, runUntil } from './run.ts';
import { scenarioOf } from './textbook.test-support.ts';

/** A record of the journal. What `node` and `value` hold says model/journal; a time in `value` is in microseconds. */
export interface Seen {
  at: number;
  message: number;
  delivery: number;
  node: number;
  value: number;
}

export interface Play {
  run: Run;
  lane: Lane;
  /** All records of a kind, in order. */
  seen(kind: FactKind): Seen[];
  /** When each of them was written. */
  times(kind: FactKind): number[];
}

/**
 * Plays one lane to `until`, in milliseconds, and holds it to its books after every event. Messages are numbered by arrival, from 0.
 * What `values` does not say: they reach the broker at `arrivals`, for the network takes no time; one worker with one slot
 * asks for one message at a time and waits for it; work takes 10 ms and calls take exactly their mean; the broker
 * delivers a failed message again at once, five times in all.
 */
export function play(id: LaneId, arrivals: number[], values: Values, timeline: Entry[] = [], until = 100_000): Play {
  const steady: Values = { 'arrival.process': 'trace', 'service.dist': 'deterministic', 'ds.dist': 'deterministic' };
  const lasting: Values = { 'retry.owner': 'broker', 'retry.base': 0 };
  const scenario = scenarioOf(
    { ...steady, ...lasting, ...values },
    { lanes: [id], trace: { name: 'play', times: arrivals }, timeline },
  );
  const run = createRun(scenario, { journal: 'on' });
  const lane = run.lanes[id]!;
  while (step(lane.kernel, until * MS)) expect(brokenRules(lane)).toEqual([]);
  runUntil(run, until * MS);
  const seen = seenIn(lane);
  return { run, lane, seen, times: (kind) => seen(kind).map(({ at }) => at) };
}

/** Reads the records of a lane that has kept them all. */
export const seenIn =
  ({ journal: { records } }: Lane): Play['seen'] =>
  (kind) => {
    const found: Seen[] = [];
    for (let i = 0; i < records.length; i++) {
      if (records.kind[i] !== Fact[kind]) continue;
      const { time, message, delivery, node, value } = records;
      found.push({ at: time[i] / MS, message: message[i], delivery: delivery[i], node: node[i], value: value[i] });
    }
    return found;
  };

/** From `at` on a knob has another value. */
export const set = (at: number, key: Key, value: Value): Entry => ({ type: 'set', at: at * MS, key, value });

/** Something is broken from `at` to before `until`; what `amount` means says `drillAmounts`. */
export const drill = (kind: DrillKind, at: number, until: number, amount = 1): Entry => ({
  type: 'drill',
  at: at * MS,
  until: until * MS,
  drill: kind,
  amount,
  lane: null,
});

/** So many instances crash at `at`. */
export const crash = (at: number, count: number): Entry => ({ type: 'crash', at: at * MS, count });

/** Harm to one worker or message at `at`. */
export const harm = (at: number, kind: Exclude<HarmKind, 'worker.slow'>, target: number): Entry => ({
  type: 'harm',
  at: at * MS,
  harm: kind,
  target,
  lane: null,
});

/** A worker takes `amount` times as long for what it begins after `at`, up to `until`. */
export const slow = (at: number, until: number, target: number, amount: number): Entry => ({
  type: 'harm',
  at: at * MS,
  until: until * MS,
  harm: 'worker.slow',
  target,
  amount,
  lane: null,
});
