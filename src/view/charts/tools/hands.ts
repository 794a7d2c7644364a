/**
 * What hands can do in the charts beyond pointing and clicking: drag to mark a stretch and zoom to it, pinch, and keys.
 * Listens for the whole row, in the capture phase, so that the click that ends a drag goes nowhere.
 */

import type { SimTime } from '../../../model/time.ts';
import { lab } from '../../../store/lab.ts';
import { markStretch, STRETCH_MIN, toggleWhole, zoomTo } from '../../../store/looking.ts';
import { cursor, pointAt } from '../cursor.ts';
import { sceneNow } from '../sceneNow.ts';

/** A shorter drag is a click with an unsteady hand, in CSS pixels. */
const DRAG_MIN = 5;
const PINCH_RATE = 0.004;

const plotOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('.plot') : null;

function timeAt(plot: HTMLElement, clientX: number): SimTime {
  const { left, width } = plot.getBoundingClientRect();
  const { from, to } = sceneNow().window;
  return from + (to - from) * Math.min(1, Math.max(0, (clientX - left) / width));
}

/** The window `factor` times as long, with the time under the pointer where it was. */
function zoomAround(time: SimTime, factor: number): void {
  const { from, to } = sceneNow().window;
  const { until } = lab.getState().scenario;
  const span = Math.min(until, Math.max(5 * STRETCH_MIN, (to - from) * factor));
  const share = (time - from) / (to - from);
  zoomTo(span >= until ? { from: 0, to: until } : { from: time - share * span, to: time + (1 - share) * span });
}

function dragging(row: HTMLElement, signal: AbortSignal): void {
  let drag: { plot: HTMLElement; x: number; from: SimTime; moved: boolean } | null = null;
  const options = { signal, capture: true };
  row.addEventListener(
    'pointerdown',
    (event) => {
      const plot = plotOf(event.target);
      // A finger that moves turns the page.
      if (plot === null || event.button !== 0 || event.pointerType === 'touch') return;
      drag = { plot, x: event.clientX, from: timeAt(plot, event.clientX), moved: false };
    },
    options,
  );
  addEventListener(
    'pointermove',
    (event) => {
      if (drag === null || (!drag.moved && Math.abs(event.clientX - drag.x) < DRAG_MIN)) return;
      drag.moved = true;
      markStretch({ from: drag.from, to: timeAt(drag.plot, event.clientX) });
    },
    { signal },
  );
  const end = () => {
    if (drag?.moved) {
      zoomTo(lab.getState().marked);
      // The click comes right after, if it comes at all.
      const swallow = (click: Event) => click.stopPropagation();
      row.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => row.removeEventListener('click', swallow, { capture: true }));
    }
    drag = null;
  };
  addEventListener('pointerup', end, { signal });
  addEventListener('pointercancel', () => (drag = null), { signal });
}

function pinching(row: HTMLElement, signal: AbortSignal): void {
  // A trackpad's pinch comes as a wheel with Ctrl; a plain wheel scrolls the page.
  row.addEventListener(
    'wheel',
    (event) => {
      const plot = plotOf(event.target);
      if (plot === null || !event.ctrlKey) return;
      event.preventDefault();
      zoomAround(timeAt(plot, event.clientX), Math.exp(PINCH_RATE * event.deltaY));
    },
    { signal, passive: false },
  );
  let apart = 0;
  row.addEventListener(
    'touchmove',
    (event) => {
      const [a, b] = event.touches;
      const plot = plotOf(event.target);
      if (a === undefined || b === undefined || plot === null) return;
      event.preventDefault();
      const distance = Math.max(20, Math.abs(a.clientX - b.clientX));
      if (apart > 0) zoomAround(timeAt(plot, (a.clientX + b.clientX) / 2), apart / distance);
      apart = distance;
    },
    { signal, passive: false },
  );
  row.addEventListener('touchend', () => (apart = 0), { signal });
}

/** Where the mark begins that the next press of M ends. */
let markFrom: SimTime | null = null;

function onKey(event: KeyboardEvent): void {
  if (plotOf(event.target) === null || event.ctrlKey || event.altKey || event.metaKey) return;
  const { window, playhead } = sceneNow();
  const at = cursor() ?? playhead;
  if (event.key === 'Home') pointAt(window.from);
  else if (event.key === 'End') pointAt(window.to);
  else if (event.key === 'Escape' && lab.getState().marked !== null) markStretch(null);
  else if (event.key.toLowerCase() === 'm') {
    if (markFrom !== null) markStretch({ from: markFrom, to: at });
    markFrom = markFrom === null ? at : null;
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Returns how to take the hands off again. */
export function layHandsOn(row: HTMLElement): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  dragging(row, signal);
  pinching(row, signal);
  row.addEventListener('keydown', onKey, { signal, capture: true });
  row.addEventListener('dblclick', (event) => plotOf(event.target) && toggleWhole(), { signal });
  // What is chosen to be looked at is no news to the charts, for they follow the player; the keys may have chosen before this was here.
  const repaint = () => pointAt(cursor());
  const unsubscribe = lab.subscribe(({ zoom, marked }, before) => {
    if (zoom !== before.zoom || marked !== before.marked) repaint();
  });
  repaint();
  return () => {
    stop.abort();
    unsubscribe();
  };
}
