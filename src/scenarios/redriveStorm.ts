/** Putting 5,000 dead letters back is a load test of the live system. */
import { MILLISECOND as MS, SECOND as S } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

export const redriveStorm: NamedScenario = {
  scenario: {
    name: 'redrive-storm',
    seed: 1,
    until: 600 * S,
    lanes: ['pull'],
    values: {
      'arrival.rate': 80,
      'consumer.instances': 10,
      'service.mean': 100 * MS,
      'service.dist': 'exponential',
      'retry.maxAttempts': 1,
      'poll.interval': 0,
      'poll.wait': 20 * S,
      'poll.batchMax': 1,
      'redrive.rate': 15,
      'net.latency': 0,
      'freshness.threshold': 5 * S,
    },
    timeline: [
      { type: 'drill', at: 10 * S, until: 72.5 * S, drill: 'consumer.error', amount: 1, lane: null },
      { type: 'redrive', at: 120 * S, count: 5_000 },
    ],
    trace: null,
  },
  title: 'Redrive',
  summary:
    'A minute of failures leaves 5,000 dead letters; two minutes in, somebody puts them back beside the live load.',
  watch: 'Latency of the live messages while the dead letters come back at 15 a second.',
  turn: 'A redrive rate of 50/s, or all at once; or let the cause go on, and all of them return to the dead letters.',
  pitfall: 'The rate of a redrive has to fit into what the live load leaves free: 100/s − 80/s.',
  from: 5 * S,
  findings: [],
};
