/** The rules of the house that a compiler can't hold: which folder may know which, and what no core file may touch. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = import.meta.dirname;

const mayImport: Record<string, string[]> = {
  model: [],
  scenarios: ['model'],
  machines: ['model'],
  engine: ['model', 'machines'],
  worker: ['model', 'engine'],
  store: ['model', 'worker', 'scenarios'],
  view: ['model', 'store', 'scenarios'],
  cli: ['model', 'engine', 'scenarios'],
  build: ['engine', 'scenarios'],
};
const layers = Object.keys(mayImport);

/** Packages a layer may use; tests may use more. */
const packages: Record<string, RegExp> = {
  model: /^(papaparse|fflate)$/,
  scenarios: /^$/,
  machines: /^xstate$/,
  engine: /^xstate$/,
  worker: /^$/,
  store: /^(zustand|xstate|react)/,
  view: /^(react|react-dom|d3|zustand|uqr$)/,
  cli: /^node:(fs\/promises|process|util)$/,
  build: /^(vite|@vitejs\/plugin-react|node:(fs|path|zlib))$/,
};

const filesOf = (layer: string) =>
  readdirSync(join(root, layer), { encoding: 'utf8', recursive: true })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file: `${layer}/${file}`, text: readFileSync(join(root, layer, file), 'utf8') }));

const importsOf = (text: string) =>
  [...text.matchAll(/(?:^(?:import|export)\b[^';]*?\bfrom |^import |\bimport\(|new URL\()'([^']+)'/gm)].map(
    ([, path]) => path,
  );
const isTest = (file: string) => /\.(test|bench)\.tsx?$|test-support/.test(file);

test('every folder of src is a layer with rules', () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map((entry) => entry.name).sort()).toEqual([...layers].sort());
});

test.each(layers)('src/%s imports only layers to its left, and its own packages', (layer) => {
  const files = filesOf(layer);
  expect(files.length).toBeGreaterThan(0);
  for (const { file, text } of files) {
    for (const path of importsOf(text)) {
      if (path.startsWith('.')) {
        const target = path.match(/^(?:\.\.\/)+([a-z]+)\//)?.[1];
        const inside = target === undefined || !layers.includes(target);
        if (!inside && !isTest(file)) expect([layer, ...mayImport[layer]], `${file} imports ${path}`).toContain(target);
      } else if (!isTest(file) && !path.startsWith('@fontsource')) {
        expect(path, `${file} imports ${path}`).toMatch(packages[layer]);
      }
    }
  }
});

test.each(['model', 'machines', 'engine'])('src/%s knows no clock, no chance and no page', (layer) => {
  const banned =
    /\b(Date|performance|setTimeout|setInterval|requestAnimationFrame|window|document|self|localStorage)\b\s*[.(]|Math\.random/;
  for (const { file, text } of filesOf(layer)) {
    // The referee gives XState the simulated calendar as its clock, and XState calls a clock's methods so.
    if (!isTest(file) && file !== 'engine/referee.ts') expect(text.match(banned)?.[0], file).toBeUndefined();
  }
});

// Math.log and its kind give other bits in other engines; `**` is one of them. See real.ts.
test('what runs are decided by uses no function whose bits differ between engines', () => {
  const banned =
    /Math\.(log|log2|log10|log1p|exp|expm1|pow|sin|cos|tan|cbrt|hypot|a?sinh|a?cosh|a?tanh|atan2?)\b|[\w\])] \*\* [\w(]/;
  const deciding = layers.flatMap(filesOf).filter(({ file }) => /^(machines|engine)\/|^model\/schedule/.test(file));
  for (const { file, text } of deciding) {
    const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    if (!isTest(file)) expect(code.match(banned)?.[0], file).toBeUndefined();
  }
});

test('no file is a drawer for odds and ends', () => {
  for (const layer of layers)
    for (const { file } of filesOf(layer)) expect(file).not.toMatch(/\b(utils?|helpers?|common|misc|index)\.tsx?$/);
});
