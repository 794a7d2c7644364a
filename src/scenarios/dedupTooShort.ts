/** A webhook sender that tries for days, and a receiver that remembers for five minutes. */
import { MILLISECOND as MS, SECOND as S } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

export const dedupTooShort: NamedScenario = {
  scenario: {
    name: 'dedup-too-short',
    seed: 1,
    until: 600 * S,
    lanes: ['push'],
    values: {
      'arrival.process': 'trace',
      'service.mean': 100 * MS,
      'service.dist': 'deterministic',
      'ack.lossProb': 1,
      // The waits begin when the sender has given up, so the tries are at 0, 30 + 5 and 35 + 30 + 300 s.
      'push.requestTimeout': 30 * S,
      'retry.schedule': 'list',
      'retry.list': '5s,5m,30m,2h,5h,10h,14h,20h,24h',
      'retry.jitter': 'none',
      'retry.maxAttempts': 10,
      'idempotency.mode': 'dedup-store',
      'idempotency.window': 300 * S,
    },
    timeline: [{ type: 'set', at: 100 * S, key: 'ack.lossProb', value: 0 }],
    trace: { name: 'one event', times: [0] },
  },
  title: 'Dedup window too short',
  summary: 'The first two acks of a webhook are lost; the third try comes when the receiver has forgotten the first.',
  watch: 'The second try, at second 35, is recognised as a duplicate; the third, at second 365, is not.',
  turn: 'Remember for longer than the sender may try: 370 s are enough for these three tries, and all ten need more than 75 h.',
  pitfall:
    'A dedup store must remember for as long as the whole retry schedule, and the schedules of webhooks span days.',
  from: 0,
};

export const dedupTooShortFindings: readonly Finding[] = [
  {
    says: 'The second try, 5 s after the first has timed out, is absorbed, and its ack is lost, too.',
    until: 300 * S,
    claims: [
      'push.counts.deliveries == 2',
      'push.counts.absorbed == 1',
      'push.counts.acksLost == 2',
      'push.counts.duplicateEffects == 0',
    ],
  },
  {
    says: 'The third, 305 s of waits and two time-outs after the first, runs the effect again: 2 effects of one message.',
    since: 300 * S,
    claims: [
      'push.counts.deliveries == 1',
      'push.counts.absorbed == 0',
      'push.counts.duplicateEffects == 1',
      'push.counts.acked == 1',
    ],
  },
  {
    says: 'A memory of 360 s is too short by 5 s.',
    set: { 'idempotency.window': 360 * S },
    claims: ['push.counts.absorbed == 1', 'push.counts.duplicateEffects == 1'],
  },
  {
    says: 'With 370 s both tries are absorbed.',
    set: { 'idempotency.window': 370 * S },
    claims: ['push.counts.absorbed == 2', 'push.counts.duplicateEffects == 0'],
  },
  {
    says: 'Without a dedup store the message takes effect three times.',
    set: { 'idempotency.mode': 'none' },
    claims: ['push.counts.absorbed == 0', 'push.counts.duplicateEffects == 2'],
  },
];
