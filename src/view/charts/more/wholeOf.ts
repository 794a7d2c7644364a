import { amount } from '../../story/words.ts';

/** A count in words; empty where nothing was measured. */
export const wholeOf = (value: number): string => (Number.isNaN(value) ? '' : amount(value));
