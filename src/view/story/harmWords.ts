/** Harm to one thing in words; they fit before and after it. Workers are counted from 1 there, messages as in the journal. */
import { COPIES_FROM } from '../../model/journal.ts';
import type { HarmKind } from '../../model/scenario.ts';

const said: Record<HarmKind, string> = {
  'worker.crash': 'crashes',
  'worker.slow': 'slow',
  'message.drop': 'dropped',
  'message.poison': 'poisoned',
};

function nameOf(harm: HarmKind, target: number): string {
  if (harm === 'worker.crash' || harm === 'worker.slow') return `worker ${target + 1}`;
  return target >= COPIES_FROM ? `copy ${target - COPIES_FROM + 1}` : `message ${target}`;
}

/** "worker 3 crashes". */
export const harmWords = (harm: HarmKind, target: number): string => `${nameOf(harm, target)} ${said[harm]}`;
