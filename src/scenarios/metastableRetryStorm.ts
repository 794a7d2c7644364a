/** A trigger of two seconds and an outage for ever: after it ends, the retries keep the dependency too busy to do anything in time. */
import type { Values } from '../model/scenario.ts';
import { MILLISECOND as MS, SECOND as S } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

/**
 * 80 messages a second for a dependency that does 100 and whose callers wait a second. 1,000 slots, so that only the
 * dependency is ever short; the pull lane has ten, as many as the dependency can serve at once.
 */
export const storm: Values = {
  'arrival.rate': 80,
  'consumer.instances': 10,
  'consumer.concurrency': 100,
  'pull:consumer.instances': 2,
  'pull:consumer.concurrency': 5,
  'service.mean': 0,
  'ds.servers': 10,
  'ds.service': 100 * MS,
  'ds.dist': 'deterministic',
  'ds.timeout': S,
  'push.requestTimeout': 10 * S,
  'retry.maxAttempts': 4,
  'retry.schedule': 'fixed',
  'retry.base': S,
  'poll.interval': 100 * MS,
  'poll.batchMax': 5,
};

export const metastableRetryStorm: NamedScenario = {
  scenario: {
    name: 'metastable-retry-storm',
    seed: 1,
    until: 180 * S,
    lanes: ['push', 'pull'],
    values: storm,
    timeline: [{ type: 'drill', at: 20 * S, until: 22 * S, drill: 'downstream.hang', amount: 1, lane: null }],
    trace: null,
  },
  title: 'Metastable retry storm',
  summary:
    'The dependency hangs for two seconds; push and its four attempts then keep it at four times its capacity, for good.',
  watch: 'Goodput of push after second 22, when nothing is broken any more, and what the dependency is busy with.',
  turn: 'A retry budget of 10%, a line of 80 calls, dropping expired calls, or no retries: each ends the storm at another price.',
  pitfall: 'The trigger is not the cause: what sustains the overload is the retries (Bronson et al., HotOS 2021).',
  from: 16 * S,
  findings: [
    {
      says: 'From a minute on nothing of 80/s gets done in push, at 317 attempts a second; the ten workers of pull do all.',
      since: 60 * S,
      claims: ['push.goodputPerSecond < 1/s', 'push.attemptsPerSecond > 300/s', 'pull.goodputPerSecond > 78/s'],
    },
    {
      says: 'Without retries the storm is over at once.',
      set: { 'retry.maxAttempts': 1 },
      since: 60 * S,
      claims: ['push.goodputPerSecond > 78/s'],
    },
    {
      says: 'A retry budget of 10% ends it too.',
      set: { 'retry.budget': 0.1 },
      since: 60 * S,
      claims: ['push.goodputPerSecond > 78/s'],
    },
  ],
};
