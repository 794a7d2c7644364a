import { afterEach, expect, test, vi } from 'vitest';
import { SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { openTestPage, pictureAt, receiptOf } from './page.test-support.ts';

afterEach(() => vi.unstubAllGlobals());

test('the page opens the hook shortly before its burst, playing, with the history there', async () => {
  const { lab, player, work, frame } = await openTestPage();
  expect(lab.getState().phase).toBe('loading');
  work();
  frame();
  expect(lab.getState().phase).toBe('running');
  expect(player.playhead()).toBe(18.5 * SECOND);
  expect(player.horizon()).toBe(40 * SECOND);
  expect(player.tapes.push.picture).toEqual(pictureAt(hook, 'push', 18.5 * SECOND));
  expect(player.series.pull.at(SECOND).length).toBe(40);
  expect(lab.getState().receipt).toBe(receiptOf(hook));
});

test('who wants less motion gets a still after the burst', async () => {
  const { lab, player, work, frame } = await openTestPage('', true);
  work();
  frame();
  expect(lab.getState()).toMatchObject({ phase: 'ready', playhead: 23 * SECOND });
  expect(player.tapes.push.picture).toEqual(pictureAt(hook, 'push', 23 * SECOND));
});

test('a link to a moment opens that moment, and what is wrong with it is said', async () => {
  const first = await openTestPage();
  first.play(1_000);
  first.commands.set('push.inbox', 40, 'push');
  const { scenario } = first.lab.getState();
  const link = first.document.linkOf(first.document.shown(true));
  const at = first.player.playhead();
  const second = await openTestPage(`${link.slice(link.indexOf('#'))}&nonsense=1`);
  second.work();
  second.frame();
  expect(second.lab.getState()).toMatchObject({ phase: 'ready', playhead: at, scenario, base: hook });
  expect(second.lab.getState().notes).toEqual([expect.stringMatching(/nonsense/)]);
});

test('following a link on the page loads it', async () => {
  const { lab, go, work } = await openTestPage();
  work();
  go('#scenario=poison&seed=7');
  work();
  expect(lab.getState()).toMatchObject({ phase: 'running', scenario: { name: 'poison', seed: 7 }, base: { seed: 1 } });
});

test('when the worker dies the page says so, and a new one goes on at the same place', async () => {
  const { lab, player, commands, play, kill, work, frame } = await openTestPage();
  play(500);
  const at = player.playhead();
  kill();
  expect(lab.getState()).toMatchObject({ phase: 'failed', failure: 'out of memory' });
  commands.restartWorker();
  work();
  frame();
  expect(lab.getState()).toMatchObject({ phase: 'ready', failure: null, playhead: at });
});
