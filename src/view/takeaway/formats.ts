/** What one can take away, a row each: what it is called, what it is, and how it is made. */
import { seriesCsvOf } from '../../model/csv.ts';
import type { ChartName } from '../../model/linkView.ts';
import { wholeRunResolution } from '../../model/series.ts';
import { cutSeries, laneSeries, seriesFile } from '../../model/seriesFile.ts';
import type { SimTime } from '../../model/time.ts';
import type { SecondRun } from '../../store/secondRun.ts';
import { kindsOf } from '../charts/kinds.ts';
import { moreKinds } from '../charts/more/moreKinds.ts';
import { figureFileName } from '../fileNames.ts';
import { printPalette } from '../palette.ts';
import { FIGURE_WIDTH } from './drawFigure.ts';
import { facesOf } from './faces.ts';
import { fetchHtml } from './htmlFile.ts';
import { measureText } from './measureText.ts';
import { noteOf } from './note.ts';
import { lettersLoaded } from './pad.ts';
import { pngOf } from './pngFile.ts';
import { type Subject, subjectOf } from './subject.ts';
import { svgOf } from './svgFile.ts';

export interface Order {
  run: SecondRun;
  link: string;
  /** Those on the page. */
  charts: readonly ChartName[];
  /** The page's playhead and speed. */
  at: SimTime;
  speed: number;
  /** Which part of the run the series are of. */
  span: 'whole' | 'window';
  signal: AbortSignal;
}

export interface Format {
  id: string;
  label: string;
  says: string;
  type: string;
  /** The end of the file's name. */
  extension: string;
  make: (order: Order) => Promise<string | Blob>;
}

/** So much of what comes next is waited for: flights are drawn from where they end. */
const AHEAD: SimTime = 5_000_000;

async function subject({ run, link, charts, at, speed }: Order): Promise<Subject> {
  await lettersLoaded();
  await run.show(at, AHEAD, speed);
  const kinds = kindsOf(charts, moreKinds).map(({ kind }) => kind);
  return { ...subjectOf(run, link, speed, 'wide', FIGURE_WIDTH), kinds };
}

const seriesOf = async (order: Order) => {
  const { run, span } = order;
  const { scenario, player } = run;
  if (span === 'whole') {
    const resolution = wholeRunResolution(scenario.until);
    return laneSeries(scenario.lanes, (lane) => cutSeries(player.series[lane].at(resolution), 0, scenario.until));
  }
  const { from, to, resolution } = (await subject(order)).scene.window;
  return laneSeries(scenario.lanes, (lane) => cutSeries(player.series[lane].at(resolution), from, to));
};

export const formats: readonly Format[] = [
  {
    id: 'svg',
    label: 'Figure as SVG',
    says: 'Stage and charts at this moment as vectors and selectable text, for print. In light colours.',
    type: 'image/svg+xml',
    extension: '.svg',
    make: async (order) => svgOf(await subject(order), printPalette(), measureText(), await facesOf(order.signal)),
  },
  {
    id: 'png',
    label: 'Figure as PNG',
    says: 'The same as pixels, at twice its size, for slides and chats.',
    type: 'image/png',
    extension: '.png',
    make: async (order) => pngOf(await subject(order), printPalette()),
  },
  {
    id: 'csv',
    label: 'Series as CSV',
    says: 'A row for each lane and time bucket; the same columns and numbers as the command line’s --csv --series.',
    type: 'text/csv',
    extension: '.csv',
    make: async (order) => seriesCsvOf(await seriesOf(order)),
  },
  {
    id: 'json',
    label: 'Series as JSON',
    says: 'The same in the shape of the command line’s report, with scenario, seed, receipt and link.',
    type: 'application/json',
    extension: '.json',
    make: async (order) => {
      const { run, link } = order;
      const { name, seed, until } = run.scenario;
      const file = seriesFile({ scenario: name, seed, until, receipt: run.receipt, link }, await seriesOf(order));
      return `${JSON.stringify(file, null, 2)}\n`;
    },
  },
  {
    id: 'note',
    label: 'Note in Markdown',
    says: 'Finding, figure, link, receipt and the table of the lanes. Put the SVG file beside it.',
    type: 'text/markdown',
    extension: '.md',
    make: async (order) => noteOf(await subject(order), figureFileName(order.run.scenario, order.at)),
  },
  {
    id: 'html',
    label: 'The run as one HTML file',
    says: 'The whole Lab with this run in it. Opens by a double-click, without a network.',
    type: 'text/html',
    extension: '.html',
    make: ({ link, signal }) => fetchHtml(link, signal),
  },
];
