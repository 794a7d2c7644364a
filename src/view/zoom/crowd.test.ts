import { expect, test } from 'vitest';
import { type LaneId, laneIds } from '../../model/lanes.ts';
import { MILLISECOND, SECOND } from '../../model/time.ts';
import { laneGeometry } from '../stage/geometry.ts';
import type { Mark } from '../stage/mark.ts';
import { marks } from '../stage/marks.ts';
import { lookAt } from '../stage/moment.ts';
import { BURST_AT, sceneAt } from '../stage/scene.test-support.ts';
import { crowdGrid, crowdPlaces, drawEach } from './crowd.ts';

const geometry = laneGeometry('wide', 1056);

function crowdIn(lane: LaneId, workers: number) {
  const time = BURST_AT + SECOND;
  const moments = lookAt(
    laneIds.map((each) => sceneAt(each, time)),
    time,
    125 * MILLISECOND,
    geometry.cells,
  );
  const moment = moments.find((each) => each.lane === lane)!;
  moment.picture.workersOnDuty = workers;
  return moment;
}

test('any crowd of workers stands within the place of its gauge, each beside the others', () => {
  const { squares, work, centre } = geometry;
  const top = centre - work.pitch * 2;
  for (const workers of [9, 10, 40, 63, 200, 1_000]) {
    const { pitch, at } = crowdGrid(geometry, workers);
    const places = Array.from({ length: workers }, (_, worker) => at(worker));
    for (const { x, y, size } of places) {
      expect(x).toBeGreaterThanOrEqual(squares);
      expect(x + size).toBeLessThanOrEqual(squares + work.size);
      expect(y).toBeGreaterThanOrEqual(top);
      expect(y + size).toBeLessThanOrEqual(centre + work.pitch * 2);
    }
    const cells = new Set(
      places.map(({ x, y }) => `${Math.floor((x - squares) / pitch)},${Math.floor((y - top) / pitch)}`),
    );
    expect(cells.size).toBe(workers);
  }
});

test.each(laneIds)(
  'zoomed far enough, each worker of %s is drawn with the message it works on, in place of the gauge',
  (lane) => {
    const moment = crowdIn(lane, 40);
    expect(moment.census.work.size).toBeGreaterThan(0);
    const list = marks(moment, geometry);
    const others = (all: Mark[]) => all.filter(({ shape }) => shape !== 'worker' && shape !== 'gauge');
    expect(drawEach(list, moment, geometry, 1)).toBe(list);
    const near = drawEach(list, moment, geometry, 4);
    const workers = near.filter((mark) => mark.shape === 'worker');
    expect(workers).toHaveLength(40);
    expect(workers.map(({ message }) => message)).toEqual(
      workers.map((_, worker) => moment.census.work.get(worker)?.message ?? -1),
    );
    expect(near.some(({ shape }) => shape === 'gauge')).toBe(false);
    expect(others(near)).toEqual(others(list));
  },
);

test('a worker of a crowd is a part to point at when it is shown as large as a finger’s target, and not before', () => {
  const moment = crowdIn('pull', 40);
  const { pitch } = crowdGrid(geometry, 40);
  expect(crowdPlaces(moment, geometry, 23 / pitch)).toEqual([]);
  const places = crowdPlaces(moment, geometry, 24 / pitch + 0.001);
  expect(places.map(({ node }) => node)).toEqual(Array.from({ length: 40 }, (_, worker) => `worker:${worker}`));
  expect(crowdPlaces(crowdIn('pull', 4), geometry, 8)).toEqual([]);
});
