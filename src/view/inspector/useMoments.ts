/** The lanes at the playhead for cards: at most four times a second while the run plays, and after every step while it stands. */
import { useEffect, useState } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import { player, run } from '../../store/lab.ts';
import { lookAtPlayer } from '../stage/lookAtPlayer.ts';
import type { LaneMoment } from '../stage/moment.ts';

const EVERY_MS = 250;

/** Calls `look` so often, and once at the start. Returns how to stop. */
export function onLook(look: () => void, everyMs = EVERY_MS): () => void {
  let lookedMs = performance.now();
  look();
  return player.onFrame(() => {
    const nowMs = performance.now();
    if (run.getSnapshot().value === 'running' && nowMs - lookedMs < everyMs) return;
    lookedMs = nowMs;
    look();
  });
}

/** Moments share the pictures of the player, which change in place: they are to be read while rendering and not kept. */
export function useMoments(lanes: readonly LaneId[], cells: number): LaneMoment[] {
  const [moments, setMoments] = useState(() => lookAtPlayer([...lanes], cells));
  useEffect(() => onLook(() => setMoments(lookAtPlayer([...lanes], cells))), [lanes, cells]);
  return moments;
}
