/** Marks of what moves on the links, of those who decide there, and of what came back during the last two seconds. */
import { Loss } from '../../model/journal.ts';
import { NEVER, SECOND } from '../../model/time.ts';
import type { Ink } from '../palette.ts';
import { ANSWERS_SHOWN, type AnswerKind } from './answers.ts';
import { seenAt } from './consumerMarks.ts';
import { creditOf } from './credit.ts';
import type { LaneGeometry } from './geometry.ts';
import { type Dot, line, type Mark } from './mark.ts';
import { hash, isDrawn, kindOf, type LaneMoment } from './moment.ts';
import type { Move } from './moves.ts';
import { countedKinds, isSampled } from './rareMarks.ts';

const PARKED_SHOWN_MAX = 5;
/** From this many on a rail, dots are spread across it so that they can still be told apart. */
const CROWD = 12;
const SPREAD_PX = 3;

export function linkMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  valveMarks(moment, geometry, out);
  limiterMarks(moment, geometry, out);
  parkedMarks(moment, geometry, out);
  const { air } = moment.moves;
  const crowded = air.length / moment.sample >= CROWD;
  const counted = isSampled(moment);
  for (const move of air) {
    if (counted && countedKinds.includes(move.kind)) continue;
    if (isDrawn(move.key, moment.sample)) flying(moment, geometry, move, crowded, out);
  }
  answerMarks(moment, geometry, out);
}

/** Who decides stands at the end where the transfer starts: filled when it has just let something go. */
function valveMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { lane, moves, drills, rates, census } = moment;
  const { dot, link1, link2, upper: y } = geometry;
  const r = dot * 1.15;
  const decides = lane === 'push' ? 'delivery' : 'poll';
  const open = rates === null ? moves.air.some((move) => move.kind === decides) : rates.deliveries > 0;
  const [first, last] = [link2.from + dot * 2.6, link2.to - dot * 2.6];
  out.push({ shape: 'valve', x: lane === 'push' ? first : last, y, r, ink: lane, open });
  if (lane === 'hybrid') {
    const taking = !drills.some(({ drill }) => drill === 'broker.down');
    out.push({ shape: 'valve', x: link1.to - dot * 2, y, r, ink: lane, open: taking });
  }
  const credit = lane === 'push' ? creditOf(moment) : NEVER;
  if (credit !== NEVER)
    out.push({ shape: 'valve', x: last, y, r, ink: lane, open: census.unanswered < credit, half: true });
}

/** The pips are what the limiter would let through at once: burst size less what it still has to make up for. */
function limiterMarks({ lane, settings, picture, playhead }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const rate = settings['consumer.rateLimit'];
  if (lane === 'push' || rate === NEVER) return;
  const burst = settings['consumer.rateBurst'];
  const owed = (Math.max(0, picture.meter - playhead) / SECOND) * rate;
  const pips = Math.max(0, burst - owed);
  const x = geometry.link2.from + (geometry.link2.to - geometry.link2.from) * 0.34;
  out.push({
    shape: 'gate',
    x,
    y: geometry.upper,
    height: geometry.gap * 1.5,
    r: geometry.dot * 0.56,
    pips,
    pipsMax: burst,
  });
}

/** Long polls that the broker holds: they stand at the edge of the tank, each on a thread to its worker. */
function parkedMarks({ lane, picture }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const parked = picture.pollers.filter((place) => place === 'parked').length;
  if (parked === 0) return;
  const { link2, path2, lower, dot: r } = geometry;
  const shown = Math.min(parked, PARKED_SHOWN_MAX);
  const at = (i: number) => link2.from + r * 3 + i * r * 3.2;
  out.push(line(at(0) + r, lower, path2.to, lower, lane, 0.75));
  for (let i = 0; i < shown; i++) out.push({ shape: 'poll', x: at(i), y: lower, r, ink: lane });
  if (parked === shown) return;
  out.push({
    shape: 'note',
    x: at(shown) - r,
    y: lower + 4,
    size: 11,
    ink: lane,
    align: 'left',
    text: `+${parked - shown}`,
  });
}

/** Of the way of what is lost on it: so far it comes. */
const LOST_AT = 0.55;

function flying(moment: LaneMoment, geometry: LaneGeometry, move: Move, crowded: boolean, out: Mark[]): void {
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

/** Above the line what the sender was told, below it what was done. */
const answerBars = { refusal: [-12.5, -1.5], ack: [2, 5.5] } as const;
const answerGlyph = {
  batch: (x, y, ink) => ({ shape: 'dot', x, y: y - 5, r: 2.6, ink, message: -1, age: null, tries: 0 }),
  single: (x, y, ink) => ({ shape: 'vacant', x, y: y - 5, r: 2.4, ink }),
  empty: (x, y) => ({ shape: 'nothing', x, y: y - 5, r: 2.4, ink: 'idle' }),
} satisfies Record<string, (x: number, y: number, lane: Ink) => Mark>;

/** One mark a pixel and kind at most, so the strip has a size however much comes back. */
function answerMarks({ lane, moves, playhead }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { from, to, y } = geometry.strip;
  out.push(line(from, y, to, y, 'rule', 0.75));
  const seen: Record<AnswerKind, number[]> = { refusal: [], ack: [], batch: [], single: [], empty: [] };
  for (const { kind, at } of moves.answers) {
    const x = Math.round(to - ((to - from) * (playhead - at)) / ANSWERS_SHOWN);
    if (seen[kind].at(-1) !== x) seen[kind].push(x);
  }
  for (const kind of ['refusal', 'ack'] as const) {
    const [top, foot] = answerBars[kind];
    out.push({ shape: 'bars', xs: seen[kind], top: y + top, foot: y + foot, ink: kind === 'refusal' ? 'bad' : lane });
  }
  for (const kind of ['single', 'batch', 'empty'] as const) {
    for (const x of seen[kind]) out.push(answerGlyph[kind](x, y, lane));
  }
}
