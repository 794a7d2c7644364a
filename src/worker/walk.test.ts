import { expect, test } from 'vitest';
import { createRun, receipt, runUntil } from '../engine/run.ts';
import { SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { changeFrom, goBefore, startWalk, takeBatch, type Walk, walkTowards } from './walk.ts';

const END = 25 * SECOND;
const later = { ...hook, timeline: [{ type: 'burst' as const, at: 3 * SECOND, size: 50 }] };

/** All that is recorded from the beginning on, and the receipt at the end. */
function wholeRun(walk: Walk) {
  goBefore(walk, 0);
  walkTowards(walk, END);
  return { batch: takeBatch(walk), pictures: structuredClone(walk.pictures), receipt: receipt(walk.run) };
}

function receiptOf(scenario: typeof hook): string {
  const run = createRun(scenario, { journal: 'hash' });
  runUntil(run, END);
  return receipt(run);
}

test('a walk that goes back to its beginning does and records the same once more, in the same run', () => {
  const walk = startWalk(hook);
  const { run } = walk;
  const once = wholeRun(walk);
  expect(once.receipt).toBe(receiptOf(hook));
  const again = wholeRun(walk);
  expect(again).toEqual(once);
  expect(walk.run).toBe(run);
});

test('a walk whose scenario was changed, or changed and changed back, begins as the scenario has it', () => {
  const walk = startWalk(hook);
  walkTowards(walk, 2 * SECOND);
  changeFrom(walk, later, 3 * SECOND);
  walkTowards(walk, 5 * SECOND);
  changeFrom(walk, hook, 3 * SECOND);
  expect(wholeRun(walk).receipt).toBe(receiptOf(hook));
  changeFrom(walk, later, 3 * SECOND);
  expect(wholeRun(walk).receipt).toBe(receiptOf(later));
});
