/** Google Cloud Pub/Sub with a push subscription. */
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import type { Preset } from '../preset.ts';

export const pubSubPush: Preset = {
  name: 'pubsub-push',
  title: 'Pub/Sub push',
  system: 'Google Cloud Pub/Sub, a push subscription with a dead-letter topic',
  version: 'API v1, python-pubsub as stored; documentation pages undated',
  lane: 'push',
  values: {
    'push.window': 'slow-start',
    'endpoint.backoff': 100 * MS,
    'retry.owner': 'broker',
    'retry.schedule': 'immediate',
    'queue.durable': true,
    'queue.ttl': 7 * 86_400 * S,
    lateAck: 'rejected',
  },
  sources: [
    'Google Pub/Sub API v1 (googleapis/python-pubsub, types/pubsub.py): Subscription, DeadLetterPolicy, RetryPolicy',
    'Google Cloud Pub/Sub documentation, Push subscriptions',
    'Google Cloud Pub/Sub documentation, Subscription retry policy',
  ],
  cannot: [
    'Google’s true window constants, which are not public in the copies at hand.',
    'Timing that is only best effort: deadlines, delays and the count of attempts may all be off.',
    'Endpoints spread over regions.',
  ],
  unconfirmed: [
    'The window that starts at 1 and doubles while all goes well: the pages say only that the rate follows the successes.',
    'The backoff of the whole subscription, 100 ms to 60 s.',
  ],
  notes: [
    'A message is delivered 5 times, the default and the least of a dead-letter policy (5 to 100); without a policy there is no end.',
    'A subscription without a retry policy delivers again at once; with one it waits 10 s to 600 s, exponentially.',
    'Alibaba Cloud SMQ publishes a push backoff of the same kind: intervals up to 60 s, full recovery within 100 s.',
  ],
};
