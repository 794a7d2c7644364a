/** One chart as an SVG file, in light colours, with its fonts in it. */
import type { ChartKind } from '../charts/kind.ts';
import type { Scene } from '../charts/scene.ts';
import { printPalette } from '../palette.ts';
import { chartHeight, drawOneChart } from './drawFigure.ts';
import { facesOf } from './faces.ts';
import { measureText } from './measureText.ts';
import { svgPad } from './svgFile.ts';
import { escaped, SvgSurface } from './svgSurface.ts';

const WIDTH = 480;
const MARGIN = 16;

export async function chartSvg(kind: ChartKind, scene: Scene): Promise<string> {
  const faces = await facesOf(new AbortController().signal);
  const surface = new SvgSurface();
  const palette = printPalette();
  const [width, height] = [WIDTH + 2 * MARGIN, chartHeight + 2 * MARGIN];
  surface.fillStyle = palette.paper;
  surface.fillRect(0, 0, width, height);
  surface.save();
  surface.translate(MARGIN, MARGIN);
  drawOneChart(svgPad(surface, palette, measureText()), scene, kind, WIDTH);
  surface.restore();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(`${kind.title}, ${kind.unit}`)}</title>`,
    `<style>${faces}</style>`,
    surface.content(),
    '</svg>',
    '',
  ].join('\n');
}
