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
  findings: [
    {
      says: 'Asking every minute, a message is half a minute old when it is done (mean 30.6 s, p99 59.5 s).',
      claims: [
        'pull.latency.mean > 28s',
        'pull.latency.mean < 33s',
        'pull.latency.p99 > 57s',
        'pull.latency.p99 < 60.1s',
      ],
    },
    {
      says: 'Every second: 0.5 s on average, at 3,600 polls an hour.',
      set: { 'poll.interval': S },
      claims: ['pull.latency.mean < 550ms', 'pull.counts.polls == 21600', 'pull.counts.emptyPolls > 21000'],
    },
    {
      says: 'A long poll of 20 s is done after 20 ms, two trips and the work, whatever the interval.',
      set: { 'poll.wait': 20 * S, 'poll.interval': S, 'poll.pace': 'after-empty' },
      claims: ['pull.latency.p50 < 25ms', 'pull.counts.polls < 1500'],
    },
  ],
};
