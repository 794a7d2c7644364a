import { expect, test } from 'vitest';
import { NEVER, SECOND } from '../../model/time.ts';
import { downstreamOutage } from '../../scenarios/downstreamOutage.ts';
import { hook as hookScenario } from '../../scenarios/hook.ts';
import { hook, laneStory } from '../story/story.test-support.ts';
import { stripMoments } from './stripMoments.ts';

const times = (...args: Parameters<typeof stripMoments>) => stripMoments(...args).map(({ at }) => at / SECOND);

test('a burst is told before it, as it comes, when the first message is lost, and when the last lane has drained', () => {
  const drained = { ...hook, lanes: { ...hook.lanes, hybrid: laneStory({ drainedAt: 27 * SECOND }) } };
  expect(times(hookScenario, drained)).toEqual([19, 20.5, 23.3, 27]);
  expect(stripMoments(hookScenario, drained).map(({ title }) => title)).toEqual([
    'Before',
    'Burst +80',
    'Worst: losing',
    'After',
  ]);
});

test('where nothing is lost the worst is the most that waits', () => {
  const lossless = { ...hook, lanes: { pull: laneStory({ peakAt: 21 * SECOND }) } };
  expect(times(hookScenario, lossless)).toEqual([19, 20.5, 21, 23]);
  expect(stripMoments(hookScenario, lossless)[2]!.title).toBe('Worst: most waiting');
});

test('an outage that a lane never gets over is told at the end of the run', () => {
  const { scenario } = downstreamOutage;
  const story = { ...hook, burstAt: null, until: scenario.until, lanes: { push: laneStory({ drainedAt: NEVER }) } };
  const moments = stripMoments(scenario, {
    ...story,
    lanes: { push: laneStory({ peakAt: 90 * SECOND, drainedAt: NEVER }) },
  });
  expect(moments.map(({ at }) => at / SECOND)).toEqual([19, 20.5, 90, 117.6]);
  expect(moments[1]!.title).toBe('Outage');
});

test('a run to which nothing is done is told in quarters', () => {
  const calm = { ...hook, burstAt: null };
  expect(times({ ...hookScenario, values: {} }, calm)).toEqual([10, 20, 30, 40]);
});

test('the moments never leave the run and never go back', () => {
  for (const until of [1, 20, 20.2, 23])
    for (const lanes of [hook.lanes, { push: laneStory({ firstLossAt: NEVER, peakAt: 0, drainedAt: NEVER }) }]) {
      const at = times({ ...hookScenario, until: until * SECOND }, { ...hook, lanes, until: until * SECOND });
      expect(at.toSorted((a, b) => a - b)).toEqual(at);
      expect(Math.max(...at)).toBeLessThanOrEqual(until);
    }
});
