/** A thousand messages fail together and come back together, minute after minute. */
import { MILLISECOND as MS, NEVER, SECOND as S } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

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
};

export const thunderingHerdFindings: readonly Finding[] = [
  {
    says: 'A minute after the outage all 1,000 come back in one second, and the dependency takes 30 of them.',
    since: 61 * S,
    until: 62 * S,
    claims: ['push.counts.deliveries == 1000', 'push.counts.finished > 27', 'push.counts.finished < 33'],
  },
  {
    says: 'For a minute nothing comes but new messages.',
    since: 62 * S,
    until: 121 * S,
    claims: ['push.counts.retries == 0', 'push.levels.delayed.mean > 965', 'push.levels.delayed.mean < 975'],
  },
  {
    says: 'Then the others come, 972 in one second, and so on: each minute takes 30, so the last would be through after half an hour.',
    since: 121 * S,
    until: 122 * S,
    claims: [
      'push.counts.deliveries > 965',
      'push.counts.deliveries < 975',
      'push.counts.finished > 27',
      'push.counts.finished < 33',
    ],
  },
  {
    says: 'After five minutes 883 still wait, although the dependency could have done 30/s all the time.',
    since: 122 * S,
    claims: ['push.levels.outstanding.last > 875', 'push.levels.outstanding.last < 890'],
  },
  {
    says: 'Equal jitter spreads the retries over the second half of the minute, 33/s, a little more than the dependency takes.',
    set: { 'retry.jitter': 'equal' },
    since: 31 * S,
    until: 61 * S,
    claims: [
      'push.attemptsPerSecond > 32/s',
      'push.attemptsPerSecond < 35/s',
      'push.goodputPerSecond > 27/s',
      'push.goodputPerSecond < 30.5/s',
    ],
  },
  {
    says: 'The 82 that were refused come a second time, and two minutes after the outage all are done.',
    set: { 'retry.jitter': 'equal' },
    since: 61 * S,
    until: 122 * S,
    claims: ['push.counts.retries > 75', 'push.counts.retries < 95', 'push.levels.outstanding.last < 3'],
  },
  {
    says: 'Full jitter spreads them over the whole minute, 17/s, and nearly all are done at the first retry.',
    set: { 'retry.jitter': 'full' },
    since: 2 * S,
    until: 62 * S,
    claims: [
      'push.attemptsPerSecond > 16/s',
      'push.attemptsPerSecond < 17.5/s',
      'push.counts.failedCalls < 3',
      'push.levels.outstanding.last < 3',
    ],
  },
];
