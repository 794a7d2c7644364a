/** Marks of what moves on the links, of those who decide there, and of what came back during the last two seconds. */
import { NEVER, SECOND } from '../../model/time.ts';
import type { Ink } from '../palette.ts';
import { ANSWERS_SHOWN, type AnswerKind } from './answers.ts';
import type { LaneGeometry } from './geometry.ts';
import { line, type Mark } from './mark.ts';
import { hash, isDrawn, type LaneMoment } from './moment.ts';
import type { Move } from './moves.ts';

const PARKED_SHOWN_MAX = 5;
const PIPS_MAX = 10;
/** From this many on a rail, dots are spread across it so that they can still be told apart. */
const CROWD = 12;
const SPREAD_PX = 3;

export function linkMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  valveMarks(moment, geometry, out);
  limiterMarks(moment, geometry, out);
  parkedMarks(moment, geometry, out);
  const { air } = moment.moves;
  const crowded = air.length / moment.sample >= CROWD;
  for (const move of moment.calm ? [] : air) {
    if (move.kind === 'call' && geometry.folded) continue; // The downstream is folded away there.
    if (isDrawn(move.key, moment.sample)) out.push(flying(moment, geometry, move, crowded));
  }
  answerMarks(moment, geometry, out);
}

/** Who decides stands at the end where the transfer starts: filled when it has just let something go. */
function valveMarks({ lane, moves, drills, rates }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { dot, link1, link2, upper } = geometry;
  const r = dot * 1.15;
  const decides = lane === 'push' ? 'delivery' : 'poll';
  const open = rates === null ? moves.air.some((move) => move.kind === decides) : rates.deliveries > 0;
  const x = lane === 'push' ? link2.from + dot * 2.6 : link2.to - dot * 2.6;
  out.push({ shape: 'valve', x, y: upper, r, ink: lane, open });
  if (lane !== 'hybrid') return;
  const taking = !drills.some(({ drill }) => drill === 'broker.down');
  out.push({ shape: 'valve', x: link1.to - dot * 2, y: upper, r, ink: lane, open: taking });
}

/** The pips are what the limiter would let through at once: burst size less what it still has to make up for. */
function limiterMarks({ lane, settings, picture, playhead }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const rate = settings['consumer.rateLimit'];
  if (lane === 'push' || rate === NEVER) return;
  const burst = settings['consumer.rateBurst'];
  const owed = (Math.max(0, picture.meter - playhead) / SECOND) * rate;
  const pipsMax = Math.min(burst, PIPS_MAX);
  const pips = (Math.max(0, burst - owed) / burst) * pipsMax;
  const x = geometry.link2.from + (geometry.link2.to - geometry.link2.from) * 0.34;
  out.push({ shape: 'gate', x, y: geometry.upper, height: geometry.gap * 1.5, r: geometry.dot * 0.56, pips, pipsMax });
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
    size: geometry.label.note ?? 11,
    ink: lane,
    align: 'left',
    text: `+${parked - shown}`,
  });
}

function flying(moment: LaneMoment, geometry: LaneGeometry, move: Move, crowded: boolean): Mark {
  const { upper, lower, link1, path2, dot: r } = geometry;
  const { key, progress, count } = move;
  const ink = moment.lane;
  const spread = crowded ? ((hash(key) % 7) / 3 - 1) * SPREAD_PX : 0;
  const right = path2.from + (path2.to - path2.from) * progress;
  const left = path2.to - (path2.to - path2.from) * progress;
  const intake = link1.from + 6 + (link1.to - link1.from - 12) * progress;
  switch (move.kind) {
    case 'publish':
      return { shape: 'dot', x: intake, y: upper + spread, r, ink, message: key, age: null, tries: 0 };
    case 'poison':
      return { shape: 'poison', x: intake, y: upper, r, ink: 'bad', message: key };
    case 'delivery':
      return { shape: 'delivery', x: right, y: upper + spread, r, ink, message: key, age: null, tries: count - 1 };
    case 'answer':
      return count > 1
        ? { shape: 'pill', x: right, y: upper + spread, r: r * 1.1, ink, count }
        : { shape: 'dot', x: right, y: upper + spread, r, ink, message: key, age: null, tries: 0 };
    case 'empty':
      return { shape: 'nothing', x: right, y: upper + spread, r, ink: 'idle' };
    case 'poll':
      return { shape: 'poll', x: left, y: lower + spread, r, ink };
    case 'ack':
      return { shape: 'tick', x: left, y: lower + spread, r: r * 0.9, ink: 'ink2', message: key };
    case 'nack':
    case 'refusal':
      return { shape: 'refusal', x: left, y: lower + spread, r, ink: 'bad', message: key };
    case 'call':
      return calling(moment, geometry, move);
    case 'drop':
      return { shape: 'dropped', x: geometry.tank.x - 6, y: dropHeight(geometry, progress), r, ink, message: key };
  }
}

function calling({ lane }: LaneMoment, geometry: LaneGeometry, move: Move): Mark {
  const { collector, downstream, centre, dot } = geometry;
  const x = collector + (downstream.x - 8 - collector) * move.progress;
  return { shape: 'dot', x, y: centre, r: dot * 0.8, ink: lane, message: move.key, age: null, tries: 0 };
}

/** Falling bodies: the way grows with the square of the time. */
function dropHeight({ tank, height }: LaneGeometry, progress: number): number {
  const from = tank.y + tank.height;
  return from + (height - 8 - from) * progress * progress;
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
