/** Listens to the pointer and the focus on the stage: what is under it, and what is asked of it. Nothing runs while nobody points. */
import { useEffect, useState } from 'react';
import { inspect } from '../../store/inspecting.ts';
import type { Inspected } from '../../store/state.ts';
import type { LaneGeometry } from '../stage/geometry.ts';
import { onStageZoom } from '../stage/zoom.ts';
import { REACH } from './hit.ts';
import { momentsOn, type Pointed, pointedAt, pointedNode } from './pointing.ts';
import { onLook } from './useMoments.ts';

/** From the thing to its tip. */
const LEAVE_MS = 250;
const LONG_PRESS_MS = 550;
const LOOK_EVERY_MS = 120;
const SLIP_PX = 8;

export interface Asked {
  what: Inspected;
  /** In the window. */
  x: number;
  y: number;
  opener: HTMLElement | null;
}

export function usePointing(stage: HTMLElement, geometry: LaneGeometry, onMenu: (asked: Asked) => void) {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [onTip, setOnTip] = useState(false);

  useEffect(() => {
    let at: { x: number; y: number; reach: number } | null = null;
    let stop = () => {};
    let leaving = 0;
    let pressing = 0;
    let pressed: Pointed | null = null;
    let isDismissed = false;
    let isShown = false;
    let isLong = false;

    const drop = () => {
      isShown = false;
      setPointed(null);
    };
    const hide = () => {
      window.clearTimeout(leaving);
      leaving = window.setTimeout(drop, LEAVE_MS);
    };
    const show = (next: Pointed | null) => {
      if (next === null) hide();
      else if (!isDismissed) {
        window.clearTimeout(leaving);
        isShown = true;
        setPointed(next);
      }
    };
    const look = () => at && show(pointedAt(stage, geometry, at.x, at.y, at.reach));
    const watch = () => {
      stop();
      stop = onLook(look, LOOK_EVERY_MS);
    };
    const unwatch = () => {
      stop();
      stop = () => {};
      at = null;
      hide();
    };
    const reachOf = (event: PointerEvent | MouseEvent) =>
      'pointerType' in event && event.pointerType === 'touch' ? REACH.touch : REACH.mouse;
    const placed = (event: PointerEvent | MouseEvent) => ({
      x: event.clientX,
      y: event.clientY,
      reach: reachOf(event),
    });
    const under = (event: PointerEvent | MouseEvent) =>
      pointedAt(stage, geometry, event.clientX, event.clientY, reachOf(event));

    const onMove = (event: PointerEvent) => {
      if ((event.target as HTMLElement).closest('.tip')) return;
      const slipped = pressing !== 0 && at !== null && Math.hypot(event.clientX - at.x, event.clientY - at.y) > SLIP_PX;
      if (slipped) window.clearTimeout(pressing);
      if (event.pointerType === 'touch') return;
      const isNew = at === null;
      at = placed(event);
      isDismissed = false;
      if (isNew) watch();
      else look();
    };
    const onDown = (event: PointerEvent) => {
      pressed = under(event);
      isLong = false;
      if (event.pointerType !== 'touch') return;
      at = placed(event);
      const opener = (event.target as HTMLElement).closest<HTMLElement>('[data-node]');
      pressing = window.setTimeout(() => {
        if (!pressed?.what) return;
        isLong = true;
        onMenu({ what: pressed.what, x: event.clientX, y: event.clientY, opener });
      }, LONG_PRESS_MS);
    };
    const onUp = () => window.clearTimeout(pressing);
    // A message lies over the button of its node, and what moves has moved on by the time a click is one.
    const onClick = (event: MouseEvent) => {
      const message = event.detail > 0 && pressed?.what?.kind === 'message' ? pressed.what : null;
      pressed = null;
      if (message === null && !isLong) return;
      event.preventDefault();
      event.stopPropagation();
      if (!isLong) inspect(message);
      isLong = false;
    };
    const onContext = (event: MouseEvent) => {
      const button = (event.target as HTMLElement).closest<HTMLElement>('[data-node]');
      // Of the menu key the browser says the middle of the focused element.
      const isKey = event.button !== 2;
      const moments = momentsOn(stage, geometry.cells);
      const lane = button?.closest<HTMLElement>('.lane')?.dataset.lane;
      const moment = moments.find((each) => each.lane === lane);
      const found = isKey && button && moment ? pointedNode(button, moment) : under(event);
      if (!found?.what) return;
      event.preventDefault();
      window.clearTimeout(pressing);
      onMenu({ what: found.what, x: event.clientX, y: event.clientY, opener: button });
    };
    const onFocus = (event: FocusEvent) => {
      const button = (event.target as HTMLElement).closest<HTMLElement>('[data-node]');
      if (!button?.matches(':focus-visible')) return;
      isDismissed = false;
      const name = () => {
        const moment = momentsOn(stage, geometry.cells).find(
          (each) => each.lane === button.closest<HTMLElement>('.lane')?.dataset.lane,
        );
        if (moment) show(pointedNode(button, moment));
      };
      stop();
      stop = onLook(name);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !isShown) return;
      isDismissed = true;
      // The tip is the first to go; a card under it stays for another Escape.
      if (at !== null) event.preventDefault();
      drop();
    };

    const listeners = new AbortController();
    const on = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      listener: (event: HTMLElementEventMap[Type]) => void,
      capture = false,
    ) => stage.addEventListener(type, listener, { signal: listeners.signal, capture });
    on('pointermove', onMove);
    on('pointerleave', unwatch);
    on('pointerdown', onDown);
    on('pointerup', onUp);
    on('pointercancel', onUp);
    on('click', onClick, true);
    on('contextmenu', onContext);
    on('focusin', onFocus);
    on('focusout', unwatch);
    window.addEventListener('keydown', onKey, { signal: listeners.signal, capture: true });
    // What the tip names has gone to another place.
    const stopZoom = onStageZoom(drop);
    return () => {
      listeners.abort();
      stop();
      stopZoom();
      window.clearTimeout(leaving);
      window.clearTimeout(pressing);
    };
  }, [stage, geometry, onMenu]);

  return { pointed, onTip, setOnTip };
}
