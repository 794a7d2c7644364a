/** Order makes one bad message everybody's problem who shares its key. */
import { MILLISECOND as MS, NEVER, SECOND as S } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

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
  turn: 'Five attempts: the key is blocked for 150 s and then goes on. Unordered: only one slot is wasted.',
  pitfall: 'Ordering turns a bad message into an outage, and the dead-letter queue that ends it breaks the order.',
  from: 15 * S,
  findings: [],
};
