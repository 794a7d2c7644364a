import { afterEach, expect, test, vi } from 'vitest';
import { SECOND } from '../model/time.ts';
import { findScenario } from '../scenarios/catalogue.ts';
import { hook, namedHook } from '../scenarios/hook.ts';
import { currentBranch } from './history.ts';
import { memory, openTestPage, receiptOf } from './page.test-support.ts';

afterEach(() => vi.unstubAllGlobals());

const kept = (storage: ReturnType<typeof memory>) =>
  JSON.parse(storage.getItem('works') ?? '[]') as { id: string; title: string; changes: number; fragment: string }[];

test('Back from another scenario leads to the work that was left, at the moment it was left', async () => {
  const { lab, player, commands, document, play, work, frame, hash, back } = await openTestPage();
  play(1_000);
  commands.set('push.inbox', 40, 'push');
  const { scenario } = lab.getState();
  const at = player.playhead();
  document.chooseScenario('poison');
  work();
  frame();
  expect(hash()).toBe('#v=1&scenario=poison');
  back();
  work();
  frame();
  expect(lab.getState()).toMatchObject({ scenario, base: hook, playhead: at, phase: 'ready' });
  play(100);
  expect(lab.getState().receipt).toBe(receiptOf(scenario));
});

test('what a person changed is kept, once, and neither a bad link nor a scenario takes its place', async () => {
  const storage = memory();
  const { commands, lab, document, play, work, hash, go } = await openTestPage('', false, storage);
  play(500);
  hash();
  expect(kept(storage)).toEqual([]);
  commands.set('push.inbox', 40, 'push');
  hash();
  commands.burst(30);
  hash();
  const { scenario } = lab.getState();
  go('#scenario=nowhere&poll.interval=99h&name=%3Cimg%20src=x%3E');
  work();
  expect(lab.getState().notes).toHaveLength(2);
  hash();
  document.chooseScenario('poison');
  hash();
  const works = kept(storage);
  expect(works).toMatchObject([{ title: namedHook.title, changes: 2 }]);
  document.openWork(works[0]!.id);
  expect(lab.getState().scenario).toEqual(scenario);
  commands.poison();
  hash();
  expect(kept(storage)).toMatchObject([{ id: works[0]!.id, changes: 3 }]);
});

test('twelve works are kept, and fewer where there is less room', async () => {
  const storage = memory();
  const cramped = {
    ...storage,
    setItem(key: string, value: string) {
      if (value.length > 1_000) throw new Error('no room');
      storage.setItem(key, value);
    },
  };
  const { commands, document, hash } = await openTestPage('', false, cramped);
  for (let i = 0; i < 15; i++) {
    document.chooseScenario('blank');
    commands.newSeed();
    hash();
  }
  expect(kept(storage).length).toBeGreaterThan(3);
  expect(kept(storage).length).toBeLessThan(12);
  Object.assign(cramped, storage);
  for (let i = 0; i < 15; i++) {
    document.chooseScenario('blank');
    commands.newSeed();
    hash();
  }
  expect(new Set(kept(storage).map(({ fragment }) => fragment)).size).toBe(12);
});

test('a page without storage, or with nonsense in it, works all the same', async () => {
  const refuse = () => {
    throw new Error('no storage here');
  };
  const nonsense = memory();
  nonsense.setItem('works', '[{"id":1},null,"x",{"id":"a","title":"b","changes":1,"savedMs":"now","fragment":""}]');
  for (const storage of [{ getItem: refuse, setItem: refuse, removeItem: refuse }, nonsense]) {
    const { commands, document, lab, hash } = await openTestPage('', false, storage);
    document.openWork('a');
    commands.newSeed();
    hash();
    document.chooseScenario('poison');
    expect(lab.getState().base.name).toBe('poison');
  }
});

test('a link holds speed, lane and mode where they are not as usual, and so does the address', async () => {
  const first = await openTestPage();
  first.play(100);
  first.commands.setSpeed(4);
  first.commands.setFocus('hybrid');
  first.commands.togglePresenting();
  expect(first.hash()).toBe('#v=1&scenario=hook&speed=4&focus=hybrid&mode=present');
  const { lab } = await openTestPage(first.hash());
  expect(lab.getState()).toMatchObject({ speed: 4, focus: 'hybrid', presenting: true });
});

test('a file brings back the run and its moment, and what is wrong with one is said without opening it', async () => {
  const first = await openTestPage();
  first.play(700);
  first.commands.toggleDrill('broker.down');
  first.play(300);
  first.commands.set('poll.interval', SECOND, 'pull');
  const { scenario } = first.lab.getState();
  const at = first.player.playhead();
  const file = first.document.fileOf(first.document.shown(true));
  const { document, lab, player, work, frame } = await openTestPage('#scenario=poison');
  expect(document.openFile('{"seed": 1', 'a.json')).toMatch(/^a\.json: The file is not JSON/);
  expect(lab.getState().scenario).toEqual(findScenario('poison'));
  expect(document.openFile(file, 'a.json')).toBeNull();
  work();
  frame();
  expect(lab.getState()).toMatchObject({ scenario, notes: [], phase: 'ready' });
  expect(player.playhead()).toBe(at);
  document.openFile('{"scenario": "hook", "poll.interval": "2h"}', 'b.json');
  expect(lab.getState().notes).toEqual(['poll.interval: 2h is outside 0–1h; using 1h.']);
});

test('a link has the name of the branch that is played, and who opens it has the branch by that name', async () => {
  const { commands, lab, play, work, hash } = await openTestPage('#v=1&scenario=hook&t=21s&branch=calm');
  play(100);
  expect(currentBranch(lab.getState().history).name).toBe('calm');
  commands.renameBranch(currentBranch(lab.getState().history).id, 'what if?');
  work();
  expect(hash()).toBe('#v=1&scenario=hook&branch=what%20if%3F');
  const other = await openTestPage('#v=1&scenario=hook&branch=what%20if%3F');
  expect(currentBranch(other.lab.getState().history).name).toBe('what if?');
});
