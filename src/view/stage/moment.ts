/** Everything that the stage shows of one instant, lane by lane, with the two scales that all lanes share. */
import type { LaneId } from '../../model/lanes.ts';
import type { Settings } from '../../model/parameters.ts';
import type { Picture } from '../../model/picture.ts';
import type { DrillKind } from '../../model/scenario.ts';
import type { SimTime } from '../../model/time.ts';
import { type Census, takeCensus } from './census.ts';
import { findMoves, type Moves, type Visit } from './moves.ts';

/** What a lane is made of at the playhead. The store's player gives it; tests script it. */
export interface LaneSource {
  lane: LaneId;
  picture: Picture;
  visit: Visit;
  settings: Settings;
  /** On at the playhead; `amount` is the factor of a slow downstream. */
  drills: { drill: DrillKind; since: SimTime; amount: number }[];
  /** Messages that the run, as far as it is known, will still lose; null while that is not known. */
  toLose: number | null;
  /** Of each stream, where so much moves that bands are drawn in place of dots; else null. */
  rates: Rates | null;
}

/** Per simulated second, in the last one that is closed. */
export interface Rates {
  published: number;
  deliveries: number;
  refused: number;
  polls: number;
  acked: number;
  retries: number;
  lost: number;
  duplicateEffects: number;
}

export interface LaneMoment extends LaneSource {
  playhead: SimTime;
  census: Census;
  moves: Moves;
  /** Dots that a tank can show. */
  cells: number;
  /** One dot of a pile stands for this many messages, in every lane. */
  unit: number;
  /** One thing that moves stands for this many, in every lane. */
  sample: number;
  /** The rate of a band of full width, in every lane. */
  rateMax: number;
  /** Nothing that travels is drawn. */
  calm?: boolean;
}

const steps = [1, 2, 5, 10, 20, 50, 100, 1_000, 10_000, 100_000, 1_000_000] as const;
/** Dots in the air of one lane: on average over the last seconds, and at the very most. */
const AIR_MEAN_MAX = 60;
const AIR_MAX = 250;
/** No band needs full width for less than this, per second. */
const RATE_MAX = 100;

/** The smallest step that brings `count` down to `limit`; the largest step if none does. */
function stepFor(count: number, limit: number): number {
  return steps.find((step) => count <= step * limit) ?? steps[steps.length - 1];
}

/** `cells` is how many dots a tank can show; `flight` as in `findMoves`. */
export function lookAt(sources: LaneSource[], playhead: SimTime, flight: SimTime | null, cells: number): LaneMoment[] {
  const moments = sources.map((source) => {
    const moves = findMoves(source.visit, playhead, source.rates === null ? flight : null, longestTrip(source));
    const census = takeCensus(source.lane, source.picture, source.settings, moves);
    return { ...source, playhead, moves, census, cells, unit: 1, sample: 1, rateMax: 1 };
  });
  const pileMax = Math.max(0, ...moments.map((moment) => moment.census.pile.length));
  const unit = stepFor(pileMax, cells);
  const sample = Math.max(1, ...moments.map((moment) => sampleOf(moment.moves, flight ?? 0)));
  const rateMax = Math.max(RATE_MAX, stepFor(Math.max(...moments.map(({ rates }) => fastest(rates))), 1));
  for (const moment of moments) Object.assign(moment, { unit, sample, rateMax });
  return moments;
}

const fastest = (rates: Rates | null) =>
  rates === null ? 0 : Math.max(rates.published, rates.deliveries, rates.refused, rates.polls);

/** Nothing is longer on its way in this lane. */
function longestTrip({ settings, drills }: LaneSource): SimTime {
  const slow = drills.find(({ drill }) => drill === 'network.slow')?.amount ?? 1;
  return (settings['net.latency'] + settings['net.jitter']) * slow;
}

/** By the mean of seconds, so that the scale stands still through a short herd. */
function sampleOf(moves: Moves, flight: SimTime): number {
  const airMean = (moves.seen * flight) / moves.span;
  return Math.max(stepFor(airMean, AIR_MEAN_MAX), stepFor(moves.air.length, AIR_MAX));
}

/** True for one key in `sample`, the same ones at every instant, so that a dot that is drawn stays drawn while scrubbing. */
export function isDrawn(key: number, sample: number): boolean {
  return sample === 1 || hash(key) % sample === 0;
}

/** What a message is besides a message, as it stands in its marks. */
export const kindOf = ({ picture, census }: LaneMoment, id: number) => ({
  poison: picture.messages.get(id)?.poison ?? false,
  twice: census.twice.has(id),
});

/** Spreads neighbouring numbers (Knuth's multiplicative hash); 0 to 2^24 - 1. */
export const hash = (key: number) => Math.imul(key, 0x9e3779b1) >>> 8;
