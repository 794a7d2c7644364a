/** Links and files of people who mean harm, or whose mail program cut them: nothing throws, hangs or grows, and each gives a scenario that may run. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hook } from '../scenarios/hook.ts';
import type { Read } from './fields.ts';
import { decodeFile, encodeFile } from './file.ts';
import { anyScenario } from './generators.test-support.ts';
import { decodeLink, encodeLink } from './link.ts';
import { pack, TEXT_MAX } from './payload.ts';
import { sampleBase, samples } from './samples.test-support.ts';
import { clamp, validate } from './validate.ts';

const RUNS = process.env.LONG ? 100_000 : 5_000;
/** A link of random text is short; one that is repaired at length is long. On a slow machine all of it takes well below this. */
const EACH_MS_MAX = 3_000;
/** What one link may leave in memory, stated for the whole: notes are cut, and a scenario has at most its limits. */
const RESULT_MAX = 2 * TEXT_MAX;

const find = (name: string) => (name === 'hook' ? hook : name === 'sample' ? sampleBase : undefined);
const markup = '<img src=x onerror=alert(1)>';

/** Real links and files to begin with, so that mutations come past the first check. */
const real = fc.sample(anyScenario, { numRuns: 300, seed: 1 }).map((scenario) => clamp(scenario).scenario);
const whole: fc.Arbitrary<string> = fc.constantFrom(
  ...samples.map(({ link }) => link),
  ...real.map((scenario) => encodeLink(scenario, hook)),
  ...real.map((scenario) => encodeFile(scenario, hook, 'scenario.schema.json')),
);

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '&',
    '=',
    '%',
    '%00',
    '%ff',
    '#',
    ':',
    '+',
    ',',
    'inf',
    '-1',
    '1e308',
    '1e-320',
    'NaN',
    '\ud800',
    '\u202e',
  ),
  fc.constantFrom('{', '}', '[', ']', '"', 'null', '"__proto__":', '"lanes":[', '"timeline":["drill=0s:', '1.5e9'),
  fc.constantFrom(
    '__proto__=1',
    'constructor=1',
    'v=0',
    'v=99',
    't=-1s',
    'speed=1e9',
    'focus=all',
    'scenario=toString',
  ),
  fc.constantFrom(markup, `name=${markup}`, `&scenario=${markup}`, `&${markup}=${markup}`, 'javascript:alert(1)'),
  fc.constantFrom('timeline=none', 'trace=none', `z=${pack('seed=3&burst=1s:2')}`, 'z=1.AAAA', '&z=1.'),
);

type Mutation = (text: string, at: number, other: string) => string;
const mutations: readonly Mutation[] = [
  (text, at) => text.slice(0, at),
  (text, at, other) => text.slice(0, at) + other + text.slice(at),
  (text, at, other) => text.slice(0, at) + other + text.slice(at + Math.max(1, other.length)),
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text, at, other) => `${text.slice(at)}&${other}&${text.slice(0, at)}`,
  (text, at) => text.slice(0, at) + text.slice(Math.max(0, at - 40)).repeat(3),
  (text, at) => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1),
];

const mutated: fc.Arbitrary<string> = fc
  .tuple(
    whole,
    fc.array(fc.tuple(fc.nat(mutations.length - 1), fc.double({ min: 0, max: 1, noNaN: true }), piece), {
      maxLength: 6,
    }),
  )
  .map(([text, steps]) =>
    steps.reduce((now, [which, place, other]) => mutations[which]!(now, Math.floor(place * now.length), other), text),
  );

const packed = mutated.map((text) => `v=1&scenario=hook&z=${pack(text.replace(/[^ -~]/g, '?'))}`);
const hostile = fc.oneof(
  { weight: 6, arbitrary: mutated },
  { weight: 2, arbitrary: packed },
  { weight: 1, arbitrary: fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.json() },
);

function check(read: Read): void {
  const { scenario, view, notes } = read;
  expect(validate(scenario)).toEqual([]);
  expect(view.at === null || (view.at >= 0 && view.at <= scenario.until)).toBe(true);
  expect(view.speed === null || (view.speed >= 0.1 && view.speed <= 1_000)).toBe(true);
  expect(view.focus === null || scenario.lanes.includes(view.focus)).toBe(true);
  expect(notes.length).toBeLessThanOrEqual(21);
  expect(notes.every((note) => note.length <= 241)).toBe(true);
  expect(JSON.stringify(read).length).toBeLessThan(RESULT_MAX);
  const link = encodeLink(scenario, read.base, view);
  expect(link).toMatch(/^[\w\-.!~*'():,+/=@&%]*$/);
  const again = decodeLink(link, find, hook);
  expect(again.notes).toEqual([]);
  expect(encodeLink(again.scenario, again.base, again.view)).toBe(link);
}

test(`${RUNS} random and mutated links and files give a scenario within limits and say what was changed`, () => {
  const started = performance.now();
  let slowest = 0;
  let noted = 0;
  let files = 0;
  fc.assert(
    fc.property(hostile, (text) => {
      const beganMs = performance.now();
      const link = decodeLink(text, find, hook);
      const file = decodeFile(text, find, hook);
      slowest = Math.max(slowest, performance.now() - beganMs);
      check(link);
      if (link.notes.length > 0) noted++;
      if ('error' in file) expect(file.error).toMatch(/^The file (is not|has)/);
      else {
        files++;
        check(file);
      }
    }),
    { numRuns: RUNS, seed: 20_261_126 },
  );
  const seconds = (performance.now() - started) / 1_000;
  console.info(
    `${RUNS} in ${seconds.toFixed(1)} s, ${noted} explained, ${files} files, slowest ${slowest.toFixed(1)} ms`,
  );
  expect(noted).toBeGreaterThan(RUNS / 4);
  expect(files).toBeGreaterThan(RUNS / 100);
  expect(slowest).toBeLessThan(EACH_MS_MAX);
}, 3_600_000);

test('the longest links that can be sent are read in bounded time and memory', () => {
  const full = (part: string) => part.repeat(Math.floor(TEXT_MAX / part.length));
  const worst = [
    full('set=1s:poll.interval=0&'),
    `set=0:net.latency=0&set=0:poll.wait=0&${full('set=2s:poll.interval=0&drill=1s+1s:broker.down&')}`,
    full('%F0%9F%92%A9'),
    full('%'),
    full('='),
    full('&'),
    `retry.list=${full('5s,')}`,
    `lanes=${full('push,')}`,
    `seed=${full('9')}`,
    `seed=${full('1 ')}x`,
    `until=${full('.')}`,
    `trace=a.${full('A')}.b`,
    `z=1.${full('A')}`,
    `z=${pack('x'.repeat(200_000_000))}`,
    ...['set', 'drill', 'burst'].map((type) => `${type}=${full(':+=')}`),
  ];
  for (const text of worst) {
    const beganMs = performance.now();
    const before = process.memoryUsage().heapUsed;
    check(decodeLink(text, find, hook));
    const grownMb = (process.memoryUsage().heapUsed - before) / 1e6;
    expect(performance.now() - beganMs, text.slice(0, 60)).toBeLessThan(EACH_MS_MAX);
    expect(grownMb, text.slice(0, 60)).toBeLessThan(256);
  }
});
