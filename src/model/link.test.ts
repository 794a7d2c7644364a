import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyScenario } from './generators.test-support.ts';
import { decodeLink, encodeLink } from './link.ts';
import { parameterIds } from './parameters.ts';
import type { Scenario } from './scenario.ts';
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
    ]);
    expect(decode(link)).toEqual({ scenario, notes: [] });
  });

  test('is short when nothing differs', () => {
    expect(encodeLink(hook, hook)).toBe('v=1&scenario=hook');
    expect(decode('#v=1&scenario=hook')).toEqual({ scenario: hook, notes: [] });
  });

  test('brings back exactly the scenario it was made of', () => {
    const valid = anyScenario.map((scenario) => clamp(scenario).scenario);
    fc.assert(
      fc.property(valid, valid, (scenario, base) => {
        const link = encodeLink(scenario, base);
        expect(link).toMatch(/^[\w\-.!~*'():,+/=@&%]*$/);
        expect(decodeLink(`#${link}`, (name) => (name === base.name ? base : undefined), hook)).toEqual({
          scenario,
          notes: [],
        });
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
    expect(decode(encodeLink(scenario, hook))).toEqual({ scenario, notes: [] });
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
    ];
    expect(parameterIds.filter((id) => words.includes(id))).toEqual([]);
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
    ['seed=x', 'seed: “x” is not a whole number; left out.'],
    ['until=0', 'until: 0 is outside 1ms–1d; using 1ms.'],
    ['lanes=push,pusch', 'lanes: “push,pusch” is not one or more of push, pull, hybrid; using push.'],
    ['burst=12:80', 'burst: “12:80” does not begin with a time such as 12.5s:; left out.'],
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
    expect(decode(`seed=2&name=${'x'.repeat(200_000)}`)).toMatchObject({
      scenario: hook,
      notes: [expect.stringContaining('200012')],
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
      'trace',
      'until',
      'seed',
      'lanes',
      'name',
    );
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('1s:2', '1e9', '-1s', 'inf', '%', '%ff', '1s+inf:broker.down', '\ud800'),
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
