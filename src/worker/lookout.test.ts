import { expect, test } from 'vitest';
import { createRecords, Fact, Gate, type Records } from '../model/journal.ts';
import { SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { desk, journalOf, load } from './desk.test-support.ts';
import { createLookout, LANDMARKS_MAX, lookAt } from './lookout.ts';

function records(...rows: [second: number, kind: number, value?: number][]): Records {
  const made = createRecords(rows.length);
  rows.forEach(([second, kind, value], i) => {
    made.time[i] = second * SECOND;
    made.kind[i] = kind;
    made.value[i] = value ?? -1;
    made.length++;
  });
  return made;
}

function found(of: Records) {
  const lookout = createLookout('push');
  for (let i = 0; i < of.length; i++) lookAt(lookout, of, i);
  return lookout.found.map(({ at, kind, value }) => [at / SECOND, kind, value]);
}

test('of a series only the first counts, and the first loss once', () => {
  const { refused, deadLettered } = Fact;
  const of = records([1, refused], [2.5, refused], [4, deadLettered], [4.2, refused], [7, refused], [9, deadLettered]);
  expect(found(of)).toEqual([
    [1, 'refusals', 0],
    [4, 'firstLoss', 0],
    [4, 'deadLetters', 0],
    [7, 'refusals', 0],
    [9, 'deadLetters', 0],
  ]);
});

test('a gate counts from when it closed, if it stays so for a second', () => {
  const { gate, published } = Fact;
  const of = records([1, gate, Gate.rate], [1.5, gate, Gate.none], [3, gate, Gate.window], [4.5, published]);
  expect(found(of)).toEqual([[3, 'gate', Gate.window]]);
});

test('however much happens, the list stays short and keeps the first loss', () => {
  const many = Array.from({ length: 5_000 }, (_, i) => [3 * i + 3, Fact.breaker, i % 2] as [number, number, number]);
  const all = found(records([1, Fact.dropped], ...many));
  expect(all.length).toBeLessThanOrEqual(LANDMARKS_MAX);
  expect(all.length).toBeGreaterThan(LANDMARKS_MAX / 4);
  expect(all[0]).toEqual([1, 'firstLoss', 0]);
});

test('frames bring what is in the records, also after the run has gone back', () => {
  const { send, settle, frames } = desk();
  const latest = (runId: number) => frames().findLast((each) => each.runId === runId && each.lanes.push!.landmarks)!;
  send(load(hook));
  settle();
  const lookout = createLookout('push');
  const journal = journalOf(hook, 'push');
  for (let i = 0; i < journal.length; i++) lookAt(lookout, journal, i);
  expect(latest(1).lanes.push!.landmarks).toEqual(lookout.found);
  expect(lookout.found.map(({ kind }) => kind)).toContain('firstLoss');
  send({ type: 'seek', runId: 2, to: 30 * SECOND, seriesTo: 0 });
  settle();
  expect(latest(2).lanes.push!.landmarks).toEqual(lookout.found);
});
