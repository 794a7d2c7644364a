import { expect, test } from 'vitest';
import { drillKinds } from '../../model/scenario.ts';
import { drills, heldSize } from './drills.ts';

test('every drill of the model has a button, and no key is given twice', () => {
  expect(drills.map(({ kind }) => kind).sort()).toEqual([...drillKinds].sort());
  const keys = drills.flatMap(({ key }) => key ?? []);
  expect(keys).toEqual(['1', '2', '3', '4', '5']);
});

test('a click fires the burst as it is', () => {
  expect(heldSize(80, 0)).toBe(80);
  expect(heldSize(80, 349)).toBe(80);
});

test('holding the button grows the burst in round steps, up to a limit', () => {
  expect([350, 700, 1050, 1400].map((ms) => heldSize(80, ms))).toEqual([100, 200, 500, 1000]);
  expect(heldSize(80, 1e9)).toBe(10_000);
  expect(heldSize(10_000, 1e9)).toBe(10_000);
});
