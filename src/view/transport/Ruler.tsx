/** The whole run as a ruler: skyline of arrivals, bursts, first loss, and a native slider for the playhead. */
import { type RefObject, useEffect, useRef } from 'react';
import { MILLISECOND } from '../../model/time.ts';
import { seek } from '../../store/commands.ts';
import { lab, player } from '../../store/lab.ts';
import { useLab } from '../../store/useLab.ts';
import { onPaletteChange } from '../palette.ts';
import { instant } from '../story/words.ts';
import { paintRuler } from './paintRuler.ts';

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
    const paint = () => {
      paintRuler(sheet);
      const value = String(Math.round(player.playhead() / STEP));
      if (input.value !== value) input.value = value;
      const told = instant(player.playhead());
      if (input.getAttribute('aria-valuetext') !== told) input.setAttribute('aria-valuetext', told);
    };
    const resized = new ResizeObserver(([entry]) => {
      sheet.width = entry!.contentRect.width;
      sheet.height = entry!.contentRect.height;
      paint();
    });
    resized.observe(sheet.canvas.parentElement!);
    const stops = [player.onFrame(paint), lab.subscribe(paint), onPaletteChange(paint), () => resized.disconnect()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [canvas, words, slider]);
}

export function Ruler() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLInputElement>(null);
  const until = useLab((state) => state.scenario.until);
  useRuler(canvas, words, slider);
  return (
    <div className="ruler">
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
    </div>
  );
}
