import { expect, test } from 'vitest';
import { laneIds } from '../../model/lanes.ts';
import { MILLISECOND, SECOND } from '../../model/time.ts';
import { laneGeometry } from '../stage/geometry.ts';
import { heldBy } from '../stage/heldBy.ts';
import { type LaneMoment, lookAt } from '../stage/moment.ts';
import { BURST_AT, sceneAt } from '../stage/scene.test-support.ts';
import { messageState } from './messageWords.ts';
import { settingsOfNode } from './nodeSettings.ts';
import { nodePlaces } from './nodes.ts';
import { nodeName, nodeState, waitingIn } from './nodeWords.ts';

const geometry = laneGeometry('wide', 1056);
const at = (time: number): LaneMoment[] =>
  lookAt(
    laneIds.map((lane) => sceneAt(lane, time)),
    time,
    125 * MILLISECOND,
    geometry.cells,
  );

test('every part of every lane says what it does, with no number that is not one', () => {
  for (const time of [0, SECOND, BURST_AT + SECOND, BURST_AT + 5 * SECOND])
    for (const moment of at(time))
      for (const { node } of nodePlaces(moment, geometry)) {
        expect(nodeName(node, moment)).not.toBe('');
        expect(nodeState(node, moment)).toMatch(/\w/);
        expect(nodeState(node, moment)).not.toMatch(/NaN|undefined|Infinity/);
      }
});

test('the queue says as many waiting as are drawn solid in its tank', () => {
  for (const moment of at(BURST_AT + SECOND)) {
    expect(waitingIn(moment)).toHaveLength(moment.census.waiting);
    expect(nodeState('queue', moment)).toContain(`${moment.census.waiting} waiting`);
  }
});

test('a worker names the message that it has, and how long that takes', () => {
  const [, pull] = at(BURST_AT + SECOND);
  const [worker, delivery] = [...pull!.census.work].find(([, { place }]) => place === 'working')!;
  expect(nodeState(`worker:${worker}`, pull!)).toMatch(new RegExp(`^works on message ${delivery.message}, .+ left$`));
});

test('a message that a sender keeps says when its next try is', () => {
  const [push] = at(BURST_AT + SECOND);
  const waiting = push!.census.pile.find(({ place }) => place === 'delayed')!;
  expect(messageState(push!, waiting.id)).toMatch(/^\d\w+ try · waits in the senders’ memory, next try in .+\ss$/);
});

test('before any record of the gate, what the picture says holds the queue', () => {
  const [push] = at(0);
  expect(heldBy(push!, 0)).toBe('none');
});

test('a card shows only settings that act in its lane', () => {
  const [push, pull] = at(SECOND);
  expect(settingsOfNode('link', 'push', push!.settings)).toContain('push.maxInFlight');
  expect(settingsOfNode('link', 'push', push!.settings)).not.toContain('poll.interval');
  expect(settingsOfNode('link', 'pull', pull!.settings)).toContain('poll.interval');
  expect(settingsOfNode('breaker', 'pull', pull!.settings)).toEqual(['breaker.window']);
});
