/**
 * Charts and ruler take turns while the run plays: what they show has a new value ten times a second, and in between moves by less than a pixel or two.
 * While the run stands, or moves in steps, all of them show each picture.
 */
import { player } from '../../store/lab.ts';

/** Each is painted at least with every so many frames: a twelfth of a second. */
const FRAMES = 5;
/** And where frames are slow, after so much wall time. */
const WAIT_MS = 200;

/** When each was painted; the one that has waited longest comes first. */
const painters = new Map<() => void, number>();
let stop = () => {};

function paintSome(): void {
  const nowMs = performance.now();
  const turns = player.isFluent() ? Math.ceil(painters.size / FRAMES) : painters.size;
  const due = [...painters].filter(([, paintedMs], place) => place < turns || nowMs - paintedMs >= WAIT_MS);
  for (const [paint] of due) {
    painters.delete(paint);
    painters.set(paint, nowMs);
    paint();
  }
}

/** Calls `paint` when its turn has come. Returns how to stop. */
export function onTurn(paint: () => void): () => void {
  if (painters.size === 0) stop = player.onFrame(paintSome);
  painters.set(paint, performance.now());
  return () => {
    painters.delete(paint);
    if (painters.size === 0) stop();
  };
}
