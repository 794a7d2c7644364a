/** What is shown of the lanes' drawings, the same of all: `x` and `y` are where a lane's corner lies then. What a hand does to it is loaded later. */
export interface StageZoom {
  k: number;
  x: number;
  y: number;
}

/** Everything at its own size. */
export const WHOLE: StageZoom = { k: 1, x: 0, y: 0 };

let zoom = WHOLE;
const listeners = new Set<() => void>();

export const stageZoom = (): StageZoom => zoom;

export function showZoomed(next: StageZoom): void {
  zoom = next;
  for (const listener of listeners) listener();
}

export function onStageZoom(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
