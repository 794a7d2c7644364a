/** Durations of simulated time as the cards say them. */
import { MILLISECOND, type SimTime } from '../../model/time.ts';
import { lasting } from '../story/words.ts';

/** "0.34 s", "12 ms"; "0 s" for less than half a millisecond. */
export const span = (time: SimTime): string => lasting(time / MILLISECOND).replace(/^0\u00a0ms$/, '0\u00a0s');

/** "2nd". */
export function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}
