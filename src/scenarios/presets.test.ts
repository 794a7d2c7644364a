/** What holds for every preset; how the limits of each behave is shown in presets/. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportOf } from '../engine/report.ts';
import { createRun, runUntil } from '../engine/run.ts';
import { decodeLink, encodeLink } from '../model/link.ts';
import { type ParameterId, parameters, type Row } from '../model/parameters.ts';
import { lanesOf } from '../model/scenario.ts';
import { validate } from '../model/validate.ts';
import { blank } from './blank.ts';
import { catalogue, findScenario } from './catalogue.ts';
import { presets } from './presets.ts';

const shows = readdirSync(join(import.meta.dirname, 'presets'))
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(import.meta.dirname, 'presets', file), 'utf8'))
  .join();

describe.each(presets.map((each) => [each.preset.name, each] as const))('%s', (name, { scenario, preset }) => {
  test('may run, is found by its name and can be reached by a link', () => {
    expect(validate(scenario)).toEqual([]);
    expect(findScenario(name)).toBe(scenario);
    expect(name).toMatch(/^[a-z-]+$/);
    expect(decodeLink(encodeLink(scenario, scenario), findScenario, blank)).toMatchObject({ scenario, notes: [] });
  });

  test.each(Object.entries(preset.values))('%s differs from the table and acts in its lane', (key, value) => {
    const row: Row = parameters[key as ParameterId];
    expect(value).not.toBe(row.initialIn[preset.lane] ?? row.initial);
    expect(lanesOf(row)).toContain(preset.lane);
  });

  test('names system, version and sources, and says in sentences what it can’t express', () => {
    const { title, system, version, sources, cannot, unconfirmed = [], notes = [] } = preset;
    for (const text of [title, system, version]) expect(text).not.toBe('');
    expect(sources.length).toBeGreaterThan(0);
    expect(cannot.length).toBeGreaterThan(0);
    for (const text of [...cannot, ...unconfirmed, ...notes]) expect(text).toMatch(/^[A-Z\d].*[^.]\.$/);
  });

  test('has a test that shows its limits', () => expect(shows).toContain(`show('${name}'`));

  test('loses, repeats and refuses nothing under the load it comes with', () => {
    const run = createRun(scenario, { journal: 'off' });
    runUntil(run, scenario.until);
    const { counts, levels } = reportOf(run, {}).lanes[preset.lane]!;
    expect(counts.published).toBeGreaterThan(700);
    for (const odd of ['turnedAway', 'deadLettered', 'dropped', 'retries', 'refused', 'duplicateEffects'] as const)
      expect(counts[odd], odd).toBe(0);
    expect(levels.ready.max).toBeLessThan(100);
  });
});

test('no name is that of another preset or of a teaching scenario', () => {
  const names = [...presets, ...catalogue].map(({ scenario }) => scenario.name);
  expect(new Set(names).size).toBe(names.length);
});
