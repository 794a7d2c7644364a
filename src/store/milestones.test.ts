import { expect, test } from 'vitest';
import { createRun, runUntil } from '../engine/run.ts';
import { tellStory } from '../engine/story.ts';
import { hook } from '../scenarios/hook.ts';
import { milestonesBetween } from './milestones.ts';

test('the hook has its burst, one lane that loses, and what drains, in order of time and each once', () => {
  const run = createRun(hook, { journal: 'hash' });
  runUntil(run, hook.until);
  const story = tellStory(run);
  const all = milestonesBetween(story, 0, hook.until);
  expect(all[0]).toEqual({ name: 'burst', lane: null, at: story.burstAt });
  expect(all.filter(({ name }) => name === 'first-loss')).toEqual([
    { name: 'first-loss', lane: 'push', at: story.lanes.push!.firstLossAt },
  ]);
  expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => a - b));
  const middle = story.lanes.push!.firstLossAt;
  expect([...milestonesBetween(story, 0, middle), ...milestonesBetween(story, middle, hook.until)]).toEqual(all);
});
