/** A worker's session at a desk, for tests: what goes in, what comes out, and what it should have been. */
import { createRun, receipt, runUntil, takeRecords } from '../engine/run.ts';
import { applyRecord } from '../model/fold.ts';
import { createRecords, type Records, sliceRecords } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import { emptyPicture, type Picture } from '../model/picture.ts';
import type { Entry, Scenario } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { searching } from './lifeSearch.ts';
import type { FrameMessage, ToPage, ToWorker } from './protocol.ts';
import { createSession, receive, work } from './session.ts';

/** A session and a page that takes what comes. Its clock ticks, so that slices end. */
export function desk(acknowledges = true) {
  const messages: ToPage[] = [];
  let nowMs = 0;
  const session = createSession({
    post: (message, transfer) => messages.push(structuredClone(message, { transfer })),
    nowMs: () => (nowMs += 2),
    lives: searching,
  });
  const send = (message: ToWorker) => receive(session, message);
  const frames = () => messages.filter((message) => message.type === 'frame');
  /** Works until there is nothing to do, at most `slices` times, and acknowledges each frame. */
  const settle = (slices = 100_000) => {
    for (let slice = 0; slice < slices && work(session); slice++) {
      const sent = messages.at(-1);
      if (acknowledges && sent?.type === 'frame') send({ type: 'acknowledge', frame: sent.id });
    }
  };
  return { messages, send, settle, frames };
}

export const last = <Item>(items: Item[]): Item => items[items.length - 1]!;
export const load = (scenario: Scenario, at = 0, runId = 1): ToWorker => ({ type: 'load', runId, scenario, at });

export type Row = number[];
export const rowsOf = (records: Records): Row[] =>
  Array.from({ length: records.length }, (_, i) => [
    records.first + i,
    records.time[i],
    records.kind[i],
    records.message[i],
    records.delivery[i],
    records.node[i],
    records.value[i],
    records.cause[i],
  ]);

/** What a page that obeys the frames ends up with. */
export function rowsOfFrames(frames: FrameMessage[], lane: LaneId): Row[] {
  let rows: Row[] = [];
  for (const { kind, from, lanes } of frames) {
    if (kind === 'keyframe') rows = [];
    if (kind === 'fork') rows = rows.filter(([, time]) => time! < from);
    rows.push(...rowsOf(lanes[lane]!.records ?? createRecords(0)));
  }
  return rows;
}

export function journalOf(scenario: Scenario, lane: LaneId): Records {
  const run = createRun(scenario, { journal: 'on' });
  runUntil(run, scenario.until);
  const records = takeRecords(run.lanes[lane]!);
  return sliceRecords(records, 0, records.length);
}

export function pictureBefore(records: Records, time: SimTime): Picture {
  const picture = emptyPicture();
  for (let i = 0; i < records.length && records.time[i] < time; i++) applyRecord(picture, records, i);
  return picture;
}

export const receiptOf = (scenario: Scenario): string => {
  const run = createRun(scenario, { journal: 'hash' });
  runUntil(run, scenario.until);
  return receipt(run);
};

export const changed = (...timeline: Entry[]): Scenario => ({ ...hook, timeline });
export const slower = (at: SimTime): Entry => ({ type: 'set', at, key: 'service.mean', value: 300_000 });
