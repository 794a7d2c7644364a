/** What is shown of the lanes' drawings, the same of all: `x` and `y` are where a lane's corner lies then. What a hand does to it is loaded later. */
import type { LaneGeometry } from './geometry.ts';
import type { Mark } from './mark.ts';
import type { LaneMoment } from './moment.ts';

export interface StageZoom {
  k: number;
  x: number;
  y: number;
  /** Draws singly what there was no room for. */
  refine?: (marks: Mark[], moment: LaneMoment, geometry: LaneGeometry, k: number) => Mark[];
}

/** Everything at its own size. */
export const WHOLE: StageZoom = { k: 1, x: 0, y: 0 };

let zoom = WHOLE;
const listeners = new Set<() => void>();

export const stageZoom = (): StageZoom => zoom;

/** The marks of a lane as they are drawn at this zoom. */
export const refined = (list: Mark[], moment: LaneMoment, geometry: LaneGeometry): Mark[] =>
  zoom.refine?.(list, moment, geometry, zoom.k) ?? list;

export function showZoomed(next: StageZoom): void {
  zoom = next;
  for (const listener of listeners) listener();
}

export function onStageZoom(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
