import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyScenario } from './generators.test-support.ts';
import { drillKinds, type Scenario } from './scenario.ts';
import { NEVER, SECOND } from './time.ts';
import { clamp, validate } from './validate.ts';

const valid: Scenario = {
  name: 'test',
  seed: 1,
  until: 60 * SECOND,
  lanes: ['push', 'pull', 'hybrid'],
  values: {},
  timeline: [],
  trace: null,
};
/** A valid scenario with one part of any shape, as a file or an older link may bring it. */
const having = (part: object) => ({ ...valid, ...part }) as Scenario;

test.each<[string, object, string]>([
  [
    'a value out of range',
    { values: { 'poll.interval': 7_200 * SECOND } },
    'poll.interval: 2h is outside 0–1h; using 1h.',
  ],
  [
    'a value of another type',
    { values: { 'retry.jitter': 3 } },
    'retry.jitter: 3 is outside none, full, equal, decorrelated, plus-minus or growing; using none.',
  ],
  ['an unknown key', { values: { 'poll.intervall': 1 } }, 'poll.intervall: there is no such parameter; left out.'],
  ['a key of the prototype', { values: { constructor: 1 } }, 'constructor: there is no such parameter; left out.'],
  [
    'a lane without that knob',
    { values: { 'push:poll.wait': 0 } },
    'push:poll.wait: it does nothing in the push lane; left out.',
  ],
  [
    'a shared parameter for one lane',
    { values: { 'pull:arrival.rate': 1 } },
    'pull:arrival.rate: it is the same in all lanes, so no lane can have its own; left out.',
  ],
  ['a seed of more than 32 bits', { seed: 2 ** 32 }, 'seed: 4294967296 is outside 0–4294967295; using 4294967295.'],
  ['a run of two days', { until: 172_800 * SECOND }, 'until: 2d is outside 1ms–1d; using 1d.'],
  ['no lane', { lanes: [] }, 'lanes: “” is not one or more of push, pull, hybrid; using push,pull,hybrid.'],
  [
    'endless polling',
    { values: { 'poll.interval': 0, 'net.latency': 0 } },
    'poll.interval: polls of an empty queue would follow each other without end; with poll.wait and net.latency it needs 1ms; using 1ms.',
  ],
  [
    'endless retrying in one lane',
    { values: { 'push:retry.maxAttempts': Number.POSITIVE_INFINITY, 'retry.base': 0, 'net.latency': 0 } },
    'push:retry.base: unlimited attempts would follow each other without end; with net.latency it needs 1ms; using 1ms.',
  ],
  [
    'too many workers',
    { values: { 'consumer.instances': 100, 'consumer.concurrency': 50 } },
    'consumer.concurrency: 100 workers × 50 slots is more than 2000; using 20.',
  ],
  [
    'unlimited retries that never wait',
    { values: { 'retry.schedule': 'immediate', 'retry.maxAttempts': NEVER, 'pull:net.latency': 0 } },
    'pull:net.latency: unlimited attempts without a wait would follow each other without end; it needs 1ms; using 1ms.',
  ],
  [
    'clients that do not think',
    { values: { 'arrival.process': 'closed', 'clients.think': 0, 'net.latency': 0 } },
    'net.latency: clients could send without end at one instant; with clients.think it needs 1ms; using 1ms.',
  ],
  [
    'a crowd of pollers',
    { values: { 'consumer.instances': 1_000, 'poll.pollers': 3 } },
    'poll.pollers: 1000 workers × 3 pollers is more than 2000; using 2.',
  ],
  [
    'a trace that is missing',
    { values: { 'arrival.process': 'trace' } },
    'arrival.process: there is no trace to play; using poisson.',
  ],
  [
    'bursts that overlap',
    { values: { 'burst.size': 5, 'burst.every': SECOND, 'burst.over': 2 * SECOND } },
    'burst.over: a burst of 2s is not over before the next, 1s later; using 1s.',
  ],
  [
    'a change on the way that breaks a rule',
    { timeline: [{ type: 'set', at: 5 * SECOND, key: 'arrival.process', value: 'trace' }] },
    'arrival.process at 5s: there is no trace to play; left out.',
  ],
  [
    'an unknown drill',
    { timeline: [{ type: 'drill', at: 0, until: 1, drill: 'flood', amount: 1, lane: null }] },
    `drill at 0: flood is not one of ${drillKinds.join(', ')}; left out.`,
  ],
  [
    'an unknown harm',
    { timeline: [{ type: 'harm', at: 0, harm: 'worker.sack', target: 1, lane: 'push' }] },
    'harm at 0: worker.sack is not one of worker.crash, worker.slow, message.drop, message.poison; left out.',
  ],
  [
    'a worker that would be faster',
    { timeline: [{ type: 'harm', at: 0, until: SECOND, harm: 'worker.slow', target: 1, amount: 0.5, lane: 'push' }] },
    'harm at 0: 0.5 is outside 1–1000; using 1.',
  ],
  [
    'a message of no number',
    { timeline: [{ type: 'harm', at: 0, harm: 'message.drop', target: -1, lane: 'push' }] },
    'harm at 0: -1 is outside 0–2147483647; using 0.',
  ],
  [
    'a burst of nothing',
    { timeline: [{ type: 'burst', at: 12 * SECOND, size: 0 }] },
    'burst at 12s: 0 is outside 1–10k; using 1.',
  ],
  [
    'a trace that goes backwards',
    { trace: { name: 'x', times: [0, 5, 4] } },
    'trace: needs 1 to 20000 whole milliseconds within a century, ascending from 0; left out.',
  ],
])('%s is put right and said', (_, part, note) => {
  const { scenario, notes } = clamp(having(part));
  expect(notes).toEqual([note]);
  expect(validate(scenario)).toEqual([]);
});

test('a problem names its key and its value', () => {
  expect(validate(having({ values: { 'hybrid:poll.batchMax': 0 } }))).toEqual([
    { id: 'hybrid:poll.batchMax', value: '0', message: 'hybrid:poll.batchMax: 0 is outside 1–10k' },
  ]);
});

test('a timeline that is too long is cut', () => {
  const timeline = Array.from({ length: 501 }, (_, at) => ({ type: 'burst', at, size: 1 }));
  expect(clamp(having({ timeline })).scenario.timeline).toHaveLength(500);
});

describe('for any scenario', () => {
  test('what was put right is right, and is left as it is', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const first = clamp(scenario);
        expect(clamp(first.scenario)).toEqual({ scenario: first.scenario, notes: [] });
        expect(validate(scenario)).toHaveLength(first.notes.length);
      }),
    );
  });

  test('numbers of any size are put right', () => {
    const wild = fc.double();
    fc.assert(
      fc.property(anyScenario, wild, wild, wild, (scenario, a, b, c) => {
        const timeline = [
          { type: 'drill', at: a, until: b, drill: 'downstream.slow', amount: c, lane: null },
          { type: 'set', at: b, key: 'poll.interval', value: c },
          { type: 'harm', at: a, until: c, harm: 'worker.slow', target: b, amount: c, lane: null },
        ];
        const broken = { ...scenario, seed: a, until: b, values: { 'poll.interval': c }, timeline } as Scenario;
        expect(validate(clamp(broken).scenario)).toEqual([]);
      }),
    );
  });
});
