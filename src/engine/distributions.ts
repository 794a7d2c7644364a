/**
 * How long something takes: durations drawn from a distribution with a given mean and cv (standard deviation / mean).
 * Parameters are worked out once, in a plain record; a changed knob makes a new record. It knows no clock and no machine.
 */
import type { SimTime } from '../model/time.ts';
import { uniform } from './random.ts';
import { exp, ln, normalQuantile } from './real.ts';

export type DistributionName =
  | 'deterministic'
  | 'exponential'
  | 'lognormal'
  | 'erlang'
  | 'hyperexponential'
  | 'empirical';

/** Longest duration that is ever drawn, 8.9 years: now + duration stays exact and is never mistaken for NEVER. */
export const LONGEST: SimTime = 0x1_0000_0000_0000;

/** Most phases of an Erlang distribution: its cv is never below 1/8. */
const PHASES_MAX = 64;

/** Largest cv; far beyond anything seen, it keeps every parameter an honest double. */
const CV_MAX = 1_000;

/** Phases after the first draw as tries of their own, far beyond any real try: attempts must stay below 2^20. */
const PHASE_STRIDE = 0x10_0000;

export interface Sampler {
  distribution: DistributionName;
  meanMicros: number;
  /** As asked for, whatever the distribution makes of it. */
  cv: number;
  /** lognormal: e^(medianLog + sigma z), with the median instead of its logarithm. */
  medianMicros: number;
  sigma: number;
  /** erlang */
  phases: number;
  /** hyperexponential: `fastShare` of all take `fastMicros` on average, the others `slowMicros`. */
  fastShare: number;
  fastMicros: number;
  slowMicros: number;
  /** empirical: what was observed, rising, scaled to the mean. */
  observed: Float64Array;
}

/**
 * Works out the parameters. `cv` counts only where a distribution has a choice of it:
 * lognormal takes any; erlang the nearest 1/sqrt(phases) with 1 to PHASES_MAX phases, so at most 1; hyperexponential at least 1;
 * deterministic is 0, exponential 1, empirical what was observed.
 * `observed` (empirical only) gives the shape: any unit, scaled so that its mean is `meanMicros`. Mean 0 always draws 0.
 * Throws RangeError for a mean outside 0..LONGEST, a cv outside 0..CV_MAX, and for empirical without observations of positive mean.
 */
export function createSampler(
  distribution: DistributionName,
  meanMicros: number,
  cv: number,
  observed: ArrayLike<number> = [],
): Sampler {
  if (!(meanMicros >= 0 && meanMicros <= LONGEST))
    throw new RangeError(`mean must be 0 to ${LONGEST}, got ${meanMicros}`);
  if (!(cv >= 0 && cv <= CV_MAX)) throw new RangeError(`cv must be 0 to ${CV_MAX}, got ${cv}`);
  const cv2 = cv * cv;
  // Balanced means (each phase brings half of the mean): Whitt, Approximating a Point Process by a Renewal Process I, 1982.
  const spread = Math.max(1, cv2);
  const fastShare = (1 + Math.sqrt((spread - 1) / (spread + 1))) / 2;
  return {
    distribution,
    meanMicros,
    cv,
    medianMicros: meanMicros / Math.sqrt(1 + cv2),
    sigma: Math.sqrt(ln(1 + cv2)),
    phases: Math.min(PHASES_MAX, Math.max(1, Math.floor(1 / cv2 + 0.5))),
    fastShare,
    fastMicros: meanMicros / (2 * fastShare),
    slowMicros: meanMicros / (2 * (1 - fastShare)),
    observed: distribution === 'empirical' ? scaled(observed, meanMicros) : new Float64Array(0),
  };
}

/** The observations in rising order, multiplied so that their mean is `mean`. */
function scaled(observed: ArrayLike<number>, mean: number): Float64Array {
  const sorted = Float64Array.from(observed).sort();
  let sum = 0;
  for (const value of sorted) sum += value;
  if (!(sum > 0 && sorted[0] >= 0 && sum < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`empirical needs observations >= 0 with a positive sum, got ${sorted.length} with sum ${sum}`);
  }
  return sorted.map((value) => (value * mean * sorted.length) / sum);
}

/**
 * One duration: whole microseconds from 0 to LONGEST, rounded to the nearest, halves up.
 * It comes from one uniform by inverse transform, rising with it: another mean or cv keeps the luck, and who was slow stays slow.
 * Two can't quite: erlang needs a uniform for each phase (rising in each), and hyperexponential has two branches, the
 * fast one below, and rises within each.
 */
export function draw(sampler: Sampler, seed: number, purpose: number, id: number, attempt: number): SimTime {
  if (sampler.distribution === 'deterministic') return whole(sampler.meanMicros);
  const u = uniform(seed, purpose, id, attempt);
  switch (sampler.distribution) {
    case 'exponential':
      return whole(-ln(1 - u) * sampler.meanMicros);
    case 'lognormal':
      return whole(exp(sampler.sigma * normalQuantile(u)) * sampler.medianMicros);
    case 'erlang': {
      let product = 1 - u;
      for (let phase = 1; phase < sampler.phases; phase++) {
        product *= 1 - uniform(seed, purpose, id, attempt + phase * PHASE_STRIDE);
      }
      return whole((-ln(product) * sampler.meanMicros) / sampler.phases);
    }
    case 'hyperexponential': {
      const { fastShare } = sampler;
      if (u < fastShare) return whole(-ln(1 - u / fastShare) * sampler.fastMicros);
      return whole(-ln((1 - u) / (1 - fastShare)) * sampler.slowMicros);
    }
    case 'empirical':
      return whole(sampler.observed[Math.floor(u * sampler.observed.length)]);
  }
}

/** Exponential with mean 1, not rounded: the gaps of a Poisson process in units of its own mean gap. From 1.1e-16 to 36.8. */
export function unitExponential(seed: number, purpose: number, id: number, attempt: number): number {
  return -ln(1 - uniform(seed, purpose, id, attempt));
}

function whole(micros: number): SimTime {
  return Math.min(LONGEST, Math.floor(micros + 0.5));
}
