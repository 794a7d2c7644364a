/** The mistakes of ARCHITECTURE.md: that the list names tests which exist, and those tests of it that belong nowhere else. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reportOf } from './engine/report.ts';
import { createRun, runUntil } from './engine/run.ts';
import { tellStory } from './engine/story.ts';
import { SECOND } from './model/time.ts';
import { hook } from './scenarios/hook.ts';
import { openTestPage } from './store/page.test-support.ts';
import { kinds } from './view/charts/kinds.ts';
import { sceneOf } from './view/charts/scene.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const filesOf = (folder: string, ending: RegExp) =>
  readdirSync(join(root, folder), { encoding: 'utf8', recursive: true })
    .filter((file) => ending.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`);

const section = read('ARCHITECTURE.md').split('\n## Twenty mistakes it must not make\n')[1]!.split('\n## ')[0]!;
const mistakes = section.split('\n').filter((line) => /^\d+\. /.test(line));

test('the list of mistakes has twenty, in order', () => {
  expect(mistakes.map((line) => Number.parseInt(line, 10))).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

test.each(mistakes)('%s', (line) => {
  // `file`: “name”, “name”. `file`: “name”.
  const held = [...line.matchAll(/`([^`]+)`: ((?:“[^”]+”(?:, )?)+)/g)];
  expect(held.length).toBeGreaterThan(0);
  for (const [, file, names] of held) {
    expect(existsSync(join(root, file!)), file).toBe(true);
    const text = read(file!);
    for (const [, name] of names!.matchAll(/“([^”]+)”/g)) {
      const begins = ["test('", 'test(`', "](\n    '", "('"].some((before) => text.includes(before + name));
      expect(begins, `${file}: ${name}`).toBe(true);
    }
  }
});

// Timers are for what is no picture: a readout's pace, a button that is held, the focus after a change.
const mayTick = ['src/view/Table.tsx', 'src/view/controls/BurstButton.tsx'];
const mayWaitForFrame = ['src/view/history/BranchRow.tsx', 'src/view/controls/ValueField.tsx'];

test('no view moves anything by a clock of its own', () => {
  const files = filesOf('src/view', /\.tsx?$/).filter((file) => !/\.test/.test(file));
  const having = (pattern: RegExp) => files.filter((file) => pattern.test(read(file)));
  expect(having(/\bsetInterval\(/).sort()).toEqual(mayTick.toSorted());
  expect(having(/\brequestAnimationFrame\(/).sort()).toEqual(mayWaitForFrame.toSorted());
  expect(having(/\.animate\(|\bstartViewTransition\b|<animate\b/)).toEqual([]);
});

test('no style sheet moves anything', () => {
  const files = [...filesOf('src/view', /\.css$/), ...filesOf('public', /\.(css|html|svg)$/), 'index.html'];
  expect(files.length).toBeGreaterThan(20);
  for (const file of files)
    expect(read(file), file).not.toMatch(/\b(transition|animation)(-[a-z]+)?\s*:|@keyframes|<animate/);
});

test('a chart has one axis for all lanes, whichever is the largest', async () => {
  const { lab, player, commands, work, frame } = await openTestPage();
  work();
  commands.seek(21.5 * SECOND);
  for (let i = 0; i < 40; i++) {
    work();
    frame();
  }
  const scene = sceneOf(player, lab.getState(), null);
  for (const lane of scene.lanes) expect(scene.series[lane].length).toBeGreaterThan(100);
  for (const kind of Object.values(kinds)) {
    const { domain } = kind.axis(scene);
    expect(kind.axis({ ...scene, lanes: scene.lanes.toReversed() }).domain).toEqual(domain);
    const alone = scene.lanes.map((lane) => kind.axis({ ...scene, lanes: [lane] }).domain);
    expect(Math.max(...alone.map(([, top]) => top)), kind.id).toBeLessThanOrEqual(domain[1]);
  }
});

test('hybrid pays for its queue: slower than push in the calm, held by its limiter, later drained than pull', () => {
  const run = createRun(hook, { journal: 'hash' });
  runUntil(run, hook.until);
  const { lanes } = tellStory(run);
  expect(lanes.hybrid!.calmP50Ms).toBeGreaterThan(lanes.push!.calmP50Ms);
  expect(lanes.hybrid!.drainedAt).toBeGreaterThan(lanes.pull!.drainedAt);
  const report = reportOf(run, {});
  expect(report.lanes.hybrid!.heldMs.rate).toBeGreaterThan(report.lanes.pull!.heldMs.rate);
  expect(report.lanes.hybrid!.counts.polls).toBeGreaterThan(report.lanes.push!.counts.polls);
});
