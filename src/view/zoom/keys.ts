/** The keys of the zoom. They are those of a part of a lane, for `=` and `-` alone set the speed. */
import { lab } from '../../store/lab.ts';
import { stageZoom } from '../stage/zoom.ts';
import type { ZoomHands } from './hands.ts';

const STEP = 1.5;
/** By code as well: with Alt some systems make other letters of the keys. */
const factors: Record<string, number> = {
  '=': STEP,
  '+': STEP,
  Equal: STEP,
  NumpadAdd: STEP,
  '-': 1 / STEP,
  Minus: 1 / STEP,
  NumpadSubtract: 1 / STEP,
};
const resets = ['0', 'Digit0', 'Numpad0'];
const pans: Record<string, [right: number, down: number]> = {
  ArrowLeft: [-0.25, 0],
  ArrowRight: [0.25, 0],
  ArrowUp: [0, -0.25],
  ArrowDown: [0, 0.25],
};

const nodeOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-node]') : null;

/** Of a text field and a dialog one leaves it. */
const isLeft = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input:not([type=range]), textarea, dialog') !== null;

/** In pixels of the lane. */
export const middleOf = ({ offsetLeft, offsetTop, offsetWidth, offsetHeight }: HTMLElement) => ({
  x: offsetLeft + offsetWidth / 2,
  y: offsetTop + offsetHeight / 2,
});

/** Whether the key was one of the zoom's. */
function press(event: KeyboardEvent, node: HTMLElement, hands: ZoomHands): boolean {
  const { key, code, altKey, shiftKey, ctrlKey, metaKey } = event;
  if (ctrlKey || metaKey) return false;
  const factor = factors[key] ?? factors[code];
  const pan = pans[key];
  if (altKey && factor !== undefined) hands.zoomBy(node.closest<HTMLElement>('.lane')!, factor, middleOf(node));
  else if (altKey && (resets.includes(key) || resets.includes(code))) hands.reset();
  else if (shiftKey && !altKey && pan !== undefined && stageZoom().k > 1) hands.panBy(...pan);
  else return false;
  return true;
}

export function listenToKeys(stage: HTMLElement, hands: ZoomHands, signal: AbortSignal): void {
  // Before the arrows that walk from part to part.
  stage.addEventListener(
    'keydown',
    (event) => {
      const node = nodeOf(event.target);
      if (node === null || !press(event, node, hands)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal, capture: true },
  );
  // Tips, menus and cards go first: what is open is known only before the key has reached them.
  let isNext = false;
  const note = (event: KeyboardEvent) => {
    isNext = event.key === 'Escape' && stageZoom().k > 1 && lab.getState().inspected === null && !isLeft(event.target);
  };
  window.addEventListener('keydown', note, { signal, capture: true });
  window.addEventListener('keydown', (event) => isNext && !event.defaultPrevented && hands.reset(), { signal });
}
