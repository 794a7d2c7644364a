/** Paints the stage with every frame of the player, outside React: looks at all lanes, computes their marks, paints what changed. */
import { useCallback, useEffect, useRef } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import { player } from '../../store/lab.ts';
import { usePalette } from '../palette.ts';
import type { LaneGeometry } from './geometry.ts';
import type { Label } from './label.ts';
import { lookAtPlayer } from './lookAtPlayer.ts';
import { paintArrivals } from './paintArrivals.ts';
import { type LaneScreen, paintLane, tellLane } from './paintLane.ts';
import { tell } from './tally.ts';
import { onStageZoom } from './zoom.ts';

/** What of a lane an element shows. */
export interface LanePart {
  lane: LaneId;
  last: boolean;
  strip: boolean;
}

export type Attach = (root: HTMLElement, part: LanePart) => () => void;

/**
 * `focus` is the lane that a small screen shows in full: another one means other elements to paint.
 * `scale` is how many CSS pixels a unit of the geometry is shown on.
 */
export function useStagePainter(
  geometry: LaneGeometry,
  lanes: readonly LaneId[],
  focus: LaneId | undefined,
  scale = 1,
) {
  const palette = usePalette();
  const screens = useRef(new Map<LaneId, LaneScreen>());
  const arrivals = useRef<HTMLCanvasElement | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: lanes and focus decide which elements there are
  useEffect(() => {
    const paintAll = (numbers: boolean) => {
      const density = window.devicePixelRatio * scale;
      const moments = lookAtPlayer([...screens.current.keys()], geometry.cells);
      if (arrivals.current && moments[0]) paintArrivals(arrivals.current, moments[0], geometry, palette, density);
      for (const moment of moments) paintLane(screens.current.get(moment.lane)!, moment, geometry, palette, density);
      if (!numbers) return;
      // Words come last: text on a canvas makes the browser work out the styles of all words that were changed before it.
      for (const moment of moments) tellLane(screens.current.get(moment.lane)!, moment, geometry);
      tell(moments);
    };
    paintAll(true);
    const stops = [player.onFrame(paintAll), onStageZoom(() => paintAll(false))];
    return () => {
      for (const stop of stops) stop();
    };
  }, [geometry, palette, lanes, focus, scale]);

  const attachLane: Attach = useCallback((root, part) => {
    screens.current.set(part.lane, screenOf(part, root));
    return () => {
      screens.current.delete(part.lane);
    };
  }, []);
  const attachArrivals = useCallback((canvas: HTMLCanvasElement) => {
    arrivals.current = canvas;
    return () => {
      arrivals.current = null;
    };
  }, []);
  return { attachLane, attachArrivals };
}

function screenOf(part: LanePart, root: HTMLElement): LaneScreen {
  const words = [...root.querySelectorAll<HTMLElement>('[data-label]')];
  return {
    ...part,
    still: root.querySelector('canvas.still'),
    moving: root.querySelector('canvas.moving')!,
    words: new Map(words.map((element) => [element.dataset.label as Label, element])),
    painted: '',
    paintedFor: [],
    toldAt: Number.NEGATIVE_INFINITY,
  };
}
