/** Where things of a lane's drawing stand while it is zoomed, in CSS pixels from the lane's own corner. The caption stays where it is. */
import type { LaneGeometry } from '../stage/geometry.ts';
import type { StageZoom } from '../stage/zoom.ts';

interface Point {
  x: number;
  y: number;
}

/** Where the drawing begins, between caption and bus. */
export const viewLeft = ({ caption, bus }: LaneGeometry): number => (caption === 0 ? 0 : (caption + bus) / 2);

/** Upper left and lower right corner of what is seen of the drawing. */
export const viewOf = (geometry: LaneGeometry): [[number, number], [number, number]] => [
  [viewLeft(geometry), 0],
  [geometry.width, geometry.height],
];

/** Where a point of the drawing is seen. */
export const shownAt = (zoom: StageZoom, x: number, y: number): Point => ({
  x: x * zoom.k + zoom.x,
  y: y * zoom.k + zoom.y,
});

/** What of the drawing is seen at a place. */
export const drawnAt = (zoom: StageZoom, x: number, y: number): Point => ({
  x: (x - zoom.x) / zoom.k,
  y: (y - zoom.y) / zoom.k,
});

/** Whether a place of the lane lies where the drawing is seen; always while nothing is zoomed. */
export function isInView(geometry: LaneGeometry, { k }: StageZoom, { x, y }: Point): boolean {
  const [[left, top], [right, bottom]] = viewOf(geometry);
  return k === 1 || (x >= left && x <= right && y >= top && y <= bottom);
}
