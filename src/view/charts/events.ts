/** What happened to the run from outside, drawn through every chart: outages hatched, bursts ▼, changes ◇, and the playhead. */

import { burstsOf } from '../../model/bursts.ts';
import type { DrillKind } from '../../model/scenario.ts';
import { splitKey } from '../../model/scenario.ts';
import type { SimTime } from '../../model/time.ts';
import { valueWords } from '../story/settingWords.ts';
import type { Label } from './kind.ts';
import { boxOf } from './labelsApart.ts';
import type { Pen } from './pen.ts';
import type { Scene } from './scene.ts';

/** What a mark is drawn with. */
type Ground = Pick<Pen, 'ctx' | 'palette' | 'height'>;

export function hatch({ ctx, palette, height }: Ground, from: number, to: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(from, 0, to - from, height);
  ctx.clip();
  ctx.strokeStyle = palette.bad;
  ctx.globalAlpha = 0.3;
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  ctx.beginPath();
  // Anchored to x = 0, not to `from`, so that bands of several outages line up.
  for (let x = Math.floor((from - height) / 6) * 6; x < to; x += 6) {
    ctx.moveTo(x, height);
    ctx.lineTo(x + height, 0);
  }
  ctx.stroke();
  ctx.restore();
}

/** On the upper edge, at y = 0. */
export function burstMark({ ctx, palette }: Ground, x: number): void {
  ctx.fillStyle = palette.ink;
  ctx.beginPath();
  ctx.moveTo(x - 4, -5);
  ctx.lineTo(x + 4, -5);
  ctx.lineTo(x, 1);
  ctx.fill();
}

/** On the upper edge, at y = 0. */
export function changeMark({ ctx, palette }: Ground, x: number): void {
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x, -6);
  ctx.lineTo(x + 4, -2);
  ctx.lineTo(x, 2);
  ctx.lineTo(x - 4, -2);
  ctx.closePath();
  ctx.stroke();
}

export const drillWords: Record<DrillKind, string> = {
  'consumer.down': 'consumers down',
  'broker.down': 'broker down',
  'downstream.refuse': 'downstream refuses',
  'downstream.hang': 'downstream hangs',
  'downstream.slow': 'downstream slow',
  'downstream.error': 'downstream fails',
  'producer.down': 'producers down',
  'broker.hang': 'broker hangs',
  'consumer.hang': 'consumers hang',
  'consumer.slow': 'consumers slow',
  'consumer.error': 'consumers fail',
  'network.loss': 'deliveries lost',
  'network.ack-loss': 'acks lost',
  'network.slow': 'network slow',
};

/** Of the marks on the upper edge, in CSS pixels. */
const HALF_MARK = 4;
/** Between what charts say in their upper left corner and what they say of losses. */
const WORDS_TOP = 21;

/** By so much a name may stand over the end of its band. */
const OVER = 8;

/** Half a letter's width, in CSS pixels; a wide chart may be a projector's, whose letters are larger. */
const halfLetter = ({ width }: Pen) => (width > 400 ? 3.7 : 2.75);

/** The middle of what is seen of a band; beside the playhead, where that would strike the words out and the band has room. */
function middle(begin: number, end: number, half: number, now: number): number {
  const x = (begin + end) / 2;
  if (Math.abs(x - now) > half + 2) return x;
  const [before, after] = [now - half - 4, now + half + 4];
  if (before - half >= begin - OVER) return before;
  return after + half <= end + OVER ? after : x;
}

/** What each hatched band stands for, in the middle of what is seen of it. */
export function eventLabels(pen: Pen, scene: Scene): Label[] {
  const { from, to } = scene.window;
  return scene.scenario.timeline.flatMap((entry, i) => {
    if (entry.type !== 'drill' || entry.at > to || entry.until < from) return [];
    const begin = Math.max(0, pen.x(entry.at));
    const end = Math.min(pen.width, pen.x(Math.min(entry.until, scene.horizon)));
    const whose = entry.lane === null ? '' : `${entry.lane} `;
    const text = `${whose}${drillWords[entry.drill]}`;
    const half = text.length * halfLetter(pen);
    const x = Math.min(Math.max(middle(begin, end, half, pen.x(scene.playhead)), half), pen.width - half);
    return [{ x, y: WORDS_TOP + 13 * (i % 3), text, look: 'bad small middle' }];
  });
}

/** Beside each change on the upper edge what holds from there on; the mark itself is all that stays where there is no room. */
export function changeLabels(pen: Pen, { scenario, window: { from, to } }: Scene): Label[] {
  const { timeline } = scenario;
  const marks = [...timeline.filter(({ type }) => type === 'set'), ...burstsOf(scenario)].map(({ at }) => pen.x(at));
  return timeline.flatMap((entry) => {
    const key = entry.type === 'set' && entry.at >= from && entry.at <= to && splitKey(entry.key);
    if (!key || entry.type !== 'set') return [];
    const text = `${key.lane === null ? '' : `${key.lane} `}${valueWords(key.id, entry.value)}`;
    const label = { x: pen.x(entry.at) + 7, y: 3, text, look: 't2 small' };
    const { left, right } = boxOf(label);
    const isCrossed = marks.some((x) => x > left && x < right + HALF_MARK);
    return isCrossed || right > pen.width ? [] : [label];
  });
}

/** Under the lines: what is marked, hatched bands of outages, and the marks on the upper edge. */
export function drawEvents(pen: Pen, scene: Scene): void {
  const { from, to } = scene.window;
  const { marked } = scene;
  // What fills the window is told by the window.
  if (marked !== null && (marked.from > from || marked.to < to)) {
    const [left, right] = [pen.x(marked.from), pen.x(marked.to)];
    pen.ctx.fillStyle = pen.palette.rule2;
    pen.ctx.fillRect(Math.max(0, left), 0, Math.min(pen.width, right) - Math.max(0, left), pen.height);
  }
  for (const entry of scene.scenario.timeline) {
    if (entry.at > to) continue;
    if (entry.type === 'drill' && entry.until >= from) {
      hatch(pen, Math.max(0, pen.x(entry.at)), Math.min(pen.width, pen.x(Math.min(entry.until, scene.horizon))));
    }
    if (entry.type === 'set' && entry.at >= from) changeMark(pen, pen.x(entry.at));
  }
  for (const burst of burstsOf(scene.scenario)) {
    if (burst.at >= from && burst.at <= to) burstMark(pen, pen.x(burst.at));
  }
}

function upright({ ctx, height }: Pen, x: number, color: string, dash: number[]): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(Math.round(x) + 0.5, -2);
  ctx.lineTo(Math.round(x) + 0.5, height + 3);
  ctx.stroke();
}

/** Over the lines: the playhead, and the cursor where the reader points. */
export function drawPlayhead(pen: Pen, scene: Scene, cursor: SimTime | null): void {
  upright(pen, pen.x(scene.playhead), pen.palette.ink, []);
  if (cursor !== null && cursor >= scene.window.from && cursor <= scene.window.to) {
    upright(pen, pen.x(cursor), pen.palette.ink2, [2, 2]);
  }
}
