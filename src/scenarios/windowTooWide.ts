/** How many deliveries may be unanswered decides whether a push link comes back after an outage. */
import { NEVER, SECOND as S } from '../model/time.ts';
import { hangUntil, storm } from './metastableRetryStorm.ts';
import type { Finding, NamedScenario } from './named.ts';

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
    timeline: hangUntil(50 * S),
    trace: null,
  },
  title: 'Window too wide',
  summary:
    'Half a minute of hanging, unlimited attempts, and a window of 80: push comes back after two minutes; with 200 it never does.',
  watch: 'How long each call stands in line at the dependency, against the second that its caller waits.',
  turn: 'The deliveries in flight, 80, 85, 95, 200; or no window and a line of 80 calls at the dependency.',
  // A window counts the ten calls in service, too, so its bound is capacity × timeout; only that of a line is 90.
  pitfall:
    'A window helps only below capacity × timeout, here 100/s × 1 s, and a line only below that without the calls in service, 90; the margin sets the time of recovery.',
  from: 16 * S,
};

export const windowTooWideFindings: readonly Finding[] = [
  {
    says: 'For 100 s after the outage the dependency works off what a window of 80 asked meanwhile, 79/s × 30 s, at 100/s − 79/s, and nothing is done in time.',
    since: 60 * S,
    until: 150 * S,
    claims: ['push.goodputPerSecond < 0.5/s', 'push.attemptsPerSecond > 78/s', 'push.attemptsPerSecond < 80/s'],
  },
  {
    says: 'By second 165 a window of 80 is back, and 100/s are done until the backlog is gone.',
    since: 165 * S,
    until: 250 * S,
    claims: ['push.goodputPerSecond > 99/s', 'push.goodputPerSecond < 101/s'],
  },
  {
    says: 'With 85 still nothing is done at second 190, for the margin is smaller.',
    set: { 'push.maxInFlight': 85 },
    since: 60 * S,
    until: 190 * S,
    claims: ['push.goodputPerSecond < 0.5/s'],
  },
  {
    says: 'By second 210 a window of 85 is back.',
    set: { 'push.maxInFlight': 85 },
    since: 210 * S,
    until: 250 * S,
    claims: ['push.goodputPerSecond > 99/s'],
  },
  {
    says: 'With 95, 94 attempts a second, nothing is done in time within these five minutes.',
    set: { 'push.maxInFlight': 95 },
    since: 60 * S,
    claims: ['push.goodputPerSecond < 0.5/s', 'push.attemptsPerSecond > 93/s', 'push.attemptsPerSecond < 95/s'],
  },
  {
    says: 'By second 515 a window of 95 is back.',
    set: { 'push.maxInFlight': 95 },
    since: 515 * S,
    until: 545 * S,
    claims: ['push.goodputPerSecond > 99/s'],
  },
  {
    says: 'With 200 the dependency is asked twice what it can do, 198/s, and falls behind further and further.',
    set: { 'push.maxInFlight': 200 },
    since: 60 * S,
    until: 180 * S,
    claims: ['push.goodputPerSecond < 0.5/s', 'push.attemptsPerSecond > 195/s', 'push.attemptsPerSecond < 200/s'],
  },
  {
    says: 'A line of 80 without a window comes back as soon as the dependency does; it refuses 2,200 attempts a second meanwhile.',
    set: { 'push.maxInFlight': NEVER, 'ds.queueCap': 80 },
    since: 55 * S,
    until: 70 * S,
    claims: [
      'push.goodputPerSecond > 99/s',
      'push.goodputPerSecond < 101/s',
      'push.attemptsPerSecond > 2100/s',
      'push.attemptsPerSecond < 2400/s',
    ],
  },
  {
    says: 'A line of 100 and 10 calls in service are more than a second of work, so nothing is done in time.',
    set: { 'push.maxInFlight': NEVER, 'ds.queueCap': 100 },
    since: 55 * S,
    until: 65 * S,
    claims: ['push.goodputPerSecond < 0.5/s'],
  },
];
