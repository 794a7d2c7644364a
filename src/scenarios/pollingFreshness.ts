/** How late polling sees what has happened, and what looking more often costs. */
import { MILLISECOND as MS, SECOND as S } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

export const pollingFreshness: NamedScenario = {
  scenario: {
    name: 'polling-freshness',
    seed: 1,
    until: 6 * 3_600 * S,
    lanes: ['pull'],
    values: {
      'arrival.rate': 1 / 60,
      'consumer.instances': 1,
      'service.mean': 10 * MS,
      'service.dist': 'deterministic',
      'poll.interval': 60 * S,
      'poll.pace': 'fixed',
      'freshness.threshold': 60 * S,
    },
    timeline: [],
    trace: null,
  },
  title: 'Polling and freshness',
  summary: 'One message a minute and one poller that asks every minute: it finds out after half a minute on average.',
  watch: 'Latency against the poll interval, and how many polls come back empty.',
  turn: 'The interval from 1 s to 5 min, or a long poll, which hears of a message in one trip whatever the interval.',
  pitfall: 'Polling buys freshness with requests; a long poll gets both.',
  from: 0,
  findings: [],
};
