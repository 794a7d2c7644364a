/** The whole run as a ruler: its landmarks, a native slider for the playhead, and what is under the pointer in words. */
import { lazy, type PointerEvent, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { MILLISECOND, type SimTime } from '../../model/time.ts';
import { seek } from '../../store/commands.ts';
import { lab, player } from '../../store/lab.ts';
import { playLoop, setLoop } from '../../store/transport.ts';
import { useLab } from '../../store/useLab.ts';
import { onCursor } from '../charts/cursor.ts';
import { onTurn } from '../charts/turns.ts';
import { onPaletteChange } from '../palette.ts';
import { instant } from '../story/words.ts';
import { INSET, paintRuler } from './paintRuler.ts';
import { Readout } from './Readout.tsx';

const LoopEnds = lazy(() => import('./LoopEnds.tsx'));

/** The slider counts milliseconds: finer than a pixel, coarse enough for readable links. */
const STEP = MILLISECOND;

function useRuler(
  canvas: RefObject<HTMLCanvasElement | null>,
  words: RefObject<HTMLElement | null>,
  slider: RefObject<HTMLInputElement | null>,
) {
  useEffect(() => {
    const sheet = { canvas: canvas.current!, words: words.current!, width: 0, height: 0 };
    const input = slider.current!;
    const paint = () => paintRuler(sheet);
    const follow = () => {
      const value = String(Math.round(player.playhead() / STEP));
      if (input.value !== value) input.value = value;
      const told = instant(player.playhead());
      if (input.getAttribute('aria-valuetext') !== told) input.setAttribute('aria-valuetext', told);
    };
    follow();
    const resized = new ResizeObserver(([entry]) => {
      sheet.width = entry!.contentRect.width;
      sheet.height = entry!.contentRect.height;
      paint();
    });
    resized.observe(sheet.canvas.parentElement!);
    const stops = [
      player.onFrame(follow),
      onTurn(paint),
      // What only follows the playhead comes with a turn.
      lab.subscribe(({ lanes }, before) => {
        follow();
        if (lanes === before.lanes) paint();
      }),
      onCursor(paint),
      onPaletteChange(paint),
      () => resized.disconnect(),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [canvas, words, slider]);
}

/** Dragging with Shift chooses a stretch; the slider beneath must not notice. */
function useLoopDrag(timeUnder: (event: PointerEvent) => SimTime) {
  const from = useRef<SimTime | null>(null);
  const loopTo = (event: PointerEvent) => {
    const [a, b] = [from.current!, timeUnder(event)];
    return { from: Math.min(a, b), to: Math.max(a, b) };
  };
  return {
    onPointerDownCapture(event: PointerEvent) {
      if (!event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = timeUnder(event);
    },
    onPointerUp(event: PointerEvent) {
      if (from.current === null) return;
      playLoop(loopTo(event));
      from.current = null;
    },
    onPointerCancel() {
      from.current = null;
    },
    drag(event: PointerEvent) {
      if (from.current !== null) setLoop(loopTo(event));
    },
  };
}

export function Ruler() {
  const ruler = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLInputElement>(null);
  const until = useLab((state) => state.scenario.until);
  const looping = useLab((state) => state.loop !== null);
  const [pointed, setPointed] = useState<SimTime | null>(null);
  useRuler(canvas, words, slider);

  const timeUnder = (event: PointerEvent): SimTime => {
    const box = ruler.current!.getBoundingClientRect();
    const share = (event.clientX - box.left - INSET) / (box.width - 2 * INSET);
    return Math.round((until * Math.min(1, Math.max(0, share))) / STEP) * STEP;
  };
  const { drag, ...loopDrag } = useLoopDrag(timeUnder);
  return (
    <div
      ref={ruler}
      className="ruler"
      {...loopDrag}
      onPointerMove={(event) => {
        drag(event);
        setPointed(timeUnder(event));
      }}
      onPointerLeave={() => setPointed(null)}
      onMouseDownCapture={(event) => event.shiftKey && event.preventDefault()}
    >
      <canvas ref={canvas} />
      <div ref={words} className="words" aria-hidden="true" />
      <input
        ref={slider}
        type="range"
        aria-label="Playhead"
        min={0}
        max={Math.round(until / STEP)}
        step={1}
        defaultValue={0}
        onInput={(event) => seek(event.currentTarget.valueAsNumber * STEP)}
        onKeyDown={(event) => {
          const seconds = { ArrowLeft: -0.1, ArrowRight: 0.1, PageDown: -1, PageUp: 1 }[event.key];
          if (seconds === undefined) return;
          event.preventDefault();
          const to = player.playhead() + seconds * (event.shiftKey ? 10 : 1) * 1000 * STEP;
          seek(Math.round(Math.min(Math.max(0, to), until)));
        }}
      />
      {looping && (
        <Suspense>
          <LoopEnds timeUnder={timeUnder} />
        </Suspense>
      )}
      <Readout pointed={pointed} />
    </div>
  );
}
