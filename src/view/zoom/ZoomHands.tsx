/** Zoom for the lanes' drawings: hands, keys, the words that go with them, and the way back. */
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { onLook } from '../inspector/useMoments.ts';
import type { LaneGeometry } from '../stage/geometry.ts';
import { onStageZoom, stageZoom } from '../stage/zoom.ts';
import { type ZoomHands as Hands, layZoomHandsOn } from './hands.ts';
import { listenToKeys, middleOf } from './keys.ts';
import { moveWords } from './moveWords.ts';
import { drawnAt, isInView } from './places.ts';
import { useStageZoom } from './useStageZoom.ts';
import './zoom.css';

interface Props {
  stage: HTMLElement;
  /** The lanes that are shown in full. */
  rows: readonly HTMLElement[];
  geometry: LaneGeometry;
}

/** Who walks by keys to a part that is out of sight gets to see it. */
function revealFocused(stage: HTMLElement, geometry: LaneGeometry, hands: Hands, signal: AbortSignal): void {
  const reveal = ({ target }: FocusEvent) => {
    const node = (target as HTMLElement).closest<HTMLElement>('[data-node]');
    if (!node?.matches(':focus-visible') || isInView(geometry, stageZoom(), middleOf(node))) return;
    const { x, y } = middleOf(node);
    const at = drawnAt(stageZoom(), x, y);
    hands.centre(at.x, at.y);
  };
  stage.addEventListener('focusin', reveal, { signal });
}

export default function ZoomHands({ stage, rows, geometry }: Props) {
  const hands = useRef<Hands>(null);
  const { k } = useStageZoom();
  useEffect(() => {
    if (rows.length === 0) return;
    const listening = new AbortController();
    hands.current = layZoomHandsOn(rows, geometry);
    listenToKeys(stage, hands.current, listening.signal);
    revealFocused(stage, geometry, hands.current, listening.signal);
    const move = () => moveWords(stage, rows, geometry);
    const stops = [
      onStageZoom(move),
      // Numbers grow while it runs.
      onLook(() => stageZoom().k > 1 && move()),
    ];
    move();
    return () => {
      // Another room begins with the whole again, its words where they belong.
      hands.current?.stop();
      listening.abort();
      for (const stop of stops) stop();
    };
  }, [stage, rows, geometry]);
  if (k === 1 || rows[0] === undefined) return null;
  return createPortal(
    <output className="zoom-back">
      <button
        type="button"
        aria-label={`Zoom ×${k.toFixed(1)} · reset`}
        title="Show all  Esc, or a double click"
        onClick={() => hands.current?.reset()}
      >
        ×{k.toFixed(1)} · reset
      </button>
    </output>,
    rows[0],
  );
}
