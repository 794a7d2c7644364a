/** Order makes one bad message everybody's problem who shares its key. */
import { MILLISECOND as MS, NEVER, SECOND as S } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

export const poisonHeadOfLine: NamedScenario = {
  scenario: {
    name: 'poison-head-of-line',
    seed: 1,
    until: 300 * S,
    lanes: ['pull'],
    values: {
      'arrival.rate': 10,
      'key.count': 10,
      'key.skew': 0.5,
      'queue.order': 'fifo-group',
      'consumer.instances': 4,
      'service.mean': 100 * MS,
      'service.dist': 'deterministic',
      'ack.timeout': 30 * S,
      'error.answer': 'nothing',
      'retry.maxAttempts': NEVER,
      'retry.schedule': 'immediate',
      'poll.interval': 0,
      'poll.wait': 20 * S,
      'poll.batchMax': 1,
    },
    timeline: [{ type: 'poison', at: 20 * S, count: 1 }],
    trace: null,
  },
  title: 'Poison at the head of the line',
  summary: 'One message that can never be done, in a queue that keeps the order of each key: its key stands still.',
  watch: 'The ready messages that nobody may have, while workers are idle.',
  turn: 'Five attempts: the key is blocked for 150 s and then goes on; unordered: only 0.1 s of work is wasted every 30 s.',
  pitfall: 'Ordering turns a bad message into an outage, and the dead-letter queue that ends it breaks the order.',
  from: 15 * S,
};

export const poisonHeadOfLineFindings: readonly Finding[] = [
  {
    says: 'By the end 552 messages of the key stand behind the poison, a fifth of all, for 280 s; three of four workers are idle, and the others pass in 0.3 s at most.',
    claims: [
      'pull.levels.ready.last > 540',
      'pull.levels.ready.last < 565',
      'pull.counts.retries == 9',
      'pull.counts.deadLettered == 0',
      'pull.latency.max < 300ms',
      'pull.utilisation < 25%',
    ],
  },
  {
    says: 'With five attempts the key is blocked for 5 × 30 s = 150 s; then its 292 messages go on, and one is a dead letter.',
    set: { 'retry.maxAttempts': 5 },
    claims: [
      'pull.counts.deadLettered == 1',
      'pull.latency.max > 148s',
      'pull.latency.max < 151s',
      'pull.levels.ready.max > 280',
      'pull.levels.ready.max < 305',
      'pull.levels.ready.last < 5',
    ],
  },
  {
    says: 'Without the dead letters the poison is gone after 150 s, too, and nobody can say what it was.',
    set: { 'retry.maxAttempts': 5, 'dlq.enabled': false },
    claims: ['pull.counts.dropped == 1', 'pull.counts.deadLettered == 0', 'pull.latency.max < 151s'],
  },
  {
    says: 'A handler that says so when it fails does not wait for its lease, and five attempts block the key for half a second.',
    set: { 'retry.maxAttempts': 5, 'error.answer': 'nack' },
    claims: ['pull.counts.deadLettered == 1', 'pull.latency.max > 450ms', 'pull.latency.max < 550ms'],
  },
  {
    says: 'Unordered, nobody stands behind it: it wastes an execution of 0.1 s every 30 s, ten in all.',
    set: { 'queue.order': 'unordered' },
    claims: [
      'pull.counts.wastedExecutions == 10',
      'pull.levels.ready.max < 5',
      'pull.latency.max < 200ms',
      'pull.levels.outstanding.last < 5',
    ],
  },
];
