import { expect, test } from 'vitest';
import { createRecords, Fact, type FactKind } from '../../model/journal.ts';
import { MILLISECOND as MS } from '../../model/time.ts';
import { findMoves, type Visit } from './moves.ts';

type Row = [
  time: number,
  kind: FactKind,
  about: { message?: number; delivery?: number; node?: number; value?: number },
];

function tapeOf(rows: Row[]): Visit {
  const records = createRecords(rows.length);
  for (const [time, kind, { message = -1, delivery = -1, node = -1, value = 0 }] of rows) {
    const i = records.length++;
    records.time[i] = time;
    records.kind[i] = Fact[kind];
    records.message[i] = message;
    records.delivery[i] = delivery;
    records.node[i] = node;
    records.value[i] = value;
  }
  return (from, to, take) => {
    for (let i = 0; i < records.length; i++) if (records.time[i] >= from && records.time[i] <= to) take(records, i);
  };
}

const FLIGHT = 250 * MS;
const HOP = 10 * MS;
const at = (rows: Row[], playhead: number, flight: number | null = FLIGHT) =>
  findMoves(tapeOf(rows), playhead, flight, HOP);

const sent: Row[] = [[1_000 * MS, 'sent', { message: 7, delivery: 3, node: 1, value: 1_010 * MS }]];

test('a delivery is in the air for one flight and arrives at its consumer exactly at its time', () => {
  expect(at(sent, 1_010 * MS - FLIGHT - 1).air).toEqual([]);
  expect(at(sent, 1_010 * MS - FLIGHT).air).toMatchObject([{ kind: 'delivery', key: 7, progress: 0 }]);
  expect(at(sent, 1_010 * MS - FLIGHT / 2).air).toMatchObject([{ progress: 0.5 }]);
  expect(at(sent, 1_010 * MS).air).toEqual([]);
});

test('a message that is drawn on its way is known to those who draw where it was', () => {
  expect(at(sent, 900 * MS).outbound).toEqual(new Set([7]));
  expect(at(sent, 1_010 * MS).outbound).toEqual(new Set());
});

test('a real journey longer than a flight is drawn at its real length', () => {
  const slow: Row[] = [[1_000 * MS, 'sent', { message: 7, node: 1, value: 2_000 * MS }]];
  const { air } = findMoves(tapeOf(slow), 1_500 * MS, FLIGHT, 1_000 * MS);
  expect(air).toMatchObject([{ progress: 0.5 }]);
});

test('a wait shorter than two flights is seen for its first half', () => {
  const retry: Row[] = [
    [1_000 * MS, 'delayed', { message: 7, value: 1_100 * MS }],
    [1_100 * MS, 'sent', { message: 7, node: 2, value: 1_110 * MS }],
  ];
  expect(at(retry, 1_049 * MS).outbound.size).toBe(0);
  expect(at(retry, 1_050 * MS).outbound.size).toBe(1);
});

test('a refusal leaves the door of the consumer on time and lands late', () => {
  const refused: Row[] = [[1_000 * MS, 'refused', { message: 7, node: 0, value: 1_010 * MS }]];
  expect(at(refused, 999 * MS).air).toEqual([]);
  expect(at(refused, 1_000 * MS).air).toMatchObject([{ kind: 'refusal', progress: 0 }]);
  expect(at(refused, 1_249 * MS).air).toHaveLength(1);
  expect(at(refused, 1_250 * MS).air).toEqual([]);
});

const fetched = (workMs: number): Row[] => [
  [1_000 * MS, 'answered', { node: 0, delivery: 2, value: 1_010 * MS }],
  [1_000 * MS, 'leased', { message: 4, delivery: 11, node: 1, value: -1 }],
  [1_000 * MS, 'leased', { message: 5, delivery: 12, node: 1, value: -1 }],
  [1_010 * MS, 'started', { message: 4, delivery: 11, node: 0, value: (1_010 + workMs) * MS }],
];

test('what an answer brings belongs to nobody while the answer is drawn in the air', () => {
  const long = fetched(10_000);
  expect(at(long, 1_100 * MS)).toMatchObject({ air: [{ kind: 'answer', count: 2 }], landing: new Set([11, 12]) });
  expect(at(long, 1_250 * MS)).toMatchObject({ air: [], landing: new Set() });
});

test('an answer lands at the latest when half of the work that it brings is over', () => {
  const short = fetched(100);
  expect(at(short, 1_059 * MS).landing.size).toBe(2);
  expect(at(short, 1_060 * MS).landing.size).toBe(0);
});

test('without motion nothing is in the air, and what came back is still known', () => {
  const acked: Row[] = [...sent, [1_005 * MS, 'acked', { message: 6 }]];
  expect(at(acked, 1_008 * MS, null)).toMatchObject({
    air: [],
    outbound: new Set(),
    answers: [{ kind: 'ack', at: 1_005 * MS }],
  });
});

test('an ack that is lost is seen on its way, and no answer comes of it', () => {
  const lost: Row[] = [[1_000 * MS, 'ackLost', { message: 7, delivery: 3, node: 0, value: -1 }]];
  expect(at(lost, 1_125 * MS)).toMatchObject({ air: [{ kind: 'lostAck', message: 7, progress: 0.5 }], answers: [] });
  expect(at(lost, 1_250 * MS).air).toEqual([]);
});

test('a delivery that is lost on its way is drawn as such from its start, and so is an answer that brings nothing home', () => {
  const stray: Row[] = [...sent, [1_000 * MS, 'strayed', { message: 7, delivery: 3 }]];
  expect(at(stray, 900 * MS).air).toMatchObject([{ kind: 'stray', message: 7 }]);
  const answer: Row[] = [
    [1_000 * MS, 'answered', { node: 0, delivery: 1, value: 1_010 * MS }],
    [1_000 * MS, 'leased', { message: 4, delivery: 11, node: 1, value: -1 }],
    [1_000 * MS, 'strayed', { message: 4, delivery: 11 }],
  ];
  expect(at(answer, 1_100 * MS)).toMatchObject({ air: [{ kind: 'stray', message: 4 }], landing: new Set() });
});

test('an answer with one message is known by its message, one with several by none', () => {
  const [single, , one] = [fetched(100)[0], 0, fetched(100)[1]];
  const alone: Row[] = [[single[0], 'answered', { ...single[2], delivery: 1 }], one];
  expect(at(alone, 1_020 * MS).air).toMatchObject([{ kind: 'answer', message: 4, key: 4 }]);
  expect(at(fetched(100), 1_020 * MS).air).toMatchObject([{ kind: 'answer', message: -1, count: 2 }]);
});

test('a message that is handed on at once comes to the broker, drawn, just as its delivery leaves', () => {
  const through: Row[] = [
    [1_000 * MS, 'published', { message: 7, node: 0, value: 1_010 * MS }],
    [1_010 * MS, 'queued', { message: 7 }],
    [1_010 * MS, 'sent', { message: 7, delivery: 3, node: 1, value: 1_020 * MS }],
  ];
  const leaves = 1_020 * MS - FLIGHT;
  expect(at(through, leaves - FLIGHT).air).toMatchObject([{ kind: 'publish', progress: 0 }]);
  expect(at(through, leaves - 1).air).toMatchObject([{ kind: 'publish' }]);
  expect(at(through, leaves).air).toMatchObject([{ kind: 'delivery', progress: 0 }]);
  const waits: Row[] = [through[0], through[1], [2_000 * MS, 'sent', { message: 7, node: 1, value: 2_010 * MS }]];
  expect(at(waits, 1_009 * MS).air).toMatchObject([{ kind: 'publish' }]);
});

test('what was given up falls for a while after it was', () => {
  const dead: Row[] = [[1_000 * MS, 'deadLettered', { message: 7, value: 3 }]];
  const lost: Row[] = [[1_000 * MS, 'dropped', { message: 8, value: 5 }]];
  expect(at(dead, 999 * MS).air).toEqual([]);
  expect(at(dead, 1_200 * MS).air).toMatchObject([{ kind: 'bury', message: 7 }]);
  expect(at(lost, 1_200 * MS).air).toMatchObject([{ kind: 'drop', message: 8, count: 5 }]);
  expect(at(lost, 1_400 * MS).air).toEqual([]);
});

test('rare things are counted over two flights, each kind by itself', () => {
  const rows: Row[] = [
    [500 * MS, 'dropped', { message: 1 }],
    [1_000 * MS, 'published', { message: 9, node: 2, value: 1_010 * MS }],
    [1_010 * MS, 'sent', { message: 2, node: 1, value: 1_020 * MS }],
    [1_010 * MS, 'sent', { message: 3, node: 2, value: 1_020 * MS }],
    [1_020 * MS, 'applied', { message: 3, value: 1 }],
    [1_030 * MS, 'applied', { message: 3, value: 2 }],
    [1_040 * MS, 'deadLettered', { message: 4 }],
    [1_050 * MS, 'turnedAway', { message: 5 }],
    [1_101 * MS, 'dropped', { message: 6 }],
  ];
  expect(at(rows, 1_100 * MS).rare).toEqual({ retry: 1, poison: 1, twice: 1, dead: 1, dropped: 1 });
  expect(at(rows, 1_100 * MS, null).rare).toEqual({ retry: 0, poison: 0, twice: 0, dead: 0, dropped: 0 });
});
