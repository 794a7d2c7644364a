import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type ChartData, fromData } from '../engine/chartData.ts';
import { compile } from '../engine/compile.ts';
import { anyRun } from '../engine/generatedRuns.test-support.ts';
import { type Role, roleNames, roles } from '../engine/roles.ts';
import { cellsCode } from './chartCode.ts';
import { compiledCharts } from './chartsBuild.ts';

const throughText = (value: unknown) => JSON.parse(JSON.stringify(value));

test.each(roleNames)('the table of a %s that a build writes is the one that is compiled at load', (role) => {
  const { machine } = roles[role];
  const written = throughText(compiledCharts()[machine.id]);
  expect(fromData(written, machine.implementations)).toEqual(compile(machine));
});

test('with the code of the tables that a build writes, runs are what they are with the tables', async () => {
  const runsOf = async () => {
    const { createRun, receipt, runUntil } = await import('../engine/run.ts');
    return fc.sample(anyRun, { seed: 9, numRuns: process.env.LONG ? 1_000 : 60 }).map((scenario) => {
      const run = createRun(scenario, { journal: 'hash', states: true });
      runUntil(run, scenario.until);
      return receipt(run);
    });
  };
  const byTables = await runsOf();
  const cells = (data: ChartData) => new Function(`return ${cellsCode(data)}`)() as NonNullable<ChartData['cells']>;
  const coded = new Map(
    Object.entries(compiledCharts()).map(([id, data]) => {
      const { implementations } = Object.values(roles).find(({ machine }) => machine.id === id)!.machine;
      return [id, fromData({ ...data, cells: cells(data) }, implementations)];
    }),
  );
  const written = [...coded.values()].flatMap((chart) => chart.cells.flat()).filter((cell) => cell !== null);
  expect(written.length).toBeGreaterThan(100);
  vi.resetModules();
  vi.doMock('../engine/compile.ts', () => ({
    compile: ({ id }: { id: string }) => coded.get(id),
    eventCodes: ({ id }: { id: string }) => coded.get(id)!.codes,
  }));
  const byCode = await runsOf();
  vi.doUnmock('../engine/compile.ts');
  expect(byCode).toEqual(byTables);
  expect(new Set(byTables).size).toBeGreaterThan(40);
});

test('machines have names of their own', () => {
  expect(Object.keys(compiledCharts())).toHaveLength(roleNames.length);
});

test('what stands for XState in the builds keeps the name and the functions of each machine', async () => {
  vi.resetModules();
  vi.doMock('xstate', () => import('../machines/declared.ts'));
  vi.doMock('../engine/compile.ts', () => ({ eventCodes: () => ({}) }));
  const declared = await import('../engine/roles.ts');
  expect(declared.roles).not.toBe(roles);
  for (const role of roleNames as Role[]) {
    const { id, implementations } = declared.roles[role].machine;
    const real = roles[role].machine;
    const sources = (functions: object) => Object.entries(functions).map(([name, each]) => [name, String(each)]);
    expect(id).toBe(real.id);
    for (const kind of ['guards', 'actions', 'delays'] as const)
      expect(sources(implementations[kind])).toEqual(sources(real.implementations[kind]));
  }
});
