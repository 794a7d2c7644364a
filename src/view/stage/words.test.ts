import { expect, test } from 'vitest';
import { emptyPicture } from '../../model/picture.ts';
import { NEVER, SECOND } from '../../model/time.ts';
import type { Label } from './label.ts';
import { type LaneSource, lookAt } from './moment.ts';
import { BURST_AT, sceneAt } from './scene.test-support.ts';
import { sentence } from './sentence.ts';
import { words } from './words.ts';

const momentOf = (source: LaneSource, at: number) => lookAt([source], at, null, 60)[0];
const said = (source: LaneSource, label: Label, at: number = BURST_AT + SECOND) =>
  (words(momentOf(source, at))[label] ?? []).map(({ text }) => text).join('');

const push = sceneAt('push', BURST_AT + SECOND);
const pull = sceneAt('pull', BURST_AT + SECOND);
const withSettings = (source: LaneSource, changed: Partial<LaneSource['settings']>): LaneSource => ({
  ...source,
  settings: { ...source.settings, ...changed },
});

test('a sender that owns the retries is said to keep the pile in its memory', () => {
  expect(said(push, 'pile')).toMatch(/^\d+ in the senders’ memory$/);
  expect(said(withSettings(push, { 'retry.owner': 'broker' }), 'pile')).toMatch(/^\d+ in the queue$/);
});

test('a lease is not counted as waiting', () => {
  const { census } = momentOf(pull, BURST_AT + SECOND);
  expect(said(pull, 'pile')).toBe(`${census.pile.length - census.leased} in the queue`);
  expect(said(pull, 'pileNote')).toBe(`${census.leased} more on lease · durable`);
});

test('a bounded queue says its bound beside the number', () => {
  expect(said(withSettings(pull, { 'queue.capacity': 100 }), 'pile')).toMatch(/^\d+ of 100 in the queue$/);
});

test('the limiter is named before batch and long poll', () => {
  expect(said(withSettings(pull, { 'consumer.rateLimit': 30 }), 'whoNote')).toBe('The limiter lets go 30/s.');
  expect(said(pull, 'whoNote')).toBe('The queue answers with up to 10.');
});

test('an inbox without bound is a number alone', () => {
  expect(said(push, 'workersNote')).toMatch(/^inbox \d of 8$/);
  expect(said(withSettings(push, { 'push.inbox': NEVER }), 'workersNote')).toMatch(/^inbox \d$/);
});

test('an outage says since when', () => {
  const down: LaneSource = { ...push, drills: [{ drill: 'broker.down', since: BURST_AT, amount: 1 }] };
  expect(said(down, 'brokerDown')).toBe('DOWN 1.0 s');
});

test('what will be lost is said only while it is known', () => {
  expect(said({ ...push, toLose: 14 }, 'lostNote')).toBe('14 to come');
  expect(said({ ...push, toLose: null }, 'lostNote')).toBe('');
});

test('the sentence for those who do not see the drawing says what waits, works, was refused, is done and is lost', () => {
  expect(sentence(momentOf(push, BURST_AT + SECOND))).toMatch(
    /^Push at 5\.0 s: \d+ wait in the senders’ memory, \d of 4 workers work, \d+ refused, \d+ done, \d+ lost\.$/,
  );
});

test('before anything is known of a lane, no number is told', () => {
  const blank = momentOf({ ...push, picture: emptyPicture() }, 0);
  expect(Object.keys(words(blank)).sort()).toEqual(['who', 'whoNote']);
  expect(sentence(blank)).toBe('Push: not computed yet.');
});
