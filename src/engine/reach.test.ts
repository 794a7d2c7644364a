/** The generated runs of the property tests reach everything: each kind of fact, each reason and each drill. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as words from '../model/journal.ts';
import { drillKinds, type Scenario } from '../model/scenario.ts';
import { anyRun } from './generatedRuns.test-support.ts';
import { createRun, lanesOf, runUntil } from './run.ts';

/** What the `node` or the `value` of some facts says, beside that they happen. */
const tellsMore: Partial<Record<words.FactKind, ['node' | 'value', readonly string[]]>> = {
  turnedAway: ['value', words.lossReasons],
  deadLettered: ['value', words.lossReasons],
  dropped: ['value', words.lossReasons],
  callFailed: ['value', words.callFailures],
  finished: ['value', words.outcomes],
  copied: ['node', words.copyReasons],
  breaker: ['value', words.breakerStates],
  endpoint: ['value', words.endpointStates],
  gate: ['value', words.gates],
};

const expected = [
  ...words.factKinds,
  ...words.lossReasons.map((reason) => `lost: ${reason}`),
  ...words.callFailures.map((failure) => `callFailed: ${failure}`),
  ...words.outcomes.map((outcome) => `finished: ${outcome}`),
  ...words.copyReasons.map((reason) => `copied: ${reason}`),
  ...words.breakerStates.map((state) => `breaker: ${state}`),
  ...words.endpointStates.map((state) => `endpoint: ${state}`),
  ...words.gates.map((gate) => `gate: ${gate}`),
  ...drillKinds.map((kind) => `drill: ${kind}`),
];

/** In how many of the scenarios each thing happens. */
function reachOf(scenarios: Scenario[]): Map<string, number> {
  const reach = new Map(expected.map((what) => [what, 0]));
  for (const scenario of scenarios) {
    const run = createRun(scenario, { journal: 'on', states: true });
    runUntil(run, scenario.until);
    const seen = new Set<string>();
    for (const each of scenario.timeline) if (each.type === 'drill') seen.add(`drill: ${each.drill}`);
    for (const { journal } of lanesOf(run)) {
      const { records } = journal;
      for (let i = 0; i < records.length; i++) {
        const kind = words.factKinds[records.kind[i]];
        seen.add(kind);
        const more = tellsMore[kind];
        if (more === undefined) continue;
        const [column, names] = more;
        seen.add(`${names === words.lossReasons ? 'lost' : kind}: ${names[records[column][i]]}`);
      }
    }
    for (const what of seen) reach.set(what, (reach.get(what) ?? 0) + 1);
  }
  return reach;
}

test('everything that can happen happens in the generated runs', () => {
  const reach = reachOf(fc.sample(anyRun, { seed: 1, numRuns: 500 }));
  expect([...reach].filter(([, times]) => times === 0).map(([what]) => what)).toEqual([]);
});
