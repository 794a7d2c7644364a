import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laneIds } from '../../model/lanes.ts';
import { MILLISECOND, SECOND } from '../../model/time.ts';
import { isTarget, messageOf, REACH, targetAt } from '../inspector/hit.ts';
import { laneGeometry } from '../stage/geometry.ts';
import { marks } from '../stage/marks.ts';
import { lookAt } from '../stage/moment.ts';
import { BURST_AT, sceneAt } from '../stage/scene.test-support.ts';
import { drawnAt, isInView, shownAt, viewOf } from './places.ts';

const geometry = laneGeometry('wide', 1056);
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** A zoom that leaves no room beside the drawing, as hands can bring about. */
const zooms = fc.tuple(fc.double({ min: 1, max: 8, noNaN: true }), share, share).map(([k, right, down]) => {
  const [[x1, y1], [x2, y2]] = viewOf(geometry);
  return { k, x: x1 - k * x1 - right * (k - 1) * (x2 - x1), y: y1 - k * y1 - down * (k - 1) * (y2 - y1) };
});

test('what is seen at the place of a point is that point', () => {
  fc.assert(
    fc.property(zooms, fc.double({ min: 0, max: 1056, noNaN: true }), share, (zoom, x, y) => {
      const shown = shownAt(zoom, x, y);
      const back = drawnAt(zoom, shown.x, shown.y);
      expect(back.x).toBeCloseTo(x, 6);
      expect(back.y).toBeCloseTo(y, 6);
    }),
  );
});

test('whoever points at a message that is seen in the zoomed drawing finds it there', () => {
  const [moment] = lookAt(
    laneIds.map((lane) => sceneAt(lane, BURST_AT + SECOND)),
    BURST_AT + SECOND,
    125 * MILLISECOND,
    geometry.cells,
  );
  const list = marks(moment!, geometry);
  fc.assert(
    fc.property(zooms, (zoom) => {
      for (const mark of list) {
        if (!isTarget(mark) || messageOf(mark) === null) continue;
        const shown = shownAt(zoom, mark.x, mark.y);
        if (!isInView(geometry, zoom, shown)) continue;
        const at = drawnAt(zoom, shown.x, shown.y);
        const found = targetAt(list, at.x, at.y, REACH.mouse / zoom.k)!;
        expect(Math.hypot(found.x - mark.x, found.y - mark.y)).toBeLessThanOrEqual(found.r + REACH.mouse / zoom.k);
      }
    }),
  );
});

test('the whole is seen at its own size, and nothing of it behind the caption when it is larger', () => {
  expect(isInView(geometry, { k: 1, x: 0, y: 0 }, { x: 10, y: 10 })).toBe(true);
  expect(isInView(geometry, { k: 2, x: 0, y: 0 }, { x: 10, y: 10 })).toBe(false);
  expect(viewOf(laneGeometry('phone', 358))[0]).toEqual([0, 0]);
});
