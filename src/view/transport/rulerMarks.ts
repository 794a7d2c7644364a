/** The landmarks of the run on its ruler: outages hatched, changes ◇, bursts ▼, the first loss ×, drained ✓, and ticks for the rest. */
import type { Landmark } from '../../model/landmarks.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { SimTime } from '../../model/time.ts';
import type { Loop } from '../../store/deck.ts';
import { burstMark, changeMark, drillWords, hatch } from '../charts/events.ts';
import type { Label } from '../charts/kind.ts';
import type { Palette } from '../palette.ts';
import { amount } from '../story/words.ts';

export interface RulerPen {
  ctx: CanvasRenderingContext2D;
  palette: Palette;
  /** Of the whole ruler, and of what stands above its base line. */
  width: number;
  height: number;
  x: (time: SimTime) => number;
  /** Where the playhead is. */
  now: number;
}

/** The marks of the upper edge are drawn around y = 0; this far below the canvas's. */
const EDGE = 6;
/** A lower ruler has no room for the names of bursts and outages, which stand over the skyline. */
const NAMED_FROM = 30;
const NAMES_Y = 12;
/** Of a letter, and of a burst's name, in CSS pixels. */
const LETTER = 5.5;
const BURST_WIDTH = 68;
/** Free above the skyline. */
export const headroom = (height: number): number => (height < NAMED_FROM ? 4 : NAMES_Y + 4);
/** A narrower band is not named; pointing at its edges names it. */
const NAMED_BAND = 60;

function loopBand({ ctx, palette, height, x }: RulerPen, { from, to }: Loop): void {
  ctx.fillStyle = palette.ink;
  ctx.globalAlpha = 0.08;
  ctx.fillRect(x(from), 0, x(to) - x(from), height);
  ctx.globalAlpha = 1;
  for (const [time, inwards] of [
    [from, 1],
    [to, -1],
  ] as const) {
    const edge = Math.round(x(time));
    ctx.fillRect(edge - (inwards === 1 ? 0 : 1.5), 0, 1.5, height);
    for (const y of [0, height - 1.5]) ctx.fillRect(inwards === 1 ? edge : edge - 5, y, 5, 1.5);
  }
}

function bands(pen: RulerPen, scenario: Scenario): Label[] {
  return scenario.timeline.flatMap((entry) => {
    if (entry.type !== 'drill' || entry.at > scenario.until) return [];
    const [from, to] = [pen.x(entry.at), pen.x(Math.min(entry.until, scenario.until))];
    hatch(pen, from, Math.max(to, from + 1.5));
    if (pen.height < NAMED_FROM || to - from < NAMED_BAND) return [];
    const text = `${entry.lane === null ? '' : `${entry.lane} `}${drillWords[entry.drill]}`;
    const half = (text.length * LETTER) / 2;
    const centre = (from + to) / 2;
    // Before the playhead, or after it, rather than under its thumb.
    const beside = pen.now - half - 8 - half >= from ? pen.now - half - 8 : pen.now + half + 8;
    const x = Math.abs(pen.now - centre) < half + 8 ? beside : centre;
    return [{ x, y: NAMES_Y, text, look: 'bad small middle' }];
  });
}

function cross({ ctx, palette, height }: RulerPen, centre: number): void {
  ctx.strokeStyle = palette.bad;
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  for (const side of [-1, 1]) {
    ctx.moveTo(centre - 3.5, height - 9 - 3.5 * side);
    ctx.lineTo(centre + 3.5, height - 9 + 3.5 * side);
  }
  ctx.stroke();
}

function check({ ctx, palette, height }: RulerPen, centre: number, color: keyof Palette & string): void {
  ctx.strokeStyle = palette[color as 'ink'];
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  // A low ruler has it at its upper edge.
  const y = Math.max(height - 24, 5);
  ctx.moveTo(centre - 4, y);
  ctx.lineTo(centre - 1, y + 3.5);
  ctx.lineTo(centre + 4, y - 4);
  ctx.stroke();
}

function tick({ ctx, palette }: RulerPen, centre: number, bad: boolean): void {
  ctx.fillStyle = bad ? palette.bad : palette.idle;
  ctx.fillRect(centre - 1, 0, 2, 5);
}

function mark(pen: RulerPen, { kind, lane }: Landmark, centre: number): void {
  const { ctx } = pen;
  if (kind === 'drained') check(pen, centre, lane ?? 'ink');
  else if (kind === 'burst' || kind === 'change') {
    ctx.save();
    ctx.translate(0, EDGE);
    if (kind === 'burst') burstMark(pen, centre);
    else changeMark(pen, centre);
    ctx.restore();
  } else if (kind !== 'outage' && kind !== 'outageOver' && kind !== 'firstLoss')
    tick(pen, centre, kind !== 'gate' && kind !== 'breaker');
}

/** The first burst is named; of the others the skyline tells enough. */
function burstLabel({ x, height, now }: RulerPen, all: readonly Landmark[]): Label[] {
  const first = all.find(({ kind }) => kind === 'burst');
  if (first === undefined || height < NAMED_FROM) return [];
  const at = x(first.at);
  // Before it, but for the edge and the playhead's thumb.
  const near = at < 80 || (now < at && now > at - BURST_WIDTH - 8);
  const look = near ? 'strong' : 'strong end';
  return [{ x: at + (near ? 8 : -8), y: NAMES_Y, text: `burst +${amount(first.value)}`, look }];
}

/** `lost` is how many the whole run loses; null while that is not known. */
function firstLoss(pen: RulerPen, all: readonly Landmark[], lost: number | null): Label[] {
  const first = all.find(({ kind }) => kind === 'firstLoss');
  if (first === undefined) return [];
  const centre = pen.x(first.at);
  cross(pen, centre);
  const near = centre > pen.width - 70;
  const text = lost === null || lost === 1 ? 'first loss' : `first of ${amount(lost)} lost`;
  return [{ x: centre + (near ? -8 : 8), y: pen.height - 5, text, look: near ? 'bad strong end' : 'bad strong' }];
}

/** Under the skyline: the loop, and the bands of outages with their names. */
export function drawUnder(pen: RulerPen, scenario: Scenario, loop: Loop | null): Label[] {
  if (loop !== null) loopBand(pen, loop);
  return bands(pen, scenario);
}

/** Over the skyline: every landmark, and the words on the few that have room for some. */
export function drawLandmarks(pen: RulerPen, all: readonly Landmark[], lost: number | null): Label[] {
  for (const each of all) mark(pen, each, pen.x(each.at));
  return [...burstLabel(pen, all), ...firstLoss(pen, all, lost)];
}
