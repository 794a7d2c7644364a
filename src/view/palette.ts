/** The page's colours as its canvases need them: resolved from the custom properties once, and again whenever the theme changes. */
import { useSyncExternalStore } from 'react';
import { type LaneId, laneIds } from '../model/lanes.ts';

const names = ['ink', 'ink2', 'rail', 'rule', 'rule2', 'idle', 'wait', 'waitText', 'bad', 'paper', ...laneIds] as const;
/** A colour by its name in tokens.css. */
export type Ink = (typeof names)[number];

export interface Palette extends Record<Ink, string> {
  /** From young (pale) to old (full) for each lane's hue. */
  tints: Record<LaneId, string[]>;
}

const FORCED = '(forced-colors: active)';
const TINTS = 16;
/** A message that just came keeps this share of its hue; the rest is paper, so that the scale turns round by itself in the dark. */
const TINT_MIN = 0.34;

/** Reads through a probe, so that system colours, mixtures and any other notation arrive as the canvas understands them. */
function read(probe = document.createElement('span'), asSaid = (colour: string) => colour): Palette {
  document.body.append(probe);
  const resolved = (css: string) => {
    probe.style.color = css;
    return asSaid(getComputedStyle(probe).color);
  };
  const colours = Object.fromEntries(names.map((name) => [name, resolved(`var(--${name})`)])) as Record<Ink, string>;
  // Among the reader's own colours there is no half a hue.
  const least = matchMedia(FORCED).matches ? 1 : TINT_MIN;
  const share = (i: number) => 100 * (least + ((1 - least) * i) / (TINTS - 1));
  const tintsOf = (lane: LaneId) =>
    Array.from({ length: TINTS }, (_, i) => resolved(`color-mix(in oklab, var(--${lane}) ${share(i)}%, var(--paper))`));
  const tints = { push: tintsOf('push'), pull: tintsOf('pull'), hybrid: tintsOf('hybrid') };
  probe.remove();
  return { ...colours, tints };
}

/** The colours of the light theme whatever the page's is, each as #rrggbb, which every program that shows an SVG understands. */
export function printPalette(): Palette {
  const probe = document.createElement('span');
  probe.dataset.theme = 'light';
  const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  return read(probe, (colour) => {
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    const [red, green, blue] = pixel.getImageData(0, 0, 1, 1).data;
    return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
  });
}

let current: Palette | null = null;
const listeners = new Set<() => void>();

/** The same object until the theme changes. */
export function palette(): Palette {
  current ??= watch();
  return current;
}

/** From the first reading on: the page's own switch, the system's, and fonts, whose numbers have other widths when they arrive. */
function watch(): Palette {
  const changed = () => {
    current = read();
    for (const listener of listeners) listener();
  };
  const theme = new MutationObserver(changed);
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  for (const query of ['(prefers-color-scheme: dark)', FORCED, '(prefers-contrast: more)']) {
    matchMedia(query).addEventListener('change', changed);
  }
  document.fonts.addEventListener('loadingdone', changed);
  return read();
}

export function onPaletteChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const usePalette = (): Palette => useSyncExternalStore(onPaletteChange, palette);

/** `age` 0 is pale, 1 and more is full; null is full too, and so is everything that is no lane's. */
export function tint(palette: Palette, ink: Ink, age: number | null): string {
  if (age === null || !(ink in palette.tints)) return palette[ink];
  return palette.tints[ink as LaneId][Math.round(Math.min(1, Math.max(0, age)) * (TINTS - 1))]!;
}
