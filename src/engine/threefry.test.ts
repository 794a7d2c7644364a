import { expect, test } from 'vitest';
import { threefry } from './threefry.ts';

// From Random123's kat_vectors: "threefry2x32 20", counter, key, result.
test.each([
  ['00000000 00000000', '00000000 00000000', '6b200159 99ba4efe'],
  ['ffffffff ffffffff', 'ffffffff ffffffff', '1cb996fc bb002be7'],
  ['243f6a88 85a308d3', '13198a2e 03707344', 'c4923a9c 483df7a0'],
])('counter %s under key %s gives %s', (counter, key, expected) => {
  const words = (text: string) => text.split(' ').map((word) => Number.parseInt(word, 16));
  const [counter0, counter1] = words(counter);
  const [key0, key1] = words(key);
  const out = new Uint32Array(2);
  threefry(key0, key1, counter0, counter1, out);
  expect([...out]).toEqual(words(expected));
});

test('numbers are taken modulo 2^32', () => {
  const signed = new Uint32Array(2);
  const unsigned = new Uint32Array(2);
  threefry(-1, -2, -3, -4, signed);
  threefry(0xffffffff, 0xfffffffe, 0x1_ffff_fffd, 0xfffffffc, unsigned);
  expect(signed).toEqual(unsigned);
});
