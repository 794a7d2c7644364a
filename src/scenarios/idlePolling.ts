/** What it costs to ask an empty queue. */
import { MILLISECOND as MS, SECOND as S } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

export const idlePolling: NamedScenario = {
  scenario: {
    name: 'idle-polling',
    seed: 1,
    until: 3_600 * S,
    lanes: ['pull', 'hybrid'],
    values: {
      'arrival.process': 'trace',
      'consumer.instances': 10,
      'service.mean': 10 * MS,
      'net.latency': 0,
      'poll.interval': S,
      'hybrid:poll.interval': 0,
      'hybrid:poll.wait': 20 * S,
    },
    timeline: [],
    trace: { name: 'one message', times: [0] },
  },
  title: 'The price of asking',
  summary:
    'Ten pollers on an empty queue: asking every second is 26 million requests a month, waiting 20 s each 1.3 million.',
  watch: 'Polls and empty polls of both lanes; nothing else happens.',
  turn: 'Interval and long poll: their sum is the period of an idle poller.',
  pitfall: 'Empty answers are billed like full ones, and every further poller multiplies them.',
  from: 0,
  findings: [
    {
      says: 'In an hour 36,001 polls in pull and 1,810 in hybrid, that is 25.9 and 1.3 million in 30 days.',
      claims: ['pull.counts.emptyPolls == 36000', 'hybrid.counts.polls <= 1810', 'hybrid.counts.polls >= 1800'],
    },
  ],
};
