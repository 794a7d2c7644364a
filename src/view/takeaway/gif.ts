/** Writes an animated GIF: frames of colour indices in, bytes out, nothing else. The same frames give the same bytes. */
import { compress } from './lzw.ts';

export interface GifFrame {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Row by row; `TRANSPARENT` leaves what was there. */
  pixels: Uint8Array;
}

export const TRANSPARENT = 255;
const COLOUR_BITS = 8;

const two = (value: number) => [value & 0xff, value >> 8];
const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

/** Header, the one palette of all frames (at most 255 colours as 0xrrggbb), and the wish to be shown again and again. */
export function gifHead(width: number, height: number, colours: readonly number[]): Uint8Array {
  const table = new Uint8Array(3 << COLOUR_BITS);
  colours.forEach((colour, i) => {
    table.set([colour >> 16, (colour >> 8) & 0xff, colour & 0xff], 3 * i);
  });
  return Uint8Array.from([
    ...ascii('GIF89a'),
    ...two(width),
    ...two(height),
    0x80 | ((COLOUR_BITS - 1) << 4) | (COLOUR_BITS - 1),
    0,
    0,
    ...table,
    ...[0x21, 0xff, 11, ...ascii('NETSCAPE2.0'), 3, 1, ...two(0), 0],
  ]);
}

/** A frame that stays for so many hundredths of a second, and under the next one. */
export function gifFrame({ x, y, width, height, pixels }: GifFrame, hundredths: number): Uint8Array {
  const keepAndSeeThrough = (1 << 2) | 1;
  const head = [
    ...[0x21, 0xf9, 4, keepAndSeeThrough, ...two(hundredths), TRANSPARENT, 0],
    ...[0x2c, ...two(x), ...two(y), ...two(width), ...two(height), 0],
    COLOUR_BITS,
  ];
  const data = compress(pixels, COLOUR_BITS);
  const blocks = Math.ceil(data.length / 255);
  const out = new Uint8Array(head.length + data.length + blocks + 1);
  out.set(head);
  let at = head.length;
  for (let from = 0; from < data.length; from += 255) {
    const block = data.subarray(from, from + 255);
    out[at] = block.length;
    out.set(block, at + 1);
    at += block.length + 1;
  }
  return out;
}

export const gifFoot = Uint8Array.of(0x3b);
