import { describe, expect, test } from 'vitest';
import { attemptsAtMost, publishSpan, redeliverySpan, retrySpan } from './retries.ts';
import { settingsOf, type Values } from './scenario.ts';
import { meanWait } from './schedule.ts';
import { NEVER, SECOND as S } from './time.ts';

const settings = (values: Values) =>
  settingsOf({ name: 'tries', seed: 1, until: S, lanes: ['pull'], values, timeline: [], trace: null }, 'pull');
const span = (values: Values, waitOf?: typeof meanWait) => retrySpan(settings(values), waitOf) / S;

const four: Values = { 'retry.maxAttempts': 4, 'retry.base': S }; // waits of 1, 2 and 4 s

describe('the span of retries', () => {
  test('is the sum of all waits, on average less with jitter', () => {
    expect(span(four)).toBe(7);
    expect(span({ ...four, 'retry.jitter': 'full' })).toBe(7);
    expect(span({ ...four, 'retry.jitter': 'full' }, meanWait)).toBe(3.5);
    const svix: Values = { 'retry.schedule': 'list', 'retry.list': '5s,5m,30m,2h,5h,10h,10h', 'retry.maxAttempts': 8 };
    expect(span(svix)).toBe(99_305);
  });

  test('is nothing where nobody retries, and has no end without a limit', () => {
    for (const owner of ['none', 'operator']) expect(span({ ...four, 'retry.owner': owner })).toBe(0);
    expect(span({ ...four, 'retry.maxAttempts': 1 })).toBe(0);
    expect(span({ ...four, 'retry.maxAttempts': NEVER })).toBe(NEVER);
    expect(span({ ...four, 'retry.maxAttempts': NEVER, 'retry.schedule': 'immediate' })).toBe(NEVER);
  });

  test('ends with the age at which a message is given up: at the first of both limits, or at the last', () => {
    expect(span({ ...four, 'retry.maxAge': 5 * S })).toBe(5);
    expect(span({ ...four, 'retry.maxAge': 60 * S })).toBe(7);
    expect(span({ ...four, 'retry.maxAttempts': NEVER, 'retry.maxAge': 60 * S })).toBe(60);
    expect(span({ ...four, 'retry.stopRule': 'both', 'retry.maxAge': 60 * S })).toBe(60);
    expect(span({ ...four, 'retry.stopRule': 'both' })).toBe(NEVER);
  });

  test('has the waits of the worker within each delivery', () => {
    expect(span({ ...four, 'retry.inline': 3 })).toBe(7 + 4 * 3);
    expect(span({ ...four, 'retry.inline': 3, 'retry.owner': 'inline' })).toBe(7);
    expect(span({ ...four, 'retry.inline': 3, 'retry.owner': 'none' })).toBe(3);
  });

  test('of redeliveries has a lease that runs out before each', () => {
    const values = settings({ ...four, 'ack.timeout': 30 * S, 'push.requestTimeout': 10 * S });
    expect(redeliverySpan(values, 'pull') / S).toBe(97);
    expect(redeliverySpan(values, 'push') / S).toBe(37);
    expect(redeliverySpan(settings({ ...four, 'ack.timeout': NEVER }), 'pull') / S).toBe(7);
  });

  test('of publishing is a timeout for each further try', () => {
    expect(publishSpan(settings({ 'publish.maxAttempts': 3, 'publish.timeout': 5 * S }))).toBe(10 * S);
    expect(publishSpan(settings({ 'publish.maxAttempts': 1 }))).toBe(0);
    expect(publishSpan(settings({ 'publish.maxAttempts': NEVER }))).toBe(NEVER);
    expect(publishSpan(settings({ 'publish.confirm': false }))).toBe(0);
  });
});

test('attempts multiply over their owners', () => {
  expect(attemptsAtMost(settings({ ...four, 'retry.inline': 3 }))).toBe(12);
  expect(attemptsAtMost(settings({ ...four, 'retry.inline': 3, 'retry.owner': 'inline' }))).toBe(4);
  expect(attemptsAtMost(settings({ ...four, 'retry.owner': 'operator' }))).toBe(1);
  expect(attemptsAtMost(settings({ ...four, 'retry.stopRule': 'both' }))).toBe(NEVER);
});
