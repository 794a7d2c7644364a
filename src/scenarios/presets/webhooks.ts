/** Webhooks: Svix's open-source sender, the Standard Webhooks specification, and GitHub, which does not retry. */
import type { Values } from '../../model/scenario.ts';
import { SECOND as S } from '../../model/time.ts';
import type { Preset } from '../preset.ts';

/** The sender keeps what it sends, and an answer that comes after its request timeout reaches nobody. */
export const overHttp: Values = { 'queue.durable': true, lateAck: 'rejected' };

const always = [
  'A policy of order for each endpoint.',
  'The window of time in which a signature is valid.',
  'Many tenants behind one sender.',
];

export const svix: Preset = {
  name: 'webhooks-svix',
  title: 'Webhooks (Svix)',
  system: 'Svix, an open-source sender of webhooks',
  version: 'svix-server as stored (config.default.toml), undated',
  lane: 'push',
  values: {
    ...overHttp,
    'push.requestTimeout': 30 * S,
    'endpoint.disableAfter': 120 * 3_600 * S,
    'retry.schedule': 'list',
    'retry.maxAttempts': 8,
    'retry.jitter': 'plus-minus',
    'retry.jitterShare': 0.1,
  },
  sources: [
    'Svix, server/svix-server/config.default.toml: retry_schedule, request timeout, endpoint disabling',
    'Standard Webhooks, spec/standard-webhooks.md: retries with jitter, Retry-After',
  ],
  cannot: [...always, 'An answer of 410, which disables the endpoint at once.'],
  unconfirmed: ['The size of the jitter, a tenth up or down: the specification advises jitter and names no size.'],
  notes: ['Seven retries: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h, which is 27.6 h in all.'],
};

export const standardWebhooks: Preset = {
  name: 'webhooks-standard',
  title: 'Standard Webhooks',
  system: 'Standard Webhooks, the schedule of its specification and the receiver of its security section',
  version: 'specification as stored, undated',
  lane: 'push',
  values: {
    ...overHttp,
    'push.requestTimeout': 30 * S,
    'retry.schedule': 'list',
    'retry.list': '5s,5m,30m,2h,5h,10h,14h,20h,24h',
    'retry.maxAttempts': 10,
    'retry.jitter': 'plus-minus',
    'retry.jitterShare': 0.1,
    'idempotency.mode': 'dedup-store',
    'idempotency.window': 300 * S,
  },
  sources: ['Standard Webhooks, spec/standard-webhooks.md: delivery schedule, timeouts, idempotency'],
  cannot: [
    ...always,
    'An answer of 410, which disables the endpoint at once.',
    'Disabling an endpoint after a long failure, for which the specification names no time.',
  ],
  unconfirmed: ['The size of the jitter, a tenth up or down: the specification advises jitter and names no size.'],
  notes: [
    'The specification asks for a timeout of 15 s to 30 s: 30 s here.',
    'The schedule spans 75.6 h, but the example of a receiver remembers an id for 5 minutes: from the third try on it may take a message for new.',
  ],
};

export const gitHub: Preset = {
  name: 'webhooks-github',
  title: 'Webhooks (GitHub)',
  system: 'GitHub webhooks, which are tried once',
  version: 'docs.github.com as stored, undated',
  lane: 'push',
  values: { ...overHttp, 'retry.owner': 'operator', 'retry.maxAttempts': 1, 'dlq.ttl': 3 * 86_400 * S },
  sources: [
    'GitHub documentation, Handling failed webhook deliveries',
    'Table of webhook timeouts and retries by shannonllc, dev.to (secondary)',
  ],
  cannot: [...always, 'A redelivery of one chosen message; here an operator redrives from the oldest on.'],
  notes: [
    'The request timeout is 10 s; GitHub Enterprise Server waits 30 s.',
    'A delivery can be repeated for 3 days, by hand or through the API.',
  ],
};
