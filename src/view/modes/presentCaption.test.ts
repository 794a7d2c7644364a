import { expect, test } from 'vitest';
import { SECOND } from '../../model/time.ts';
import { hook } from '../story/story.test-support.ts';
import { textOf } from '../story/words.ts';
import { presentCaption } from './presentCaption.ts';

const lines = (...args: Parameters<typeof presentCaption>) =>
  presentCaption(...args).map((line) => textOf(line).replaceAll('\u00a0', ' '));

test('three lines say how fast a lane was, who decides, and what it will lose', () => {
  expect(lines('push', hook, 0, 21 * SECOND)).toEqual(['0.14 s before.', 'The sender decides.', 'Will lose 14.']);
  expect(lines('pull', hook, 0, 21 * SECOND)).toEqual(['0.39 s before.', 'The worker asks.', 'Loses none.']);
});

test('what is lost already is told as such, and at the end in the past', () => {
  expect(lines('push', hook, 5, 24 * SECOND)[2]).toBe('Loses 14.');
  expect(lines('push', hook, 14, 40 * SECOND)[2]).toBe('Lost 14.');
  expect(lines('pull', hook, 0, 40 * SECOND)[2]).toBe('Lost none.');
});

test('until the run is known a lane says only who decides', () => {
  expect(lines('hybrid', null, 0, 0)).toEqual(['The worker asks.']);
});
