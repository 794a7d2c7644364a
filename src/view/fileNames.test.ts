import { expect, test } from 'vitest';
import { figureFileName, fileName } from './fileNames.ts';

test.each([
  ['Mine & yours', 'mine-yours'],
  ['../../etc/passwd', 'etc-passwd'],
  ['日本', 'scenario'],
  [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
])('%s is saved as %s', (name, file) => {
  expect(fileName(name)).toBe(file);
});

test('a figure is called by its run and its moment', () => {
  expect(figureFileName({ name: 'hook' }, 20_800_000)).toBe('push-pull-lab-hook-20800ms.svg');
  expect(figureFileName({ name: '"><b>Mine</b>](x)' }, 499)).toBe('push-pull-lab-b-mine-b-x-0ms.svg');
});
