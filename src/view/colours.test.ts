/** The contrasts that the look promises, computed from the tokens themselves: for those who see all colours, and for those who don't. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differenceCiede2000, filterGrayscale, type Lrgb, lrgb, parse, type Rgb, rgb, wcagContrast } from 'culori';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

type Tokens = Record<string, string>;

/** The colours of the blocks that begin with `head`, one object a block. */
function blocks(head: string): Tokens[] {
  return css
    .split(head)
    .slice(1)
    .map((rest) =>
      Object.fromEntries(
        [...rest.slice(0, rest.indexOf('}')).matchAll(/--(\w+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [
          name,
          value,
        ]),
      ),
    );
}

const light = blocks('[data-theme="light"] {')[0]!;
const dark = blocks('[data-theme="dark"] {')[0]!;
const themes = { light, dark };

const texts = ['ink', 'ink2', 'push', 'pull', 'hybrid', 'waitText', 'bad', 'idle'];
const marks = [...texts, 'wait', 'rail', 'focus'];
/** What stands for something by its hue, and so must be told from every other. */
const roles = ['push', 'pull', 'hybrid', 'wait', 'bad', 'idle'];

/** Machado, Oliveira and Fernandes 2009, severity 1. They are for linear light; culori's own filters take them to the encoded values. */
const seenBy = {
  'people who see all colours': [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopes: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopes: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopes: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
function seen(hex: string, matrix: readonly number[]): Rgb {
  const { r, g, b } = lrgb(parse(hex))!;
  const row = (i: number) => matrix[i]! * r + matrix[i + 1]! * g + matrix[i + 2]! * b;
  const light = (value: number) => Math.min(1, Math.max(0, value));
  return rgb({ mode: 'lrgb', r: light(row(0)), g: light(row(3)), b: light(row(6)) } satisfies Lrgb);
}
const difference = differenceCiede2000();
const DIFFERENCE_MIN = 13;

const pairs = roles.flatMap((a, i) => roles.slice(i + 1).map((b) => [a, b] as const));

describe.each(Object.entries(themes))('in the %s theme', (_, tokens) => {
  test.each(texts)('text in %s has 4.5 : 1 on paper', (name) => {
    expect(wcagContrast(tokens[name]!, tokens.paper!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(marks)('marks in %s have 3 : 1 on paper', (name) => {
    expect(wcagContrast(tokens[name]!, tokens.paper!)).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.entries(seenBy))(`any two roles are ${DIFFERENCE_MIN} apart for %s`, (_who, matrix) => {
    const near = pairs
      .map(([a, b]) => ({
        pair: `${a} and ${b}`,
        apart: difference(seen(tokens[a]!, matrix), seen(tokens[b]!, matrix)),
      }))
      .filter(({ apart }) => apart < DIFFERENCE_MIN);
    expect(near).toEqual([]);
  });

  test('without any colour every role still has 3 : 1 on paper', () => {
    const grey = filterGrayscale(1);
    for (const name of roles)
      expect(wcagContrast(grey(rgb(parse(tokens[name]!)!)), tokens.paper!), name).toBeGreaterThanOrEqual(3);
  });
});

test('the dark values that the system asks for are those of the switch', () => {
  expect(blocks(':root:not([data-theme]) {')).toEqual([dark]);
  expect(Object.keys(dark).length).toBeGreaterThan(12);
});

test('with forced colours every token is a colour of the system, over every theme', () => {
  const forced = css.slice(css.indexOf('@media (forced-colors: active)'));
  const block = forced.slice(0, forced.indexOf('}'));
  const said = Object.fromEntries([...block.matchAll(/--(\w+): (.+);/g)].map(([, name, value]) => [name, value]));
  expect(Object.keys(said).sort()).toEqual(Object.keys(light).sort());
  const system = /^(Canvas|CanvasText|GrayText|Highlight|color-mix\(in oklab, CanvasText \d+%, Canvas\))$/;
  for (const value of Object.values(said)) expect(value).toMatch(system);
  // As specific as the block of the dark system, and after it.
  expect(block).toContain(':root:root');
});
