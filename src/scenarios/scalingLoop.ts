/** More instances for a backlog that the dependency makes: scaling the wrong tier. */
import { MILLISECOND as MS, NEVER, SECOND as S } from '../model/time.ts';
import type { NamedScenario } from './named.ts';

export const scalingLoop: NamedScenario = {
  scenario: {
    name: 'scaling-loop',
    seed: 1,
    until: 900 * S,
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
  turn: 'At most 3 instances; or scale by busy workers and see that it makes no difference.',
  pitfall: 'A backlog does not say which tier is short; more callers make a saturated dependency worse.',
  from: 50 * S,
  findings: [],
};
