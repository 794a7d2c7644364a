/** Work that takes longer than its lease is done twice, although nothing ever fails. */
import { SECOND as S } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

export const leaseTooShort: NamedScenario = {
  scenario: {
    name: 'lease-too-short',
    seed: 1,
    until: 1_800 * S,
    lanes: ['pull'],
    values: {
      'arrival.rate': 0.05,
      'consumer.instances': 10,
      'service.mean': 45 * S,
      'service.dist': 'deterministic',
      'ack.timeout': 30 * S,
      'retry.schedule': 'immediate',
      'poll.interval': 0,
      'poll.wait': 20 * S,
      'poll.batchMax': 1,
    },
    timeline: [],
    trace: null,
  },
  title: 'Lease shorter than work',
  summary:
    'Work of 45 s on a lease of 30 s: the broker gives each message to a second worker while the first still works.',
  watch: 'Executions for each message, and how many workers are busy: twice as many as the arrivals need.',
  turn: 'A lease of 60 s, or one that is renewed every 10 s; or more arrivals, and see half of the throughput gone.',
  pitfall: 'Duplicates need no failure, only a clock that ends too early.',
  from: 0,
};

export const leaseTooShortFindings: readonly Finding[] = [
  {
    says: '89 messages cost 178 deliveries: ceil(45 / 30) = 2 each, and each takes effect twice.',
    claims: [
      'pull.counts.published == 89',
      'pull.counts.deliveries == 178',
      'pull.counts.duplicateEffects > 84',
      'pull.counts.duplicateEffects < 89',
      'pull.counts.failedCalls == 0',
      'pull.levels.working.mean > 4.3',
      'pull.levels.working.mean < 4.5',
    ],
  },
  {
    says: 'A lease of 20 s makes it ceil(45 / 20) = 3, or two where no worker is idle: 243.',
    set: { 'ack.timeout': 20 * S },
    claims: ['pull.counts.deliveries > 235', 'pull.counts.deliveries <= 267', 'pull.counts.duplicateEffects > 140'],
  },
  {
    says: 'A lease of 60 s, and each message is done once, by half of the busy workers.',
    set: { 'ack.timeout': 60 * S },
    claims: ['pull.counts.deliveries == 89', 'pull.counts.duplicateEffects == 0', 'pull.levels.working.mean < 2.25'],
  },
  {
    says: 'A lease of 30 s that is renewed every 10 s does the same.',
    set: { 'lease.renewEvery': 10 * S },
    claims: ['pull.counts.deliveries == 89', 'pull.counts.duplicateEffects == 0', 'pull.levels.working.mean < 2.25'],
  },
  {
    says: 'Each lease that ends uses up an attempt: with one attempt all 89 are dead letters, and all of them were done.',
    set: { 'retry.maxAttempts': 1 },
    claims: ['pull.counts.deadLettered == 89', 'pull.counts.acked == 0', 'pull.counts.finished > 86'],
  },
  {
    says: 'At more than they can do the ten workers finish 400 executions in half an hour but only 200 messages, 0.11/s.',
    set: { 'arrival.rate': 0.4 },
    claims: [
      'pull.counts.executions > 395',
      'pull.counts.executions < 405',
      'pull.counts.finished > 190',
      'pull.counts.finished < 210',
    ],
  },
  {
    says: 'With a lease of 60 s they finish 390 messages, twice as many.',
    set: { 'arrival.rate': 0.4, 'ack.timeout': 60 * S },
    claims: ['pull.counts.finished > 385', 'pull.counts.finished < 401'],
  },
];
