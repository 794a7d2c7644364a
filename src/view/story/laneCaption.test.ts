import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laneIds } from '../../model/lanes.ts';
import { parameters, type Settings } from '../../model/parameters.ts';
import { NEVER, SECOND } from '../../model/time.ts';
import { laneCaption } from './laneCaption.ts';
import { hook, laneNow, laneNows, laneStory, stories } from './story.test-support.ts';
import { textOf } from './words.ts';

const defaults = Object.fromEntries(
  Object.values(parameters).map((row) => [row.id, row.initial]),
) as unknown as Settings;
const pushSettings: Settings = { ...defaults, 'retry.owner': 'sender' };
const pullSettings: Settings = { ...defaults, 'poll.interval': 0.8 * SECOND, 'poll.wait': 0 };

const said = (...args: Parameters<typeof laneCaption>) => {
  const { heading, body } = laneCaption(...args);
  return [textOf(heading), textOf(body)].map((text) => text.replaceAll('\u00a0', ' '));
};
const totals = (refused: number) => ({ ...laneNow().totals, refused });

test('after the burst push says how fast it was, who waits where, and what will be lost', () => {
  const now = laneNow({ delayed: 47, totals: totals(177) });
  expect(said('push', hook, now, pushSettings, 21.5 * SECOND)).toEqual([
    'Push was fastest, will lose 14',
    'A message took 0.14 s before the burst. Now 47 wait in the senders’ memory after 177 refusals, no worker at work. 14 will be lost.',
  ]);
});

test('a pull lane that polls short says how often it asks, and when its pile is gone', () => {
  const now = laneNow({ ready: 56, working: 3 });
  const drained = { ...hook, lanes: { ...hook.lanes, pull: laneStory({ calmP50Ms: 390 }) } };
  expect(said('pull', drained, now, pullSettings, 21.5 * SECOND)).toEqual([
    'Pull was slowest, loses none',
    'A message took 0.39 s before the burst, asking every 0.8 s. Now 56 wait in the queue. Drains at 23 s.',
  ]);
  expect(said('pull', drained, laneNow(), pullSettings, 39 * SECOND)[1]).toMatch(
    /Now none wait in the queue\. Drained at 23 s\.$/,
  );
});

test('a pile that never goes is said to stay', () => {
  const story = { ...hook, lanes: { push: laneStory({ drainedAt: NEVER }), pull: laneStory({ calmP50Ms: 500 }) } };
  expect(said('push', story, laneNow({ ready: 3, inbox: 1, working: 1 }), defaults, 30 * SECOND)[1]).toBe(
    'A message took 0.15 s before the burst. Now 3 wait in the queue. Not drained by 40 s.',
  );
});

test('where most wait is named with its own number, which the stage keeps true', () => {
  const now = laneNow({ ready: 2, held: 1, inbox: 30, working: 4 });
  expect(said('push', null, now, defaults, SECOND)[1]).toMatch(/^Now 30 wait in the inbox/);
  expect(said('pull', null, now, pullSettings, SECOND)[1]).toMatch(/^Now 30 wait at the workers/);
  const { body } = laneCaption('pull', null, now, pullSettings, SECOND);
  const tally = { pile: 2, room: 0, held: 1, inbox: 1, refused: 0 };
  expect(body.flatMap(({ live }) => (live ? [live.says(tally)] : []))).toEqual(['1 waits']);
});

test('without a burst the latency is that of the first half, and says so', () => {
  const quiet = {
    ...hook,
    burstAt: null,
    calmUntil: hook.until / 2,
    lanes: { push: laneStory(), pull: laneStory({ calmP50Ms: Number.NaN }) },
  };
  expect(said('push', quiet, laneNow(), defaults, 5 * SECOND)).toEqual([
    'Push alone finishes, loses none',
    'Median latency 0.15 s in the first half. Now none wait in the queue, none lost.',
  ]);
  expect(said('pull', quiet, laneNow(), defaults, 5 * SECOND)[1]).toMatch(/^Nothing finishes in the first half\./);
});

test('before the burst nothing is told of what comes after it', () => {
  const [heading, body] = said('push', hook, laneNow({ ready: 1, working: 2 }), pushSettings, 5 * SECOND);
  expect(heading).toBe('Push is fastest');
  expect(body).toBe('A message takes 0.14 s. Now 1 waits in the senders’ memory, none lost so far.');
});

test('without a story the future clause is gone', () => {
  const [heading, body] = said('push', null, laneNow({ delayed: 9, working: 1, lost: 2 }), pushSettings, 22 * SECOND);
  expect(heading).toBe('Push so far');
  expect(body).toBe('Now 9 wait in the senders’ memory. 2 lost so far.');
});

test('losses that have happened are told apart from those to come', () => {
  const at = (lost: number) => said('push', hook, laneNow({ lost }), pushSettings, 24 * SECOND);
  expect(at(5)).toEqual(['Push was fastest, is losing 14', expect.stringMatching(/5 lost, 9 more to come\.$/)]);
  expect(at(14)).toEqual(['Push was fastest, lost 14', expect.stringMatching(/14 are lost\.$/)]);
});

test('any lane of any story gets a heading of two lines and a body without a hole', () => {
  const lane = fc.constantFrom(...laneIds);
  fc.assert(
    fc.property(
      lane,
      fc.option(stories),
      laneNows,
      fc.integer({ min: 0, max: 4_000 * SECOND }),
      fc.boolean(),
      (id, story, now, playhead, brief) => {
        const [heading, body] = said(id, story, now, id === 'push' ? pushSettings : pullSettings, playhead, brief);
        expect(heading!.length).toBeLessThanOrEqual(50);
        expect(body!.length).toBeLessThanOrEqual(165);
        expect(body).toMatch(/^[A-Z].*\.$/);
        expect(heading! + body!).not.toMatch(/NaN|undefined|Infinity|null|\[object| {2}|\s,|\.\./);
      },
    ),
  );
});
