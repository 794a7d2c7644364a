/** Work takes longer than it comes for half a minute: without a bound on either side only the place of the backlog differs. */
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

export const slowConsumers: NamedScenario = {
  scenario: {
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
  },
  title: 'Slow consumers',
  summary: 'For half a minute each message takes four times as long, so twice as much comes as can be done.',
  watch: 'In which place the backlog grows: at the workers in push, in the queue in pull and hybrid.',
  turn: 'Bound the inbox or the deliveries in flight, and see the backlog move to the sender.',
  from: 15 * SECOND,
};
