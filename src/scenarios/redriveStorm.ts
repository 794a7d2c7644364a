/** Putting 5,000 dead letters back is a load test of the live system. */
import type { Entry } from '../model/scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND as S } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

/** The messages of that minute can never be done: whatever is wrong with them is not repaired when they come back. */
const broken: readonly Entry[] = [
  { type: 'set', at: 10 * S, key: 'poison.prob', value: 1 },
  { type: 'set', at: 72.5 * S, key: 'poison.prob', value: 0 },
  { type: 'redrive', at: 120 * S, count: 5_000 },
];
/** Three attempts from second 100 on, when each dead letter has had one. */
const threeAttempts: Entry = { type: 'set', at: 100 * S, key: 'retry.maxAttempts', value: 3 };

export const redriveStorm: NamedScenario = {
  scenario: {
    name: 'redrive-storm',
    seed: 1,
    until: 600 * S,
    lanes: ['pull'],
    values: {
      'arrival.rate': 80,
      'consumer.instances': 10,
      'service.mean': 100 * MS,
      'service.dist': 'exponential',
      'retry.maxAttempts': 1,
      'poll.interval': 0,
      'poll.wait': 20 * S,
      'poll.batchMax': 1,
      'redrive.rate': 15,
      'net.latency': 0,
      'freshness.threshold': 5 * S,
    },
    timeline: [
      { type: 'drill', at: 10 * S, until: 72.5 * S, drill: 'consumer.error', amount: 1, lane: null },
      { type: 'redrive', at: 120 * S, count: 5_000 },
    ],
    trace: null,
  },
  title: 'Redrive',
  summary:
    'A minute of failures leaves 5,000 dead letters; two minutes in, somebody puts them back beside the live load.',
  watch: 'Latency of the live messages while the dead letters come back at 15 a second.',
  turn: 'A redrive rate of 5/s, of 50/s, or all at once; or make the messages of that minute poison, and all of them return to the dead letters.',
  pitfall: 'The rate of a redrive has to fit into what the live load leaves free: 100/s − 80/s.',
  from: 5 * S,
};

export const redriveStormFindings: readonly Finding[] = [
  {
    says: 'A minute of failures leaves 4,982 dead letters, and the live load waits for a worker 17 ms on average.',
    until: 119 * S,
    claims: ['pull.counts.deadLettered > 4930', 'pull.counts.deadLettered < 5030', 'pull.wait.mean < 25ms'],
  },
  {
    // The wait is that of the live messages only: what is redriven was started before.
    says: 'At 15/s all are back by second 453, and 99 of 100 live messages wait 0.6 s at most.',
    since: 119 * S,
    until: 460 * S,
    claims: [
      'pull.counts.copied > 4930',
      'pull.counts.duplicateExecutions == pull.counts.copied',
      'pull.counts.deadLettered == 0',
      'pull.wait.p99 > 450ms',
      'pull.wait.p99 < 700ms',
    ],
  },
  {
    says: 'At 5/s 99 of 100 wait 0.3 s at most, but three minutes bring back only 900.',
    set: { 'redrive.rate': 5 },
    since: 119 * S,
    until: 300 * S,
    claims: ['pull.counts.copied == 900', 'pull.wait.p99 < 350ms'],
  },
  {
    says: 'At 50/s 130/s come to workers that do 100/s: after 100 s 2,900 stand in line, and live messages wait up to 29 s.',
    set: { 'redrive.rate': 50 },
    since: 119 * S,
    until: 280 * S,
    claims: [
      'pull.levels.ready.max > 2800',
      'pull.levels.ready.max < 3100',
      'pull.wait.max > 28s',
      'pull.wait.max < 31s',
    ],
  },
  {
    says: 'All at once the 4,982 stand before everything that comes, and live messages wait up to 49 s.',
    set: { 'redrive.rate': NEVER },
    since: 119 * S,
    until: 280 * S,
    claims: ['pull.levels.ready.max > 4930', 'pull.wait.max > 48s', 'pull.wait.max < 51s'],
  },
  {
    says: 'If the messages of that minute are poison, the 1,200 that 80 seconds put back return to the dead letters, and nothing is gained.',
    timeline: broken,
    since: 119 * S,
    until: 200 * S,
    claims: [
      'pull.counts.copied > 1190',
      'pull.counts.deadLettered > 1185',
      'pull.counts.wastedExecutions == pull.counts.deadLettered',
      'pull.counts.duplicateEffects == 0',
    ],
  },
  {
    says: 'With three attempts and 5/s each of 400 letters costs three executions in vain, for a redriven message has all its attempts again.',
    timeline: [...broken, threeAttempts],
    set: { 'redrive.rate': 5 },
    since: 119 * S,
    until: 200 * S,
    claims: [
      'pull.counts.copied == 400',
      'pull.counts.wastedExecutions > 1150',
      'pull.counts.wastedExecutions <= 1200',
    ],
  },
  {
    says: 'If the tries of a redriven message are not reset, it costs the two that are left.',
    timeline: [...broken, threeAttempts],
    set: { 'redrive.rate': 5, 'redrive.resetCount': false },
    since: 119 * S,
    until: 200 * S,
    claims: ['pull.counts.copied == 400', 'pull.counts.wastedExecutions > 770', 'pull.counts.wastedExecutions <= 800'],
  },
  {
    says: 'Giving up after 60 s does not stop the redriven, for they are new to the broker.',
    timeline: [...broken, threeAttempts],
    set: { 'redrive.rate': 5, 'retry.maxAge': 60 * S },
    since: 119 * S,
    until: 200 * S,
    claims: ['pull.lostByReason.age == 0', 'pull.counts.wastedExecutions > 1150'],
  },
  {
    says: 'If the age of the redriven is not reset, they are given up at the first failure, as too old.',
    timeline: [...broken, threeAttempts],
    set: { 'redrive.rate': 5, 'retry.maxAge': 60 * S, 'redrive.resetAge': false },
    since: 119 * S,
    until: 200 * S,
    claims: [
      'pull.lostByReason.age > 390',
      'pull.counts.wastedExecutions > 390',
      'pull.counts.wastedExecutions <= 400',
    ],
  },
];
