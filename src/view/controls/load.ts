/** Whether the workers can keep up on average: offered load against capacity. Closed form, before any run. */
import type { Settings } from '../../model/parameters.ts';
import { SECOND } from '../../model/time.ts';
import { amount } from '../story/words.ts';

/**
 * Messages per second that the workers of a lane finish at most: slots ÷ time per message, bounded by the limiter and by the downstream.
 * Retries and failures are left out, so the real capacity is at most this. Infinity if work takes no time.
 */
export function capacityPerSecond(settings: Settings): number {
  const slots = settings['consumer.instances'] * settings['consumer.concurrency'];
  const calls = settings['ds.servers'];
  const call = calls > 0 ? settings['ds.service'] : 0;
  const busy = settings['service.mean'] + call;
  const workers = busy > 0 ? (slots * SECOND) / busy : Number.POSITIVE_INFINITY;
  const downstream = calls > 0 && call > 0 ? (calls * SECOND) / call : Number.POSITIVE_INFINITY;
  return Math.min(workers, downstream);
}

/** The capacity of a lane that has a limiter: its rate where that is lower. Push has none. */
export const limitedCapacity = (settings: Settings, limited: boolean): number =>
  limited ? Math.min(capacityPerSecond(settings), settings['consumer.rateLimit']) : capacityPerSecond(settings);

/** "ρ = 1.23: backlog grows 8/s", or null while capacity is enough. ρ is arrivals ÷ capacity; a trace has no rate to compare. */
export function overload(settings: Settings, limited: boolean): string | null {
  if (settings['arrival.process'] === 'trace') return null;
  const arrivals = settings['arrival.rate'];
  const capacity = limitedCapacity(settings, limited);
  if (!(arrivals > capacity)) return null;
  const grows = arrivals - capacity;
  const ratio = arrivals / capacity;
  const pace = grows >= 1 ? `${amount(grows)}/s` : `${amount(Math.max(1, grows * 60))}/min`;
  return `ρ = ${ratio < 100 ? ratio.toFixed(2) : amount(ratio)}: backlog grows ${pace}`;
}
