/** A thousand messages fail together and come back together, minute after minute. */
import { MILLISECOND as MS, NEVER, SECOND as S } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

export const thunderingHerd: NamedScenario = {
  scenario: {
    name: 'thundering-herd',
    seed: 1,
    until: 300 * S,
    lanes: ['push'],
    values: {
      'arrival.rate': 0.01,
      'burst.size': 1_000,
      'burst.at': S,
      'burst.over': 0,
      'consumer.instances': 10,
      'consumer.concurrency': 100,
      'service.mean': 0,
      'ds.servers': 100,
      'ds.service': 10 * MS,
      'ds.rateLimit': 30,
      'ds.rateBurst': 30,
      'retry.honourRetryAfter': false,
      'retry.maxAttempts': NEVER,
      'retry.schedule': 'fixed',
      'retry.base': 60 * S,
      'retry.jitter': 'none',
    },
    timeline: [{ type: 'drill', at: 0, until: 2 * S, drill: 'downstream.refuse', amount: 1, lane: null }],
    trace: null,
  },
  title: 'Thundering herd',
  summary:
    'An outage fails 1,000 messages at once; a fixed delay brings all of them back in one second, each minute again.',
  watch: 'The spikes of attempts, and how few of each spike the dependency takes.',
  turn: 'Jitter: equal spreads a spike over half a minute, full over a whole one.',
  pitfall: 'Who fails together and waits equally long comes back together.',
  from: 0,
  findings: [],
};
