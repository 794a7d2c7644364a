/** The shipped scenarios show what they say: every claim is held against the report of a run of the engine. */
import { expect, test } from 'vitest';
import { failureOf, readAssertion } from '../cli/assertion.ts';
import { endWarmUp, reportOf } from '../engine/report.ts';
import { createRun, runUntil } from '../engine/run.ts';
import type { Report } from '../model/report.ts';
import type { Scenario } from '../model/scenario.ts';
import { validate } from '../model/validate.ts';
import { catalogue } from './catalogue.ts';

function measured(scenario: Scenario, since = 0): Report {
  const run = createRun(scenario, { journal: 'off' });
  if (since > 0) runUntil(run, since);
  const start = since > 0 ? endWarmUp(run) : undefined;
  runUntil(run, scenario.until);
  return reportOf(run, { since: start });
}

const findings = catalogue.flatMap(({ scenario, findings = [] }) =>
  findings.map((finding) => [scenario.name, finding.says, scenario, finding] as const),
);

test.each(findings)('%s: %s', (_name, _says, scenario, { set, since, claims }) => {
  const turned = { ...scenario, values: { ...scenario.values, ...set } };
  expect(validate(turned)).toEqual([]);
  const report = measured(turned, since);
  const failures = claims.map((claim) => failureOf(readAssertion(claim, report), report));
  expect(failures.filter((failure) => failure !== null)).toEqual([]);
});
