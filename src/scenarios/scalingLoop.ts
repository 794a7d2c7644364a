/** More instances for a backlog that the dependency makes: scaling the wrong tier. */
import { MILLISECOND as MS, NEVER, SECOND as S } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

export const scalingLoop: NamedScenario = {
  scenario: {
    name: 'scaling-loop',
    seed: 1,
    until: 480 * S,
    lanes: ['pull'],
    values: {
      'arrival.rate': 90,
      'consumer.instances': 2,
      'consumer.concurrency': 10,
      'service.mean': 10 * MS,
      'ds.servers': 10,
      'ds.service': 100 * MS,
      'ds.timeout': S,
      'retry.maxAttempts': NEVER,
      'retry.schedule': 'fixed',
      'retry.base': S,
      'poll.interval': 100 * MS,
      'autoscale.metric': 'backlog',
      'autoscale.backlog': 20,
      'autoscale.every': 30 * S,
      'autoscale.startup': 60 * S,
      'autoscale.max': 50,
    },
    timeline: [{ type: 'drill', at: 60 * S, until: 90 * S, drill: 'downstream.slow', amount: 5, lane: null }],
    trace: null,
  },
  title: 'Hot scaling loop',
  summary:
    'The dependency is slow for half a minute; scaling answers the backlog with workers, and the workers keep it slow.',
  watch: 'Instances, calls that time out at the dependency, and the backlog that both feed.',
  turn: 'At most 5 instances; or scale by age or by busy workers, and the same happens later; or twice the servers in the dependency.',
  pitfall: 'A backlog does not say which tier is short; more callers make a saturated dependency worse.',
  from: 50 * S,
};

export const scalingLoopFindings: readonly Finding[] = [
  {
    says: 'By second 150 there are 50 instances instead of one or two, and the dependency, back to its usual speed for a minute, finishes nothing in time any more.',
    since: 180 * S,
    until: 210 * S,
    claims: [
      'pull.levels.staff.mean == 500',
      'pull.goodputPerSecond < 0.5/s',
      'pull.attemptsPerSecond > 480/s',
      'pull.counts.failedCalls > 14000',
      'pull.levels.ready.last > 5500',
    ],
  },
  {
    says: 'Without the half minute of slowness it never takes more than five instances.',
    timeline: [],
    until: 180 * S,
    claims: ['pull.goodputPerSecond > 88/s', 'pull.levels.staff.max <= 50', 'pull.levels.outstanding.last < 60'],
  },
  {
    says: 'At most 5 instances are 50 calls at a time, half a second each, and the backlog is gone by the end.',
    set: { 'autoscale.max': 5 },
    since: 120 * S,
    claims: ['pull.goodputPerSecond > 92/s', 'pull.levels.staff.max == 50', 'pull.levels.ready.last < 30'],
  },
  {
    says: 'At most 11 instances are 110 calls at a time, more than the dependency does in the second of its callers, and nothing is done in time.',
    set: { 'autoscale.max': 11 },
    since: 300 * S,
    until: 330 * S,
    claims: ['pull.goodputPerSecond < 0.5/s'],
  },
  {
    says: 'Scaled by the age of the oldest message the same happens by second 300.',
    set: { 'autoscale.metric': 'age' },
    since: 300 * S,
    until: 330 * S,
    claims: ['pull.goodputPerSecond < 0.5/s', 'pull.levels.staff.max > 200'],
  },
  {
    says: 'Scaled by busy workers it happens by second 360, for a worker that waits for the dependency is busy.',
    set: { 'autoscale.metric': 'utilisation' },
    since: 360 * S,
    until: 390 * S,
    claims: ['pull.goodputPerSecond < 0.5/s', 'pull.levels.ready.last > 5000'],
  },
  {
    says: 'Twice the servers in the dependency, the tier that is short, and all is done; the workers are then busy for 2% of their time.',
    set: { 'ds.servers': 20 },
    since: 200 * S,
    until: 240 * S,
    claims: ['pull.goodputPerSecond > 86/s', 'pull.counts.failedCalls == 0', 'pull.utilisation < 3%'],
  },
];
