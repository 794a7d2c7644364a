/** The single keys of the page, once: what `?` lists is what is listened to. */
import { burst } from '../store/breaking.ts';
import { newSeed, restart, runToEnd, setSpeed, step, togglePlay, togglePresenting } from '../store/commands.ts';
import { lab } from '../store/lab.ts';
import { fitMarked, toggleWhole } from '../store/looking.ts';
import { loopFromHere, loopToHere, stepBack, toggleLoop, toLandmark } from '../store/transport.ts';
import { drill } from './controls/drilling.ts';
import { drills } from './controls/drills.ts';
import { nextSpeed } from './transport/speeds.ts';

export interface Shortcut {
  /** As in KeyboardEvent.key. */
  key: string;
  shift?: boolean;
  /** What stands on the key, where that is not `key`. */
  cap?: string;
  does: string;
  run: () => void;
}

const changeSpeed = (direction: 1 | -1) => setSpeed(nextSpeed(lab.getState().speed, direction));

export const shortcuts: readonly Shortcut[] = [
  { key: ' ', cap: 'Space', does: 'play or pause', run: togglePlay },
  { key: '.', does: 'one event further', run: step },
  { key: ',', does: 'one event back', run: stepBack },
  { key: 'n', cap: 'N', does: 'next landmark: loss, outage, change …', run: () => toLandmark(1) },
  { key: 'b', cap: 'B', does: 'previous landmark', run: () => toLandmark(-1) },
  { key: 'r', cap: 'R', does: 'restart, same seed', run: restart },
  { key: 'r', cap: 'Shift R', shift: true, does: 'restart, new seed', run: newSeed },
  { key: 'e', cap: 'E', does: 'to the end', run: runToEnd },
  { key: '-', cap: '−', does: 'slower', run: () => changeSpeed(-1) },
  { key: '=', does: 'faster', run: () => changeSpeed(1) },
  { key: 'l', cap: 'L', does: 'play a stretch over and over, or no more', run: toggleLoop },
  { key: 'i', cap: 'I', does: 'that stretch begins here', run: loopFromHere },
  { key: 'o', cap: 'O', does: 'that stretch ends here', run: loopToHere },
  { key: '0', does: 'charts show the whole run, or follow again', run: toggleWhole },
  { key: 'f', cap: 'F', does: 'charts show what is marked, or the nearest outage or change', run: fitMarked },
  { key: 'p', cap: 'P', does: 'large, for a projector, or no more', run: togglePresenting },
  { key: '6', does: 'burst now', run: () => burst() },
  ...drills.flatMap(({ key, kind, label }) =>
    key === null ? [] : [{ key, does: label.replace(/^(hangs|slow)/, 'Downstream $1'), run: () => drill(kind) }],
  ),
];

/** Whether the key goes into a field. */
export const typed = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=range]), select, textarea, dialog, [contenteditable]') !== null;

/** Space presses whatever button has the focus; only elsewhere does it play. */
const pressed = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, summary, a') !== null;

/** A button that was clicked gives the keys back: Space plays and pauses then. One that was pressed by key keeps the focus. */
export function letKeysGo(event: { detail: number; target: EventTarget }): void {
  if (event.detail > 0 && event.target instanceof HTMLElement) event.target.closest('button')?.blur();
}

/** Runs the shortcut of a key press, or `help` for `?`. Does nothing while somebody types, or with Ctrl, Alt or Meta. */
export function onShortcut(event: KeyboardEvent, help: () => void): void {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || typed(event.target)) return;
  if (event.key === '?') {
    event.preventDefault();
    help();
    return;
  }
  if (event.key === ' ' && pressed(event.target)) return;
  const key = event.key.toLowerCase();
  const found = shortcuts.find(
    (each) => each.key === key && (each.shift ?? false) === (event.shiftKey && /[a-z]/.test(key)),
  );
  if (found === undefined) return;
  event.preventDefault();
  found.run();
}
