/** What is said to do nothing does nothing: whatever it is set to, the run is the same, record by record. */
import { expect, test } from 'vitest';
import { type rules as all, holds, rulesOf } from '../model/applies.ts';
import { isNumeric, type Row, specialValue, type Value } from '../model/knobs.ts';
import { type ParameterId, parameterIds, parameters } from '../model/parameters.ts';
import { lanesOf, type Scenario } from '../model/scenario.ts';
import { SECOND } from '../model/time.ts';
import { validate } from '../model/validate.ts';
import { hook } from '../scenarios/hook.ts';
import { createRun, receipt, runUntil } from './run.ts';

/** Values as far apart as the row allows, its special one included. */
function valuesOf(row: Row): Value[] {
  if (row.kind === 'toggle') return [true, false];
  if (row.kind === 'choice') return [...row.options];
  if (row.kind === 'list') return ['1ms', '1s,2s'];
  const special = isNumeric(row) ? specialValue(row) : null;
  return [row.min, row.max, ...(special === null ? [] : [special])];
}

/** A value with which the rule does not hold: one of the special or of the plain ones. */
const offValue = (rule: (typeof all)[number]): Value =>
  [parameters[rule.needs].initial as Value, ...valuesOf(parameters[rule.needs])].find((value) => !holds(rule, value))!;

/** A busy lane in which as much as possible happens, with short waits so that it happens soon. */
const busy: Scenario = {
  ...hook,
  until: 3 * SECOND,
  values: {
    ...hook.values,
    'arrival.rate': 60,
    'burst.at': SECOND / 2,
    'error.prob': 0.2,
    'poison.prob': 0.05,
    'ack.lossProb': 0.05,
    'ack.timeout': SECOND / 2,
    'push.requestTimeout': SECOND / 2,
    'retry.base': SECOND / 10,
    'retry.maxAttempts': 3,
    'ds.errorRate': 0.05,
    'ds.timeout': SECOND / 10,
    'key.count': 20,
  },
  timeline: [
    { type: 'crash', at: SECOND, count: 1 },
    { type: 'redrive', at: 1.5 * SECOND, count: 20 },
    { type: 'drill', at: 2 * SECOND, until: 2.3 * SECOND, drill: 'broker.down', amount: 1, lane: null },
  ],
};

function receiptWith(values: Scenario['values']): string {
  const scenario: Scenario = { ...busy, values: { ...busy.values, ...values } };
  if (scenario.values['arrival.process'] === 'trace') scenario.trace = { name: 'some', times: [0, 100, 900, 2_000] };
  expect(validate(scenario)).toEqual([]);
  const run = createRun(scenario, { journal: 'hash' });
  runUntil(run, scenario.until);
  return receipt(run);
}

/** Sets a parameter for all lanes, and takes away what a lane of the hook has of its own. */
const inAll = (id: ParameterId, value: Value): Scenario['values'] => ({
  [id]: value,
  ...Object.fromEntries(
    lanesOf(parameters[id]).flatMap((lane) => (parameters[id].lanes === 'shared' ? [] : [[`${lane}:${id}`, value]])),
  ),
});

const cases = parameterIds.flatMap((id) => rulesOf(id).map((rule) => [id, rule.needs, rule] as const));

test.each(cases)('%s does nothing while %s is set so', (id, needs, rule) => {
  const off = inAll(needs, offValue(rule));
  const runs = valuesOf(parameters[id]).map((value) => receiptWith({ ...off, ...inAll(id, value) }));
  expect(new Set(runs).size).toBe(1);
});
