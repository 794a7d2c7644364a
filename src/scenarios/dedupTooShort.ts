/** A webhook sender that tries for days, and a receiver that remembers for five minutes. */
import { MILLISECOND as MS, SECOND as S } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

export const dedupTooShort: NamedScenario = {
  scenario: {
    name: 'dedup-too-short',
    seed: 1,
    until: 3_600 * S,
    lanes: ['push'],
    values: {
      'arrival.process': 'trace',
      'service.mean': 100 * MS,
      'service.dist': 'deterministic',
      'ack.lossProb': 1,
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
  watch: 'The second try is recognised as a duplicate, the third one is not.',
  turn: 'Remember for longer than the sender may try.',
  pitfall:
    'A dedup store must remember for as long as the whole retry schedule, and the schedules of webhooks span days.',
  from: 0,
  findings: [],
};
