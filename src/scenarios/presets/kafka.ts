/** Apache Kafka: a consumer group on a topic, with Spring Kafka's error handler in the consumer. */
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import type { Preset } from '../preset.ts';

export const kafkaGroup: Preset = {
  name: 'kafka-group',
  title: 'Kafka consumer group',
  system: 'Apache Kafka, a consumer group on 12 partitions, with the error handler of Spring Kafka',
  version: 'Kafka clients of 2024-10-25 (before 4.0)',
  lane: 'pull',
  values: {
    'queue.order': 'partition-log',
    'poll.interval': 0,
    'poll.wait': 500 * MS,
    'poll.batchMax': 500,
    'poll.batchWindow': 500 * MS,
    'ack.granularity': 'cumulative',
    'ack.timeout': 45 * S,
    'lease.renewEvery': 3 * S,
    'lease.maxTotal': 300 * S,
    lateAck: 'rejected',
    'retry.owner': 'inline',
    'retry.schedule': 'immediate',
    'retry.maxAttempts': 10,
    'retry.counts': 'failure',
    'dlq.enabled': false,
    'queue.ttl': 7 * 86_400 * S,
    'publish.onFull': 'block',
  },
  sources: [
    'Apache Kafka, ConsumerConfig.java: max.poll.records, fetch.min.bytes, fetch.max.wait.ms, max.poll.interval.ms, session.timeout.ms, heartbeat.interval.ms, auto.commit.interval.ms',
    'Apache Kafka, ProducerConfig.java: buffer.memory, max.block.ms',
    'Spring Kafka, SeekUtils.java: FixedBackOff(0, 9)',
    'KIP-1030, Change constraints and default values for various configurations',
  ],
  cannot: [
    'The rebalance protocol: a partition whose member is slow or dead moves to another; here its instance gets it again.',
    'Compaction.',
    'Transactions, and the sequence numbers of an idempotent producer.',
    'A replay from any offset.',
    'A fetch that is shaped by bytes; max.poll.records only cuts what the client has fetched.',
    'A blocked producer gives up after 60 s (max.block.ms), and on a record after 120 s (delivery.timeout.ms).',
    'The 5 ms for which a producer of 4.0 or later collects a batch (linger.ms).',
  ],
  unconfirmed: ['The retention of 7 days.'],
  notes: [
    'The lease is the session: 45 s from the last heartbeat, one every 3 s, and 300 s in all (max.poll.interval.ms).',
    'Producers wait for a batch since 4.0 only: linger.ms is 0 before and 5 from then on (KIP-1030).',
    'A record that fails 10 times is logged and skipped, as Spring does without a recoverer that publishes it elsewhere.',
  ],
};
