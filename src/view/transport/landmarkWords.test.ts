import { expect, test } from 'vitest';
import { plannedLandmarks } from '../../model/landmarks.ts';
import { type Entry, harmKinds } from '../../model/scenario.ts';
import { SECOND } from '../../model/time.ts';
import { hook } from '../../scenarios/hook.ts';
import { landmarkWords } from './landmarkWords.ts';

test('harm is a landmark of its lane, and says who is hit', () => {
  const timeline = harmKinds.map((harm, i): Entry => {
    const aimed = { type: 'harm' as const, at: (21 + i) * SECOND, target: i, lane: i === 3 ? null : ('pull' as const) };
    return harm === 'worker.slow' ? { ...aimed, harm, until: 30 * SECOND, amount: 5 } : { ...aimed, harm };
  });
  const scenario = { ...hook, timeline };
  const found = plannedLandmarks(scenario).filter(({ kind }) => kind === 'harm');
  expect(found.map((each) => [each.at / SECOND, landmarkWords(scenario, each)])).toEqual([
    [21, 'pull: worker 1 crashes'],
    [22, 'pull: worker 2 slow'],
    [23, 'pull: message 2 dropped'],
    [24, 'message 3 poisoned'],
  ]);
});
