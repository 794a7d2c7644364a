/** Ten messages that can never be done: each costs as many executions as it has attempts, and ends as a dead letter. */
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

export const poison: NamedScenario = {
  scenario: {
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
  },
  title: 'Poison messages',
  summary: 'Ten messages fail every time; each is tried until its attempts are used up.',
  watch: 'What the hopeless attempts cost the others, and where the ten end.',
  turn: 'Lower the attempts, or turn the dead letters off and see them vanish.',
  from: 8 * SECOND,
};
