import Ajv2020 from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFile, encodeFile } from './file.ts';
import { anyScenario } from './generators.test-support.ts';
import { decodeLink } from './link.ts';
import { sampleBase, samples } from './samples.test-support.ts';
import { scenarioSchema } from './schema.ts';
import { clamp, validate } from './validate.ts';

const find = (name: string) => (name === sampleBase.name ? sampleBase : undefined);
const schema = scenarioSchema();
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const isValid = ajv.compile(schema);
const write = (file: object) => JSON.stringify(file);

test('the published schema is the one of the parameter table (`npx vitest -u` prints it anew)', async () => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../public/scenario.schema.json');
});

test('a file brings back exactly the scenario it was made of, and obeys the schema', () => {
  fc.assert(
    fc.property(
      anyScenario.map((scenario) => clamp(scenario).scenario),
      (scenario) => {
        const file = encodeFile(scenario, sampleBase, 'scenario.schema.json');
        expect(decodeFile(file, find, sampleBase)).toMatchObject({ scenario, base: sampleBase, notes: [] });
        expect(isValid(JSON.parse(file)), ajv.errorsText(isValid.errors)).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test.each(samples)('a file says what a link says: $about', ({ link, scenario, view }) => {
  const file = encodeFile(scenario, sampleBase, 'scenario.schema.json', view);
  expect(decodeFile(file, find, sampleBase)).toEqual(decodeLink(link, find, sampleBase));
  expect(isValid(JSON.parse(file)), ajv.errorsText(isValid.errors)).toBe(true);
});

test('a file is for people: numbers, truths, lists, and units where there are some', () => {
  const scenario = {
    ...samples[2]!.scenario,
    values: { ...sampleBase.values, 'dlq.enabled': false, 'ds.servers': 20 },
  };
  expect(
    JSON.parse(
      encodeFile(scenario, sampleBase, 's.json', { at: 2_500_000, speed: 4, focus: null, charts: null, mode: null }),
    ),
  ).toEqual({
    $schema: 's.json',
    v: 1,
    scenario: 'hook',
    name: 'mine & yours',
    'dlq.enabled': false,
    'ds.servers': 20,
    seed: 4_294_967_295,
    until: '90s',
    lanes: ['pull', 'hybrid'],
    t: '2.5s',
    speed: 4,
    timeline: [
      'set=12.5s:hybrid:poll.interval=2s',
      'drill=20s+5s:downstream.slow=5',
      'drill=30s:pull:consumer.down',
      'burst=12s:80',
      'poison=9s:1',
      'redrive=40s:10k',
      'crash=41s:2',
    ],
  });
});

test('what happens at one instant keeps its order', () => {
  const timeline = ['crash=5s:1', 'set=5s:poll.interval=2s', 'crash=6s:1', 'burst=5s:3'];
  const read = decodeFile(write({ scenario: 'hook', timeline }), find, sampleBase);
  expect('error' in read ? read.error : read.scenario.timeline.map(({ type }) => type)).toEqual([
    'crash',
    'set',
    'crash',
    'burst',
  ]);
});

describe('what is wrong in a file is explained', () => {
  test.each([
    [{ 'poll.interval': '2h' }, 'poll.interval: 2h is outside 0–1h; using 1h.'],
    [{ 'ds.servers': 5_000 }, 'ds.servers: 5k is outside 1–1k or off; using 1k.'],
    [{ 'ds.servers': '<b>' }, 'ds.servers: “<b>” is not a whole number such as 20 or 1.5k (1–1k or off); left out.'],
    [{ burst: { at: 1 } }, 'burst: an object is not a text, a number, true or false, or a list of them; left out.'],
    [{ seed: null }, 'seed: null is not a text, a number, true or false, or a list of them; left out.'],
    [
      { timeline: ['jump=2s:1'] },
      'timeline: “jump” is not one of set, drill, burst, poison, redrive, crash, harm; left out.',
    ],
    [{ timeline: [[]] }, 'timeline: a list is not a text, a number, true or false, or a list of them; left out.'],
  ])('%j', (file, note) => {
    const read = decodeFile(write(file), find, sampleBase);
    if ('error' in read) throw new Error(read.error);
    expect(read.notes).toEqual([note]);
    expect(validate(read.scenario)).toEqual([]);
    expect(isValid(file)).toBe(note.includes('is outside 0–1h'));
  });

  test.each([
    ['', /^The file is not JSON: /],
    ['[1]', /^The file is not an object/],
    ['null', /^The file is not an object/],
    [' '.repeat(400_001), /^The file has 400001 characters; more than 400000 are not read\.$/],
    ['['.repeat(400_000), /^The file is not JSON: /],
  ])('%.10s', (text, error) => {
    expect(decodeFile(text, find, sampleBase)).toEqual({ error: expect.stringMatching(error) });
  });

  test('however deep', () => {
    const deep = `{"seed":${'['.repeat(150_000)}${']'.repeat(150_000)}}`;
    expect(decodeFile(deep, find, sampleBase)).toMatchObject({
      notes: [expect.stringMatching(/^seed: a list is not/)],
    });
  });
});
