/** How many deliveries may be unanswered decides whether a push link comes back after an outage. */
import { NEVER, SECOND as S } from '../model/time.ts';
import { storm } from './metastableRetryStorm.ts';
import type { NamedScenario } from './named.ts';

export const windowTooWide: NamedScenario = {
  scenario: {
    name: 'window-too-wide',
    seed: 1,
    until: 300 * S,
    lanes: ['push'],
    values: {
      ...storm,
      'retry.maxAttempts': NEVER,
      'push.maxInFlight': 80,
    },
    timeline: [{ type: 'drill', at: 20 * S, until: 50 * S, drill: 'downstream.hang', amount: 1, lane: null }],
    trace: null,
  },
  title: 'Window too wide',
  summary: 'Half a minute of hanging, unlimited attempts, and a window of 80: it comes back; with 100 it never does.',
  watch: 'How long each call stands in line at the dependency, against the second that its caller waits.',
  turn: 'The deliveries in flight: 80, 100, 200.',
  pitfall:
    'A bound helps only below capacity × (timeout − call time), here 100/s × 0.9 s = 90, and the margin sets the time of recovery.',
  from: 16 * S,
  findings: [
    {
      says: 'A window of 80, two minutes after the outage: 100 done a second, the backlog shrinks.',
      since: 180 * S,
      claims: ['push.goodputPerSecond > 95/s'],
    },
    {
      says: 'A window of 85 takes longer to come back, the margin to 90 is half as wide.',
      set: { 'push.maxInFlight': 85 },
      since: 180 * S,
      claims: ['push.goodputPerSecond < 90/s', 'push.goodputPerSecond > 50/s'],
    },
    {
      says: 'With 95 nothing is done in time any more, although the dependency works without a pause.',
      set: { 'push.maxInFlight': 95 },
      since: 180 * S,
      claims: ['push.goodputPerSecond < 1/s', 'push.attemptsPerSecond > 90/s'],
    },
    {
      says: 'Neither with 200.',
      set: { 'push.maxInFlight': 200 },
      since: 180 * S,
      claims: ['push.goodputPerSecond < 1/s'],
    },
  ],
};
