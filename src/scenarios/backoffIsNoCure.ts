/** The storm again, with the backoff that everybody recommends: waiting longer spreads the retries and removes none. */
import { SECOND as S } from '../model/time.ts';
import { hangUntil, storm } from './metastableRetryStorm.ts';
import type { Finding, NamedScenario } from './named.ts';

const halfAMinute = hangUntil(50 * S);

export const backoffIsNoCure: NamedScenario = {
  scenario: {
    name: 'backoff-is-no-cure',
    seed: 1,
    until: 300 * S,
    lanes: ['push'],
    values: {
      ...storm,
      'retry.schedule': 'exponential',
      'retry.cap': 60 * S,
      'retry.jitter': 'full',
    },
    timeline: hangUntil(22 * S),
    trace: null,
  },
  title: 'Backoff is not a cure',
  summary:
    'Exponential backoff with full jitter, and still no goodput: new messages go on bringing four attempts each.',
  watch: 'Attempts per second against what the dependency can do, and goodput, minutes after the trigger.',
  turn: 'While the storm is on, lower the arrivals to 10/s, so that arrivals × attempts fit into the dependency; or allow a retry budget from the start.',
  pitfall: 'Backoff moves load to later; only fewer attempts make less of it.',
  from: 16 * S,
};

export const backoffIsNoCureFindings: readonly Finding[] = [
  {
    says: 'Three minutes after the two seconds nothing gets done, at 325 attempts a second.',
    since: 200 * S,
    until: 240 * S,
    claims: ['push.goodputPerSecond < 0.5/s', 'push.attemptsPerSecond > 310/s', 'push.attemptsPerSecond < 330/s'],
  },
  {
    says: 'No jitter, no difference.',
    set: { 'retry.jitter': 'none' },
    since: 100 * S,
    until: 120 * S,
    claims: ['push.goodputPerSecond < 0.5/s', 'push.attemptsPerSecond > 305/s'],
  },
  {
    says: 'Waits of 10, 20 and 40 s, a longer cap, no difference either; only more messages wait at any time, 3,000 instead of 600.',
    set: { 'retry.base': 10 * S, 'retry.cap': 300 * S },
    since: 140 * S,
    until: 170 * S,
    claims: [
      'push.goodputPerSecond < 0.5/s',
      'push.attemptsPerSecond > 305/s',
      'push.levels.outstanding.mean > 2800',
      'push.levels.outstanding.mean < 3300',
    ],
  },
  {
    says: 'Turned down to 10/s at second 60, arrivals × attempts are 40/s, and still nothing is done before the line that has grown by then is gone.',
    timeline: [...hangUntil(22 * S), { type: 'set', at: 60 * S, key: 'arrival.rate', value: 10 }],
    since: 100 * S,
    until: 200 * S,
    claims: ['push.goodputPerSecond < 0.5/s', 'push.attemptsPerSecond > 36/s', 'push.attemptsPerSecond < 44/s'],
  },
  {
    says: 'Two and a half minutes after they were turned down all is done.',
    timeline: [...hangUntil(22 * S), { type: 'set', at: 60 * S, key: 'arrival.rate', value: 10 }],
    since: 220 * S,
    until: 280 * S,
    claims: ['push.goodputPerSecond > 9/s', 'push.counts.retries == 0'],
  },
  {
    says: 'At 20/s from the start even half a minute of hanging is over by second 150.',
    set: { 'arrival.rate': 20 },
    timeline: halfAMinute,
    since: 150 * S,
    until: 200 * S,
    claims: ['push.goodputPerSecond > 18/s'],
  },
  {
    says: 'At 24/s, just below 25 × 4 = 100, half a minute of hanging leaves a line that is still too long at second 500.',
    set: { 'arrival.rate': 24 },
    timeline: halfAMinute,
    since: 200 * S,
    until: 500 * S,
    claims: ['push.goodputPerSecond < 0.5/s', 'push.attemptsPerSecond < 100/s'],
  },
  {
    says: 'By second 620 the 24/s are back.',
    set: { 'arrival.rate': 24 },
    timeline: halfAMinute,
    since: 620 * S,
    until: 650 * S,
    claims: ['push.goodputPerSecond > 22/s'],
  },
  {
    says: 'At 26/s the line only grows.',
    set: { 'arrival.rate': 26 },
    timeline: halfAMinute,
    since: 400 * S,
    until: 500 * S,
    claims: ['push.goodputPerSecond < 0.5/s', 'push.attemptsPerSecond > 100/s'],
  },
  {
    says: 'Two seconds are too short to start a storm at 40/s, although 40 × 4 is more than 100: the line is gone before its retries come.',
    set: { 'arrival.rate': 40 },
    since: 30 * S,
    until: 90 * S,
    claims: ['push.goodputPerSecond > 38/s', 'push.counts.retries < 5'],
  },
  {
    says: 'A retry budget of 10% from the start ends it.',
    set: { 'retry.budget': 0.1 },
    since: 60 * S,
    until: 90 * S,
    claims: ['push.goodputPerSecond > 78/s'],
  },
];
