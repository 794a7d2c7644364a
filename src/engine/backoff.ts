/** How long a retry of one message waits: its schedule, and jitter by its luck. Pure. */
import type { Settings } from '../model/parameters.ts';
import { plainWait } from '../model/schedule.ts';
import type { SimTime } from '../model/time.ts';
import { Purpose, uniform } from './random.ts';

/**
 * The wait before retry number `retry` (from 1), in whole microseconds. Jitter after “Exponential Backoff And Jitter”
 * (AWS, 2015): full is uniform in 0..v, equal v/2 plus uniform in 0..v/2, decorrelated uniform in base..3 × the wait before,
 * at most the cap. Plus-minus moves v by up to a share of it, growing adds uniform in 0..retry × span.
 */
export function backoff(settings: Settings, seed: number, luck: number, retry: number): SimTime {
  const jitter = settings['retry.jitter'];
  const wait = plainWait(settings, retry);
  if (jitter === 'none') return Math.round(wait);
  const u = uniform(seed, Purpose.jitter, luck, retry);
  switch (jitter) {
    case 'full':
      return Math.round(wait * u);
    case 'equal':
      return Math.round((wait / 2) * (1 + u));
    case 'plus-minus':
      return Math.round(wait * (1 + settings['retry.jitterShare'] * (2 * u - 1)));
    case 'growing':
      return Math.round(wait + settings['retry.jitterSpan'] * retry * u);
    case 'decorrelated':
      return decorrelated(settings, seed, luck, retry);
  }
}

/** Past this many steps the waits have long been at the cap. */
const CHAIN_MAX = 64;

function decorrelated(settings: Settings, seed: number, luck: number, retry: number): SimTime {
  const { 'retry.base': base, 'retry.cap': cap } = settings;
  let wait = base;
  for (let i = Math.max(1, retry - CHAIN_MAX); i <= retry; i++) {
    const most = Math.max(base, 3 * wait);
    wait = Math.min(cap, base + (most - base) * uniform(seed, Purpose.jitter, luck, i));
  }
  return Math.round(wait);
}
