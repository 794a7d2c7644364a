/** What a figure is drawn on: a surface for shapes, and a way to write lines of words. */
import type { Palette } from '../palette.ts';
import type { Surface } from '../surface.ts';
import { families, fontOf, type Line, type Measure, startsOf } from './lettering.ts';

export interface Pad {
  surface: Surface;
  palette: Palette;
  /** Of pixels per CSS pixel; lines are put on whole ones. */
  density: number;
  measure: Measure;
  write(line: Line): void;
  /** What `draw` draws belongs together and has a name, or several. */
  group(name: string, draw: () => void): void;
  /** What `draw` draws leads to `address`. */
  link(address: string, draw: () => void): void;
}

/** A canvas takes another font where the right one is not here yet. */
export const lettersLoaded = (): Promise<unknown> =>
  Promise.all(Object.values(families).map((family) => document.fonts.load(`600 16px ${family}`)));

/** Behind words, so that a line may pass. */
export const HALO_WIDTH = 3;

export function canvasPad(ctx: OffscreenCanvasRenderingContext2D, palette: Palette, density: number): Pad {
  const measure: Measure = (text, font) => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };
  return {
    surface: ctx,
    palette,
    density,
    measure,
    write(line) {
      const starts = startsOf(line, measure);
      ctx.textAlign = 'left';
      ctx.lineJoin = 'round';
      ctx.lineWidth = HALO_WIDTH;
      ctx.strokeStyle = palette.paper;
      ctx.setLineDash([]);
      line.runs.forEach((run, i) => {
        ctx.font = fontOf(run);
        ctx.strokeText(run.text, starts[i], line.y);
      });
      line.runs.forEach((run, i) => {
        ctx.font = fontOf(run);
        ctx.fillStyle = palette[run.ink];
        ctx.fillText(run.text, starts[i], line.y);
      });
    },
    group: (_, draw) => draw(),
    link: (_, draw) => draw(),
  };
}
