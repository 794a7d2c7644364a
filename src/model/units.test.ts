import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyRow, anyValueOf } from './generators.test-support.ts';
import { parameterIds, parameters } from './parameters.ts';
import { formatDuration, formatNumber, readDuration } from './quantities.ts';
import { display, formatRange, formatValue, parseValue } from './units.ts';

describe('formatting', () => {
  test('what is formatted reads as exactly the same value, for every row of the table', () => {
    const rowAndValue = anyRow.chain((row) => fc.tuple(fc.constant(row), anyValueOf(row)));
    fc.assert(
      fc.property(rowAndValue, ([row, value]) => {
        expect(parseValue(row, formatValue(row, value))).toEqual({ value });
      }),
      { numRuns: 3_000 },
    );
  });

  test('whole microseconds survive, however odd', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 86_400_000_000 }), (t) => readDuration(formatDuration(t)) === t));
  });

  test.each([
    [0, '0'],
    [20, '20us'],
    [1_500, '1.5ms'],
    [800_000, '800ms'],
    [12_500_000, '12.5s'],
    [60_000_000, '1m'],
    [5_400_000_000, '90m'],
    [5 * 86_400_000_000, '5d'],
    [1_234_567, '1.234567s'],
    [Number.POSITIVE_INFINITY, 'inf'],
  ])('%d µs is written %s', (time, text) => expect(formatDuration(time)).toBe(text));

  test.each([
    [14, '14/s'],
    [0.01, '0.01/s'],
    [10_000, '10k/s'],
    [5 / 60, '5/min'],
    [1.5 / 3_600, '1.5/h'],
  ])('%d a second is written %s', (rate, text) => expect(formatNumber('rate', rate)).toBe(text));

  test('shares are per cents and large counts are thousands or millions', () => {
    expect(formatValue(parameters['error.prob'], 0.1)).toBe('10%');
    expect(formatValue(parameters['completion.target'], 0.999)).toBe('99.9%');
    expect(formatValue(parameters['queue.capacity'], 1_500)).toBe('1.5k');
    expect(formatValue(parameters['queue.capacity'], 1_234)).toBe('1234');
  });
});

describe('parsing', () => {
  test.each([
    ['poll.interval', '.25 s', 250_000],
    ['poll.interval', '1.5m', 90_000_000],
    ['poll.interval', '0', 0],
    ['arrival.rate', '5k/min', 5_000 / 60],
    ['arrival.rate', '90/h', 0.025],
    ['arrival.rate', '20', 20],
    ['queue.capacity', '2k', 2_000],
    ['queue.capacity', 'unlimited', Number.POSITIVE_INFINITY],
    ['error.prob', '0.1', 0.1],
    ['error.prob', '10 %', 0.1],
    ['ds.servers', 'off', 0],
    ['retry.multiplier', '3×', 3],
    ['dlq.enabled', 'off', false],
    ['retry.jitter', 'full', 'full'],
  ] as const)('%s: %s', (id, text, value) => expect(parseValue(parameters[id], text)).toEqual({ value }));

  test.each([
    ['poll.interval', '2h', 'poll.interval: 2h is outside 0–1h'],
    ['poll.interval', '-1s', 'poll.interval: -1s is outside 0–1h'],
    ['poll.interval', '3', 'poll.interval: “3” is not a duration such as 250ms, 2s or 1.5h (0–1h)'],
    ['ack.timeout', '10ms', 'ack.timeout: 10ms is outside 100ms–12h or inf'],
    ['consumer.instances', '2.5', 'consumer.instances: 2.5 is outside 1–1k'],
    ['consumer.instances', 'inf', 'consumer.instances: inf is outside 1–1k'],
    ['error.prob', '1e999', 'error.prob: “1e999” is not a share such as 10% or 0.1 (0–100%)'],
    [
      'retry.jitter',
      'some',
      'retry.jitter: “some” is not one of none, full, equal, decorrelated, plus-minus or growing',
    ],
    ['dlq.enabled', 'maybe', 'dlq.enabled: “maybe” is not on or off'],
  ] as const)('%s refuses %s and says why', (id, text, error) => {
    expect(parseValue(parameters[id], text)).toEqual({ error });
  });

  test('no text makes it throw or gives a value outside the range', () => {
    fc.assert(
      fc.property(anyRow, fc.string(), (row, text) => {
        const result = parseValue(row, text);
        if ('value' in result) expect(parseValue(row, formatValue(row, result.value))).toEqual(result);
        else expect(result.error).toContain(formatRange(row));
      }),
    );
  });
});

describe('the read-out', () => {
  test.each([
    ['poll.interval', 800_000, '0.8 s'],
    ['service.mean', 112_000, '112 ms'],
    ['service.mean', 1_234_567, '1.23 s'],
    ['service.mean', 0, '0 s'],
    ['ds.service', 20, '20 µs'],
    ['ack.timeout', 5_400_000_000, '90 min'],
    ['ack.timeout', Number.POSITIVE_INFINITY, 'never'],
    ['arrival.rate', 14, '14 /s'],
    ['arrival.rate', 5 / 60, '5 /min'],
    ['arrival.rate', 1_234.5, '1230 /s'],
    ['queue.capacity', Number.POSITIVE_INFINITY, 'unlimited'],
    ['queue.capacity', 1_000_000, '1M'],
    ['error.prob', 0.1, '10 %'],
    ['retry.multiplier', 2, '2 ×'],
    ['ds.servers', 0, 'off'],
    ['retry.jitter', 'none', 'none'],
  ] as const)('%s %s shows as %s', (id, value, text) => {
    const { number, unit } = display(parameters[id], value);
    expect(`${number} ${unit}`.trim()).toBe(text);
  });

  test('every value of every row has one', () => {
    for (const id of parameterIds) expect(display(parameters[id], parameters[id].initial).number).not.toBe('');
  });
});
