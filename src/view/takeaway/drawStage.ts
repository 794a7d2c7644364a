/** Draws the stage of a figure that is taken away: arrivals, finding, and a row a lane, as the page has them. */
import { arrivalBox } from '../stage/arrivalMarks.ts';
import { isTight } from '../stage/labelPlaces.ts';
import { line, type Mark } from '../stage/mark.ts';
import { marks } from '../stage/marks.ts';
import type { LaneMoment } from '../stage/moment.ts';
import { drawMark } from '../stage/paint.ts';
import { stillMarks, stillOf } from '../stage/stillMarks.ts';
import { drawLabels, plainRun, sentenceRuns } from './drawWords.ts';
import { type Run, wrapped } from './lettering.ts';
import type { Pad } from './pad.ts';
import type { Subject } from './subject.ts';

/** As `.stage-top`, `.headline` and `.caption` in the page's style sheets. In a film, which is smaller, the captions are their headings. */
const type = {
  wide: { top: 84, headlines: [25, 21], leading: 1.2, heading: 20, body: 14.5, captionTop: 12 },
  medium: { top: 64, headlines: [21, 17], leading: 1.2, heading: 17.5, body: null, captionTop: 9 },
} as const;
const HEADLINE_GAP = 12;

const typeOf = ({ geometry }: Subject) => type[geometry.layout === 'wide' ? 'wide' : 'medium'];

export const stageHeight = (subject: Subject): number =>
  typeOf(subject).top + subject.moments.length * subject.geometry.height;

/** From the origin down. */
export function drawStage(pad: Pad, subject: Subject): void {
  const { geometry, moments } = subject;
  const { top } = typeOf(subject);
  pad.group('arrivals', () => drawArrivals(pad, subject, top));
  pad.group('finding', () => drawFinding(pad, subject));
  drawHeads(pad, subject, top);
  moments.forEach((moment, i) => {
    pad.group(`lane ${moment.lane}`, () => {
      pad.surface.save();
      pad.surface.translate(0, top + i * geometry.height);
      drawLane(pad, subject, moment, i);
      pad.surface.restore();
    });
  });
  const foot = stageHeight(subject);
  drawMark(pad.surface, line(0, foot, geometry.width, foot, 'ink'), pad.palette, pad.density);
}

function drawList(pad: Pad, list: readonly Mark[]): void {
  for (const mark of list) pad.group(mark.shape, () => drawMark(pad.surface, mark, pad.palette, pad.density));
}

function drawArrivals(pad: Pad, { geometry, arrivals }: Subject, top: number): void {
  pad.write({ x: 0, y: top - arrivalBox(geometry).height + 10, align: 'left', runs: [head('Arrivals, last 6 s')] });
  pad.surface.save();
  pad.surface.translate(0, top - arrivalBox(geometry).height);
  drawList(pad, arrivals);
  pad.surface.restore();
}

/** Tracked small capitals on the page; capitals alone here, for no canvas of today tracks alike. */
const head = (text: string): Run => plainRun(text.toUpperCase(), 10.5, 'ink2', 600);

function drawHeads(pad: Pad, { geometry }: Subject, top: number): void {
  const { tank, strip, work, width } = geometry;
  const y = top - 8;
  const asks = isTight(geometry) ? 'Who asks' : 'Who asks, what comes back';
  pad.write({ x: tank.x + 4, y, align: 'left', runs: [head('Where they wait')] });
  pad.write({ x: strip.from, y, align: 'left', runs: [head(asks)] });
  pad.write({ x: work.x, y, align: 'left', runs: [head('Workers')] });
  pad.write({ x: width, y, align: 'right', runs: [head('Downstream')] });
}

/** As large as it fits one line, else in two smaller ones. */
function drawFinding(pad: Pad, subject: Subject): void {
  const { geometry, headline } = subject;
  const { headlines, leading } = typeOf(subject);
  const isWide = geometry.layout === 'wide';
  const x = geometry.house.x + (isWide ? 0 : HEADLINE_GAP);
  const rowsIn = (size: number) =>
    wrapped(sentenceRuns(headline, size, { plain: 600, bold: 600 }), geometry.width - x, pad.measure);
  const size = headlines.find((each) => rowsIn(each).length === 1) ?? headlines[1];
  const rows = rowsIn(size);
  rows.forEach((runs, i) => {
    pad.write({ x, y: 4 + size + i * size * leading, align: 'left', runs });
  });
  if (rows.length > 1 || !isWide) return;
  pad.write({ x, y: 4 + size * 2 + 3, align: 'left', runs: [plainRun(subject.underline, 14)] });
}

function drawLane(pad: Pad, subject: Subject, moment: LaneMoment, index: number): void {
  const { geometry, moments } = subject;
  const top = index === 0 ? line(0, 0, geometry.width, 0, 'ink') : line(0, 0, geometry.width, 0, 'rule', 0.75);
  drawMark(pad.surface, top, pad.palette, pad.density);
  pad.group('still', () => drawList(pad, stillMarks(stillOf(moment, index === moments.length - 1), geometry)));
  pad.group('moving', () => drawList(pad, marks(moment, geometry)));
  pad.group('words', () => {
    drawCaption(pad, subject, moment);
    drawLabels(pad, moment, geometry);
  });
}

function drawCaption(pad: Pad, subject: Subject, moment: LaneMoment): void {
  const { geometry, captions } = subject;
  const { heading, body } = captions[moment.lane];
  const look = typeOf(subject);
  let y = look.captionTop;
  const write = (runs: Run[], size: number, leading: number) => {
    for (const row of wrapped(runs, geometry.caption, pad.measure)) {
      y += size * leading;
      pad.write({ x: 0, y: y - size * 0.25, align: 'left', runs: row });
    }
  };
  write(sentenceRuns(heading, look.heading, { plain: 600, bold: 600 }), look.heading, 1.2);
  if (look.body === null) return;
  y += 4;
  write(sentenceRuns(body, look.body, { plain: 400, bold: 650 }), look.body, 1.3);
}
