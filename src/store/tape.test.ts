import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRun, runUntil, takeRecords } from '../engine/run.ts';
import { applyRecord } from '../model/fold.ts';
import { type Records, recordsUntil, sliceRecords } from '../model/journal.ts';
import { emptyPicture, type Picture } from '../model/picture.ts';
import { NEVER, SECOND, type SimTime } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import {
  appendKeyframe,
  appendRecords,
  createReel,
  forkReel,
  nextRecordAfter,
  RECORDS_MAX,
  type Reel,
  resetReel,
  wind,
} from './tape.ts';

function journal(seed: number): Records {
  const run = createRun({ ...hook, seed }, { journal: 'on' });
  runUntil(run, hook.until);
  const records = takeRecords(run.lanes.push!);
  return sliceRecords(records, 0, records.length);
}
const ours = journal(1);
const theirs = journal(2);

function folded(records: Records, until: SimTime, picture = emptyPicture()): Picture {
  for (let i = 0; i < records.length && records.time[i] <= until; i++) applyRecord(picture, records, i);
  return picture;
}

/** Feeds the records after `from` up to `to` in pieces of half a second. */
function feed(reel: Reel, records: Records, from: SimTime, to: SimTime): void {
  for (let end = from; end < to; ) {
    const start = recordsUntil(records, end);
    end = Math.min(to, end + SECOND / 2);
    appendRecords(reel, sliceRecords(records, start, recordsUntil(records, end)), end);
  }
}

function whole(): Reel {
  const reel = createReel();
  feed(reel, ours, -1, hook.until);
  return reel;
}

const times = fc.array(fc.integer({ min: 0, max: hook.until }), { maxLength: 12 });

test('wound to any instant, forward or back, a tape shows what folding from zero shows', () => {
  fc.assert(
    fc.property(times, (wanted) => {
      const reel = whole();
      for (const time of wanted) {
        wind(reel, time);
        expect(reel.picture).toEqual(folded(ours, time));
      }
    }),
    { numRuns: 30 },
  );
});

test('after a fork it shows the new future, wherever it stood', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: hook.until }), times, (from, wanted) => {
      const reel = createReel();
      feed(reel, ours, -1, from - 1);
      const before = folded(ours, from - 1);
      feed(reel, ours, from - 1, hook.until);
      for (const time of wanted) wind(reel, time);
      const shown = reel.picture;
      forkReel(reel, from, emptyPicture());
      expect(reel.picture).toBe(shown);
      expect(reel.end).toBe(from - 1);
      wind(reel, hook.until);
      expect(reel.picture).toEqual(before);
      feed(reel, ours, from - 1, hook.until);
      wind(reel, hook.until);
      expect(reel.picture).toEqual(folded(ours, hook.until));
    }),
    { numRuns: 30 },
  );
});

test('a fork beyond its records makes it begin again from the given picture', () => {
  const reel = createReel();
  feed(reel, ours, -1, 5 * SECOND);
  appendKeyframe(reel, folded(ours, 20 * SECOND), 20 * SECOND);
  forkReel(reel, 21 * SECOND, folded(ours, 21 * SECOND - 1));
  feed(reel, ours, 21 * SECOND - 1, 30 * SECOND);
  wind(reel, 30 * SECOND);
  expect(reel.picture).toEqual(folded(ours, 30 * SECOND));
  expect(reel.start).toBe(21 * SECOND);
});

test('visits each record of a span once and in order, also ahead of the playhead', () => {
  const reel = whole();
  wind(reel, 3 * SECOND);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: hook.until }), fc.integer({ min: 0, max: SECOND }), (from, span) => {
      const seen: number[] = [];
      reel.visit(from, from + span, (records, i) => seen.push(records.first + i));
      const first = recordsUntil(ours, from - 1);
      const end = recordsUntil(ours, from + span);
      expect(seen).toEqual(Array.from({ length: end - first }, (_, i) => first + i));
    }),
  );
});

test('visits nothing that a fork has made void', () => {
  const reel = whole();
  forkReel(reel, 10 * SECOND, emptyPicture());
  let latest = -1;
  reel.visit(0, NEVER, (records, i) => {
    latest = records.time[i];
  });
  expect(latest).toBeLessThan(10 * SECOND);
  expect(nextRecordAfter(reel, latest)).toBe(NEVER);
});

test('knows the time of the next record', () => {
  const reel = whole();
  for (const i of [0, 1, 500, ours.length - 2]) {
    expect(nextRecordAfter(reel, ours.time[i])).toBe(ours.time[recordsUntil(ours, ours.time[i])]);
  }
  expect(nextRecordAfter(reel, -1)).toBe(ours.time[0]);
  expect(nextRecordAfter(reel, hook.until)).toBe(NEVER);
});

test('beyond its records it shows the latest picture', () => {
  const reel = createReel();
  feed(reel, ours, -1, 5 * SECOND);
  const [ten, twenty] = [folded(ours, 10 * SECOND), folded(ours, 20 * SECOND)];
  appendKeyframe(reel, ten, 10 * SECOND);
  appendKeyframe(reel, twenty, 20 * SECOND);
  wind(reel, 19 * SECOND);
  expect(reel.picture).toBe(ten);
  wind(reel, 20 * SECOND);
  expect(reel.picture).toBe(twenty);
  wind(reel, 9 * SECOND);
  expect(reel.picture).toEqual(folded(ours, 5 * SECOND));
});

test('keeps a bounded number of records, and what is left is exact', () => {
  const reel = createReel();
  let picture = emptyPicture();
  let time = 0;
  // The same journal again and again, each time later and with other ids: a long run.
  for (let round = 0; round * ours.length < 1.5 * RECORDS_MAX; round++) {
    const records = sliceRecords(ours, 0, ours.length);
    for (let i = 0; i < records.length; i++) {
      records.time[i] += time;
      if (records.message[i] >= 0) records.message[i] += round * 10_000;
      if (records.delivery[i] >= 0) records.delivery[i] += round * 10_000;
    }
    time += hook.until;
    appendRecords(reel, records, time);
    picture = folded(records, time, picture);
  }
  for (let extra = 0; extra < 3; extra++) {
    expect(reel.recordCount).toBeLessThanOrEqual(RECORDS_MAX);
    wind(reel, time);
    expect(reel.picture).toEqual(picture);
    wind(reel, reel.start + extra * SECOND);
    expect(reel.picture.time).toBeLessThanOrEqual(reel.start + extra * SECOND);
  }
});

test('a reset tape keeps what it shows until it is wound', () => {
  const reel = whole();
  const { visit } = reel;
  wind(reel, 10 * SECOND);
  const shown = reel.picture;
  resetReel(reel, folded(theirs, 20 * SECOND - 1), 20 * SECOND);
  expect(reel.picture).toBe(shown);
  expect(reel.visit).toBe(visit);
  feed(reel, theirs, 20 * SECOND - 1, 25 * SECOND);
  wind(reel, 25 * SECOND);
  expect(reel.picture).toEqual(folded(theirs, 25 * SECOND));
});
