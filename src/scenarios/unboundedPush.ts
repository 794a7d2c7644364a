/** Push without any bound takes a minute of overload into the memory of its consumers. */
import { MILLISECOND as MS, NEVER, SECOND as S } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

export const unboundedPush: NamedScenario = {
  scenario: {
    name: 'unbounded-push',
    seed: 1,
    until: 480 * S,
    lanes: ['push', 'pull', 'hybrid'],
    values: {
      'arrival.rate': 20,
      'arrival.process': 'steady',
      'consumer.instances': 5,
      'service.mean': 100 * MS,
      'service.dist': 'deterministic',
      'push.requestTimeout': NEVER,
      'ack.timeout': NEVER,
      'poll.interval': 100 * MS,
      'hybrid:poll.interval': 0,
      'hybrid:poll.wait': 20 * S,
      'hybrid:poll.batchMax': 1,
    },
    timeline: [
      { type: 'set', at: 10 * S, key: 'arrival.rate', value: 200 },
      { type: 'set', at: 70 * S, key: 'arrival.rate', value: 20 },
    ],
    trace: null,
  },
  title: 'Unbounded push',
  summary: 'For a minute four times as much comes as can be done: without credit all of it piles up at the consumers.',
  watch: 'Where the 9,000 stand after the burst: in the memory of the consumers, or in a queue that was made for it.',
  turn: 'Deliveries in flight 250, or a push rate of 50/s, and the same backlog waits in the broker.',
  pitfall: 'Without back-pressure a backlog does not go away, it only stands where nobody looks.',
  from: 6 * S,
};

export const unboundedPushFindings: readonly Finding[] = [
  {
    says: 'Push piles up 9,000 deliveries at its consumers, 150 more each second, and the last of them waits 180 s; pull and hybrid have them in the queue.',
    claims: [
      'push.levels.inbox.max > 8950',
      'push.levels.inbox.max < 9050',
      'push.levels.ready.max < 10',
      'push.latency.max > 178s',
      'push.latency.max < 182s',
      'pull.levels.ready.max > 8950',
      'pull.levels.inbox.max < 50',
      'hybrid.levels.ready.max > 8950',
      'hybrid.levels.inbox.max < 5',
    ],
  },
  {
    says: 'With 250 in flight at most the consumers hold 250, the broker the other 8,756, and nobody waits a second less.',
    set: { 'push.maxInFlight': 250 },
    until: 260 * S,
    claims: [
      'push.levels.leased.max == 250',
      'push.levels.ready.max > 8700',
      'push.levels.ready.max < 8800',
      'push.latency.max > 178s',
      'push.latency.max < 182s',
    ],
  },
  {
    says: 'A push rate of 50/s, what the consumers can do, leaves all 9,000 in the broker and none in the inbox.',
    set: { 'push.rateLimit': 50 },
    until: 260 * S,
    claims: [
      'push.levels.inbox.max <= 1',
      'push.levels.ready.max > 8950',
      'push.levels.ready.max < 9050',
      'push.latency.max > 178s',
      'push.latency.max < 182s',
    ],
  },
];
