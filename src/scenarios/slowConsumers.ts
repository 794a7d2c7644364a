/** Work takes longer than it comes for half a minute: without a bound on either side only the place of the backlog differs. */
import type { Scenario } from '../model/scenario.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';

export const slowConsumers: Scenario = {
  name: 'slow-consumers',
  seed: 1,
  until: 120 * SECOND,
  lanes: ['push', 'pull', 'hybrid'],
  values: {
    'arrival.rate': 20,
    'consumer.instances': 4,
    'service.mean': 100 * MILLISECOND,
    'poll.interval': 200 * MILLISECOND,
    'hybrid:poll.interval': 0,
    'hybrid:poll.wait': 20 * SECOND,
    'hybrid:poll.batchMax': 1,
  },
  timeline: [
    { type: 'set', at: 20 * SECOND, key: 'service.mean', value: 400 * MILLISECOND },
    { type: 'set', at: 50 * SECOND, key: 'service.mean', value: 100 * MILLISECOND },
  ],
  trace: null,
};
