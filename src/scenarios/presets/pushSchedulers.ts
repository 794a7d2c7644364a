/** Push senders of cloud platforms with limits of their own: Google Cloud Tasks and Amazon EventBridge. */
import { MILLISECOND as MS, SECOND as S } from '../../model/time.ts';
import type { Preset } from '../preset.ts';
import { overHttp } from './webhooks.ts';

export const cloudTasks: Preset = {
  name: 'cloud-tasks',
  title: 'Google Cloud Tasks',
  system: 'Google Cloud Tasks, an HTTP queue with the default limits',
  version: 'API v2 (googleapis as stored), undated',
  lane: 'push',
  values: {
    ...overHttp,
    'push.rateLimit': 500,
    'push.maxInFlight': 1_000,
    'push.requestTimeout': 600 * S,
    'retry.base': 100 * MS,
    'retry.cap': 3_600 * S,
    'retry.maxAttempts': 100,
    'retry.stopRule': 'both',
    'retry.maxAge': S,
    'queue.ttl': 30 * 86_400 * S,
    'dlq.enabled': false,
  },
  sources: ['Google Cloud Tasks API v2 (googleapis, google/cloud/tasks/v2/queue.proto): RateLimits, RetryConfig'],
  cannot: [
    'The extra throttling of a queue that is answered with 429 or 503.',
    'The doublings that end after 16, from where waits grow linearly: with the default cap that is never reached.',
    'The size of the token bucket, which the service chooses; here one dispatch at a time.',
  ],
  unconfirmed: [
    '500 dispatches a second, 1,000 at a time, 100 tries, waits from 100 ms to an hour: the defaults as commonly given.',
    'The request timeout of 10 minutes.',
    'That a task is kept for a month, and dropped for good when it has used up its tries.',
  ],
  notes: [
    'Tries end only when both limits are passed. By default there is no limit of time, so the tries alone decide; the age of 1 s here stands for none.',
  ],
};

export const eventBridge: Preset = {
  name: 'eventbridge',
  title: 'Amazon EventBridge',
  system: 'Amazon EventBridge, a rule with the default retry policy',
  version: 'User Guide and API Reference as stored, undated',
  lane: 'push',
  values: {
    ...overHttp,
    'retry.maxAttempts': 186,
    'retry.maxAge': 86_400 * S,
    'retry.jitter': 'full',
    'dlq.enabled': false,
  },
  sources: [
    'Amazon EventBridge User Guide, Event retry policy',
    'Amazon EventBridge API Reference, RetryPolicy: MaximumEventAgeInSeconds, MaximumRetryAttempts',
  ],
  cannot: ['The constants of its exponential backoff, which are not published.', 'Archives and replays of events.'],
  unconfirmed: [
    'Waits that double from 1 s to 60 s with full jitter: the guide says exponential with jitter, and no numbers.',
    'The request timeout of 10 s.',
  ],
  notes: [
    '185 retries are 186 deliveries. An event that is given up is dropped, unless the rule has a dead-letter queue.',
  ],
};
