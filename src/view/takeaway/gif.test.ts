import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filmColours, nearestIn } from './filmColours.ts';
import { gifFoot, gifFrame, gifHead, TRANSPARENT } from './gif.ts';
import { compress } from './lzw.ts';
import { paletteOfWords } from './subject.test-support.ts';

/** As any reader of GIFs does it. */
function expand(data: Uint8Array, bits: number): number[] {
  const clear = 1 << bits;
  let width = bits + 1;
  let table: number[][] = [];
  let last: number[] | null = null;
  const out: number[] = [];
  let position = 0;
  const read = () => {
    let code = 0;
    for (let bit = 0; bit < width; bit++, position++) code |= ((data[position >> 3]! >> (position & 7)) & 1) << bit;
    return code;
  };
  for (;;) {
    const code = read();
    if (code === clear + 1) return out;
    if (code === clear) {
      table = Array.from({ length: clear + 2 }, (_, i) => [i]);
      width = bits + 1;
      last = null;
      continue;
    }
    const entry: number[] = table[code] ?? [...last!, last![0]!];
    out.push(...entry);
    if (last !== null && table.length < 4096) table.push([...last, entry[0]!]);
    if (table.length === 1 << width && width < 12) width++;
    last = entry;
  }
}

test('what is compressed expands to the same, also when the table is full and begins anew', () => {
  const pixels = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 20_000 }),
    fc.uint8Array({ minLength: 1, maxLength: 20_000, max: 2 }),
    fc.integer({ min: 1, max: 60_000 }).map((length) => new Uint8Array(length)),
  );
  fc.assert(
    fc.property(pixels, (symbols) => {
      expect(expand(compress(symbols, 8), 8)).toEqual([...symbols]);
    }),
    { numRuns: 60 },
  );
  const noise = Uint8Array.from({ length: 100_000 }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 24);
  expect(expand(compress(noise, 8), 8)).toEqual([...noise]);
});

test('a file begins and ends as a GIF, and its blocks follow each other', () => {
  const head = gifHead(4, 3, [0xffffff, 0x112233]);
  expect(String.fromCharCode(...head.subarray(0, 6))).toBe('GIF89a');
  expect([...head.subarray(6, 10)]).toEqual([4, 0, 3, 0]);
  expect([...head.subarray(13, 19)]).toEqual([255, 255, 255, 0x11, 0x22, 0x33]);
  const pixels = Uint8Array.from([0, 1, TRANSPARENT, 1]);
  const frame = gifFrame({ x: 1, y: 2, width: 2, height: 2, pixels }, 5);
  expect([...frame.subarray(0, 8)]).toEqual([0x21, 0xf9, 4, 5, 5, 0, TRANSPARENT, 0]);
  const size = frame[19]!;
  expect(expand(frame.subarray(20, 20 + size), 8)).toEqual([...pixels]);
  expect(frame[20 + size]).toBe(0);
  expect([...gifFoot]).toEqual([0x3b]);
});

test('a film has at most 255 colours, paper first, and every ink is found as it is', () => {
  const colours = filmColours(paletteOfWords);
  expect(colours.length).toBeLessThanOrEqual(255);
  expect(colours[0]).toBe(0xffffff);
  const nearest = nearestIn(colours);
  expect(nearest(255, 255, 255)).toBe(0);
  for (const ink of [0x112233, 0xbb11dd, 0x992211]) {
    const found = colours[nearest(ink >> 16, (ink >> 8) & 0xff, ink & 0xff)]!;
    for (const shift of [16, 8, 0])
      expect(Math.abs(((found >> shift) & 0xff) - ((ink >> shift) & 0xff))).toBeLessThan(12);
  }
});
