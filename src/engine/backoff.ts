/** How long a retry waits: schedules and jitter as pure functions of the settings and of one message's luck. */
import type { Settings } from '../model/parameters.ts';
import { readDurations } from '../model/quantities.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import { Purpose, uniform } from './random.ts';

/** The list of waits as last read: the text of a setting hardly ever changes. */
let listText = '';
let listWaits: SimTime[] = [];

function listed(text: string, retry: number): SimTime {
  if (text !== listText) {
    listWaits = readDurations(text) ?? [0];
    listText = text;
  }
  return listWaits[Math.min(retry, listWaits.length) - 1];
}

/** `n` to a whole power, by multiplying: `**` gives other bits in other engines. */
function power(n: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i++) product *= n;
  return product;
}

/** First the retries at once, then those after the first wait, then those that grow in equal steps to the longest, then the longest. */
function phased(settings: Settings, retry: number): SimTime {
  const { 'retry.base': base, 'retry.cap': cap, 'retry.phaseBackoff': growing } = settings;
  const steady = retry - settings['retry.phaseNow'];
  if (steady <= 0) return 0;
  const step = steady - settings['retry.phaseMin'];
  if (step <= 0) return base;
  if (step > growing) return cap;
  return growing === 1 ? base : base + ((cap - base) * (step - 1)) / (growing - 1);
}

/**
 * The wait before retry number `retry` (from 1) without jitter, in microseconds. Immediate and list know no cap;
 * polynomial is base + (retry − 1)^power seconds, as Sidekiq's; list repeats its last wait.
 */
export function plainWait(settings: Settings, retry: number): number {
  const { 'retry.base': base, 'retry.cap': cap } = settings;
  switch (settings['retry.schedule']) {
    case 'immediate':
      return 0;
    case 'fixed':
      return Math.min(base, cap);
    case 'linear':
      return Math.min(base * retry, cap);
    case 'exponential': {
      let wait = base;
      for (let i = 1; i < retry && wait < cap; i++) wait *= settings['retry.multiplier'];
      return Math.min(wait, cap);
    }
    case 'polynomial':
      return Math.min(base + power(retry - 1, settings['retry.power']) * SECOND, cap);
    case 'list':
      return listed(settings['retry.list'], retry);
    case 'phases':
      return phased(settings, retry);
  }
}

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
