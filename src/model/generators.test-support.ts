/** For tests: arbitrary rows, values and scenarios, drawn from the parameter table. */
import fc from 'fast-check';
import { isWhole, specialValue, type Value } from './knobs.ts';
import { laneIds } from './lanes.ts';
import { parameterIds, parameters, type Row } from './parameters.ts';
import { formatDuration } from './quantities.ts';
import {
  drillAmounts,
  drillKinds,
  type Entry,
  harmKinds,
  type Key,
  keyOf,
  lanesOf,
  limits,
  MAX_UNTIL,
  type Scenario,
  type Trace,
} from './scenario.ts';
import { NEVER } from './time.ts';

export const anyRow: fc.Arbitrary<Row> = fc.constantFrom(...parameterIds).map((id) => parameters[id]);

/** Round values and odd ones alike. */
export function anyValueOf(row: Row): fc.Arbitrary<Value> {
  if (row.kind === 'toggle') return fc.boolean();
  if (row.kind === 'choice') return fc.constantFrom(...row.options);
  if (row.kind === 'list')
    return fc
      .array(fc.integer({ min: 0, max: 3_600_000_000 }), { minLength: 1, maxLength: 12 })
      .map((waits) => waits.map(formatDuration).join());
  const { min, max } = row;
  const special = specialValue(row);
  const inside = isWhole(row)
    ? fc.integer({ min, max })
    : fc.oneof(
        fc.double({ min, max, noNaN: true }),
        fc
          .integer({ min: Math.ceil(min), max: Math.max(Math.ceil(min), Math.floor(max)) })
          .map((value) => Math.min(value, max)),
      );
  const positiveZero = inside.map((value) => value + 0);
  return special === null ? positiveZero : fc.oneof({ weight: 4, arbitrary: positiveZero }, fc.constant(special));
}

const anyKeyAndValue: fc.Arbitrary<[Key, Value]> = anyRow.chain((row) => {
  const lanes = row.lanes === 'shared' ? [null] : [null, ...lanesOf(row)];
  return fc.tuple(
    fc.constantFrom(...lanes).map((lane) => keyOf(lane, row.id)),
    anyValueOf(row),
  );
});

const anyTime = fc.integer({ min: 0, max: MAX_UNTIL });

const anyDrill: fc.Arbitrary<Entry> = fc
  .record({
    at: anyTime,
    length: fc.oneof(fc.integer({ min: 1, max: MAX_UNTIL }), fc.constant(NEVER)),
    drill: fc.constantFrom(...drillKinds),
    slower: fc.integer({ min: 1, max: 100 }),
    share: fc.double({ min: 0.001, max: 1, noNaN: true }),
    lane: fc.constantFrom(null, ...laneIds),
  })
  .map(({ at, length, drill, slower, share, lane }) => ({
    type: 'drill',
    at,
    until: at + length,
    drill,
    amount: { none: 1, slower, share }[drillAmounts[drill]],
    lane,
  }));

const anyHarm: fc.Arbitrary<Entry> = fc
  .record({
    at: anyTime,
    length: fc.oneof(fc.integer({ min: 1, max: MAX_UNTIL }), fc.constant(NEVER)),
    harm: fc.constantFrom(...harmKinds),
    target: fc.oneof(fc.nat({ max: 20 }), fc.nat()),
    amount: fc.integer({ min: 1, max: 100 }),
    lane: fc.constantFrom(null, ...laneIds),
  })
  .map(({ at, length, harm, target, amount, lane }) => {
    const aimed = { type: 'harm' as const, at, target, lane };
    return harm === 'worker.slow' ? { ...aimed, harm, until: at + length, amount } : { ...aimed, harm };
  });

const anyEntry: fc.Arbitrary<Entry> = fc.oneof(
  fc.tuple(anyTime, anyKeyAndValue).map(([at, [key, value]]): Entry => ({ type: 'set', at, key, value })),
  anyDrill,
  anyHarm,
  fc.record({ type: fc.constant('burst' as const), at: anyTime, size: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({
    type: fc.constantFrom('poison' as const, 'redrive' as const, 'crash' as const),
    at: anyTime,
    count: fc.integer({ min: 1, max: 1_000 }),
  }),
);

const anyTrace: fc.Arbitrary<Trace> = fc
  .tuple(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.array(fc.nat({ max: 10 ** 9 }), { maxLength: 50 }),
  )
  .map(([name, gaps]) => {
    let time = 0;
    return { name, times: [0, ...gaps.map((gap) => (time += gap))] };
  });

/** Each value is in range; together they may still break a cross rule. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.record({
  name: fc.constantFrom('hook', 'blank', 'my own & other=things'),
  seed: fc.integer({ min: 0, max: 0xffffffff }),
  until: fc.integer({ min: limits.until.min, max: MAX_UNTIL }),
  lanes: fc.shuffledSubarray([...laneIds], { minLength: 1 }),
  values: fc.array(anyKeyAndValue, { maxLength: 20 }).map((pairs) => Object.fromEntries(pairs)),
  timeline: fc.array(anyEntry, { maxLength: 8 }),
  trace: fc.oneof(fc.constant(null), anyTrace),
});
