import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laneIds } from '../../model/lanes.ts';
import { MILLISECOND as MS, SECOND } from '../../model/time.ts';
import { arrivalBox, arrivalMarks } from '../stage/arrivalMarks.ts';
import { marks } from '../stage/marks.ts';
import { stillMarks, stillOf } from '../stage/stillMarks.ts';
import { figureSize } from './drawFigure.ts';
import { paletteOfWords, roughly, subjectAt } from './subject.test-support.ts';
import { svgOf } from './svgFile.ts';

const svg = (at: number, change = {}) => svgOf({ ...subjectAt(at), ...change }, paletteOfWords, roughly, '');

/** How many groups there are of each name. */
function groups(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [, name] of text.matchAll(/<g class="([^"]+)">/g)) counts[name!] = (counts[name!] ?? 0) + 1;
  return counts;
}

test('every mark of the picture is in the file, by kind', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 11 * SECOND }), (at) => {
      const subject = subjectAt(at);
      const { geometry, moments } = subject;
      const wanted: Record<string, number> = {};
      const list = moments.flatMap((moment, i) => [
        ...stillMarks(stillOf(moment, i === moments.length - 1), geometry),
        ...marks(moment, geometry),
      ]);
      list.push(...arrivalMarks(moments[0]!.visit, at, arrivalBox(geometry)));
      for (const { shape } of list) wanted[shape] = (wanted[shape] ?? 0) + 1;
      expect(groups(svg(at))).toMatchObject(wanted);
    }),
    { numRuns: 20 },
  );
});

test('each mark draws something', () => {
  const text = svg(4 * SECOND + 300 * MS);
  expect(text).not.toMatch(/<g class="(dot|delivery|seat|poll|tick|refusal|worker|tank|valve)">\s*<\/g>/);
});

test('it is one tree of elements, names the lanes, and holds no pixels', () => {
  const text = svg(4 * SECOND + 300 * MS);
  const open: string[] = [];
  for (const [tag, close, name, self] of text.replace(/<\?.*\?>/, '').matchAll(/<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/g)) {
    if (close === '/') expect(open.pop(), tag).toBe(name);
    else if (self === '') open.push(name!);
  }
  expect(open).toEqual([]);
  for (const lane of laneIds) expect(text).toContain(`<g class="lane ${lane}">`);
  expect(text).toContain('>Push</tspan>');
  expect(text).not.toMatch(/<image|<foreignObject|NaN|undefined|Infinity/);
});

test('title and description say what it shows, which run it is, and where it moves', () => {
  const text = svg(5 * SECOND, { receipt: '2-abc', link: 'https://lab.example/#v=1&t=5s' });
  expect(text).toMatch(/<title id="title">[^<]{20,}<\/title>/);
  const [, described] = /<desc id="desc">([^<]+)<\/desc>/.exec(text)!;
  for (const part of ['(story)', 'Seed 7', '2-abc', 'https://lab.example/#v=1&#38;t=5s', 'Push at 5.0 s']) {
    expect(described).toContain(part);
  }
});

test('nothing that a scenario is called becomes markup', () => {
  const text = svg(SECOND, { title: '</desc><script>alert(1)</script>\u0000"&', summary: '<!--' });
  expect(text).not.toMatch(/<script|<!--/);
  expect(text).not.toContain('\u0000');
});

test('the drawing stays within its frame', () => {
  const subject = subjectAt(5 * SECOND);
  const { width, height } = figureSize(subject, 'all');
  expect(svg(5 * SECOND)).toContain(`viewBox="0 0 ${width} ${height}"`);
  expect(width / height).toBeGreaterThan(1);
});
