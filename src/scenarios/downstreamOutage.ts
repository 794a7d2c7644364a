/** The dependency hangs for ten seconds; what happens afterwards is decided by who retries, how often, and how many at a time. */
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

export const downstreamOutage: NamedScenario = {
  scenario: {
    name: 'downstream-outage',
    seed: 1,
    until: 120 * SECOND,
    lanes: ['push', 'pull', 'hybrid'],
    values: {
      'arrival.rate': 40,
      'consumer.instances': 10,
      'service.mean': 10 * MILLISECOND,
      'ds.servers': 6,
      'ds.service': 100 * MILLISECOND,
      'ds.timeout': SECOND,
      'push:consumer.instances': 200,
      'retry.maxAttempts': 4,
      'retry.base': SECOND,
      'retry.multiplier': 1,
      'poll.interval': 200 * MILLISECOND,
      'poll.batchMax': 1,
      'hybrid:poll.interval': 0,
      'hybrid:poll.wait': 20 * SECOND,
    },
    timeline: [{ type: 'drill', at: 20 * SECOND, until: 30 * SECOND, drill: 'downstream.hang', amount: 1, lane: null }],
    trace: null,
  },
  title: 'Downstream outage',
  summary: 'The dependency hangs for ten seconds and comes back to everything that was tried again meanwhile.',
  watch: 'How many calls finish after their caller gave up, and how long that goes on when the outage is over.',
  turn: 'Allow a retry budget of 10%, or fewer deliveries in flight.',
  from: 17 * SECOND,
};
