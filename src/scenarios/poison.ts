/** Ten messages that can never be done: each costs as many executions as it has attempts, and ends as a dead letter. */
import type { Scenario } from '../model/scenario.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';

export const poison: Scenario = {
  name: 'poison',
  seed: 1,
  until: 60 * SECOND,
  lanes: ['push', 'pull', 'hybrid'],
  values: {
    'arrival.rate': 12,
    'service.mean': 120 * MILLISECOND,
    'retry.base': 500 * MILLISECOND,
    'poll.interval': 200 * MILLISECOND,
    'hybrid:poll.interval': 0,
    'hybrid:poll.wait': 20 * SECOND,
    'hybrid:poll.batchMax': 1,
  },
  timeline: [{ type: 'poison', at: 10 * SECOND, count: 10 }],
  trace: null,
};
