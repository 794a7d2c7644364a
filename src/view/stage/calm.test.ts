import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laneIds } from '../../model/lanes.ts';
import { MILLISECOND as MS, SECOND } from '../../model/time.ts';
import { laneGeometry } from './geometry.ts';
import { marks } from './marks.ts';
import { lookAt } from './moment.ts';
import { sceneAt, tell } from './scene.test-support.ts';
import { words } from './words.ts';

const geometry = laneGeometry('wide', 1056);
const stories = { push: tell('push'), pull: tell('pull'), hybrid: tell('hybrid') };
const momentsAt = (at: number) =>
  lookAt(
    laneIds.map((lane) => sceneAt(lane, at, stories[lane])),
    at,
    125 * MS,
    geometry.cells,
  );

const times = fc.integer({ min: 0, max: 11 * SECOND });

test('under calm motion whatever is in the air is left out, and all else is drawn and counted as before', () => {
  let left = 0;
  fc.assert(
    fc.property(times, (at) => {
      for (const moment of momentsAt(at)) {
        const calm = { ...moment, calm: true };
        const full = marks(moment, geometry);
        const list = marks(calm, geometry);
        if (moment.sample === 1) expect(full.length - list.length).toBe(moment.moves.air.length);
        left += full.length - list.length;
        expect(words(calm)).toEqual({ ...words(moment), sample: [] });
      }
    }),
  );
  expect(left).toBeGreaterThan(100);
});

test('under calm motion no message is seen between two places of a link', () => {
  fc.assert(
    fc.property(times, (at) => {
      for (const moment of momentsAt(at)) {
        const { link1, path2, upper, lower, dot } = geometry;
        const onRail = marks({ ...moment, calm: true }, geometry).filter(
          (mark) =>
            ['dot', 'delivery', 'pill', 'tick', 'refusal', 'nothing'].includes(mark.shape) &&
            'y' in mark &&
            'x' in mark &&
            mark.y > upper - 2 * dot &&
            mark.y < lower + 2 * dot &&
            ((mark.x > link1.from && mark.x < link1.to) || (mark.x > path2.from && mark.x < path2.to)),
        );
        expect(onRail).toEqual([]);
      }
    }),
  );
});
