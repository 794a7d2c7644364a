/** In words whether the workers can keep up on average: offered load against capacity, before any run. */
import type { LaneId } from '../../model/lanes.ts';
import type { Settings } from '../../model/parameters.ts';
import {
  arrivalsPerSecond,
  capacityPerSecond,
  downstreamPerSecond,
  slotsOf,
  slotsPerSecond,
} from '../../model/readouts.ts';
import { amount } from '../story/words.ts';

/** What it is that bounds the work: "4 workers", "3 partitions" or "downstream"; the workers if both do. */
export function boundOf(settings: Settings): string {
  if (downstreamPerSecond(settings) < slotsPerSecond(settings)) return 'downstream';
  const { count, of } = slotsOf(settings);
  return `${amount(count)} ${count === 1 ? of.slice(0, -1) : of}`;
}

/** "ρ = 1.23: backlog grows 8/s", or null while capacity is enough or where nobody can say what arrives. ρ is arrivals ÷ capacity. */
export function overload(settings: Settings, lane: LaneId): string | null {
  const arrivals = arrivalsPerSecond(settings);
  const capacity = capacityPerSecond(settings, lane);
  if (!(arrivals > capacity)) return null;
  const grows = arrivals - capacity;
  const ratio = arrivals / capacity;
  const pace = grows >= 1 ? `${amount(grows)}/s` : `${amount(Math.max(1, grows * 60))}/min`;
  return `ρ = ${ratio < 100 ? ratio.toFixed(2) : amount(ratio)}: backlog grows ${pace}`;
}
