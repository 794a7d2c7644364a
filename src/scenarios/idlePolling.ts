/** What it costs to ask an empty queue. */
import { MILLISECOND as MS, SECOND as S } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

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
  turn: 'Interval and long poll: their sum is the period of an idle poller; then the number of workers.',
  pitfall: 'Empty answers are billed like full ones, and every further poller multiplies them.',
  from: 0,
};

export const idlePollingFindings: readonly Finding[] = [
  {
    says: 'In an hour pull asks 36,000 times for nothing, and hybrid 1,800 times: × 720, in 30 days, 25.92 and 1.30 million, or 10.37 and 0.52 at 0.40 a million.',
    claims: [
      'pull.counts.emptyPolls == 36000',
      'pull.cost > 0.0143',
      'pull.cost < 0.0145',
      'hybrid.counts.polls >= 1800',
      'hybrid.counts.polls <= 1810',
      'hybrid.cost < 0.00073',
      'hybrid.latency.max < pull.latency.max',
    ],
  },
  {
    says: 'Asking every 20 s is as cheap as the long poll, 1,800 an hour, but the message waits 2.2 s instead of 5 ms for the next of ten polls.',
    set: { 'pull:poll.interval': 20 * S },
    claims: ['pull.counts.emptyPolls == 1800', 'pull.latency.max > 2s', 'hybrid.latency.max < 10ms'],
  },
  {
    says: 'A wait of 20 s and an interval of 1 s make a period of 21 s: 1,721 polls.',
    set: { 'pull:poll.wait': 20 * S },
    claims: ['pull.counts.polls > 1710', 'pull.counts.polls < 1730'],
  },
  {
    says: 'Twice as many workers ask twice as often, 72,000 times.',
    set: { 'consumer.instances': 20 },
    claims: ['pull.counts.emptyPolls == 72000', 'hybrid.counts.polls >= 3600', 'hybrid.counts.polls <= 3620'],
  },
];
