/** The words of a figure that is taken away: sentences, labels of lanes and of charts, as lines in the looks of the page's style sheets. */
import type { Label as ChartLabel } from '../charts/kind.ts';
import type { Ink } from '../palette.ts';
import type { LaneGeometry } from '../stage/geometry.ts';
import { type Label, labels, type Part, type Tone } from '../stage/label.ts';
import { labelPlaces, sizeOf } from '../stage/labelPlaces.ts';
import type { LaneMoment } from '../stage/moment.ts';
import { words } from '../stage/words.ts';
import type { Sentence, Part as SentencePart } from '../story/words.ts';
import type { Run } from './lettering.ts';
import type { Pad } from './pad.ts';

/** As `.lane-label` in stage.css. */
const looks: Record<Tone, { size?: number; weight: number; ink: Ink }> = {
  plain: { weight: 400, ink: 'ink' },
  number: { size: 19, weight: 700, ink: 'ink' },
  numberWait: { size: 19, weight: 700, ink: 'waitText' },
  amount: { weight: 700, ink: 'ink' },
  strong: { weight: 700, ink: 'ink' },
  quiet: { weight: 400, ink: 'ink2' },
  bad: { weight: 600, ink: 'bad' },
  wait: { weight: 600, ink: 'waitText' },
  unit: { weight: 400, ink: 'ink2' },
};

function labelRun(label: Label, { text, tone }: Part): Run {
  const { size = sizeOf(label), weight, ink } = looks[tone];
  const serif = label === 'who' || label === 'whoNote';
  return {
    // On the page the sign of the unit is a disc, in letters it is this.
    text: tone === 'unit' ? '●' : text,
    size,
    weight: label === 'who' ? 600 : weight,
    family: serif ? 'serif' : 'sans',
    ink,
  };
}

export function drawLabels(pad: Pad, moment: LaneMoment, geometry: LaneGeometry): void {
  const places = labelPlaces(geometry);
  const said = words(moment);
  for (const label of labels) {
    const place = places[label];
    const parts = said[label] ?? [];
    if (place === undefined || parts.length === 0) continue;
    const runs = parts.map((part) => labelRun(label, part));
    pad.write({ x: place.x, y: place.baseline, align: place.align, runs });
  }
}

/** As `.words` in charts.css. */
export function drawChartLabels(pad: Pad, list: readonly ChartLabel[]): void {
  for (const { x, y, text, look } of list) {
    const has = (name: string) => look.split(' ').includes(name);
    const ink = (['push', 'pull', 'hybrid', 'bad'] as const).find(has) ?? (has('t2') ? 'ink2' : 'ink');
    const run: Run = { text, size: has('small') ? 11 : 12, weight: has('strong') ? 600 : 400, family: 'sans', ink };
    pad.write({ x, y, align: has('end') ? 'right' : has('middle') ? 'center' : 'left', runs: [run] });
  }
}

const sentenceInk = ({ tone }: SentencePart): Ink =>
  tone === undefined || tone === 'strong' ? 'ink' : tone === 'wait' ? 'waitText' : tone;

/** As story.css: headlines have one weight, in captions the numbers are bold. */
export function sentenceRuns(sentence: Sentence, size: number, weights: { plain: number; bold: number }): Run[] {
  return sentence.map((part) => {
    const isBold = part.tone !== undefined && !['push', 'pull', 'hybrid'].includes(part.tone);
    return {
      text: part.text,
      size,
      weight: isBold ? weights.bold : weights.plain,
      family: 'serif',
      ink: sentenceInk(part),
    };
  });
}

export const plainRun = (text: string, size: number, ink: Ink = 'ink2', weight = 400): Run => ({
  text,
  size,
  weight,
  family: 'sans',
  ink,
});
