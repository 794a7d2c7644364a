/** The first thing people see: a calm stream, then 80 messages at once, and three ways to take it. */
import type { Scenario } from '../model/scenario.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

export const hook: Scenario = {
  name: 'hook',
  seed: 1,
  until: 40 * SECOND,
  lanes: ['push', 'pull', 'hybrid'],
  values: {
    'arrival.rate': 14,
    'burst.size': 80,
    'burst.at': 20 * SECOND,
    'burst.over': 250 * MILLISECOND,
    'net.latency': 15 * MILLISECOND,
    'consumer.instances': 4,
    'service.mean': 112 * MILLISECOND,
    'service.dist': 'lognormal',
    'service.cv': 0.35,
    'idempotency.mode': 'dedup-store',
    'ds.servers': 20,
    'ds.service': 20 * MILLISECOND,
    'retry.maxAttempts': 5,
    'retry.base': 200 * MILLISECOND,
    'retry.multiplier': 2,
    'retry.cap': 30 * SECOND,
    'retry.jitter': 'none',
    'requeue.position': 'tail',
    'push:push.inbox': 8,
    'poll.interval': 800 * MILLISECOND,
    'poll.pace': 'fixed',
    'poll.batchMax': 10,
    'hybrid:poll.interval': 0,
    'hybrid:poll.wait': 20 * SECOND,
    'hybrid:poll.batchMax': 1,
    'hybrid:consumer.rateLimit': 24,
    'hybrid:consumer.rateBurst': 2,
  },
  timeline: [],
  trace: null,
};

export const namedHook: NamedScenario = {
  scenario: hook,
  title: 'The hook',
  summary:
    'A calm stream, then 80 messages at once: push is fast until its inbox is full, pull and hybrid let the queue wait.',
  watch: 'Where the 80 messages stand one second after the burst, and which of them never arrive.',
  turn: 'Give push a larger inbox, or ask more often in pull.',
  from: 18.5 * SECOND,
};

export const hookFindings: readonly Finding[] = [
  {
    says: 'In the calm half of the messages are done within 153 ms in push, 161 ms in hybrid and 553 ms in pull, which asks every 800 ms.',
    until: 20 * SECOND,
    claims: [
      'push.latency.p50 < 165ms',
      'hybrid.latency.p50 < 175ms',
      'pull.latency.p50 > 500ms',
      'pull.latency.p50 < 600ms',
      'push.counts.refused == 0',
    ],
  },
  {
    says: 'A second after the burst push has refused 184 deliveries; 8 wait in its inbox and 56 for their retry; in pull 51 and in hybrid 68 wait in the queue.',
    since: 20 * SECOND,
    until: 21 * SECOND,
    claims: [
      'push.counts.refused > 175',
      'push.counts.refused < 193',
      'push.levels.inbox.last == 8',
      'push.levels.delayed.last > 50',
      'push.levels.delayed.last < 62',
      'push.levels.ready.max <= 1',
      'pull.levels.ready.last > 45',
      'pull.levels.ready.last < 57',
      'hybrid.levels.ready.last > 62',
      'hybrid.levels.ready.last < 74',
      'hybrid.levels.inbox.max <= 1',
    ],
  },
  {
    says: 'In the end push has lost 29 messages; pull and hybrid lose none and are through with all of them in under 3.6 s.',
    since: 21 * SECOND,
    claims: [
      'push.counts.deadLettered > 24',
      'push.counts.deadLettered < 34',
      'pull.counts.deadLettered == 0',
      'hybrid.counts.deadLettered == 0',
      'pull.latency.max < 3.6s',
      'hybrid.latency.max < 3.6s',
    ],
  },
  {
    says: 'An inbox of 40 refuses 96 deliveries and loses nothing.',
    set: { 'push:push.inbox': 40 },
    claims: ['push.counts.refused > 85', 'push.counts.refused < 105', 'push.counts.deadLettered == 0'],
  },
  {
    says: 'An inbox of 80 refuses nothing, and the last of the burst waits 2.5 s in it.',
    set: { 'push:push.inbox': 80 },
    claims: ['push.counts.refused == 0', 'push.latency.max > 2.3s', 'push.latency.max < 2.7s'],
  },
  {
    says: 'Asking every 200 ms brings the calm of pull down to 0.3 s, at three times as many polls.',
    set: { 'poll.interval': 200 * MILLISECOND },
    until: 20 * SECOND,
    claims: ['pull.latency.p50 < 330ms', 'pull.counts.polls > 270', 'pull.counts.polls < 360'],
  },
];
