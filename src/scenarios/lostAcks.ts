/** One ack in ten gets lost: all work is done, and some of it twice. */
import type { Scenario } from '../model/scenario.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';

export const lostAcks: Scenario = {
  name: 'lost-acks',
  seed: 1,
  until: 60 * SECOND,
  lanes: ['push', 'pull', 'hybrid'],
  values: {
    'arrival.rate': 10,
    'ack.lossProb': 0.1,
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
};
