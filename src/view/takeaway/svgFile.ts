/** The figure as an SVG file: vectors and text for print, with what it shows in its title and description. */
import type { Palette } from '../palette.ts';
import { sentence } from '../stage/sentence.ts';
import { instant, textOf } from '../story/words.ts';
import { drawFigure, figureSize } from './drawFigure.ts';
import { fontOf, type Line, type Measure } from './lettering.ts';
import { HALO_WIDTH, type Pad } from './pad.ts';
import type { Subject } from './subject.ts';
import { escaped, fontAttributes, num, SvgSurface } from './svgSurface.ts';

/** Lines may be as thin as a quarter of a CSS pixel: printers can do that. */
const DENSITY = 4;

const anchors = { left: 'start', center: 'middle', right: 'end' } as const;

export function svgPad(surface: SvgSurface, palette: Palette, measure: Measure): Pad {
  return {
    surface,
    palette,
    density: DENSITY,
    measure,
    write({ x, y, align, runs }: Line) {
      const spans = runs.map(
        (run) => `<tspan ${fontAttributes(fontOf(run))} fill="${palette[run.ink]}">${escaped(run.text)}</tspan>`,
      );
      const halo = `stroke="${palette.paper}" stroke-width="${HALO_WIDTH}" stroke-linejoin="round" paint-order="stroke"`;
      const place = `x="${num(x)}" y="${num(y)}" text-anchor="${anchors[align]}"`;
      surface.put(`<text ${place} ${halo}>${spans.join('')}</text>`);
    },
    group: (name, draw) => surface.within('g', `class="${escaped(name)}"`, draw),
    link: (address, draw) => surface.within('a', `href="${escaped(address)}"`, draw),
  };
}

/** In words, for those who don't see it and for whoever finds the file without its page. */
function description(subject: Subject): string {
  const { scenario, title, summary, moments, receipt, link, playhead } = subject;
  return [
    `Scenario “${title}” (${scenario.name}), ${instant(playhead, 3)} after its start. ${summary}`,
    ...moments.map(sentence),
    `Seed ${scenario.seed}. Receipt ${receipt}.`,
    `Link: ${link}`,
  ].join('\n');
}

/** `faces` is a style sheet with the fonts in it, so that the words have their widths wherever the file is shown. */
export function svgOf(subject: Subject, palette: Palette, measure: Measure, faces: string): string {
  const extent = 'all';
  const { width, height } = figureSize(subject, extent);
  const surface = new SvgSurface();
  drawFigure(svgPad(surface, palette, measure), subject, extent);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(textOf(subject.headline))}</title>`,
    `<desc id="desc">${escaped(description(subject))}</desc>`,
    `<style>${faces}</style>`,
    surface.content(),
    '</svg>',
    '',
  ].join('\n');
}
