import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laneIds } from '../../model/lanes.ts';
import { MILLISECOND, SECOND } from '../../model/time.ts';
import { laneGeometry } from '../stage/geometry.ts';
import type { Mark } from '../stage/mark.ts';
import { marks } from '../stage/marks.ts';
import { lookAt } from '../stage/moment.ts';
import { BURST_AT, sceneAt } from '../stage/scene.test-support.ts';
import { isTarget, markOf, messageOf, REACH, targetAt } from './hit.ts';
import { nodePlaces } from './nodes.ts';

const geometry = laneGeometry('wide', 1056);
const at = (time: number) =>
  lookAt(
    laneIds.map((lane) => sceneAt(lane, time)),
    time,
    125 * MILLISECOND,
    geometry.cells,
  );
const dot = (message: number, x: number, y: number): Mark => ({
  shape: 'dot',
  x,
  y,
  r: 4,
  ink: 'push',
  message,
  age: null,
  tries: 0,
});

test('whoever points at the middle of a painted message finds it', () => {
  for (const moment of at(BURST_AT + SECOND)) {
    const list = marks(moment, geometry);
    const messages = list.filter((mark) => isTarget(mark) && messageOf(mark) !== null);
    expect(messages.length).toBeGreaterThan(5);
    for (const mark of list) {
      if (!isTarget(mark)) continue;
      const found = targetAt(list, mark.x, mark.y, REACH.mouse)!;
      // Of two at one place it may be the other.
      expect(Math.hypot(found.x - mark.x, found.y - mark.y)).toBeLessThanOrEqual(found.r);
    }
  }
});

test('the nearest of several within reach is found, and the later painted one of two that are equally near', () => {
  const list = [dot(1, 10, 10), dot(2, 22, 10), dot(3, 22, 10)];
  expect(messageOf(targetAt(list, 13, 10, 6)!)).toBe(1);
  expect(messageOf(targetAt(list, 22, 10, 6)!)).toBe(3);
});

test('beyond its reach nothing is found, and a finger reaches further than a mouse', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 40, noNaN: true }), (distance) => {
      for (const reach of [REACH.mouse, REACH.touch])
        expect(targetAt([dot(1, 0, 0)], distance, 0, reach) !== null).toBe(distance - 4 <= reach);
    }),
  );
  expect(REACH.touch).toBeGreaterThan(REACH.mouse);
});

test('empty places, lines and words are no targets', () => {
  expect(isTarget(dot(-1, 0, 0))).toBe(false);
  expect(isTarget({ shape: 'vacant', x: 0, y: 0, r: 4, ink: 'idle' })).toBe(false);
  expect(isTarget({ shape: 'poll', x: 0, y: 0, r: 4, ink: 'pull' })).toBe(true);
});

test('a followed message is found where it is drawn, also within a worker', () => {
  for (const moment of at(BURST_AT + SECOND)) {
    const list = marks(moment, geometry);
    for (const [worker, { message }] of moment.census.work) {
      const found = markOf(list, new Set([message]))!;
      const place = nodePlaces(moment, geometry).find(({ node }) => node === `worker:${worker}`)!;
      expect(found.x).toBeGreaterThan(place.x);
      expect(found.x).toBeLessThan(geometry.downstream.x);
    }
    expect(markOf(list, new Set([999_999]))).toBeNull();
  }
});

test('in every layout each part of a lane has a button of its own within the lane, none of them narrower than 24 px', () => {
  for (const layout of ['wide', 'medium', 'phone'] as const) {
    const measured = laneGeometry(layout, { wide: 1056, medium: 976, phone: 358 }[layout]);
    for (const moment of at(BURST_AT + SECOND)) {
      const places = nodePlaces(moment, measured);
      expect(new Set(places.map(({ node }) => node)).size).toBe(places.length);
      for (const { x, y, width, height } of places) {
        expect(width).toBeGreaterThanOrEqual(24);
        expect(height).toBeGreaterThan(20);
        expect(x).toBeGreaterThanOrEqual(-4);
        expect(x + width).toBeLessThanOrEqual(measured.width + 4);
        expect(y + height).toBeLessThanOrEqual(measured.height);
      }
    }
  }
});
