/** Amazon SNS as a push sender, and as the push side of a hybrid: SNS into SQS, out to rate-limited workers. */
import { NEVER, SECOND as S } from '../../model/time.ts';
import type { Preset } from '../preset.ts';
import { standardQueue } from './sqs.ts';
import { overHttp } from './webhooks.ts';

const retries = 'Amazon SNS Developer Guide, Message delivery retries';

export const snsManaged: Preset = {
  name: 'sns-managed',
  title: 'SNS to SQS or Lambda',
  system: 'Amazon SNS, pushing to an endpoint that AWS manages (SQS, Lambda)',
  version: 'Developer Guide, current page as stored, undated',
  lane: 'push',
  values: {
    ...overHttp,
    'retry.schedule': 'list',
    // 3 at once, 2 after 1 s, 10 from 1 s to 20 s in equal ratios, then 20 s for ever.
    'retry.list': '0,0,0,1s,1s,1s,1.395s,1.946s,2.714s,3.786s,5.282s,7.368s,10.278s,14.337s,20s,20s',
    'retry.maxAttempts': NEVER,
    'retry.maxAge': 23 * 86_400 * S,
    'queue.ttl': NEVER,
    'dlq.enabled': false,
  },
  sources: [retries],
  cannot: [
    'A bound of 100,015 retries, beyond the table’s thousand; here 23 days end them, which is about as many.',
    'Jitter, whose size is not published.',
    'Fan-out to several subscriptions with different filters.',
  ],
  unconfirmed: [
    'The waits of the backoff phase between 1 s and 20 s, here in equal ratios: the formula is not published.',
  ],
  notes: ['A message that is given up is discarded, unless its subscription has a dead-letter queue.'],
};

export const snsHttp: Preset = {
  name: 'sns-http',
  title: 'SNS to HTTP',
  system: 'Amazon SNS, pushing to an HTTP or HTTPS endpoint with the default delivery policy',
  version: 'Developer Guide (awsdocs d2d6700)',
  lane: 'push',
  values: {
    ...overHttp,
    'push.requestTimeout': 15 * S,
    'retry.schedule': 'phases',
    'retry.base': 20 * S,
    'retry.cap': 20 * S,
    'retry.maxAttempts': 4,
    'retry.maxAge': 3_600 * S,
    'dlq.enabled': false,
  },
  sources: [retries],
  cannot: [
    'Jitter, whose size is not published.',
    'Growth of the backoff phase other than in equal steps (exponential, geometric).',
    'Fan-out to several subscriptions with different filters.',
  ],
  unconfirmed: ['The request timeout of 15 s.'],
  notes: [
    'Three retries in the backoff phase (numRetries), each after 20 s (minDelayTarget, maxDelayTarget); all phases together may take an hour.',
    'No greatest rate (maxReceivesPerSecond) by default.',
    'A message that is given up is discarded, unless its subscription has a dead-letter queue.',
  ],
};

export const snsSqsWorkers: Preset = {
  name: 'sns-sqs-workers',
  title: 'SNS, SQS and limited workers',
  system: 'Amazon SNS pushing into an SQS standard queue, out of which rate-limited workers pull',
  version: 'SNS and SQS Developer Guides (awsdocs d2d6700 and 39de636)',
  lane: 'hybrid',
  values: {
    ...standardQueue,
    'publish.maxAttempts': NEVER,
    'publish.timeout': 20 * S,
    'publish.buffer': 1_000_000,
    'consumer.rateLimit': 50,
    'consumer.concurrency': 10,
  },
  sources: [
    retries,
    'Amazon SQS Developer Guide, Visibility timeout',
    'Amazon SQS Developer Guide, Short and long polling',
    'Amazon SQS Developer Guide, Dead-letter queues',
  ],
  cannot: [
    'The phases in which SNS tries to reach the queue (3 at once, 2 after 1 s, 10 from 1 s to 20 s); here each further try follows after 20 s, as in its last phase.',
    'Fan-out to several queues with different filters.',
    'A message moves to the dead letters at the receive after its last; here when the last lease ends.',
  ],
  unconfirmed: ['The share of spurious copies, 1 in 10,000.'],
  notes: ['The limit of 50 a second, the 10 slots and the redrive of 10 a second are the owner’s choice.'],
};
