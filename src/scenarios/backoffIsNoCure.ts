/** The storm again, with the backoff that everybody recommends: waiting longer spreads the retries and removes none. */
import { SECOND as S } from '../model/time.ts';
import { storm } from './metastableRetryStorm.ts';
import type { NamedScenario } from './named.ts';

export const backoffIsNoCure: NamedScenario = {
  scenario: {
    name: 'backoff-is-no-cure',
    seed: 1,
    until: 600 * S,
    lanes: ['push'],
    values: {
      ...storm,
      'retry.schedule': 'exponential',
      'retry.cap': 60 * S,
      'retry.jitter': 'full',
    },
    timeline: [{ type: 'drill', at: 20 * S, until: 22 * S, drill: 'downstream.hang', amount: 1, lane: null }],
    trace: null,
  },
  title: 'Backoff is not a cure',
  summary:
    'Exponential backoff with full jitter, and still no goodput: new messages go on bringing four attempts each.',
  watch: 'Attempts per second against what the dependency can do, and goodput, ten minutes after the trigger.',
  turn: 'Lower the arrivals until arrivals × attempts fit into the dependency, or allow a retry budget.',
  pitfall: 'Backoff moves load to later; only fewer attempts make less of it.',
  from: 16 * S,
  findings: [],
};
