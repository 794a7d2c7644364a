/** The parts of a lane that one can point at, where they are drawn, in reading order. */
import { NEVER } from '../../model/time.ts';
import type { NodeId } from '../../store/state.ts';
import { senderKeeps } from '../stage/census.ts';
import { SQUARES_DRAWN_MAX } from '../stage/consumerMarks.ts';
import { type LaneGeometry, squareAt } from '../stage/geometry.ts';
import type { LaneMoment } from '../stage/moment.ts';

export interface NodePlace {
  node: NodeId;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a finger or an unsteady hand can hit. */
const TARGET_MIN = 24;

const widened = (node: NodeId, x: number, y: number, width: number, height: number): NodePlace => {
  const [w, h] = [Math.max(width, TARGET_MIN), Math.max(height, TARGET_MIN)];
  return { node, x: x - (w - width) / 2, y: y - (h - height) / 2, width: w, height: h };
};

export function nodePlaces({ lane, settings, picture }: LaneMoment, geometry: LaneGeometry): NodePlace[] {
  const { house, centre, tank, path2, upper, gap, room, trayAt, tray, downstream, collector, work } = geometry;
  const places: NodePlace[] = [
    widened('producers', house.x, centre - house.size * 0.6, house.size, house.size * 1.2),
    { node: 'queue', ...tank },
    widened('link', path2.from, upper - gap / 2, path2.to - path2.from, gap * 2),
  ];
  const workers = picture.workersOnDuty;
  if (lane === 'push' && settings['push.inbox'] > 0 && settings['push.inbox'] !== NEVER)
    places.push(widened('inbox', work.x - 4, centre - work.pitch * 2, work.seats * 0.62, work.pitch * 4));
  if (workers > SQUARES_DRAWN_MAX || workers === 0)
    places.push(widened('consumers', geometry.squares, centre - work.pitch * 2, work.size, work.pitch * 4));
  for (let worker = 0; worker < workers && workers <= SQUARES_DRAWN_MAX; worker++) {
    const { x, y, size } = squareAt(geometry, workers, worker);
    // As high as the pitch allows: targets that overlap are no easier to hit.
    const pitch = workers > 4 ? (work.pitch * 4) / workers : work.pitch;
    const height = Math.min(TARGET_MIN, pitch);
    places.push({
      node: `worker:${worker}`,
      x: x - 4,
      y: y + (size - height) / 2,
      width: Math.max(TARGET_MIN, size + 8),
      height,
    });
  }
  if (settings['breaker.window'] > 0 && !geometry.folded)
    places.push(widened('breaker', (collector + downstream.x - 26) / 2, centre - 9, 18, 18));
  if (!geometry.folded)
    places.push(
      widened('downstream', downstream.x, centre - downstream.height / 2, downstream.width, downstream.height),
    );
  if (!senderKeeps(lane, settings)) places.push(widened('room', room.x, room.y, room.width, room.height));
  places.push(widened('dlq', trayAt.x, trayAt.y, tray.width, tray.height));
  return places;
}
