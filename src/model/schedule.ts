/**
 * How long the waits before retries are by their schedule, and how long on average with jitter; pure, and knows no luck.
 * The engine decides by these numbers, so they too are made without Math.pow and its kind (see engine/real).
 */
import type { Settings } from './parameters.ts';
import { readDurations } from './quantities.ts';
import { SECOND, type SimTime } from './time.ts';

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
      const multiplier = settings['retry.multiplier'];
      let wait = base;
      for (let i = 1; i < retry && wait > 0 && multiplier > 1 && wait < cap; i++) wait *= multiplier;
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
 * The mean wait before retry number `retry` (from 1) with its jitter, in microseconds; see engine/backoff for what each jitter does.
 * Decorrelated: of the chain of means, which is at most a little too long once the cap cuts the longer waits.
 */
export function meanWait(settings: Settings, retry: number): number {
  const wait = plainWait(settings, retry);
  switch (settings['retry.jitter']) {
    case 'none':
    case 'plus-minus':
      return wait;
    case 'full':
      return wait / 2;
    case 'equal':
      return (wait * 3) / 4;
    case 'growing':
      return wait + (settings['retry.jitterSpan'] * retry) / 2;
    case 'decorrelated': {
      const { 'retry.base': base, 'retry.cap': cap } = settings;
      let mean = base;
      for (let i = 1; i <= retry; i++) mean = Math.min(cap, (base + Math.max(base, 3 * mean)) / 2);
      return mean;
    }
  }
}
