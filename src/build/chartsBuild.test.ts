import { expect, test, vi } from 'vitest';
import { fromData } from '../engine/chartData.ts';
import { compile } from '../engine/compile.ts';
import { type Role, roleNames, roles } from '../engine/roles.ts';
import { compiledCharts } from './chartsBuild.ts';

const throughText = (value: unknown) => JSON.parse(JSON.stringify(value));

test.each(roleNames)('the table of a %s that a build writes is the one that is compiled at load', (role) => {
  const { machine } = roles[role];
  const written = throughText(compiledCharts()[machine.id]);
  expect(fromData(written, machine.implementations)).toEqual(compile(machine));
});

test('machines have names of their own', () => {
  expect(Object.keys(compiledCharts())).toHaveLength(roleNames.length);
});

test('what stands for XState in the builds keeps the name and the functions of each machine', async () => {
  vi.resetModules();
  vi.doMock('xstate', () => import('../machines/declared.ts'));
  vi.doMock('../engine/compile.ts', () => ({}));
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
