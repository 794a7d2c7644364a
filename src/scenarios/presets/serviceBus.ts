/** Azure Service Bus: a queue that is received with PeekLock. */
import { NEVER, SECOND as S } from '../../model/time.ts';
import type { Preset } from '../preset.ts';

export const serviceBus: Preset = {
  name: 'service-bus',
  title: 'Azure Service Bus',
  system: 'Azure Service Bus, a queue with PeekLock and duplicate detection',
  version: 'documentation of 2017 and current pages as stored, undated',
  lane: 'pull',
  values: {
    'poll.interval': 0,
    'poll.wait': 20 * S,
    'ack.timeout': 60 * S,
    lateAck: 'rejected',
    'retry.schedule': 'immediate',
    'retry.maxAttempts': 10,
    'requeue.position': 'head',
    'dedup.window': 600 * S,
    'queue.ttl': NEVER,
  },
  sources: [
    'Azure Service Bus documentation, Message transfers, locks, and settlement (2017)',
    'Azure SDK reference, QueueProperties.MaxDeliveryCount and LockDuration',
    'Azure Service Bus documentation, Prefetch',
    'Aspire documentation, duplicate detection window of a queue',
  ],
  cannot: [
    'A receiver’s link with credit; here it long-polls for 20 s as with SQS.',
    'A prefetch that takes messages into a buffer of the client.',
    'Sessions, deferred and scheduled messages.',
  ],
  unconfirmed: ['That a message lives for ever by default.', 'That an idle receiver waits 20 s.'],
  notes: [
    'Duplicate detection is switched on, with its window of 10 minutes; a lock may be renewed, which is off here.',
  ],
};
