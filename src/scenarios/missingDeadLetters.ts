/** A quorum queue as it comes out of the box: a limit of attempts without a dead-letter queue loses data in silence. */
import type { Values } from '../model/scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND as S } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

/** As a JetStream consumer does it whose handler only throws: nothing is said, the message comes again after 30 s, for ever. */
const unlimited: Values = {
  'retry.maxAttempts': NEVER,
  'error.answer': 'nothing',
  'push.requestTimeout': 30 * S,
  'push.scope': 'shared',
};

export const missingDeadLetters: NamedScenario = {
  scenario: {
    name: 'missing-dead-letters',
    seed: 1,
    until: 300 * S,
    lanes: ['push'],
    values: {
      'arrival.rate': 40,
      'poison.prob': 0.01,
      'consumer.instances': 10,
      'service.mean': 50 * MS,
      'push.maxInFlight': 250,
      'push.scope': 'per-consumer',
      'push.requestTimeout': 600 * S,
      'retry.maxAttempts': 20,
      'retry.counts': 'failure',
      'retry.schedule': 'immediate',
      'requeue.position': 'redelivery-first',
      'dlq.enabled': false,
    },
    timeline: [],
    trace: null,
  },
  title: 'No dead-letter queue',
  summary: 'One message in a hundred can never be done; after 20 attempts it is gone, and nothing says so.',
  watch: 'Dropped messages, while no error is shown and the queue looks healthy.',
  turn: 'Switch the dead letters on; or allow unlimited attempts to a handler that says nothing when it fails, with a request timeout of 30 s, and see a backlog that never shrinks.',
  pitfall: 'A retry limit without a dead-letter queue is data loss with a delay.',
  from: 0,
};

export const missingDeadLettersFindings: readonly Finding[] = [
  {
    says: 'After five minutes 150 of 11,961 messages are gone, each after 20 attempts; the workers are busy for a quarter of their time, and nothing waits.',
    claims: [
      'push.counts.dropped > 140',
      'push.counts.dropped < 160',
      'push.lostByReason.attempts == push.counts.dropped',
      'push.counts.deadLettered == 0',
      'push.counts.wastedExecutions > 2900',
      'push.counts.wastedExecutions < 3100',
      'push.utilisation < 26%',
      'push.levels.ready.max <= 1',
      'push.levels.outstanding.last < 10',
    ],
  },
  {
    says: 'With dead letters the same 150 are kept, and nothing else changes.',
    set: { 'dlq.enabled': true },
    claims: [
      'push.counts.dropped == 0',
      'push.counts.deadLettered > 140',
      'push.counts.deadLettered < 160',
      'push.utilisation < 26%',
    ],
  },
  {
    says: 'Unlimited attempts lose nothing, but the 150 come back at once, for ever, and take 96% of the workers: the others wait 0.4 s instead of 0.01 s.',
    set: { 'retry.maxAttempts': NEVER },
    claims: [
      'push.counts.dropped == 0',
      'push.utilisation > 94%',
      'push.wait.mean > 350ms',
      'push.wait.mean < 500ms',
      'push.levels.outstanding.last > 170',
    ],
  },
  {
    says: 'If a failure says nothing, they come back every 30 s, take no time worth mentioning, and are a backlog that never shrinks, 151 after five minutes.',
    set: unlimited,
    until: 300 * S,
    claims: [
      'push.counts.dropped == 0',
      'push.utilisation < 22%',
      'push.levels.outstanding.last > 140',
      'push.levels.outstanding.last < 160',
      'push.goodputPerSecond > 39/s',
    ],
  },
  {
    says: 'When they are 250, after eleven minutes, they fill the window, and nothing else is delivered any more.',
    set: unlimited,
    since: 720 * S,
    until: 780 * S,
    claims: ['push.levels.leased.max == 250', 'push.goodputPerSecond < 0.5/s', 'push.levels.ready.last > 2000'],
  },
];
