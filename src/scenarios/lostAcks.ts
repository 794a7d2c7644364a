/** One ack in twenty gets lost: all work is done, and some of it twice. */
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

export const lostAcks: NamedScenario = {
  scenario: {
    name: 'lost-acks',
    seed: 1,
    until: 60 * SECOND,
    lanes: ['push', 'pull', 'hybrid'],
    values: {
      'arrival.rate': 10,
      'ack.lossProb': 0.05,
      'ack.timeout': 5 * SECOND,
      'push.requestTimeout': 5 * SECOND,
      'retry.base': 500 * MILLISECOND,
      'poll.interval': 200 * MILLISECOND,
      'hybrid:poll.interval': 0,
      'hybrid:poll.wait': 20 * SECOND,
      'hybrid:poll.batchMax': 1,
    },
    timeline: [],
    trace: null,
  },
  title: 'Lost acks',
  summary: 'One ack in twenty is lost, so finished work is delivered again: at least once means sometimes twice.',
  watch: 'How many effects happen twice although no worker ever fails.',
  turn: 'Switch idempotency to a dedup store.',
  from: 0,
  findings: [
    {
      says: '581 messages are delivered 609 times: 28 more, about 5% / 95%, and all 28 take effect twice.',
      claims: [
        'pull.counts.duplicateEffects > 20',
        'pull.counts.duplicateEffects < 40',
        'push.counts.duplicateEffects > 20',
      ],
    },
    {
      says: 'A dedup store recognises every one of them; they are worked on all the same.',
      set: { 'idempotency.mode': 'dedup-store' },
      claims: ['pull.counts.duplicateEffects == 0', 'pull.counts.duplicateExecutions > 20'],
    },
  ],
};
