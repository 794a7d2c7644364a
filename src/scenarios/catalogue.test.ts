import { describe, expect, test } from 'vitest';
import { decodeLink, encodeLink } from '../model/link.ts';
import { validate } from '../model/validate.ts';
import { blank } from './blank.ts';
import { catalogue, findScenario } from './catalogue.ts';

describe.each(catalogue.map((named) => [named.scenario.name, named] as const))(
  '%s',
  (name, { scenario, from, ...texts }) => {
    test('may run', () => expect(validate(scenario)).toEqual([]));

    test('is found by its name, and starts to play before its end', () => {
      expect(findScenario(name)).toBe(scenario);
      expect(name).toMatch(/^[a-z-]+$/);
      expect(from).toBeLessThan(scenario.until);
    });

    test('says in one sentence each what to see and to do', () => {
      for (const text of [texts.summary, texts.watch, texts.turn, texts.pitfall ?? 'None.'])
        expect(text).toMatch(/^[A-Z].*\.$/);
    });

    test('can be reached by a link from any other', () => {
      const link = encodeLink({ ...scenario, name: 'blank' }, blank);
      expect(decodeLink(link, findScenario, blank)).toMatchObject({
        scenario: { ...scenario, name: 'blank' },
        notes: [],
      });
    });
  },
);

test('no name is given twice', () => {
  const names = catalogue.map(({ scenario }) => scenario.name);
  expect(new Set(names).size).toBe(names.length);
});
