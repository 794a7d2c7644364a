/** Every message is done, three times, and ends as failed. */
import { SECOND as S } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

export const goodWorkBuried: NamedScenario = {
  scenario: {
    name: 'good-work-buried',
    seed: 1,
    until: 1_800 * S,
    lanes: ['pull'],
    values: {
      'arrival.rate': 0.05,
      'consumer.instances': 10,
      'service.mean': 45 * S,
      'service.dist': 'deterministic',
      'ack.timeout': 30 * S,
      lateAck: 'rejected',
      'retry.maxAttempts': 3,
      'retry.schedule': 'immediate',
      'poll.interval': 0,
      'poll.wait': 20 * S,
      'poll.batchMax': 1,
    },
    timeline: [],
    trace: null,
  },
  title: 'Good work in the dead letters',
  summary:
    'A FIFO queue takes no ack after the lease: each message is done three times, never deleted, and buried as failed.',
  watch: 'Effects against acks, and what fills the dead letters.',
  turn: 'Accept late acks, or lease for longer than the work takes, 60 s; or a dedup store, and the work is done once but buried all the same.',
  pitfall: 'What lies in the dead letters may have been done already; a redrive does it once more.',
  from: 0,
};

export const goodWorkBuriedFindings: readonly Finding[] = [
  {
    says: 'Of 89 messages none is acked; 85 are buried by the end, three times done each, which is 169 effects too many.',
    claims: [
      'pull.counts.acked == 0',
      'pull.counts.published == 89',
      'pull.counts.deliveries > 255',
      'pull.counts.deliveries <= 267',
      'pull.counts.deadLettered == 85',
      'pull.counts.duplicateEffects > 165',
      'pull.counts.duplicateEffects < 175',
      'pull.unfinished < 3',
    ],
  },
  {
    says: 'Where late acks count, nothing is buried, and each message is done twice.',
    set: { lateAck: 'accepted' },
    claims: [
      'pull.counts.deadLettered == 0',
      'pull.counts.acked == 88',
      'pull.counts.duplicateEffects > 84',
      'pull.counts.duplicateEffects < 89',
    ],
  },
  {
    says: 'With a lease of 60 s nothing is buried, and each is done once.',
    set: { 'ack.timeout': 60 * S },
    claims: ['pull.counts.deadLettered == 0', 'pull.counts.acked == 88', 'pull.counts.duplicateEffects == 0'],
  },
  {
    says: 'A dedup store spares the 169 effects and buries the same 85.',
    set: { 'idempotency.mode': 'dedup-store' },
    claims: [
      'pull.counts.deadLettered == 85',
      'pull.counts.duplicateEffects == 0',
      'pull.counts.absorbed > 165',
      'pull.counts.absorbed < 175',
    ],
  },
];
