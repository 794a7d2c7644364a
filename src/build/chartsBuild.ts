/** Compiles the statecharts when the page is built, so that worker and figure load their tables and not XState. */
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { type ChartData, toData } from '../engine/chartData.ts';
import { compile } from '../engine/compile.ts';
import { roles } from '../engine/roles.ts';
import { cellsCode } from './chartCode.ts';

const src = join(import.meta.dirname, '..');
const compiled = join(src, 'engine/compiled.ts');
/** What stands for XState in the files of a folder. */
const standIns = { machines: join(src, 'machines/declared.ts'), store: join(src, 'store/flatFlow.ts') };

/** The table of every machine of a lane, by the machine's id. */
export const compiledCharts = () =>
  Object.fromEntries(
    Object.values(roles).map(({ machine }) => [machine.id, toData(compile(machine), machine.implementations)]),
  );

/** Made once for all the builds of a page. */
const written = new Map<boolean, string>();
function chartsText(coded: boolean): string {
  const textOf = ([id, data]: [string, ChartData]) =>
    `${JSON.stringify(id)}: { ...${JSON.stringify(data)}${coded ? `, cells: ${cellsCode(data)}` : ''} }`;
  if (!written.has(coded)) written.set(coded, `({ ${Object.entries(compiledCharts()).map(textOf).join(', ')} })`);
  return written.get(coded)!;
}

/** Who draws the statecharts needs the machines whole. */
const isWhole = (input: unknown) => /\/(watch|either)\.worker\.ts/.test(JSON.stringify(input));

/** `folders` are those whose files are to do without XState. Where `coded`, the tables come with their code, which is 2 kB more. */
export function chartsBuild(coded: boolean, ...folders: (keyof typeof standIns)[]): Plugin {
  let whole = false;
  return {
    name: 'charts',
    apply: 'build',
    enforce: 'pre',
    buildStart({ input }) {
      whole = isWhole(input);
    },
    resolveId(source, importer = '') {
      if (whole) return null;
      if (source === './compile.ts' && importer.includes('/src/engine/')) return compiled;
      if (source !== 'xstate') return null;
      const folder = folders.find((each) => importer.includes(`/src/${each}/`));
      return folder === undefined ? null : standIns[folder];
    },
    transform(code, id) {
      if (id.endsWith('/src/engine/compiled.ts'))
        return { code: code.replace('COMPILED_CHARTS[', () => `${chartsText(coded)}[`), map: null };
      if (whole || !id.includes('/src/machines/') || !code.includes("from 'xstate'")) return null;
      const bare = code.replace(/createMachine\(\{\n {2}id: ('\w+'),\n[\s\S]*?\n\}\)/, 'createMachine({ id: $1 })');
      if (bare === code) throw new Error(`${id}: the states of the machine could not be left out`);
      return { code: bare, map: null };
    },
  };
}
