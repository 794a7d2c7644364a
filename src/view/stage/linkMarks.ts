/** Marks of what moves on the links, of those who decide there, and of what came back during the last two seconds. */
import { NEVER, SECOND } from '../../model/time.ts';
import type { Ink } from '../palette.ts';
import { ANSWERS_SHOWN, type AnswerKind } from './answers.ts';
import { creditOf } from './credit.ts';
import { flying } from './flightMarks.ts';
import type { LaneGeometry } from './geometry.ts';
import { line, type Mark } from './mark.ts';
import { isDrawn, type LaneMoment } from './moment.ts';
import { countedKinds, isSampled } from './rareMarks.ts';

const PARKED_SHOWN_MAX = 5;
/** From this many on a rail, dots are spread across it so that they can still be told apart. */
const CROWD = 12;

export function linkMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  valveMarks(moment, geometry, out);
  limiterMarks(moment, geometry, out);
  parkedMarks(moment, geometry, out);
  const { air } = moment.moves;
  const crowded = air.length / moment.sample >= CROWD;
  const counted = isSampled(moment);
  for (const move of moment.calm ? [] : air) {
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
    size: geometry.label.note ?? 11,
    ink: lane,
    align: 'left',
    text: `+${parked - shown}`,
  });
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
