/** How much may move: as the system asks, or as the reader chose. Kept in this browser like the theme; no number of the run depends on it. */
import { player } from './lab.ts';

/** Full: dots travel. Calm: nothing travels, and pictures change in steps. Still: a strip of four pictures instead of the stage. */
export const motions = ['full', 'calm', 'still'] as const;
export type Motion = (typeof motions)[number];

const KEY = 'motion';
/** Between two pictures when nothing may travel; numbers follow with every second one. */
const STEP_MS = 500;

/** Null: as the system has it. */
let chosen = stored();
const listeners = new Set<() => void>();
const changed = () => {
  for (const listener of listeners) listener();
};
let query: MediaQueryList | undefined;
/** Kept, because it is asked in every frame. */
const system = () => (query ??= matchMedia('(prefers-reduced-motion: reduce)'));

function stored(): Motion | null {
  try {
    return motions.find((motion) => motion === localStorage.getItem(KEY)) ?? null;
  } catch {
    return null;
  }
}

export const chosenMotion = (): Motion | null => chosen;
export const motion = (): Motion => chosen ?? (system().matches ? 'calm' : 'full');

export function onMotionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Null goes with the system again. */
export function chooseMotion(next: Motion | null): void {
  chosen = next;
  try {
    if (next === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // Nowhere to keep it.
  }
  changed();
}

/** From now on the player steps where nothing may travel. Called once. */
export function followMotion(): void {
  const step = () => player.setStep(motion() === 'full' ? 0 : STEP_MS);
  step();
  onMotionChange(step);
  system().addEventListener('change', changed);
}
