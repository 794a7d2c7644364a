/** The colours of the page as a canvas needs them, resolved from the custom properties once per theme. */
import { laneIds } from '../../model/lanes.ts';
import type { Ink } from './mark.ts';

export interface Palette {
  colour: Record<Ink, string>;
  /** From young (pale) to old (full) for each lane's hue. */
  tints: Record<string, string[]>;
}

const inks = ['ink', 'ink2', 'rail', 'rule', 'idle', 'wait', 'bad', 'paper', ...laneIds] as const satisfies Ink[];
const TINTS = 16;
/** A message that just came keeps this share of its hue; the rest is paper, so that the scale turns round by itself in the dark. */
const TINT_MIN = 0.34;

/** Reads through a probe, so that system colours, mixtures and any other notation arrive as the canvas understands them. */
export function readPalette(root: HTMLElement): Palette {
  const probe = root.appendChild(document.createElement('span'));
  const read = (css: string) => {
    probe.style.color = css;
    return getComputedStyle(probe).color;
  };
  const colour = Object.fromEntries(inks.map((ink) => [ink, read(`var(--${ink})`)])) as Record<Ink, string>;
  const tints = Object.fromEntries(
    laneIds.map((lane) => {
      const share = (i: number) => 100 * (TINT_MIN + ((1 - TINT_MIN) * i) / (TINTS - 1));
      const mix = (i: number) => read(`color-mix(in oklab, var(--${lane}) ${share(i)}%, var(--paper))`);
      return [lane, Array.from({ length: TINTS }, (_, i) => mix(i))];
    }),
  );
  probe.remove();
  return { colour, tints };
}

/** `age` 0 is pale, 1 and more is full; null is full too. */
export function tint(palette: Palette, ink: Ink, age: number | null): string {
  const steps = palette.tints[ink];
  if (age === null || steps === undefined) return palette.colour[ink];
  return steps[Math.round(Math.min(1, Math.max(0, age)) * (TINTS - 1))];
}
