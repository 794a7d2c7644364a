/** NATS JetStream: a pull consumer. */
import { NEVER, SECOND as S } from '../../model/time.ts';
import type { Preset } from '../preset.ts';

export const jetStreamPull: Preset = {
  name: 'jetstream-pull',
  title: 'NATS JetStream pull',
  system: 'NATS JetStream, a pull consumer on a work-queue stream',
  version: 'nats.docs and nats-server as stored, undated',
  lane: 'pull',
  values: {
    'poll.interval': 0,
    'poll.wait': 30 * S,
    'inflight.quota': 1_000,
    'retry.schedule': 'immediate',
    'retry.maxAttempts': NEVER,
    'requeue.position': 'redelivery-first',
    'dedup.window': 120 * S,
    'queue.overflow': 'drop-oldest',
    'queue.ttl': NEVER,
    'dlq.enabled': false,
  },
  sources: [
    'NATS documentation, JetStream: consumers',
    'NATS documentation, JetStream: streams',
    'nats-server, server/consumer.go: redelivery before new messages',
    'nats-server, server/jetstream_api.go and server/stream.go',
  ],
  cannot: [
    'Retention by interest.',
    'An ack of all before it (AckAll) across subscribers.',
    'Rate limits in bits per second.',
    'The 409 that a pull request gets while as many are out as may be; here it waits, and ends with nothing.',
    'The bound of 512 waiting pull requests (MaxWaiting).',
    'A message that has used up MaxDeliver stays in the stream unseen, and an advisory tells of it; here it is dropped.',
    'A BackOff list whose first entry replaces the lease.',
  ],
  unconfirmed: ['That a stream has no greatest age unless it is given one.'],
  notes: [
    'How long a pull request waits depends on the client: 30 s here.',
    'A nak is delivered again at once; a BackOff list would act on timeouts only.',
    'The stream has no greatest length by default; with one, DiscardOld drops the oldest message although nobody has seen it.',
  ],
};
