/** Holds the tests to the list of traps: each of the 28 has its plays, under its number, in one place. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('each of the 28 traps has its tests, once', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /^trapsOf.*\.test\.ts$/.test(file));
  const text = files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('');
  const numbers = [...text.matchAll(/^describe\('trap (\d+): /gm)].map(([, number]) => Number(number));
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 28 }, (_, i) => i + 1));
});
