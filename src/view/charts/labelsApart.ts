/** Keeps the words of a chart from standing on one another. Sizes are of the letters as they are set, roughly: nothing is measured, so it is the same everywhere. */
import type { Label } from './kind.ts';

/** Of a line of words, in CSS pixels: above and below the base line, and from line to line. */
const ABOVE = 9;
const BELOW = 3;
const LINE = 13;
/** Of a letter; names of lanes are in capitals. */
const wide = ({ text, look }: Label) => (look.includes('small') ? 5 : /[a-z]/.test(text) ? 5.6 : 6.9);

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function boxOf(label: Label): Box {
  const width = label.text.length * wide(label);
  const left = label.x - (label.look.includes('end') ? width : label.look.includes('middle') ? width / 2 : 0);
  return { left, right: left + width, top: label.y - ABOVE, bottom: label.y + BELOW };
}

const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * `words` move up or down by lines to where there is room, within the plot of this height, and go if there is none;
 * `marks` belong to where they are, and go if a word stands there. Earlier ones have their place first.
 */
export function labelsApart(words: readonly Label[], marks: readonly Label[], height: number): Label[] {
  const placed: { label: Label; box: Box }[] = [];
  const place = (label: Label): boolean => {
    const box = boxOf(label);
    if (placed.some((other) => meet(box, other.box))) return false;
    placed.push({ label, box });
    return true;
  };
  for (const label of words) {
    const own = Math.max(ABOVE, Math.min(label.y, height - BELOW));
    for (let lines = 0; lines * LINE < 2 * height; lines++) {
      // 0, 1, −1, 2, −2 … lines down.
      const y = own + (lines % 2 === 0 ? -lines / 2 : (lines + 1) / 2) * LINE;
      if (y >= ABOVE && y <= height - BELOW && place({ ...label, y })) break;
    }
  }
  for (const label of marks) place(label);
  return placed.map(({ label }) => label);
}
