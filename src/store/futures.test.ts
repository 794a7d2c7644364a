import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyScenario } from '../model/generators.test-support.ts';
import type { Entry } from '../model/scenario.ts';
import { NEVER, SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { burstAt, setNow, toggleDrillAt } from './edits.ts';
import { differsFrom, withoutLater } from './futures.ts';
import { receiptOf } from './page.test-support.ts';

const at = 20 * SECOND;

test('what was done later belongs to the old future, and what was planned stays', () => {
  const plan: Entry = { type: 'burst', at: 30 * SECOND, size: 5 };
  const planned = { ...hook, timeline: [plan] };
  const early = burstAt(planned, 10, at - 1);
  const late = setNow(early, ['arrival.rate'], 20, at + 1).scenario;
  expect(withoutLater(late, planned.timeline, at)).toEqual(early);
  expect(withoutLater(early, planned.timeline, at)).toBe(early);
});

test('a drill whose end is later by hand is on again, or ends as it was planned to', () => {
  const on = toggleDrillAt(hook, 'broker.down', null, at - SECOND);
  const off = toggleDrillAt(on, 'broker.down', null, at + SECOND);
  expect(withoutLater(off, [], at)).toEqual(on);
  expect(withoutLater(off, [], at + SECOND)).toBe(off);
  const plan: Entry = {
    type: 'drill',
    at: at - SECOND,
    until: at + 9 * SECOND,
    drill: 'broker.down',
    amount: 1,
    lane: null,
  };
  const planned = { ...hook, timeline: [plan] };
  expect(withoutLater(toggleDrillAt(planned, 'broker.down', null, at + SECOND), [plan], at)).toEqual(planned);
});

test('two scenarios differ from the first thing on that is done in one of them only', () => {
  const burst = burstAt(hook, 10, at);
  const on = toggleDrillAt(burst, 'broker.down', null, at + 1);
  const off = toggleDrillAt(on, 'broker.down', null, at + 5);
  expect(differsFrom(hook, { ...hook, values: Object.fromEntries(Object.entries(hook.values).reverse()) })).toBe(NEVER);
  expect(differsFrom(hook, burst)).toBe(at);
  expect(differsFrom(burst, off)).toBe(at + 1);
  expect(differsFrom(on, off)).toBe(at + 5);
  expect(differsFrom(on, { ...on, until: 2 * hook.until })).toBe(hook.until + 1);
  expect(differsFrom(hook, { ...hook, seed: 2 })).toBe(0);
});

test('an entry in another place of the timeline is another record of the journal', () => {
  const [first, second]: Entry[] = [
    { type: 'burst', at, size: 1 },
    { type: 'poison', at: at - SECOND, count: 1 },
  ];
  expect(differsFrom({ ...hook, timeline: [first!, second!] }, { ...hook, timeline: [second!] })).toBe(at - SECOND);
});

test('runs that are said not to differ have one receipt; to differ is the same both ways', () => {
  fc.assert(
    fc.property(anyScenario, anyScenario, (a, b) => {
      expect(differsFrom(a, structuredClone(a))).toBe(NEVER);
      expect(differsFrom(a, b)).toBe(differsFrom(b, a));
    }),
  );
  const reordered = { ...hook, values: Object.fromEntries(Object.entries(hook.values).reverse()) };
  expect(receiptOf(reordered)).toBe(receiptOf(hook));
});
