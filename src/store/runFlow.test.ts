import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { type RunEvent, runFlow } from './runFlow.ts';

function phasesAfter(...events: RunEvent[]): string[] {
  const actor = createActor(runFlow).start();
  return events.map((event) => {
    actor.send(event);
    return actor.getSnapshot().value;
  });
}

const load: RunEvent = { type: 'load', play: true };
const covered: RunEvent = { type: 'covered', atEnd: false };
const play: RunEvent = { type: 'play' };
const pause: RunEvent = { type: 'pause' };
const seek: RunEvent = { type: 'seek' };

test('a run that is to play starts when its frames are here, any other waits', () => {
  expect(phasesAfter(load, covered)).toEqual(['loading', 'running']);
  expect(phasesAfter({ type: 'load', play: false }, covered, play)).toEqual(['loading', 'ready', 'running']);
});

test('play and pause while it loads or seeks count once it is there', () => {
  expect(phasesAfter(load, pause, covered)).toEqual(['loading', 'loading', 'ready']);
  expect(phasesAfter(load, covered, pause, seek, play, covered).at(-1)).toBe('running');
  expect(phasesAfter(load, covered, seek, pause, covered).at(-1)).toBe('paused');
});

test('after a seek it goes on as before', () => {
  expect(phasesAfter(load, covered, seek, covered).slice(2)).toEqual(['seeking', 'running']);
  expect(phasesAfter(load, covered, pause, seek, seek, covered).slice(3)).toEqual(['seeking', 'seeking', 'paused']);
});

test('at the end it is finished, however it came there', () => {
  const atEnd: RunEvent = { type: 'covered', atEnd: true };
  expect(phasesAfter(load, covered, { type: 'ended' }).at(-1)).toBe('finished');
  expect(phasesAfter(load, covered, seek, atEnd, seek, covered).slice(3)).toEqual(['finished', 'seeking', 'paused']);
});

test('it can fail in every phase, says why, and only another load helps', () => {
  const failed: RunEvent = { type: 'failed', message: 'too many messages' };
  const events: RunEvent[] = [load, covered, play, pause, seek, { type: 'ended' }];
  const paths = getShortestPaths(runFlow, { events });
  expect(new Set(paths.map(({ state }) => state.value)).size).toBe(7);
  for (const { steps } of paths) {
    const actor = createActor(runFlow).start();
    // The first step is XState's own start.
    for (const { event } of steps.slice(1)) actor.send(event);
    actor.send(failed);
    expect(actor.getSnapshot()).toMatchObject({ value: 'failed', context: { failure: 'too many messages' } });
    for (const event of [play, pause, seek, covered]) actor.send(event);
    expect(actor.getSnapshot().value).toBe('failed');
    actor.send(load);
    expect(actor.getSnapshot()).toMatchObject({ value: 'loading', context: { failure: null } });
  }
});
