/** The shipped scenarios show what they say: every claim is held against the report of a run of the engine. */
import { expect, test } from 'vitest';
import { failureOf, readAssertion } from '../cli/assertion.ts';
import { endWarmUp, reportOf } from '../engine/report.ts';
import { createRun, type Run, runUntil } from '../engine/run.ts';
import type { Report } from '../model/report.ts';
import type { Scenario } from '../model/scenario.ts';
import { validate } from '../model/validate.ts';
import { blank } from './blank.ts';
import { catalogue } from './catalogue.ts';
import { findings } from './findings.ts';
import type { Finding } from './named.ts';

let latest: { of: string; run: Run } | null = null;

/** The run of the finding before goes on if this one has the same knobs and begins no earlier than that one ended. */
function runOf(scenario: Scenario, since: number): Run {
  const of = JSON.stringify(scenario);
  if (latest?.of !== of || latest.run.now > since) latest = { of, run: createRun(scenario, { journal: 'off' }) };
  return latest.run;
}

function measured(scenario: Scenario, { since = 0, until = scenario.until }: Finding): Report {
  const run = runOf(scenario, since);
  if (since > 0) runUntil(run, since);
  const start = since > 0 ? endWarmUp(run) : undefined;
  runUntil(run, until);
  return reportOf(run, { since: start });
}

const claimed = catalogue.flatMap(({ scenario }) =>
  (findings[scenario.name] ?? []).map((finding) => [scenario.name, finding.says, scenario, finding] as const),
);

test.each(claimed)('%s: %s', (_name, says, scenario, finding) => {
  const { set, timeline = scenario.timeline, claims } = finding;
  const turned = { ...scenario, values: { ...scenario.values, ...set }, timeline: [...timeline] };
  expect(says).toMatch(/^[A-Z\d].*\.$/);
  expect(validate(turned)).toEqual([]);
  const report = measured(turned, finding);
  const failures = claims.map((claim) => failureOf(readAssertion(claim, report), report));
  expect(failures.filter((failure) => failure !== null)).toEqual([]);
});

test('every scenario but the blank one says what must be seen, untouched and with a knob turned', () => {
  for (const { scenario } of catalogue) {
    if (scenario === blank) continue;
    const isTurned = ({ set, timeline }: Finding) => set !== undefined || timeline !== undefined;
    expect(findings[scenario.name]?.some(isTurned), scenario.name).toBe(true);
    expect(findings[scenario.name]?.every(isTurned), scenario.name).toBe(false);
  }
});
