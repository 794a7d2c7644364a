/** A limit of attempts without a dead-letter queue loses data in silence. */
import { MILLISECOND as MS, SECOND as S } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

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
      'retry.maxAttempts': 20,
      'retry.schedule': 'fixed',
      'retry.base': 100 * MS,
      'dlq.enabled': false,
    },
    timeline: [],
    trace: null,
  },
  title: 'No dead-letter queue',
  summary: 'One message in a hundred can never be done; after 20 attempts it is gone, and nothing says so.',
  watch: 'Dropped messages, while no error is shown and the queue looks healthy.',
  turn: 'Switch the dead letters on; or unlimited attempts, and see a backlog that never shrinks.',
  pitfall: 'A retry limit without a dead-letter queue is data loss with a delay.',
  from: 0,
  findings: [],
};
