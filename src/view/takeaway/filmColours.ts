/** The colours of a film: those of the page, each mixed with paper in even steps, for the edges of thin lines and letters are such mixtures. */
import type { Palette } from '../palette.ts';

/** 255 at most; the last index of a GIF's palette here means "as it was". */
const COLOURS_MAX = 255;
/** Steps of red, green and blue that are told apart when the nearest colour is looked up. */
const FINENESS_BITS = 6;

const parts = (colour: number) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff] as const;
const numberOf = (hex: string) => Number.parseInt(hex.slice(1), 16);

/** `palette` as #rrggbb. Without tints, which are such mixtures themselves. */
export function filmColours({ tints: _, ...palette }: Palette): number[] {
  const paper = numberOf(palette.paper);
  const inks = [...new Set(Object.values(palette).map(numberOf))].filter((ink) => ink !== paper);
  const steps = Math.floor((COLOURS_MAX - 1) / inks.length);
  const mixtures = inks.flatMap((ink) =>
    Array.from({ length: steps }, (_, i) => {
      const share = (i + 1) / steps;
      const [red, green, blue] = parts(paper).map((from, c) => Math.round(from + (parts(ink)[c] - from) * share));
      return (red << 16) | (green << 8) | blue;
    }),
  );
  return [paper, ...mixtures];
}

/** Finds the index of the colour nearest to a pixel. */
export function nearestIn(colours: readonly number[]): (red: number, green: number, blue: number) => number {
  const known = new Int16Array(1 << (3 * FINENESS_BITS)).fill(-1);
  const coarse = 8 - FINENESS_BITS;
  const middle = (value: number) =>
    ((value >> coarse) << coarse) + (value >= 0xff - (1 << coarse) ? (1 << coarse) - 1 : 0);
  return (red, green, blue) => {
    const key = ((red >> coarse) << (2 * FINENESS_BITS)) | ((green >> coarse) << FINENESS_BITS) | (blue >> coarse);
    if (known[key] < 0) known[key] = search(colours, middle(red), middle(green), middle(blue));
    return known[key];
  };
}

function search(colours: readonly number[], red: number, green: number, blue: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  colours.forEach((colour, i) => {
    const [r, g, b] = parts(colour);
    // The eye tells greens apart best and blues worst.
    const distance = 3 * (r - red) ** 2 + 6 * (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) {
      least = distance;
      best = i;
    }
  });
  return best;
}
