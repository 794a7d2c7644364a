/**
 * What of a lane's drawing is under a point. A walk over the list of marks: a few hundred of them, and only while somebody points,
 * so building a tree of them for each frame would cost more than it saves.
 */
import type { Mark } from '../stage/mark.ts';

/** How far beside a mark one may point, in CSS pixels. */
export const REACH = { mouse: 6, touch: 14 } as const;

/** A mark that is one thing: a message, or something that travels. Nodes are hit by their buttons. */
export type Target = Mark & { x: number; y: number; r: number };

const travelling = new Set<Mark['shape']>(['pill', 'poll', 'nothing', 'refusal', 'tick', 'dropped']);

export function isTarget(mark: Mark): mark is Target {
  if (mark.shape === 'worker' || !('r' in mark)) return false;
  return ('message' in mark && mark.message !== undefined && mark.message >= 0) || travelling.has(mark.shape);
}

/** The target nearest to (`x`, `y`) within `reach` of its edge; of equally near ones the one painted last. Null if there is none. */
export function targetAt(marks: readonly Mark[], x: number, y: number, reach: number): Target | null {
  let best: Target | null = null;
  let least = reach;
  for (const mark of marks) {
    if (!isTarget(mark)) continue;
    const distance = Math.max(0, Math.hypot(mark.x - x, mark.y - y) - mark.r);
    if (distance > least) continue;
    best = mark;
    least = distance;
  }
  return best;
}

/** The message that a target is, or null. */
export const messageOf = (target: Target): number | null =>
  'message' in target && target.message !== undefined && target.message >= 0 ? target.message : null;

/** Answers about a message fly on while it is elsewhere. */
const answers = new Set<Mark['shape']>(['tick', 'refusal']);

/** Where a message is drawn, or null if it is not: in a pile of which one dot stands for many, or finished. What is painted last counts. */
export function markOf(
  marks: readonly Mark[],
  messages: ReadonlySet<number>,
): { x: number; y: number; r: number } | null {
  for (let i = marks.length - 1; i >= 0; i--) {
    const mark = marks[i]!;
    if (!('message' in mark) || mark.message === undefined || !messages.has(mark.message)) continue;
    if (mark.shape === 'worker') return { x: mark.x + mark.size / 2, y: mark.y + mark.size / 2, r: mark.size * 0.62 };
    if (!answers.has(mark.shape)) return { x: mark.x, y: mark.y, r: mark.r };
  }
  return null;
}
