/** What the picture keeps of a message and of the downstream beyond where they are. That it agrees with the engine is tested there. */
import { expect, test } from 'vitest';
import { applyRecord } from './fold.ts';
import { CallFailure, createRecords, Fact, type FactKind, Outcome } from './journal.ts';
import { emptyPicture, type Picture } from './picture.ts';
import { HarmCode } from './scenario.ts';

type Row = [kind: FactKind, about?: { message?: number; delivery?: number; node?: number; value?: number }];

/** One microsecond after the other. */
function folded(...rows: Row[]): Picture {
  const records = createRecords(rows.length);
  const picture = emptyPicture();
  rows.forEach(([kind, { message = -1, delivery = -1, node = -1, value = 0 } = {}], i) => {
    records.time[i] = i + 1;
    records.kind[i] = Fact[kind];
    Object.assign(records, { length: i + 1 });
    records.message[i] = message;
    records.delivery[i] = delivery;
    records.node[i] = node;
    records.value[i] = value;
    applyRecord(picture, records, i);
  });
  return picture;
}

const leased: Row[] = [
  ['published', { message: 7, node: 0, value: 1 }],
  ['queued', { message: 7 }],
  ['leased', { message: 7, delivery: 1, node: 1, value: 100 }],
];
const started: Row = ['started', { message: 7, delivery: 1, node: 0, value: 50 }];
const called: Row = ['called', { message: 7, delivery: 1, node: 0 }];

test('poison is known from the start if it was put in, from when it was made so by hand, else from the first time that it failed', () => {
  expect(folded(['published', { message: 7, node: 2, value: 1 }]).messages.get(7)!.poison).toBe(true);
  expect(folded(...leased, started).messages.get(7)!.poison).toBe(false);
  const harm = (value: number): Row => ['harmed', { message: 7, value }];
  expect(folded(...leased, harm(HarmCode['message.poison'])).messages.get(7)!.poison).toBe(true);
  const found = folded(...leased, started, ['finished', { message: 7, delivery: 1, node: 0, value: Outcome.poison }]);
  expect(found.messages.get(7)!.poison).toBe(true);
});

test('a delivery is a duplicate if the effect came before it, and not if it comes of it', () => {
  const applied: Row = ['applied', { message: 7, value: 1 }];
  const first = folded(...leased, started, applied);
  expect(first.messages.get(7)).toMatchObject({ effects: 1, doneBefore: false });
  const again = folded(
    ...leased,
    started,
    applied,
    ['queued', { message: 7 }],
    ['leased', { message: 7, delivery: 2, node: 2, value: 100 }],
  );
  expect(again.messages.get(7)).toMatchObject({ effects: 1, doneBefore: true });
});

test('a renewed lease has its new end, and that of a delivery which was given up changes nothing', () => {
  const renewed = (delivery: number) => folded(...leased, ['renewed', { message: 7, delivery, value: 900 }]);
  expect(renewed(1).messages.get(7)!.until).toBe(900);
  expect(renewed(5).messages.get(7)!.until).toBe(100);
});

test('a call stays at the downstream when its caller gives up, until it is done or cancelled', () => {
  const failed = (value: number): Row => ['callFailed', { message: 7, delivery: 1, node: 0, value }];
  expect(folded(...leased, started, called).calls).toBe(1);
  expect(folded(...leased, started, called, failed(CallFailure.timeout)).calls).toBe(1);
  expect(folded(...leased, started, called, failed(CallFailure.refused)).calls).toBe(0);
  expect(folded(...leased, started, called, ['callDone', { message: 7, delivery: 1, node: 0, value: 1 }]).calls).toBe(
    0,
  );
  expect(folded(...leased, started, called, ['callCancelled', { message: 7, delivery: 1 }]).calls).toBe(0);
  expect(folded(...leased, started, failed(CallFailure.breaker)).calls).toBe(0);
});

test('a dead letter lies in the tray as it was given up, and a copy of it knows what it was', () => {
  const dead: Row[] = [...leased, started, ['finished', { message: 7, delivery: 1, value: Outcome.poison }]];
  const picture = folded(...dead, ['deadLettered', { message: 7, value: 3 }]);
  expect(picture.tray).toMatchObject([{ id: 7, deliveries: 1, poison: true }]);
  const back = folded(
    ...dead,
    ['deadLettered', { message: 7, value: 3 }],
    ['copied', { message: 8, node: 2, value: 7 }],
  );
  expect(back.tray).toEqual([]);
  expect(back.messages.get(8)!.poison).toBe(true);
});
