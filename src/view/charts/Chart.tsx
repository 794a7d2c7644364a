/** One chart: a caption, a canvas that follows the player's frames outside React, and a cursor for pointer and keyboard. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import type { SimTime } from '../../model/time.ts';
import { pause, seek } from '../../store/commands.ts';
import { lab } from '../../store/lab.ts';
import { onPaletteChange } from '../palette.ts';
import { instant } from '../story/words.ts';
import { cursor, onCursor, pointAt } from './cursor.ts';
import type { ChartKind } from './kind.ts';
import { paintChart, type Sheet } from './paintChart.ts';
import type { Scene } from './scene.ts';
import { sceneNow } from './sceneNow.ts';
import { onTurn } from './turns.ts';

/** "21.3 s: push 47 · pull 56 · hybrid 52" */
function reading(kind: ChartKind, scene: Scene, time: SimTime): string {
  const lanes = scene.lanes.map((lane) => [lane, kind.read(scene, lane, time)]).filter(([, value]) => value !== '');
  return `${instant(time)}: ${lanes.length > 0 ? lanes.map((pair) => pair.join(' ')).join(' · ') : 'nothing yet'}`;
}

const clampTo = ({ window: { from, to } }: Scene, time: SimTime) => Math.min(Math.max(time, from), to);

/** `children` stand in its head. */
export function Chart({
  kind,
  magnified = 1,
  children,
}: {
  kind: ChartKind;
  magnified?: number;
  children?: ReactNode;
}) {
  const titleId = useId();
  const plot = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLOutputElement>(null);

  useEffect(() => {
    const sheet: Sheet = { canvas: canvas.current!, words: words.current!, width: 0, height: 0, magnified };
    const slider = plot.current!;
    const output = readout.current!;
    const paint = () => {
      const scene = sceneNow();
      sheet.held = lab.getState().history.held;
      paintChart(kind, sheet, scene);
      const at = cursor();
      const said = at === null ? '' : reading(kind, scene, at);
      if (output.textContent !== said) output.textContent = said;
      if (document.activeElement === slider) {
        slider.setAttribute('aria-valuenow', String(Math.round((at ?? scene.playhead) / 1000) / 1000));
        slider.setAttribute('aria-valuetext', said || reading(kind, scene, scene.playhead));
      }
    };
    const resized = new ResizeObserver(([entry]) => {
      sheet.width = entry!.contentRect.width;
      sheet.height = entry!.contentRect.height;
      paint();
    });
    resized.observe(slider);
    const stops = [onTurn(paint), onCursor(paint), onPaletteChange(paint), () => resized.disconnect()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [kind, magnified]);

  const timeUnder = (event: PointerEvent): SimTime => {
    const box = plot.current!.getBoundingClientRect();
    const { from, to } = sceneNow().window;
    return from + (to - from) * Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const scene = sceneNow();
    if (direction !== undefined) {
      const step = direction * scene.window.resolution * (event.shiftKey ? 10 : 1);
      pointAt(clampTo(scene, (cursor() ?? scene.playhead) + step));
    } else if (event.key === 'Escape') pointAt(null);
    else if (event.key === 'Enter' && cursor() !== null) goTo(cursor()!);
    else return;
    event.preventDefault();
  };
  return (
    <figure className="chart" data-kind={kind.id}>
      <figcaption>
        <b id={titleId}>{kind.title}</b> <span className="t2">{kind.unit}</span>
        <output ref={readout} aria-live="off" />
      </figcaption>
      <div
        ref={plot}
        className="plot"
        role="slider"
        tabIndex={0}
        aria-labelledby={titleId}
        aria-describedby="chart-detail"
        aria-valuenow={0}
        onPointerMove={(event) => pointAt(timeUnder(event))}
        onPointerLeave={() => pointAt(null)}
        onBlur={() => pointAt(null)}
        onClick={(event) => goTo(timeUnder(event as unknown as PointerEvent))}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} />
        <div ref={words} className="words" aria-hidden="true" />
      </div>
      {children}
    </figure>
  );
}

/** A click goes to a time and stays there, so that it can be looked at. */
function goTo(time: SimTime): void {
  pause();
  seek(Math.round(time));
}
