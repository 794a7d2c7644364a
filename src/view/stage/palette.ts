/** The colours of the page as a canvas needs them, resolved from the custom properties once per theme. */
import { interpolateLab } from 'd3';
import { laneIds } from '../../model/lanes.ts';
import type { Ink } from './mark.ts';

export interface Palette {
  colour: Record<Ink, string>;
  /** From young (pale) to old (full) for each lane's hue. */
  tints: Record<string, string[]>;
}

const inks = ['ink', 'ink2', 'rail', 'rule', 'idle', 'wait', 'bad', 'paper', ...laneIds] as const satisfies Ink[];
const TINTS = 16;
/** A message that just came keeps this share of its hue: the palest that still passes 3 : 1 in neither theme is left to shape. */
const TINT_MIN = 0.34;

/** Reads through a probe, so that system colours and any notation arrive as rgb. */
export function readPalette(root: HTMLElement): Palette {
  const probe = root.appendChild(document.createElement('span'));
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colour = Object.fromEntries(inks.map((ink) => [ink, read(ink)])) as Record<Ink, string>;
  probe.remove();
  const tints = Object.fromEntries(
    laneIds.map((lane) => {
      const mix = interpolateLab(colour.paper, colour[lane]);
      return [lane, Array.from({ length: TINTS }, (_, i) => mix(TINT_MIN + ((1 - TINT_MIN) * i) / (TINTS - 1)))];
    }),
  );
  return { colour, tints };
}

/** `age` 0 is pale, 1 and more is full; null is full too. */
export function tint(palette: Palette, ink: Ink, age: number | null): string {
  const steps = palette.tints[ink];
  if (age === null || steps === undefined) return palette.colour[ink];
  return steps[Math.round(Math.min(1, Math.max(0, age)) * (TINTS - 1))];
}
