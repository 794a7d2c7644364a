/** Whether the workers can keep up on average: offered load against capacity. Closed form, before any run. */
import type { Settings } from '../../model/parameters.ts';
import { SECOND } from '../../model/time.ts';
import { amount } from '../story/words.ts';

/** What workers and downstream of a lane could finish each second; infinite where work takes no time or nothing is called. */
function capacities(settings: Settings): { workers: number; downstream: number } {
  const servers = settings['ds.servers'];
  const call = servers > 0 ? settings['ds.service'] : 0;
  const busy = settings['service.mean'] + call;
  const slots = settings['consumer.instances'] * settings['consumer.concurrency'];
  return {
    workers: busy > 0 ? (slots * SECOND) / busy : Number.POSITIVE_INFINITY,
    downstream: call > 0 ? (servers * SECOND) / call : Number.POSITIVE_INFINITY,
  };
}

/**
 * Messages per second that the workers of a lane finish at most: slots ÷ time per message, bounded by the downstream.
 * Retries and failures are left out, so the real capacity is at most this. Infinity if work takes no time.
 */
export function capacityPerSecond(settings: Settings): number {
  const { workers, downstream } = capacities(settings);
  return Math.min(workers, downstream);
}

/** Which of the two it is that bounds: "4 workers" or "downstream"; the workers if both do. */
export function boundOf(settings: Settings): string {
  const { workers, downstream } = capacities(settings);
  const slots = settings['consumer.instances'] * settings['consumer.concurrency'];
  return downstream < workers ? 'downstream' : `${amount(slots)} ${slots === 1 ? 'worker' : 'workers'}`;
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
