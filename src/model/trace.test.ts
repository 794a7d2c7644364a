import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readIsoTime } from './isoTime.ts';
import { SECOND } from './time.ts';
import { parseTrace, speedupFor } from './trace.ts';

const timesOf = (text: string) => {
  const result = parseTrace(text, 'file.csv');
  return 'trace' in result ? result.trace.times : result.error;
};

describe('a trace', () => {
  test('is read from a column named time_ms, relative to its first arrival', () => {
    const text = 'time_ms,magnitude\n1517363399650,0.31\n1517364015660,1.35\n1517364031800,5.3\n';
    expect(parseTrace(text, 'quakes.csv')).toEqual({ trace: { name: 'quakes.csv', times: [0, 616_010, 632_150] } });
  });

  test.each([
    ['without a header', '5\n7\n7\n', [0, 2, 2]],
    ['in another column, by name', 'id,at\na,10\nb,30', [0, 20]],
    ['in seconds', 'time_s\n1.5\n2', [0, 500]],
    ['in microseconds', 'timestamp (us);x\n0;1\n2500;2', [0, 3]],
    ['as ISO dates', 'when\n2024-02-28T23:59:59.5Z\n2024-02-29T01:00:00+01:00', [0, 500]],
    ['with empty lines, quotes and a byte order mark', '\ufefftime\r\n\r\n"1"\r\n2\r\n\r\n', [0, 1]],
  ])('may come %s', (_, text, times) => expect(timesOf(text)).toEqual(times));

  test.each([
    ['', 'the file is empty'],
    [' \n\n', 'the file is empty'],
    ['time\n', 'the file has a header but no arrivals'],
    ['time\n1\nabc\n', 'line 3: “abc” is not a time'],
    ['note,time\n"two\nlines",1\nx,abc', 'line 4: “abc” is not a time'],
    ['id,time\n1', 'line 2: “” is not a time'],
    ['5\n\n4\n', 'line 3: “4” is earlier than the arrival before it'],
    ['1\n2024-02-30\n', 'line 2: “2024-02-30” is not a time'],
    ['1e9\n1e300', 'line 2: “1e300” is more than a century after the first arrival'],
    ['1\n'.repeat(20_001), 'the file has 20001 arrivals; at most 20000 are played'],
    ['1\n'.repeat(2_500_001), 'the file is larger than 5 MB'],
  ])('of %j is refused with the reason', (text, error) => expect(timesOf(text)).toBe(error));

  test('or an error comes of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void timesOf(text)));
  });
});

test('ISO dates are read as every computer reads UTC', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  fc.assert(fc.property(day, (date) => readIsoTime(date.toISOString()) === date.getTime()));
  expect(readIsoTime('2024-02-29 12:30')).toBe(Date.UTC(2024, 1, 29, 12, 30));
});

test.each([
  [[0], 1],
  [[0, 600_000_000], 10_000],
  [[0, 60_000], 1],
  [[0, 250], 0.005],
  [[0, 10 ** 12], 1_000_000],
])('a trace of %j ms lasts about a minute at × %d', (times, speedup) => {
  expect(speedupFor({ name: 'x', times }, 60 * SECOND)).toBe(speedup);
});
