import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laneIds } from '../../model/lanes.ts';
import { emptyPicture } from '../../model/picture.ts';
import type { Story } from '../../model/story.ts';
import { SECOND } from '../../model/time.ts';
import { headline } from './headline.ts';
import { hook, laneStory, lanesOf, moment, stories } from './story.test-support.ts';
import { underline } from './underline.ts';
import { textOf } from './words.ts';

const said = (...some: Parameters<typeof moment>) => textOf(headline(moment(...some))).replaceAll('\u00a0', ' ');

test('before the burst the headline says what will fall, and nothing of what comes of it', () => {
  const burst = { at: 20 * SECOND, size: 80 };
  expect(said({ playhead: 5 * SECOND, burst })).toBe('80 messages will fall into all three lanes at 20 s.');
  expect(said({ playhead: 5 * SECOND, burst, lanes: ['push', 'pull'] })).toBe(
    '80 messages will fall into both lanes at 20 s.',
  );
  expect(said({ playhead: 5 * SECOND, burst: { at: 20.25 * SECOND, size: 1 }, lanes: ['pull'], story: null })).toBe(
    '1 message will fall into the pull lane at 20.25 s.',
  );
});

test('a loss is told with “will” until the playhead has passed it', () => {
  expect(said()).toBe('Push was fastest, and will lose 14. Pull and hybrid lose none.');
  expect(said({ lost: { push: 5, pull: 0, hybrid: 0 } })).toBe(
    'Push was fastest, and has lost 5 and will lose 9 more. Pull and hybrid lose none.',
  );
  expect(said({ lost: { push: 14, pull: 0, hybrid: 0 } })).toBe(
    'Push was fastest, and lost 14. Pull and hybrid lose none.',
  );
  expect(said({ playhead: 40 * SECOND, lost: { push: 14, pull: 0, hybrid: 0 } })).toBe(
    'Push was fastest, and lost 14. Pull and hybrid lost none.',
  );
});

test('whoever is fastest is named, also if it is pull', () => {
  const lanes = {
    push: laneStory({ calmP50Ms: 900, lost: 3 }),
    pull: laneStory(),
    hybrid: laneStory({ calmP50Ms: 400, lost: 3 }),
  };
  expect(said({ story: { ...hook, lanes } })).toBe(
    'Pull was fastest, and loses none. Push and hybrid will lose 3 each.',
  );
});

test('medians within five per cent are called equal', () => {
  const lanes = {
    push: laneStory({ calmP50Ms: 153, lost: 14 }),
    pull: laneStory({ calmP50Ms: 390 }),
    hybrid: laneStory({ calmP50Ms: 157 }),
  };
  expect(said({ story: { ...hook, lanes } })).toBe(
    'Push and hybrid were equally fast. Push will lose 14; pull and hybrid lose none.',
  );
});

test('if nobody loses, the headline says so, and who does not catch up', () => {
  const lanes = { push: laneStory(), pull: laneStory({ calmP50Ms: 390, drainedAt: Number.POSITIVE_INFINITY }) };
  expect(said({ story: { ...hook, lanes }, lanes: ['push', 'pull'] })).toBe(
    'Push was fastest, and no lane loses a message, but pull will not catch up.',
  );
});

test('without a burst the comparison stays in the present tense until the end', () => {
  const story = {
    ...hook,
    burstAt: null,
    burstSize: 0,
    calmUntil: hook.until / 2,
    lanes: { push: laneStory(), pull: laneStory({ calmP50Ms: 400 }) },
  };
  expect(said({ story })).toBe('Push is fastest, and no lane loses a message.');
  expect(said({ story, playhead: story.until })).toBe('Push was fastest, and no lane lost a message.');
});

test('who was fast before an outage is said to have been so at first', () => {
  const lanes = { push: laneStory({ lost: 9 }), pull: laneStory({ calmP50Ms: 400 }) };
  const story = { ...hook, burstAt: null, burstSize: 0, calmUntil: 10 * SECOND, lanes };
  expect(said({ story, playhead: 5 * SECOND })).toBe('Push is fastest, and will lose 9. Pull loses none.');
  expect(said({ story })).toBe('Push was fastest at first, and will lose 9. Pull loses none.');
});

test('lanes that lose the same are told together', () => {
  const lanes = {
    push: laneStory({ lost: 10 }),
    pull: laneStory({ calmP50Ms: 390, lost: 10 }),
    hybrid: laneStory({ calmP50Ms: 400, lost: 10 }),
  };
  expect(said({ story: { ...hook, lanes } })).toBe('Push was fastest, and all three lanes will lose 10 each.');
});

test('one lane alone is not compared', () => {
  expect(said({ story: { ...hook, lanes: { push: laneStory({ lost: 1 }) } } })).toBe('Push will lose 1.');
});

test('while the future is unknown only the present is told', () => {
  expect(said({ story: null })).toBe('Nothing is lost so far: 47 unfinished in push, 56 in pull and 52 in hybrid.');
  expect(said({ story: null, lost: { push: 2, pull: 0, hybrid: 0 } })).toBe(
    'So far push has lost 2: 47 unfinished in push, 56 in pull and 52 in hybrid.',
  );
});

test('the line under it counts what has fallen', () => {
  const text = (published: number) => underline(moment(), published).replaceAll('\u00a0', ' ');
  expect(text(390)).toBe(
    'The same 390 messages have fallen into each lane. This is 1.5 s after 80 of them came at once.',
  );
  expect(text(0)).toBe('No message has come yet.');
});

test('any story gives sentences without a hole in them', () => {
  const lost = fc.record({ push: fc.nat(99), pull: fc.nat(99), hybrid: fc.nat(99) });
  fc.assert(
    fc.property(fc.option(stories), lost, fc.integer({ min: 0, max: 4_000 * SECOND }), (story, losses, playhead) => {
      const lanes = story === null ? laneIds : lanesOf(story);
      const text = textOf(headline(moment({ story, lost: losses, playhead, lanes })));
      expect(text).toMatch(/^[A-Z0-9][^.]*(\.\d[^.]*)*\.( [A-Z][^.]*(\.\d[^.]*)*\.)*$/);
      expect(text).not.toMatch(/NaN|undefined|Infinity|null|\[object| {2}|\s,/);
    }),
  );
});

test('while something is broken the headline says what, and what that costs', () => {
  const lost = { push: 8, pull: 0, hybrid: 0 };
  expect(said({ drill: 'consumer.down', lost })).toBe(
    'While the consumers are down: push has lost 8 and will lose 6 more; pull and hybrid lose none.',
  );
  expect(said({ drill: 'broker.down', story: null, lost })).toBe(
    'While the broker is down: push lost 8; pull and hybrid lost none.',
  );
});

test('without losses, what was done twice is the news', () => {
  const repeats = laneStory({ totals: { ...emptyPicture().totals, duplicateEffects: 23 } });
  const of = (lanes: Story['lanes']) => said({ story: { ...hook, burstAt: null, lanes } });
  expect(of({ push: repeats, pull: laneStory() })).toMatch(/^.*no lane loses a message, but push does some twice\.$/);
  expect(of({ push: repeats, pull: repeats })).toMatch(/but both lanes do some twice\.$/);
});
