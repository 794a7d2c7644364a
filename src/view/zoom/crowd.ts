/** Workers that are too many to be drawn stand singly where their gauge is, once the zoom makes room for them. */
import type { NodePlace } from '../inspector/nodes.ts';
import { SQUARES_DRAWN_MAX, squaresOf, workerMarks } from '../stage/consumerMarks.ts';
import type { LaneGeometry, Square } from '../stage/geometry.ts';
import type { Mark } from '../stage/mark.ts';
import type { LaneMoment } from '../stage/moment.ts';

/** Of a square and the gap beside it, in CSS pixels as shown: to be told apart, and to be hit. */
const SEEN_MIN = 8;
const TARGET_MIN = 24;
const SQUARE_SHARE = 0.8;

/** Row by row in the gauge's place, with the largest squares that fit. */
export function crowdGrid({ work, squares, centre }: LaneGeometry, workers: number) {
  const [width, height] = [work.size, work.pitch * 4];
  let pitch = 0;
  let columns = 1;
  for (let wide = 1; wide <= workers; wide++) {
    const fits = Math.min(width / wide, height / Math.ceil(workers / wide));
    if (fits > pitch) [pitch, columns] = [fits, wide];
    // Narrower columns only shrink what fits.
    if (width / wide < pitch) break;
  }
  const size = pitch * SQUARE_SHARE;
  const at = (worker: number): Square => ({
    x: squares + (worker % columns) * pitch + (pitch - size) / 2,
    y: centre - height / 2 + Math.floor(worker / columns) * pitch + (pitch - size) / 2,
    size,
  });
  return { pitch, at };
}

export function drawEach(list: Mark[], moment: LaneMoment, geometry: LaneGeometry, k: number): Mark[] {
  const workers = squaresOf(moment);
  if (workers <= SQUARES_DRAWN_MAX) return list;
  const { pitch, at } = crowdGrid(geometry, workers);
  if (pitch * k < SEEN_MIN) return list;
  const each: Mark[] = [];
  workerMarks(moment, at, each);
  return list.flatMap((mark) => (mark.shape === 'gauge' ? each : [mark]));
}

/** The single workers as parts to point at, as soon as they are large enough for a hand. */
export function crowdPlaces(moment: LaneMoment, geometry: LaneGeometry, k: number): NodePlace[] {
  const workers = moment.picture.workersOnDuty;
  if (workers <= SQUARES_DRAWN_MAX) return [];
  const { pitch, at } = crowdGrid(geometry, squaresOf(moment));
  if (pitch * k < TARGET_MIN) return [];
  return Array.from({ length: workers }, (_, worker) => {
    const { x, y, size } = at(worker);
    const more = (pitch - size) / 2;
    return { node: `worker:${worker}` as const, x: x - more, y: y - more, width: pitch, height: pitch };
  });
}
