/** How late polling sees what has happened, and what looking more often costs. */
import { MILLISECOND as MS, SECOND as S } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

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
  turn: 'The interval from 1 s to 5 min; or a long poll of 20 s that is renewed at once (interval 0, pace after-empty), which hears of a message in one trip.',
  pitfall: 'Polling buys freshness with requests; a long poll gets both, unless it rests after each empty answer.',
  from: 0,
};

export const pollingFreshnessFindings: readonly Finding[] = [
  {
    // The mean of 360 delays that are even over a minute has a standard error of 0.9 s.
    says: 'Asking every minute, a message is half a minute old when it is done (mean 30.6 s, p99 59.5 s), at 60 polls an hour.',
    claims: [
      'pull.latency.mean > 28s',
      'pull.latency.mean < 33s',
      'pull.latency.p99 > 57s',
      'pull.latency.p99 < 60.1s',
      'pull.counts.polls == 360',
    ],
  },
  {
    says: 'Every second: 0.51 s on average, at 3,600 polls an hour.',
    set: { 'poll.interval': S },
    claims: [
      'pull.latency.mean > 480ms',
      'pull.latency.mean < 560ms',
      'pull.latency.p99 > 980ms',
      'pull.latency.p99 < 1.02s',
      'pull.counts.polls == 21600',
      'pull.counts.emptyPolls > 21200',
    ],
  },
  {
    says: 'Every five minutes: two and a half minutes on average (152 s), at 12 polls an hour.',
    set: { 'poll.interval': 300 * S },
    claims: ['pull.latency.mean > 140s', 'pull.latency.mean < 165s', 'pull.counts.polls == 72'],
  },
  {
    says: 'A long poll of 20 s that is renewed at once is done after 20 ms, two trips and the work, at 211 polls an hour.',
    set: { 'poll.wait': 20 * S, 'poll.interval': 0, 'poll.pace': 'after-empty' },
    claims: [
      'pull.latency.mean < 21ms',
      'pull.latency.max < 35ms',
      'pull.counts.polls > 1200',
      'pull.counts.polls < 1300',
    ],
  },
  {
    says: 'If it rests for a minute after each empty answer, it is deaf most of the time, and messages wait 20 s on average.',
    set: { 'poll.wait': 20 * S, 'poll.pace': 'after-empty' },
    claims: ['pull.latency.mean > 17s', 'pull.latency.mean < 23s', 'pull.counts.polls < 600'],
  },
];
