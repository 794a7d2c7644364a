/** Marks of one move each: where it is on its way, and what it carries. */
import { Loss } from '../../model/journal.ts';
import { seenAt } from './downstreamMarks.ts';
import type { LaneGeometry } from './geometry.ts';
import type { Dot, Mark } from './mark.ts';
import { hash, kindOf, type LaneMoment } from './moment.ts';
import type { Move } from './moves.ts';

const SPREAD_PX = 3;

/** Of the way of what is lost on it: so far it comes. */
const LOST_AT = 0.55;

/** `crowded` spreads what moves across its rail. */
export function flying(moment: LaneMoment, geometry: LaneGeometry, move: Move, crowded: boolean, out: Mark[]): void {
  const { upper, lower, link1, path2, dot: r, folded } = geometry;
  const { key, message, progress, count } = move;
  const ink = moment.lane;
  const spread = crowded ? ((hash(key) % 7) / 3 - 1) * SPREAD_PX : 0;
  const isLost = move.kind === 'stray' || move.kind === 'lostAck';
  const way = (path2.to - path2.from) * (isLost ? Math.min(progress, LOST_AT) : progress);
  const [right, left] = [path2.from + way, path2.to - way];
  const intake = link1.from + 6 + (link1.to - link1.from - 12) * progress;
  const [above, below] = [upper + spread, lower + spread];
  const dot = (x: number, y: number, size = r, tries = 0): Mark => {
    return { shape: 'dot', x, y, r: size, ink, message, age: null, tries, ...kindOf(moment, message) };
  };
  /** It stands in the way of what does not come further. */
  const cross = (x: number, y: number, towards: 1 | -1) => {
    if (progress >= LOST_AT) out.push({ shape: 'cross', x: x + towards * r * 2, y, r: r * 1.3, ink: 'bad', message });
  };
  switch (move.kind) {
    case 'publish':
      out.push(dot(intake, above));
      return;
    case 'poison':
      out.push({ shape: 'poison', x: intake, y: upper, r, ink: 'bad', message });
      return;
    case 'delivery':
      out.push({ ...(dot(right, above, r, count - 1) as Dot), shape: 'delivery' });
      return;
    case 'stray':
      out.push(dot(right, above));
      cross(right, above, 1);
      return;
    case 'answer':
      out.push(count > 1 ? { shape: 'pill', x: right, y: above, r: r * 1.1, ink, count } : dot(right, above));
      return;
    case 'empty':
      out.push({ shape: 'nothing', x: right, y: above, r, ink: 'idle' });
      return;
    case 'poll':
      out.push({ shape: 'poll', x: left, y: below, r, ink });
      return;
    case 'ack':
    case 'lostAck':
      out.push({ shape: 'tick', x: left, y: below, r: r * 0.9, ink: 'ink2', message });
      if (isLost) cross(left, below, -1);
      return;
    case 'nack':
    case 'refusal':
      out.push({ shape: 'refusal', x: left, y: below, r, ink: 'bad', message });
      return;
    case 'call':
    case 'absorb':
      // The downstream is folded away where there is no room for it.
      if (!folded) calling(geometry, move, dot, out);
      return;
    case 'bury':
    case 'drop':
      falling(moment, geometry, move, out);
  }
}

function calling(
  geometry: LaneGeometry,
  { kind, progress }: Move,
  dot: (x: number, y: number, size: number) => Mark,
  out: Mark[],
): void {
  const { collector, downstream, centre, dot: r } = geometry;
  const door = { x: downstream.x - 8, y: centre };
  const to = kind === 'call' ? door : seenAt(geometry);
  if (to === null) return;
  const from = kind === 'call' ? { x: collector, y: centre } : door;
  out.push(dot(from.x + (to.x - from.x) * progress, from.y + (to.y - from.y) * progress, r * 0.8));
}

/** Falling bodies: the way down grows with the square of the time. What is given up falls into its tray, what is lost to its count. */
function falling(moment: LaneMoment, geometry: LaneGeometry, move: Move, out: Mark[]): void {
  const { tank, house, trayAt, tray, baselines, dot: r } = geometry;
  const { kind, message, progress, count } = move;
  const ink = moment.lane;
  const ofProducer = kind === 'drop' && (count === Loss.outbox || count === Loss.unconfirmed);
  const from = ofProducer
    ? { x: house.x + house.size / 2, y: geometry.centre + house.size * 0.5 }
    : { x: tank.x - 2, y: tank.y + tank.height - 8 };
  const to =
    kind === 'bury'
      ? { x: trayAt.x + tray.width * 0.7, y: trayAt.y + tray.height - r }
      : { x: trayAt.x + tray.width * 0.5, y: baselines[0] - 4 };
  const x = from.x + (to.x - from.x) * progress;
  const y = from.y + (to.y - from.y) * progress * progress;
  if (kind === 'drop') out.push({ shape: 'dropped', x, y, r, ink, message });
  else out.push({ shape: 'dot', x, y, r: r * 0.8, ink, message, age: null, tries: 5 });
}
