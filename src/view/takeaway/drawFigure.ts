/** Draws a whole figure that is taken away: the stage, the charts under it, and a line that says which run this is. */
import type { ChartKind } from '../charts/kind.ts';
import { drawChart } from '../charts/paintChart.ts';
import type { Scene } from '../charts/scene.ts';
import { instant } from '../story/words.ts';
import { drawStage, stageHeight } from './drawStage.ts';
import { drawChartLabels, plainRun } from './drawWords.ts';
import { cutTo } from './lettering.ts';
import type { Pad } from './pad.ts';
import type { Subject } from './subject.ts';

/** In CSS pixels: that of the stage as it is drawn, whatever the screen, so that a link gives one figure. */
export const FIGURE_WIDTH = 1056;
const CHART_TOP = 46;
const CHART_HEIGHT = 116;
const CHART_FOOT = 36;
const CHART_GAP = 24;
const CHARTS_A_ROW = 4;
/** Of one chart with its words. */
export const chartHeight = CHART_TOP + CHART_HEIGHT + CHART_FOOT;
const IMPRINT = 34;

export type Extent = 'all' | 'stage';
/** Around the figure. */
const margins: Record<Extent, number> = { all: 24, stage: 18 };

export function figureSize(subject: Subject, extent: Extent): { width: number; height: number } {
  const margin = margins[extent];
  const charts = extent === 'all' ? chartHeight * Math.ceil(subject.kinds.length / CHARTS_A_ROW) : 16;
  return {
    width: Math.ceil(subject.geometry.width) + 2 * margin,
    height: Math.ceil(stageHeight(subject)) + charts + IMPRINT + 2 * margin,
  };
}

export function drawFigure(pad: Pad, subject: Subject, extent: Extent): void {
  const { surface, palette } = pad;
  const { width, height } = figureSize(subject, extent);
  surface.fillStyle = palette.paper;
  surface.fillRect(0, 0, width, height);
  surface.save();
  surface.translate(margins[extent], margins[extent]);
  drawStage(pad, subject);
  if (extent === 'all') {
    const inRow = Math.min(CHARTS_A_ROW, subject.kinds.length);
    const each = (subject.geometry.width - CHART_GAP * (inRow - 1)) / inRow;
    subject.kinds.forEach((kind, i) => {
      surface.save();
      surface.translate((i % inRow) * (each + CHART_GAP), stageHeight(subject) + Math.floor(i / inRow) * chartHeight);
      pad.group(`chart ${kind.id}`, () => drawOneChart(pad, subject.scene, kind, each));
      surface.restore();
    });
  }
  surface.translate(0, height - 2 * margins[extent]);
  pad.group('imprint', () => drawImprint(pad, subject));
  surface.restore();
}

/** From the origin down. */
export function drawOneChart(pad: Pad, scene: Scene, kind: ChartKind, width: number): void {
  const { surface, palette } = pad;
  pad.write({
    x: 0,
    y: 24,
    align: 'left',
    runs: [plainRun(kind.title, 13, 'ink', 600), plainRun(` ${kind.unit}`, 13)],
  });
  surface.translate(0, CHART_TOP);
  const labels = drawChart(kind, { surface, palette, width, height: CHART_HEIGHT }, scene, null);
  drawChartLabels(pad, labels);
}

/** Two lines up from the origin: which run, at which instant; and where it can be seen moving. */
function drawImprint(pad: Pad, subject: Subject): void {
  const { scenario, title, playhead, receipt, link, geometry } = subject;
  const run = `Push–Pull Lab · ${title} · at ${instant(playhead, 3)} of ${instant(scenario.until)} · seed ${scenario.seed} · receipt ${receipt}`;
  const line = (text: string, y: number) =>
    pad.write({ x: 0, y, align: 'left', runs: [cutTo(plainRun(text, 11), geometry.width, pad.measure)] });
  line(run, -18);
  pad.link(link, () => line(link, -2));
}
