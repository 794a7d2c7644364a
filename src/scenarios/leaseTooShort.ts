/** Work that takes longer than its lease is done twice, although nothing ever fails. */
import { SECOND as S } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

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
  watch: 'Executions for each message, and the busy workers that half of the arrivals would need.',
  turn: 'A lease of 60 s, or one that is renewed every 10 s.',
  pitfall: 'Duplicates need no failure, only a clock that ends too early.',
  from: 0,
  findings: [
    {
      says: '89 messages cost 178 deliveries: ceil(45 / 30) = 2 each, and each takes effect twice.',
      claims: ['pull.counts.deliveries >= 176', 'pull.counts.duplicateEffects > 80', 'pull.levels.working.mean > 4'],
    },
    {
      says: 'A lease of 20 s makes it three.',
      set: { 'ack.timeout': 20 * S },
      claims: ['pull.counts.deliveries > 230', 'pull.counts.duplicateEffects > 140'],
    },
    {
      says: 'A lease of 60 s, and each message is done once, by half of the busy workers.',
      set: { 'ack.timeout': 60 * S },
      claims: ['pull.counts.deliveries == 89', 'pull.counts.duplicateEffects == 0', 'pull.levels.working.mean < 2.5'],
    },
  ],
};
