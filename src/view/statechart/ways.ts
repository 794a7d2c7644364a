/** Arrows as ways through points: where their middle is, and what of one is outside a frame. */
import type { DrawnState, Point } from './layout.ts';

/** Halfway along a line. */
export function middleOf(points: readonly Point[]): Point {
  const length = (piece: number) =>
    Math.hypot(points[piece + 1]!.x - points[piece]!.x, points[piece + 1]!.y - points[piece]!.y);
  const pieces = points.slice(1).map((_, piece) => length(piece));
  let rest = pieces.reduce((sum, each) => sum + each, 0) / 2;
  let piece = 0;
  while (rest > pieces[piece]!) rest -= pieces[piece++]!;
  const [a, b, share] = [points[piece]!, points[piece + 1]!, rest / pieces[piece]!];
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** What is left of a line that begins within `frame` and leaves it. */
export function clipped(points: Point[], frame: DrawnState | undefined): Point[] {
  if (frame === undefined) return points;
  const isInside = ({ x, y }: Point) =>
    x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height;
  const out = points.findLastIndex(isInside);
  const [a, b] = [points[out], points[out + 1]];
  if (a === undefined || b === undefined) return points;
  const reach = (from: number, to: number, low: number, high: number) =>
    to > high ? (high - from) / (to - from) : to < low ? (low - from) / (to - from) : 1;
  const share = Math.min(
    reach(a.x, b.x, frame.x, frame.x + frame.width),
    reach(a.y, b.y, frame.y, frame.y + frame.height),
  );
  return [{ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }, ...points.slice(out + 1)];
}
