import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyScenario } from './generators.test-support.ts';
import { isNumeric, type NumberRow, nearest } from './knobs.ts';
import { decodeLink, encodeLink, READABLE_MAX } from './link.ts';
import { unsaid } from './linkView.ts';
import { parameterIds, parameters } from './parameters.ts';
import { pack } from './payload.ts';
import { sampleBase, samples } from './samples.test-support.ts';
import type { Entry, Scenario } from './scenario.ts';
import { NEVER, SECOND } from './time.ts';
import { clamp, validate } from './validate.ts';

const hook: Scenario = {
  name: 'hook',
  seed: 1,
  until: 40 * SECOND,
  lanes: ['push', 'pull', 'hybrid'],
  values: { 'burst.size': 80, 'poll.interval': 800_000, 'hybrid:poll.interval': 0, 'hybrid:poll.wait': 20 * SECOND },
  timeline: [],
  trace: null,
};
const find = (name: string) => (name === 'hook' ? hook : undefined);
const decode = (fragment: string) => decodeLink(fragment, find, hook);
const exactly = (scenario: Scenario, base = hook) => ({ scenario, base, view: unsaid, notes: [] });

describe('a link', () => {
  test('says in readable words what differs from its scenario', () => {
    const scenario: Scenario = {
      ...hook,
      seed: 7,
      until: 60 * SECOND,
      lanes: ['push', 'pull'],
      values: { 'burst.size': 80, 'poll.interval': 200_000, 'error.prob': 0.1, 'hybrid:poll.interval': 100_000 },
      timeline: [
        { type: 'set', at: 12.5 * SECOND, key: 'hybrid:poll.interval', value: 2 * SECOND },
        { type: 'drill', at: 20 * SECOND, until: 25 * SECOND, drill: 'downstream.slow', amount: 5, lane: null },
        { type: 'drill', at: 30 * SECOND, until: NEVER, drill: 'consumer.down', amount: 1, lane: 'push' },
        { type: 'burst', at: 12 * SECOND, size: 80 },
        { type: 'poison', at: 9 * SECOND, count: 1 },
        { type: 'harm', at: 21 * SECOND, harm: 'worker.crash', target: 3, lane: 'push' },
        { type: 'harm', at: 22 * SECOND, until: 32 * SECOND, harm: 'worker.slow', target: 0, amount: 5, lane: 'pull' },
        { type: 'harm', at: 23 * SECOND, harm: 'message.poison', target: 17, lane: null },
      ],
    };
    const link = encodeLink(scenario, hook);
    expect(link.split('&')).toEqual([
      'v=1',
      'scenario=hook',
      'error.prob=0.1',
      'poll.interval=200ms',
      'hybrid:poll.interval=100ms',
      'hybrid:poll.wait=default',
      'seed=7',
      'until=1m',
      'lanes=push,pull',
      'set=12.5s:hybrid:poll.interval=2s',
      'drill=20s+5s:downstream.slow=5',
      'drill=30s:push:consumer.down',
      'burst=12s:80',
      'poison=9s:1',
      'harm=21s:push:worker.crash=3',
      'harm=22s+10s:pull:worker.slow=0*5',
      'harm=23s:message.poison=17',
    ]);
    expect(decode(link)).toEqual(exactly(scenario));
  });

  test('is short when nothing differs', () => {
    expect(encodeLink(hook, hook)).toBe('v=1&scenario=hook');
    expect(decode('#v=1&scenario=hook')).toEqual(exactly(hook));
  });

  test('brings back exactly the scenario it was made of', () => {
    const valid = anyScenario.map((scenario) => clamp(scenario).scenario);
    fc.assert(
      fc.property(valid, valid, (scenario, base) => {
        const link = encodeLink(scenario, base);
        expect(link).toMatch(/^[\w\-.!~*'():,+/=@&%]*$/);
        expect(decodeLink(`#${link}`, (name) => (name === base.name ? base : undefined), hook)).toEqual(
          exactly(scenario, base),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('survives a page that percent-encodes all of it', () => {
    const link = encodeLink({ ...hook, values: { ...hook.values, 'retry.budget': 0.2 } }, hook);
    const pasted = link.replace(/[:,+]/g, encodeURIComponent);
    expect(decode(pasted)).toEqual(decode(link));
  });

  test('holds 20,000 arrivals of a trace', () => {
    const times = Array.from({ length: 20_000 }, (_, i) => i * 30_000);
    const scenario = { ...hook, trace: { name: 'täglich.csv', times } };
    const link = encodeLink({ ...scenario, seed: 7 }, hook);
    expect(link).toMatch(/^v=1&scenario=hook&seed=7&z=1\.[\w-]+$/);
    expect(decode(link)).toEqual(exactly({ ...scenario, seed: 7 }));
  });

  test('has no parameter whose name is a word of its own', () => {
    const words = [
      'v',
      'scenario',
      'name',
      'seed',
      'until',
      'lanes',
      'trace',
      'timeline',
      'set',
      'drill',
      'burst',
      'poison',
      'redrive',
      'crash',
      'harm',
      't',
      'speed',
      'focus',
      'charts',
      'm',
      'mode',
      'branch',
      'z',
      '$schema',
    ];
    expect(parameterIds.filter((id) => words.includes(id))).toEqual([]);
  });
});

test.each(samples)('a frozen link is still understood: $about', ({ link, scenario, view }) => {
  const before = structuredClone(sampleBase);
  const read = decodeLink(link, (name) => (name === 'hook' ? sampleBase : undefined), hook);
  expect(read).toEqual({ scenario, base: sampleBase, view, notes: [] });
  expect(sampleBase).toEqual(before);
  expect(decodeLink(encodeLink(scenario, sampleBase, view), () => sampleBase, hook)).toEqual(read);
});

describe('a long link', () => {
  const knobs = parameterIds
    .filter((id) => isNumeric(parameters[id]) && !/^(burst|arrival|poll)/.test(id))
    .slice(0, 15);
  const heavy = (entries: number): Scenario => ({
    ...hook,
    values: {
      ...hook.values,
      ...Object.fromEntries(
        knobs.map((id, i) => [id, nearest(parameters[id], (parameters[id] as NumberRow).max / (3 + i))]),
      ),
    },
    timeline: Array.from({ length: entries }, (_, i): Entry => {
      const at = 1_234_000 * (i + 1);
      if (i % 3 === 0)
        return { type: 'drill', at, until: at + 2_718_000, drill: 'downstream.slow', amount: 5, lane: null };
      return i % 3 === 1
        ? { type: 'set', at, key: 'hybrid:poll.interval', value: 200_000 + i * 1_000 }
        : { type: 'burst', at, size: 80 + i };
    }),
  });
  const view = { at: 21_543_000, speed: 4, focus: 'pull', charts: null, mode: 'present' } as const;

  test('of 15 turned knobs and 25 things done by hand is readable', () => {
    expect(knobs).toHaveLength(15);
    const link = encodeLink(clamp(heavy(25)).scenario, hook, view);
    expect(link.length).toBeLessThanOrEqual(READABLE_MAX);
    expect(link).toContain('&set=2.468s:hybrid:poll.interval=201ms&');
    expect(link).toMatch(/&t=21\.543s&speed=4&focus=pull&mode=present$/);
  });

  test('is packed beyond that, still says its scenario and moment, and means the same', () => {
    const { scenario } = clamp(heavy(100));
    const link = encodeLink(scenario, hook, view);
    expect(link).toMatch(/^v=1&scenario=hook&z=1\.[\w-]+&t=21\.543s&speed=4&focus=pull&mode=present$/);
    expect(link.length).toBeLessThan(READABLE_MAX);
    expect(decode(link)).toEqual({ scenario, base: hook, view, notes: [] });
  });

  test.each([
    ['z=1', 'z: the payload is not in the form version.data'],
    ['z=7.AAAA', 'z: the payload is of version 7 and version 1 is what can be read'],
    ['z=1.A', 'z: the payload was cut or changed on the way, and can’t be read'],
    ['z=1.%3Cb%3E', 'z: the payload was cut or changed on the way, and can’t be read'],
    [`z=${pack('seed=3').slice(0, -4)}`, 'z: the payload was cut or changed on the way, and can’t be read'],
    [`z=${pack('seed=3')}&z=${pack('seed=4')}`, 'z: only one payload is read'],
    [`z=${pack(`seed=3&z=${pack('seed=4')}`)}`, 'z: there is no such setting'],
    [`z=${pack('x'.repeat(50_000_000))}`, 'z: the payload holds more than 400000 characters'],
  ])('that was made to harm or was harmed is read without it: %.40s', (text, note) => {
    expect(text.length).toBeLessThan(100_000);
    const { scenario, notes } = decode(`${text}&ds.servers=20`);
    expect(notes).toEqual([`${note}; left out.`]);
    expect(scenario.values['ds.servers']).toBe(20);
  });

  test('of very many fields is not read to its end', () => {
    const { scenario, notes } = decode(`${'seed=5&'.repeat(10_000)}seed=6`);
    expect(scenario.seed).toBe(5);
    expect(notes).toEqual(['Fields after the first 2000 are not read.']);
  });
});

describe('what is wrong in a link is explained', () => {
  test.each([
    ['poll.interval=2h', 'poll.interval: 2h is outside 0–1h; using 1h.'],
    ['poll.interval=abc', 'poll.interval: “abc” is not a duration such as 250ms, 2s or 1.5h (0–1h); left out.'],
    ['push:poll.wait=1s', 'push:poll.wait: it does nothing in the push lane; left out.'],
    ['colour=red', 'colour: there is no such setting; left out.'],
    ['__proto__=1', '__proto__: there is no such setting; left out.'],
    ['scenario=nowhere', 'scenario: there is no “nowhere”; starting from “hook”.'],
    ['v=2', 'v: the link is of version “2” and this page reads version 1; it is read as far as possible.'],
    ['t=41s', 't: “41s” is not a time from 0 to 40s; left out.'],
    ['speed=fast', 'speed: “fast” is not a number; left out.'],
    ['speed=5000', 'speed: 5000 is outside 0.1–1000; using 1000.'],
    ['m=many', 'm: “many” is not the number of a message; left out.'],
    ['lanes=pull&focus=push', 'focus: “push” is not one of the lanes pull; left out.'],
    [
      `branch=${'b'.repeat(41)}`,
      `branch: “${'b'.repeat(41)}” is longer than 40 characters; cut to “${'b'.repeat(40)}”.`,
    ],
    ['mode=cinema', 'mode: “cinema” is not present; left out.'],
    ['seed=x', 'seed: “x” is not a whole number; left out.'],
    ['until=0', 'until: 0 is outside 1ms–1d; using 1ms.'],
    ['lanes=push,pusch', 'lanes: “push,pusch” is not one or more of push, pull, hybrid; using push.'],
    ['burst=12:80', 'burst: “12:80” does not begin with a time such as “12.5s:”; left out.'],
    ['burst=12s:0', 'burst at 12s: 0 is outside 1–10k; using 1.'],
    ['set=1s:poll=1', 'set: there is no parameter “poll”; left out.'],
    ['drill=1s+2s:all:broker.down', 'drill: “all” is not one of push, pull, hybrid; left out.'],
    ['trace=a.b', 'trace: it is not in the form check.data.name; left out.'],
    ['trace=a.AQI.b', 'trace: it was cut or changed on the way; left out.'],
    ['arrival.process=trace', 'arrival.process: there is no trace to play; using poisson.'],
  ])('%s', (text, note) => {
    const { scenario, notes } = decode(`${text}&ds.servers=20`);
    expect(notes).toEqual([note]);
    expect(validate(scenario)).toEqual([]);
    expect(scenario.values['ds.servers']).toBe(20);
  });

  test('per cent as people write it is understood', () => {
    expect(decode('error.prob=10%&poison.prob=5%25').scenario.values).toMatchObject({
      'error.prob': 0.1,
      'poison.prob': 0.05,
    });
  });

  test('many mistakes give few sentences', () => {
    const { notes } = decode('x=1&'.repeat(1_000));
    expect(notes).toHaveLength(21);
    expect(notes.at(-1)).toBe('And 980 more of this kind.');
  });

  test('a link that is too long is not read', () => {
    expect(decode(`seed=2&name=${'x'.repeat(400_000)}`)).toMatchObject({
      scenario: hook,
      notes: [expect.stringContaining('400012')],
    });
  });

  test('decoding does not touch the named scenario', () => {
    const before = structuredClone(hook);
    decode('burst=1s:2&poll.interval=default&lanes=push');
    expect(hook).toEqual(before);
  });

  test('any text at all gives a scenario that may run', () => {
    const key = fc.constantFrom(
      ...parameterIds,
      'set',
      'drill',
      'burst',
      'poison',
      'harm',
      'trace',
      'until',
      'seed',
      'lanes',
      'name',
    );
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('1s:2', '1e9', '-1s', 'inf', '%', '%ff', '1s+inf:broker.down', '1s:worker.slow=1e12*0', '\ud800'),
    );
    const field = fc.tuple(key, word).map((pair) => pair.join('='));
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(field).map((fields) => fields.join('&')),
    );
    fc.assert(
      fc.property(text, (fragment) => {
        const { scenario } = decode(fragment);
        expect(validate(scenario)).toEqual([]);
        expect(decode(encodeLink(scenario, hook)).scenario).toEqual(scenario);
      }),
      { numRuns: 1_000 },
    );
  });
});
