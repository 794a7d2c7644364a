/** A trigger of two seconds and an outage for ever: after it ends, the retries keep the dependency too busy to do anything in time. */
import type { Entry, Values } from '../model/scenario.ts';
import { MILLISECOND as MS, SECOND as S, type SimTime } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

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

/** The dependency takes calls and answers none, from second 20 on. */
export const hangUntil = (until: SimTime): Entry[] => [
  { type: 'drill', at: 20 * S, until, drill: 'downstream.hang', amount: 1, lane: null },
];

const halfAMinute = hangUntil(50 * S);

export const metastableRetryStorm: NamedScenario = {
  scenario: {
    name: 'metastable-retry-storm',
    seed: 1,
    until: 180 * S,
    lanes: ['push', 'pull'],
    values: storm,
    timeline: hangUntil(22 * S),
    trace: null,
  },
  title: 'Metastable retry storm',
  summary:
    'The dependency hangs for two seconds; push and its four attempts then ask it for three times what it can do, for good.',
  watch: 'Goodput of push after second 22, when nothing is broken any more, and what the dependency is busy with.',
  turn: 'A retry budget of 10%, a line of 80 calls, or no retries: each ends the storm, at another price in dead letters.',
  pitfall: 'The trigger is not the cause: what sustains the overload is the retries (Bronson et al., HotOS 2021).',
  from: 16 * S,
};

export const metastableRetryStormFindings: readonly Finding[] = [
  {
    says: 'By second 60 the two seconds have cost push 2,695 dead letters, and pull none.',
    until: 60 * S,
    claims: ['push.counts.deadLettered > 2600', 'push.counts.deadLettered < 2800', 'pull.counts.deadLettered == 0'],
  },
  {
    says: 'From second 60 on push gets nothing of 79/s done, at four attempts for each, 317/s; the ten workers of pull do all.',
    since: 60 * S,
    until: 120 * S,
    claims: [
      'push.goodputPerSecond < 0.5/s',
      'push.attemptsPerSecond > 310/s',
      'push.attemptsPerSecond < 325/s',
      'push.counts.wastedCalls > 5950',
      'pull.goodputPerSecond > 78/s',
      'pull.counts.deadLettered == 0',
    ],
  },
  {
    says: 'Without retries 627 messages are dead letters by second 60.',
    set: { 'retry.maxAttempts': 1 },
    until: 60 * S,
    claims: ['push.counts.deadLettered > 600', 'push.counts.deadLettered < 650'],
  },
  {
    says: 'Without retries all is done again from second 60 on, and nothing is lost.',
    set: { 'retry.maxAttempts': 1 },
    since: 60 * S,
    until: 90 * S,
    claims: ['push.goodputPerSecond > 78/s', 'push.counts.deadLettered == 0'],
  },
  {
    says: 'A retry budget of 10% costs 903 dead letters, more than no retries at all, for they only find a line that is too long.',
    set: { 'retry.budget': 0.1 },
    until: 60 * S,
    claims: [
      'push.counts.deadLettered > 870',
      'push.counts.deadLettered < 940',
      'push.counts.retries < push.counts.deadLettered',
    ],
  },
  {
    says: 'With the budget, too, all is done again from second 60 on.',
    set: { 'retry.budget': 0.1 },
    since: 60 * S,
    until: 90 * S,
    claims: ['push.goodputPerSecond > 78/s', 'push.counts.deadLettered == 0'],
  },
  {
    says: 'A line of 80 calls refuses the rest at once, and costs 81 dead letters.',
    set: { 'ds.queueCap': 80 },
    until: 60 * S,
    claims: ['push.counts.deadLettered > 70', 'push.counts.deadLettered < 90'],
  },
  {
    says: 'Behind the short line all is done again from second 60 on.',
    set: { 'ds.queueCap': 80 },
    since: 60 * S,
    until: 90 * S,
    claims: ['push.goodputPerSecond > 78/s', 'push.counts.deadLettered == 0'],
  },
  // With lines that are first come, first served, whoever has not expired is about to: a server takes the call that has
  // waited for the longest time short of a second, and then works on it for another 0.1 s.
  {
    says: 'Passing over expired calls ends nothing: the oldest of the others has less than the 100 ms left that it takes.',
    set: { 'ds.dropExpired': true },
    since: 60 * S,
    until: 90 * S,
    claims: ['push.goodputPerSecond < 0.5/s', 'push.counts.wastedCalls > 2950'],
  },
  {
    says: 'Where calls differ in length, passing over the expired rescues the shortest, 5/s.',
    set: { 'ds.dropExpired': true, 'ds.dist': 'exponential' },
    since: 60 * S,
    until: 90 * S,
    claims: ['push.goodputPerSecond > 3/s', 'push.goodputPerSecond < 7/s'],
  },
  {
    says: 'Where calls differ in length, it helps to cancel them, which takes expired calls off their servers, too.',
    set: { 'ds.cancelOnTimeout': true, 'ds.dist': 'exponential' },
    since: 60 * S,
    until: 90 * S,
    claims: ['push.goodputPerSecond > 78/s', 'push.counts.wastedCalls == 0'],
  },
  {
    says: 'After half a minute of hanging pull has lost 80 messages by second 200, the attempts of its ten workers; push all since.',
    timeline: halfAMinute,
    until: 200 * S,
    claims: [
      'pull.counts.deadLettered == 80',
      'pull.latency.max < 33s',
      'push.counts.deadLettered > 13500',
      'push.counts.acked < 1600',
    ],
  },
  {
    says: 'By second 300 pull has worked off what it had let wait, and push still does nothing.',
    timeline: halfAMinute,
    since: 300 * S,
    until: 315 * S,
    claims: ['pull.levels.outstanding.max < 50', 'pull.goodputPerSecond > 75/s', 'push.goodputPerSecond < 0.5/s'],
  },
  {
    says: 'Without retries half a minute costs 11,562 dead letters.',
    timeline: halfAMinute,
    set: { 'retry.maxAttempts': 1 },
    until: 180 * S,
    claims: ['push.counts.deadLettered > 11300', 'push.counts.deadLettered < 11800'],
  },
  {
    says: 'Without retries half a minute is over by second 180, when the dependency has worked off 24 s of calls that nobody waits for.',
    timeline: halfAMinute,
    set: { 'retry.maxAttempts': 1 },
    since: 180 * S,
    until: 200 * S,
    claims: ['push.goodputPerSecond > 75/s', 'push.counts.deadLettered == 0'],
  },
  {
    says: 'With a budget of 10% half a minute costs 19,061.',
    timeline: halfAMinute,
    set: { 'retry.budget': 0.1 },
    until: 280 * S,
    claims: ['push.counts.deadLettered > 18600', 'push.counts.deadLettered < 19500'],
  },
  {
    says: 'With the budget half a minute is over by second 280, for it leaves 13/s of spare capacity where no retries leave 21/s.',
    timeline: halfAMinute,
    set: { 'retry.budget': 0.1 },
    since: 280 * S,
    until: 300 * S,
    claims: ['push.goodputPerSecond > 75/s', 'push.counts.deadLettered == 0'],
  },
  {
    says: 'With a line of 80 half a minute costs 2,350, and it is over at once.',
    timeline: halfAMinute,
    set: { 'ds.queueCap': 80 },
    until: 60 * S,
    claims: ['push.counts.deadLettered > 2250', 'push.counts.deadLettered < 2450', 'push.levels.outstanding.last < 30'],
  },
];
