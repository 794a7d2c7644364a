import { expect, test } from 'vitest';
import { compareReceipts, findReceipt } from './receipts.ts';

const [a, b, c] = ['0123456789abcdef', 'fedcba9876543210', '00000000ffffffff'];
const lanes = ['push', 'hybrid'] as const;

test('a receipt is found in the text that it was pasted with', () => {
  expect(findReceipt(`  Receipt: 2-${a}-${b}, https://lab.example/#v=1&seed=7`)).toBe(`2-${a}-${b}`);
  expect(findReceipt(`2-${a}`)).toBe(`2-${a}`);
  for (const none of ['', '2-0123', `2-${a}-${b}-${c}-${a}`, `2-${a}f`, `2-${a}-01`])
    expect(findReceipt(none)).toBeNull();
});

test.each([
  [`2-${a}-${b}`, 'reproduced', /^Reproduced: .* 2-0123456789abcdef-fedcba9876543210\.$/],
  [`1-${a}-${b}`, 'other-engine', /engine version 1 and this is version 2/],
  [`2-${a}`, 'other-lanes', /1 of the three lanes, and this run has 2/],
  [`2-${a}-${c}`, 'differs', /^Differs in hybrid: /],
  [`2-${c}-${c}`, 'differs', /^Differs in push, hybrid: /],
])('%s against 2-%s…', (expected, finding, says) => {
  const compared = compareReceipts(expected, `2-${a}-${b}`, lanes);
  expect(compared.finding).toBe(finding);
  expect(compared.says).toMatch(says);
  expect(compared.says).toContain(`2-${a}-${b}`);
});
