/** How wide letters are in this browser. */
import type { Measure } from './lettering.ts';

export function measureText(): Measure {
  const ctx = new OffscreenCanvas(1, 1).getContext('2d')!;
  return (text, font) => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };
}
