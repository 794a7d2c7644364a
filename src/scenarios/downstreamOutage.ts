/** The dependency hangs for ten seconds; what happens afterwards is decided by who retries, how often, and how many at a time. */
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

export const downstreamOutage: NamedScenario = {
  scenario: {
    name: 'downstream-outage',
    seed: 1,
    until: 120 * SECOND,
    lanes: ['push', 'pull', 'hybrid'],
    values: {
      'arrival.rate': 40,
      'consumer.instances': 10,
      'service.mean': 10 * MILLISECOND,
      'ds.servers': 6,
      'ds.service': 100 * MILLISECOND,
      'ds.timeout': SECOND,
      'push:consumer.instances': 200,
      'retry.maxAttempts': 4,
      'retry.base': SECOND,
      'retry.multiplier': 1,
      'poll.interval': 200 * MILLISECOND,
      'poll.batchMax': 1,
      'hybrid:poll.interval': 0,
      'hybrid:poll.wait': 20 * SECOND,
    },
    timeline: [{ type: 'drill', at: 20 * SECOND, until: 30 * SECOND, drill: 'downstream.hang', amount: 1, lane: null }],
    trace: null,
  },
  title: 'Downstream outage',
  summary: 'The dependency hangs for ten seconds and comes back to everything that was tried again meanwhile.',
  watch: 'How many calls finish after their caller gave up, and how long that goes on when the outage is over.',
  turn: 'Allow a retry budget of 10%, 30 deliveries in flight, or cancelled calls.',
  pitfall: 'The outage that people see is mostly not the one that happened, but the answer to it.',
  from: 17 * SECOND,
};

export const downstreamOutageFindings: readonly Finding[] = [
  {
    says: 'Half a minute after the outage push still does nothing, with 162 attempts a second at a dependency that can do 60; pull and hybrid, with ten workers, do all.',
    since: 60 * SECOND,
    claims: [
      'push.goodputPerSecond < 0.5/s',
      'push.attemptsPerSecond > 155/s',
      'push.attemptsPerSecond < 170/s',
      'push.counts.wastedCalls > 3500',
      'pull.goodputPerSecond > 39/s',
      'hybrid.goodputPerSecond > 39/s',
      'pull.counts.failedCalls == 0',
    ],
  },
  {
    says: 'A retry budget of 10% ends it, after 1,349 dead letters.',
    set: { 'retry.budget': 0.1 },
    until: 60 * SECOND,
    claims: ['push.counts.deadLettered > 1300', 'push.counts.deadLettered < 1400'],
  },
  {
    says: 'With the budget all is done from second 60 on.',
    set: { 'retry.budget': 0.1 },
    since: 60 * SECOND,
    claims: ['push.goodputPerSecond > 39/s', 'push.counts.failedCalls == 0'],
  },
  {
    says: 'With 30 in flight push is through with its backlog soon after second 60, and 120 messages are lost.',
    set: { 'push.maxInFlight': 30 },
    claims: ['push.counts.deadLettered > 110', 'push.counts.deadLettered < 130', 'push.levels.outstanding.last < 15'],
  },
  {
    says: 'With 70 in flight, more than the 60 that the dependency does in the second of its callers, push never comes back.',
    set: { 'push.maxInFlight': 70 },
    since: 60 * SECOND,
    claims: ['push.goodputPerSecond < 0.5/s'],
  },
  {
    says: 'If a call whose caller gave up is cancelled, the dependency is there for the others, and all is done.',
    set: { 'ds.cancelOnTimeout': true },
    since: 60 * SECOND,
    claims: ['push.goodputPerSecond > 39/s', 'push.counts.wastedCalls == 0'],
  },
];
