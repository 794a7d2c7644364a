import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, pack, unpack } from './packing.ts';

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constantFrom(null, undefined, Number.NaN, -0, true)),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { noNullPrototype: true }),
    fc.float64Array({ maxLength: 3 }),
    fc.uint16Array({ maxLength: 3 }),
    fc.int32Array({ maxLength: 40, min: -3, max: 300 }),
    fc.array(fc.double(), { minLength: 14, maxLength: 20 }),
    fc.array(fc.uint32Array({ maxLength: 3 }), { minLength: 14, maxLength: 40 }),
    fc.array(fc.record({ id: fc.integer(), numbers: fc.double(), place: fc.constantFrom('here', 'there') }), {
      maxLength: 40,
    }),
    fc
      .array(fc.tuple(fc.integer(), fc.record({ id: fc.maxSafeInteger() })), { maxLength: 40 })
      .map((entries) => new Map(entries)),
    fc.array(fc.tuple(fc.constantFrom('a', 'b'), tie('any'))).map((entries) => new Map(entries)),
  ),
})).any;

test('what was packed comes out as it was, whatever it was to share with', () => {
  fc.assert(
    fc.property(value, value, (before, now) => {
      const like = pack(before, null);
      const packed = pack(now, like);
      expect(unpack(packed)).toEqual(now);
      expect(unpack(like)).toEqual(before);
    }),
    { numRuns: 2_000 },
  );
});

test('what has not changed is shared, and what has costs about its own bytes', () => {
  const state = { ring: new Float64Array(100_000).map((_, i) => 1e9 + i), list: [1, 2, 3], none: null };
  const first = pack(state, null);
  expect(bytesOf(first, null)).toBeLessThan(250_000);
  expect(pack(state, first)).toBe(first);
  state.ring[5_000] = -1;
  const second = pack(state, first);
  expect(bytesOf(second, first)).toBeLessThan(6_000);
  expect(unpack(second)).toEqual(state);
});
