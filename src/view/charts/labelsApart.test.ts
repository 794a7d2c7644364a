import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laneIds } from '../../model/lanes.ts';
import { type ParameterId, parameters } from '../../model/parameters.ts';
import type { Entry } from '../../model/scenario.ts';
import { NO_COUNTS } from '../../model/series.ts';
import { SECOND } from '../../model/time.ts';
import { valueWords } from '../story/settingWords.ts';
import { paletteOfWords, subjectAt } from '../takeaway/subject.test-support.ts';
import { SvgSurface } from '../takeaway/svgSurface.ts';
import type { Label } from './kind.ts';
import { kinds } from './kinds.ts';
import { boxOf, labelsApart } from './labelsApart.ts';
import { moreKinds } from './more/moreKinds.ts';
import { drawChart } from './paintChart.ts';
import type { Scene } from './scene.ts';

function pairsThatMeet(labels: readonly Label[]): string[] {
  const boxes = labels.map((label) => ({ ...boxOf(label), text: label.text }));
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `“${a.text}” and “${b.text}”`),
  );
}

const until = 12 * SECOND;
const times = fc.integer({ min: 0, max: until });
const losses = fc.record({ at: times, lost: fc.integer({ min: 1, max: 99_999 }) });
const changes: fc.Arbitrary<Entry> = fc.oneof(
  fc
    .record({
      type: fc.constant('set' as const),
      at: times,
      key: fc.constantFrom<ParameterId>('service.mean', 'arrival.rate', 'retry.owner', 'push.inbox'),
      value: fc.constant(0),
    })
    .map((entry) => ({ ...entry, value: parameters[entry.key].initial })),
  fc
    .tuple(times, times, fc.constantFrom('broker.down', 'downstream.hang', 'network.ack-loss'))
    .map(
      ([at, span, drill]): Entry => ({ type: 'drill', at, until: at + span, drill, amount: 1, lane: null }) as Entry,
    ),
);

/** Any window, with losses, outages and changes anywhere in it. */
const scenes: fc.Arbitrary<Scene> = fc
  .tuple(
    times,
    times,
    fc.integer({ min: SECOND, max: until }),
    fc.array(losses, { minLength: 3, maxLength: 3 }),
    fc.array(changes, { maxLength: 5 }),
  )
  .map(([playhead, from, span, lost, timeline]) => {
    const { scene } = subjectAt(playhead);
    const firstLossAt = Object.fromEntries(laneIds.map((lane, i) => [lane, lost[i]!.at])) as Scene['firstLossAt'];
    // A scripted story has no messages that finish: a bucket without any has no latencies.
    for (const lane of laneIds)
      scene.series[lane].latencies = Array.from({ length: scene.series[lane].length }, () => NO_COUNTS);
    return {
      ...scene,
      firstLossAt,
      window: { ...scene.window, from: Math.min(from, until - span), to: Math.min(from, until - span) + span },
      scenario: { ...scene.scenario, timeline: timeline.toSorted((a, b) => a.at - b.at) },
    };
  });

test('in no chart of any scene stands a word on another, on the title, or outside', () => {
  const all = { ...kinds, ...moreKinds };
  fc.assert(
    fc.property(
      scenes,
      fc.constantFrom(...Object.values(all)),
      fc.constantFrom(246, 358),
      fc.integer({ min: 60, max: 160 }),
      (scene, kind, width, height) => {
        const plot = { surface: new SvgSurface(), palette: paletteOfWords, width, height };
        const labels = drawChart(kind, plot, scene, null);
        expect(pairsThatMeet(labels)).toEqual([]);
        // The title ends eight pixels above the plot; only the number of the axis' end stands higher, at the other end of its line.
        for (const label of labels) {
          if (!label.look.includes('t2 small end')) expect(boxOf(label).top).toBeGreaterThanOrEqual(-8);
          expect(boxOf(label).bottom).toBeLessThanOrEqual(height + 20);
        }
      },
    ),
    { numRuns: 100 },
  );
});

const word = (text: string, x: number, y: number, look = ''): Label => ({ text, x, y, look });

test('a word that stands on an earlier one moves by a line; a mark that does goes', () => {
  const [first, second] = [word('push', 10, 30), word('pull', 12, 32)];
  expect(labelsApart([first, second], [], 100)).toEqual([first, { ...second, y: 45 }]);
  expect(labelsApart([first], [second], 100)).toEqual([first]);
  expect(labelsApart([first], [word('50', 200, 30)], 100)).toHaveLength(2);
});

test('where there is no room left a word goes rather than stand on others', () => {
  const heap = Array.from({ length: 20 }, () => word('hybrid', 10, 20));
  const placed = labelsApart(heap, [], 60);
  expect(placed.length).toBeGreaterThan(2);
  expect(placed.length).toBeLessThan(6);
  expect(pairsThatMeet(placed)).toEqual([]);
});

test('what a change sets stands beside its mark, unless the next mark is there or the edge is', () => {
  const { scene } = subjectAt(6 * SECOND);
  const set = (at: number): Entry => ({ type: 'set', at, key: 'service.mean', value: SECOND / 4 });
  const saidOf = (...timeline: Entry[]) => {
    const plot = { surface: new SvgSurface(), palette: paletteOfWords, width: 246, height: 100 };
    const shown = {
      ...scene,
      window: { ...scene.window, from: 0, to: until },
      scenario: { ...scene.scenario, timeline },
    };
    return drawChart(kinds.refusals, plot, shown, null)
      .filter(({ text }) => text === valueWords('service.mean', SECOND / 4))
      .map(({ x }) => Math.round(x));
  };
  expect(saidOf(set(4 * SECOND))).toEqual([89]);
  expect(saidOf(set(4 * SECOND), set(5 * SECOND))).toEqual([110]);
  expect(saidOf(set(11.5 * SECOND))).toEqual([]);
});
