/** Headings within the long groups of the parameter table, by how the ids of their rows begin. */
import type { Row } from '../../model/parameters.ts';

interface Section {
  label: string;
  /** Of all prefixes that a row has, the longest decides. */
  prefixes: readonly string[];
}

const sections: Record<string, readonly Section[]> = {
  arrivals: [
    { label: 'How they come', prefixes: ['arrival.', 'trace.'] },
    { label: 'Surges', prefixes: ['surge.'] },
    { label: 'Closed loop', prefixes: ['clients.'] },
    { label: 'Bursts', prefixes: ['burst.'] },
    { label: 'Messages', prefixes: ['poison.', 'key.'] },
    { label: 'Publishing', prefixes: ['publish.'] },
  ],
  consumer: [
    { label: 'Work', prefixes: ['consumer.', 'service.', 'buffer.'] },
    { label: 'Limiter', prefixes: ['consumer.rate'] },
    { label: 'Failures', prefixes: ['error.', 'crash.', 'batch.'] },
    { label: 'Duplicates', prefixes: ['idempotency.'] },
    { label: 'Shedding', prefixes: ['shed.'] },
    { label: 'Autoscaling', prefixes: ['autoscale.'] },
  ],
  pull: [
    { label: 'Asking', prefixes: ['poll.', 'cost.'] },
    { label: 'Batches', prefixes: ['poll.batch'] },
  ],
  push: [
    { label: 'Back-pressure', prefixes: ['push.maxInFlight', 'push.scope', 'push.window'] },
    { label: 'Rate', prefixes: ['push.rate'] },
    { label: 'Endpoints', prefixes: ['push.', 'endpoint.'] },
  ],
  retry: [
    { label: 'Who, and until when', prefixes: ['retry.'] },
    {
      label: 'Waits',
      prefixes: [
        'retry.schedule',
        'retry.base',
        'retry.multiplier',
        'retry.power',
        'retry.list',
        'retry.phase',
        'retry.cap',
        'retry.delayOn',
        'retry.honourRetryAfter',
        'retry.checkEvery',
      ],
    },
    { label: 'Jitter', prefixes: ['retry.jitter'] },
    { label: 'Budget', prefixes: ['retry.budget', 'retry.token'] },
    { label: 'Dead letters', prefixes: ['dlq.', 'redrive.'] },
  ],
  broker: [
    { label: 'On the way', prefixes: ['net.', 'delivery.', 'spurious.'] },
    { label: 'Queue', prefixes: ['queue.', 'requeue.', 'dedup.'] },
    { label: 'Leases', prefixes: ['inflight.', 'ack.timeout', 'lease.', 'timeout.'] },
    { label: 'Acks', prefixes: ['ack.', 'lateAck'] },
  ],
  downstream: [
    { label: 'Calls', prefixes: ['ds.'] },
    { label: 'Throttle', prefixes: ['throttle.'] },
    { label: 'Circuit breaker', prefixes: ['breaker.'] },
  ],
};

const reach = ({ prefixes }: Section, { id }: Row): number =>
  Math.max(0, ...prefixes.filter((prefix) => id.startsWith(prefix)).map((prefix) => prefix.length));

/** The rows of a group under their headings, in the order of the table; one part without a heading if the group is short. */
export function sectionsOf(group: string, rows: readonly Row[]): { label: string | null; rows: Row[] }[] {
  const known = sections[group];
  if (known === undefined) return [{ label: null, rows: [...rows] }];
  const homeOf = (row: Row) => known.reduce((best, each) => (reach(each, row) > reach(best, row) ? each : best));
  return known
    .map((section) => ({ label: section.label, rows: rows.filter((row) => homeOf(row) === section) }))
    .filter(({ rows: some }) => some.length > 0);
}
