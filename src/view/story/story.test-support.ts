/** Builders for stories and moments, so that a test names only the numbers it is about. */
import fc from 'fast-check';
import { type LaneId, laneIds } from '../../model/lanes.ts';
import { emptyPicture } from '../../model/picture.ts';
import type { LaneStory, Story } from '../../model/story.ts';
import { NEVER, SECOND } from '../../model/time.ts';
import type { LaneNow } from '../../store/state.ts';
import type { Moment } from './headline.ts';

export const laneStory = (some: Partial<LaneStory> = {}): LaneStory => ({
  calmP50Ms: 150,
  calmP95Ms: 300,
  peakOutstanding: 80,
  peakAt: 20.5 * SECOND,
  drainedAt: 23 * SECOND,
  firstLossAt: NEVER,
  lost: 0,
  freshShare: 1,
  emptyPollsPerMinute: 0,
  totals: emptyPicture().totals,
  ...some,
});

/** The hook as it came out of the study: push is fastest and loses 14, pull is slower, hybrid ties with push. */
export const hook: Story = {
  burstAt: 20 * SECOND,
  burstSize: 80,
  calmUntil: 20 * SECOND,
  until: 40 * SECOND,
  lanes: {
    push: laneStory({ calmP50Ms: 140, lost: 14, firstLossAt: 23.3 * SECOND }),
    pull: laneStory({ calmP50Ms: 390 }),
    hybrid: laneStory({ calmP50Ms: 160 }),
  },
};

export const laneNow = (some: Partial<LaneNow> = {}): LaneNow => ({
  totals: emptyPicture().totals,
  ready: 0,
  leased: 0,
  delayed: 0,
  held: 0,
  inbox: 0,
  working: 0,
  outstanding: 0,
  waiting: 0,
  lost: 0,
  ...some,
});

export const moment = (some: Partial<Moment> = {}): Moment => ({
  playhead: 21.5 * SECOND,
  story: hook,
  burst: null,
  drill: null,
  lanes: laneIds,
  outstanding: { push: 47, pull: 56, hybrid: 52 },
  lost: { push: 0, pull: 0, hybrid: 0 },
  ...some,
});

const time = fc.oneof(fc.integer({ min: 0, max: 86_400 * SECOND }), fc.constant(NEVER));
const ms = fc.oneof(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.constant(Number.NaN));
const count = fc.integer({ min: 0, max: 100_000 });

const laneStories: fc.Arbitrary<LaneStory> = fc
  .record({ calmP50Ms: ms, drainedAt: time, firstLossAt: time, lost: fc.oneof(fc.constant(0), count) })
  .map(laneStory);

export const stories: fc.Arbitrary<Story> = fc.record({
  burstAt: fc.option(fc.integer({ min: 0, max: 60 * SECOND })),
  calmUntil: fc.integer({ min: 0, max: 61 * SECOND }),
  burstSize: count,
  until: fc.integer({ min: 61 * SECOND, max: 3_600 * SECOND }),
  lanes: fc
    .subarray([...laneIds], { minLength: 1 })
    .chain((lanes) => fc.record(Object.fromEntries(lanes.map((lane) => [lane, laneStories])))),
}) as fc.Arbitrary<Story>;

export const laneNows: fc.Arbitrary<LaneNow> = fc
  .record({ ready: count, delayed: count, held: count, inbox: count, working: count, lost: count })
  .map((some) => laneNow({ ...some, waiting: some.ready + some.delayed + some.held }));

export const lanesOf = (story: Story): LaneId[] => Object.keys(story.lanes) as LaneId[];
