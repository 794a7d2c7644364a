/**
 * Charts and ruler take turns while the run plays: what they show has a new value ten times a second, and in between moves by less than a pixel or two.
 * While the run stands, or moves in steps, all of them show each picture.
 */
import { player } from '../../store/lab.ts';

/** Each is painted at least with every so many frames: a twelfth of a second. */
const FRAMES = 5;

/** The one that waits longest comes first. */
const painters = new Set<() => void>();
let stop = () => {};

function paintSome(): void {
  const due = [...painters].slice(0, player.isFluent() ? Math.ceil(painters.size / FRAMES) : painters.size);
  for (const paint of due) {
    painters.delete(paint);
    painters.add(paint);
    paint();
  }
}

/** Calls `paint` when its turn has come. Returns how to stop. */
export function onTurn(paint: () => void): () => void {
  if (painters.size === 0) stop = player.onFrame(paintSome);
  painters.add(paint);
  return () => {
    painters.delete(paint);
    if (painters.size === 0) stop();
  };
}
