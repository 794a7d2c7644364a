/** Ten messages that can never be done: each costs as many executions as it has attempts, and ends as a dead letter. */
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

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
  turn: 'Lower the attempts to two, or turn the dead letters off and see them vanish.',
  pitfall: 'An attempt at what can never be done costs as much as one that succeeds, and the others wait for it.',
  from: 8 * SECOND,
};

export const poisonFindings: readonly Finding[] = [
  {
    says: 'In each lane the ten cost 5 × 10 executions and end as dead letters, and one message in a hundred waits 1.1 s in push, 1.8 s in pull and 2.7 s in hybrid.',
    claims: [
      ...['push', 'pull', 'hybrid'].flatMap((lane) => [
        `${lane}.counts.wastedExecutions == 50`,
        `${lane}.counts.retries == 40`,
        `${lane}.counts.deadLettered == 10`,
        `${lane}.counts.dropped == 0`,
      ]),
      'push.latency.p99 > 1.1s',
      'push.latency.p99 < 1.2s',
      'pull.latency.p99 > 1.7s',
      'pull.latency.p99 < 1.85s',
      'hybrid.latency.p99 > 2.6s',
      'hybrid.latency.p99 < 2.8s',
    ],
  },
  {
    says: 'With two attempts they cost 20, and one message in a hundred waits a second in push.',
    set: { 'retry.maxAttempts': 2 },
    claims: [
      'push.counts.wastedExecutions == 20',
      'hybrid.counts.wastedExecutions == 20',
      'push.counts.deadLettered == 10',
      'push.latency.p99 < 1s',
      'hybrid.latency.p99 < 1.8s',
    ],
  },
  {
    says: 'Without them one message in a hundred waits 0.4 s in push and hybrid, and 0.8 s in pull.',
    timeline: [],
    claims: ['push.latency.p99 < 400ms', 'hybrid.latency.p99 < 460ms', 'pull.latency.p99 < 800ms'],
  },
  {
    says: 'Without dead letters the ten are dropped after the same 50 executions.',
    set: { 'dlq.enabled': false },
    claims: ['push', 'pull', 'hybrid'].flatMap((lane) => [
      `${lane}.counts.deadLettered == 0`,
      `${lane}.counts.dropped == 10`,
      `${lane}.lostByReason.attempts == 10`,
      `${lane}.counts.wastedExecutions == 50`,
    ]),
  },
];
