/** One ack in twenty gets lost: all work is done, and some of it twice. */
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

export const lostAcks: NamedScenario = {
  scenario: {
    name: 'lost-acks',
    seed: 1,
    until: 60 * SECOND,
    lanes: ['push', 'pull', 'hybrid'],
    values: {
      'arrival.rate': 10,
      'ack.lossProb': 0.05,
      'ack.timeout': 5 * SECOND,
      'push.requestTimeout': 5 * SECOND,
      'retry.base': 500 * MILLISECOND,
      'poll.interval': 200 * MILLISECOND,
      'hybrid:poll.interval': 0,
      'hybrid:poll.wait': 20 * SECOND,
      'hybrid:poll.batchMax': 1,
    },
    timeline: [],
    trace: null,
  },
  title: 'Lost acks',
  summary: 'One ack in twenty is lost, so finished work is delivered again: at least once means sometimes twice.',
  watch: 'How many effects happen twice although no worker ever fails.',
  turn: 'Switch idempotency to a dedup store; then let it remember for 5 s only, less than lease and wait together.',
  pitfall: 'At least once is the contract: a handler has to be idempotent, or remember for as long as anybody may try.',
  from: 0,
};

export const lostAcksFindings: readonly Finding[] = [
  {
    says: '581 messages are delivered 609 times: 28 more, about 5% / 95%, and all 28 take effect twice, in each lane.',
    // 5.3% of 581 is 30.6, with a standard deviation of 5.6.
    claims: ['push', 'pull', 'hybrid'].flatMap((lane) => [
      `${lane}.counts.duplicateEffects > 25`,
      `${lane}.counts.duplicateEffects < 32`,
      `${lane}.counts.retries == ${lane}.counts.duplicateEffects`,
      `${lane}.counts.deadLettered == 0`,
    ]),
  },
  {
    says: 'A dedup store recognises every one of them; they are worked on all the same.',
    set: { 'idempotency.mode': 'dedup-store' },
    claims: ['push', 'pull', 'hybrid'].flatMap((lane) => [
      `${lane}.counts.duplicateEffects == 0`,
      `${lane}.counts.duplicateExecutions > 25`,
      `${lane}.counts.absorbed == ${lane}.counts.duplicateExecutions`,
    ]),
  },
  {
    says: 'If it remembers for 5 s, less than 5.5 s of lease and wait, it recognises none, and all 28 effects are back.',
    set: { 'idempotency.mode': 'dedup-store', 'idempotency.window': 5 * SECOND },
    claims: ['push', 'pull', 'hybrid'].flatMap((lane) => [
      `${lane}.counts.absorbed == 0`,
      `${lane}.counts.duplicateEffects > 25`,
    ]),
  },
  {
    says: 'A handler that is idempotent by nature does no harm either.',
    set: { 'idempotency.mode': 'natural' },
    claims: ['pull.counts.duplicateEffects == 0', 'pull.counts.absorbed > 25'],
  },
];
