import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LaneId } from '../model/lanes.ts';
import type { Scenario } from '../model/scenario.ts';
import { SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import {
  changed,
  desk,
  journalOf,
  last,
  load,
  pictureBefore,
  receiptOf,
  rowsOf,
  rowsOfFrames,
  slower,
} from './desk.test-support.ts';
import type { FrameMessage } from './protocol.ts';

test('frames one after the other hold exactly the records of a run without a worker', () => {
  const { send, settle, frames } = desk();
  send(load(hook));
  settle();
  for (const lane of hook.lanes) expect(rowsOfFrames(frames(), lane)).toEqual(rowsOf(journalOf(hook, lane)));
  expect(frames()[0]).toMatchObject({ kind: 'keyframe', from: 0, to: -1 });
  for (const [i, frame] of frames().entries()) if (i > 0) expect(frame.from).toBe(frames()[i - 1]!.to + 1);
});

test('the last frame brings receipt and story', () => {
  const { send, settle, frames } = desk();
  send(load(hook));
  settle();
  const { to, ended } = last(frames());
  expect(to).toBe(hook.until);
  expect(ended?.receipt).toBe(receiptOf(hook));
  expect(ended?.story.until).toBe(hook.until);
  expect(frames().filter((frame) => frame.ended !== null)).toHaveLength(1);
});

test('no more than two frames are ever unacknowledged', () => {
  const { send, settle, frames } = desk(false);
  send(load(hook));
  settle();
  expect(frames()).toHaveLength(2);
  send({ type: 'acknowledge', frame: frames()[0]!.id });
  settle();
  expect(frames()).toHaveLength(3);
  send({ type: 'amend', runId: 2, scenario: changed(slower(20 * SECOND)), from: 20 * SECOND });
  settle();
  expect(frames()).toHaveLength(3);
});

test('a keyframe shows the lanes as folding from zero does', () => {
  const { send, settle, frames } = desk();
  send(load(hook));
  settle();
  send({ type: 'seek', runId: 2, to: 31.7 * SECOND, seriesTo: 0 });
  settle();
  const opening = frames().find(({ runId }) => runId === 2)!;
  expect(opening).toMatchObject({ kind: 'keyframe', from: 23.7 * SECOND });
  for (const lane of hook.lanes) {
    expect(opening.lanes[lane]!.picture).toEqual(pictureBefore(journalOf(hook, lane), 23.7 * SECOND));
  }
  expect(last(frames()).ended?.receipt).toBe(receiptOf(hook));
});

test('amending gives the records of a run that was loaded with the change', () => {
  const { send, settle, frames } = desk();
  send(load(hook));
  settle();
  const scenario = changed(slower(20.5 * SECOND), { type: 'burst', at: 33 * SECOND, size: 40 });
  send({ type: 'amend', runId: 2, scenario, from: 20.5 * SECOND });
  settle();
  const fork = frames().find(({ runId }) => runId === 2)!;
  expect(fork).toMatchObject({ kind: 'fork', from: 20.5 * SECOND });
  for (const lane of hook.lanes) {
    const records = journalOf(scenario, lane);
    expect(rowsOfFrames(frames(), lane)).toEqual(rowsOf(records));
    expect(fork.lanes[lane]!.picture).toEqual(pictureBefore(records, 20.5 * SECOND));
  }
});

test('a longer run goes on as if it had been so long from the start', () => {
  const { send, settle, frames } = desk();
  send(load(hook));
  settle();
  const longer = { ...hook, until: 60 * SECOND };
  send({ type: 'amend', runId: 2, scenario: longer, from: hook.until + 1 });
  settle();
  expect(rowsOfFrames(frames(), 'pull')).toEqual(rowsOf(journalOf(longer, 'pull')));
  expect(last(frames()).ended?.receipt).toBe(receiptOf(longer));
});

test('whatever a person does in whatever order, the run ends as the scenario says', () => {
  const time = fc.integer({ min: 1, max: hook.until });
  const deed = fc.record({ amends: fc.boolean(), time, slices: fc.integer({ min: 0, max: 30 }), flows: fc.boolean() });
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 8 }), (deeds) => {
      const { send, settle, frames } = desk();
      let scenario: Scenario = hook;
      let runId = 1;
      send(load(scenario));
      for (const { amends, time, slices, flows } of deeds) {
        settle(slices);
        runId++;
        if (amends) {
          const kept = scenario.timeline.filter(({ at }) => at < time);
          scenario = changed(...kept, { type: 'burst', at: time, size: 20 + runId });
          send({ type: 'amend', runId, scenario, from: time });
        }
        send({ type: 'demand', playhead: time, detail: flows ? 'flow' : 'dots', every: SECOND });
        if (!amends) send({ type: 'seek', runId, to: time, seriesTo: 0 });
      }
      send({ type: 'demand', playhead: hook.until, detail: 'dots', every: SECOND });
      settle();
      const reached = frames().findLast(({ ended }) => ended !== null)!;
      expect(reached.runId).toBe(runId);
      expect(reached.ended!.receipt).toBe(receiptOf(scenario));
    }),
    { numRuns: process.env.LONG ? 500 : 12 },
  );
});

test('flow sends pictures at the demanded interval and no records', () => {
  const { send, settle, frames } = desk();
  send({ type: 'demand', playhead: 0, detail: 'flow', every: 2.5 * SECOND });
  send(load(hook));
  settle();
  const [, ...next] = frames();
  expect(next.map(({ to }) => (to + 1) / SECOND)).toEqual([
    ...Array.from({ length: 16 }, (_, i) => (i + 1) * 2.5),
    40.000001,
  ]);
  expect(next.every(({ lanes }) => lanes.push!.records === undefined && lanes.push!.picture !== undefined)).toBe(true);
});

test('each closed bucket is sent once, and again after going back', () => {
  const { send, settle, frames } = desk();
  send(load(hook));
  settle();
  const seconds = (of: FrameMessage[]) =>
    of.flatMap(({ lanes }) => lanes.hybrid!.series.filter(({ resolution }) => resolution === SECOND));
  const whole = seconds(frames());
  expect(whole.map(({ first }) => first)).toEqual(
    whole.map((_, i) => whole.slice(0, i).reduce((sum, { length }) => sum + length, 0)),
  );
  expect(last(whole).first + last(whole).length).toBe(40);
  send({ type: 'seek', runId: 2, to: 30 * SECOND, seriesTo: 0 });
  settle();
  const again = seconds(frames().filter(({ runId }) => runId === 2));
  expect(again[0]).toMatchObject({ first: 0, length: 21 });
});

test('at most some 300,000 records lie beyond the playhead, and the rest follows it', () => {
  const busy: Scenario = {
    ...hook,
    lanes: ['pull'],
    until: 60 * SECOND,
    values: { 'arrival.rate': 2_000, 'consumer.instances': 200, 'service.mean': 1_000 },
  };
  const { send, settle, frames } = desk();
  send(load(busy));
  settle();
  const count = (of: FrameMessage[]) => of.reduce((sum, { lanes }) => sum + (lanes.pull!.records?.length ?? 0), 0);
  expect(count(frames())).toBeGreaterThan(300_000);
  expect(count(frames())).toBeLessThan(400_000);
  expect(last(frames()).ended).toBeNull();
  send({ type: 'demand', playhead: last(frames()).to, detail: 'dots', every: SECOND });
  settle();
  expect(count(frames())).toBeGreaterThan(600_000);
});

test('an error becomes a message, and the next load begins afresh', () => {
  const { messages, send, settle, frames } = desk();
  send(load({ ...hook, lanes: ['sideways' as LaneId] }));
  settle();
  expect(last(messages).type).toBe('failed');
  settle();
  const count = messages.length;
  settle();
  expect(messages).toHaveLength(count);
  send(load(hook, 0, 2));
  settle();
  expect(last(frames())).toMatchObject({ runId: 2, to: hook.until });
});
