/** Marks of the downstream's side: circuit breaker, seats, effects that happened twice, and duplicates that were recognised. */
import { breakerStates } from '../../model/journal.ts';
import type { LaneGeometry } from './geometry.ts';
import type { Mark } from './mark.ts';
import type { LaneMoment } from './moment.ts';

export function downstreamMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  breakerMarks(moment, geometry, out);
  ringMarks(moment, geometry, out);
  seenMarks(moment, geometry, out);
}

function breakerMarks({ settings, picture }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  if (settings['breaker.window'] === 0 || geometry.folded) return;
  const { collector, downstream, centre } = geometry;
  const size = 18;
  const x = (collector + downstream.x - 8 - size) / 2;
  out.push({ shape: 'breaker', x, y: centre, size, state: breakerStates[picture.breaker] ?? 'closed' });
}

/** Calls at the downstream whose callers have given up. */
export function lateCalls({ picture }: Pick<LaneMoment, 'picture'>): number {
  let awaited = 0;
  for (const { place } of picture.deliveries.values()) if (place === 'calling') awaited++;
  return Math.max(0, picture.calls - awaited);
}

/** The oldest calls are served first and given up first, so of those that are served the late ones come first. */
function ringMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const seats = moment.settings['ds.servers'];
  if (seats === 0 || geometry.folded) return;
  const { x, width, height } = geometry.downstream;
  const busy = Math.min(seats, moment.picture.calls);
  const late = Math.min(busy, lateCalls(moment));
  const at = { x: x + width / 2, y: geometry.centre + height * 0.06, r: width * 0.33 };
  out.push({ shape: 'ring', ...at, seats, busy, late });
  const { twice } = moment.moves.rare;
  if (twice === 0) return;
  const text = twice === 1 ? '×2' : `×2, ${twice} times`;
  const y = geometry.centre - height / 2 - 4;
  out.push({ shape: 'note', x: geometry.width, y, size: 13, ink: 'bad', align: 'right', text });
}

/** Where duplicates end that are recognised, or null where there is no room for it: the middle of a small box over the downstream. */
export const seenAt = ({ folded, layout, downstream, centre }: LaneGeometry): { x: number; y: number } | null =>
  folded || layout.startsWith('embed')
    ? null
    : { x: downstream.x - 18, y: Math.max(16, centre - downstream.height / 2 - 14) };

function seenMarks({ picture, lane }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const at = seenAt(geometry);
  const { absorbed } = picture.totals;
  if (at === null || absorbed === 0) return;
  const { x, y } = at;
  const [half, deep] = [9, 6];
  out.push({
    shape: 'line',
    points: [
      [x - half, y - deep],
      [x - half, y + deep],
      [x + half, y + deep],
      [x + half, y - deep],
    ],
    ink: 'ink',
    width: 1.1,
  });
  out.push({ shape: 'dot', x, y, r: 3, ink: lane, message: -1, age: null, tries: 0, twice: true });
  const text = `${absorbed} seen`;
  out.push({ shape: 'note', x: x - half - 5, y: y + 4, size: 11, ink: 'ink2', align: 'right', text });
}
