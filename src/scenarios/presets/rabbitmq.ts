/** RabbitMQ: a quorum queue that pushes to consumers with a prefetch. */
import { NEVER, SECOND as S } from '../../model/time.ts';
import type { Preset } from '../preset.ts';

export const rabbitmqQuorum: Preset = {
  name: 'rabbitmq-quorum',
  title: 'RabbitMQ quorum queue',
  system: 'RabbitMQ, a quorum queue with prefetch, length limit and confirming publisher',
  version: '4.3 (documentation of 2026-08-21)',
  lane: 'push',
  values: {
    'push.maxInFlight': 250,
    'push.scope': 'per-consumer',
    'push.choice': 'round-robin',
    'push.requestTimeout': 1_800 * S,
    'timeout.checkEvery': 60 * S,
    lateAck: 'rejected',
    'retry.owner': 'broker',
    'retry.schedule': 'immediate',
    'retry.counts': 'failure',
    'retry.maxAttempts': 20,
    'requeue.position': 'redelivery-first',
    'queue.capacity': 100_000,
    'queue.durable': true,
    'queue.ttl': NEVER,
  },
  sources: [
    'RabbitMQ documentation, Consumer acknowledgements and publisher confirms',
    'RabbitMQ documentation, Consumer prefetch',
    'RabbitMQ documentation, Quorum queues',
    'RabbitMQ documentation, Queue length limit',
    'RabbitMQ documentation, Consumers: acknowledgement timeout',
    'RabbitMQ documentation, Dead letter exchanges',
  ],
  cannot: [
    'Alarms of memory and disk, which block publishing connections.',
    'A prefetch that the consumers of one channel share.',
    'Priorities.',
    'The latency of Raft, by which the members of a quorum queue agree.',
    'The consumer timeout cancels the consumer and returns all that it has; here only the delivery that is late comes back.',
    'A crash closes the connection, is seen at once and counts as a failure; here it is seen by the consumer timeout.',
    'A restart of the broker closes all connections and returns what is unacked at once; here it stays out until its timeout.',
    'A nack of the consumer that does not count; here each failure is a reject.',
  ],
  unconfirmed: ['That a queue keeps messages for ever unless it is given a time to live.'],
  notes: [
    'A prefetch of 250 is of the usual 100 to 300; the limit of 100,000 ready messages is an example, for by default there is none.',
    'A dead-letter exchange is set; without one, a message that has failed 20 times is dropped.',
    'Delayed retry (4.3) is off, as by default. Its formula is min(least × deliveries, longest), which is linear; the example on the same page contradicts it.',
  ],
};
