import { afterEach, expect, test, vi } from 'vitest';
import { SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { branchesOf, currentBranch } from './history.ts';
import { openTestPage, pictureAt, receiptOf } from './page.test-support.ts';

afterEach(() => vi.unstubAllGlobals());

/** A page that has been looked at up to 22.5 s and stands at 21 s, with a burst at 22 s. */
async function openInThePast() {
  const page = await openTestPage('#v=1&scenario=hook&t=22s');
  page.work();
  page.frame();
  page.commands.burst(30);
  page.play(50);
  page.commands.seek(22.5 * SECOND);
  page.play(50);
  page.commands.seek(21 * SECOND);
  page.play(50);
  return page;
}

test('a change in the past keeps the old future as a branch and as a ghost, and going back gives its receipt again', async () => {
  const { lab, player, commands, play } = await openInThePast();
  const { scenario: old, receipt: oldReceipt } = lab.getState();
  const known = player.series.push.at(SECOND / 10);
  const outstanding = [...known.columns.outstanding];
  commands.set('arrival.rate', 30);
  play(200);
  const { history, ghosts, scenario } = lab.getState();
  expect(scenario.timeline).toEqual([{ type: 'set', at: 21 * SECOND, key: 'arrival.rate', value: 30 }]);
  expect(branchesOf(history)).toMatchObject([
    { parted: { side: 'before', at: 21 * SECOND }, scenario: old },
    { parted: { side: 'after', at: 21 * SECOND }, scenario },
  ]);
  const ghost = ghosts[0]!.at('push', SECOND / 10);
  expect(ghosts[0]).toMatchObject({ branch: branchesOf(history)[0]!.id, from: 21 * SECOND });
  expect(ghost.first).toBe(209);
  expect([...ghost.columns.outstanding]).toEqual(outstanding.slice(209 - known.first));
  expect(lab.getState().receipt).toBe(receiptOf(scenario));

  commands.returnTo(branchesOf(history)[0]!.id);
  play(200);
  expect(lab.getState()).toMatchObject({ scenario: old, receipt: oldReceipt, playhead: 21 * SECOND });
  expect(lab.getState().ghosts.at(-1)!.branch).toBe(branchesOf(history)[1]!.id);
  expect(player.tapes.push.picture).toEqual(pictureAt(old, 'push', 21 * SECOND));
});

test('once forked, further changes at the same place are changes of the new branch', async () => {
  const { lab, commands, play } = await openInThePast();
  commands.set('arrival.rate', 30);
  commands.set('arrival.rate', 40);
  commands.letGo();
  commands.burst(10);
  play(50);
  const { history } = lab.getState();
  expect(branchesOf(history)).toHaveLength(2);
  // Opened, the burst at 22 s, the drag, the burst at 21 s.
  expect(history.steps).toHaveLength(4);
  expect(currentBranch(history).scenario).toBe(lab.getState().scenario);
});

test('at the edge of what was seen nothing is forked, and a value typed anew is no change', async () => {
  const { lab, commands, play } = await openInThePast();
  const { history } = lab.getState();
  expect(commands.setText('arrival.rate', '14/s')).toBeNull();
  expect(lab.getState().history.steps).toEqual(history.steps);
  commands.seek(23 * SECOND);
  play(50);
  commands.toggleDrill('broker.down');
  expect(branchesOf(lab.getState().history)).toHaveLength(1);
});

test('a fork keeps what the scenario planned', async () => {
  const { lab, commands, play } = await openTestPage('#v=1&scenario=hook&burst=30s:40&t=22s');
  play(50);
  commands.seek(21 * SECOND);
  play(50);
  commands.set('arrival.rate', 30);
  expect(lab.getState().scenario.timeline).toMatchObject([{ type: 'burst' }, { type: 'set', at: 21 * SECOND }]);
  expect(branchesOf(lab.getState().history)).toHaveLength(2);
});

test('undo and redo keep playing at the same playhead, and each run is the one that it says', async () => {
  const { lab, player, commands, play } = await openTestPage();
  play(500);
  commands.burst(30);
  play(300);
  commands.toggleDrill('consumer.down');
  play(300);
  const { scenario: last } = lab.getState();
  const at = player.playhead();
  commands.undo();
  commands.undo();
  expect(player.playhead()).toBe(at);
  play(200);
  expect(lab.getState()).toMatchObject({ phase: 'running', scenario: hook, receipt: receiptOf(hook) });
  expect(player.playhead()).toBeGreaterThan(at);
  expect(player.tapes.push.picture).toEqual(pictureAt(hook, 'push', player.playhead()));
  commands.redo();
  commands.redo();
  commands.redo();
  play(200);
  expect(lab.getState()).toMatchObject({ phase: 'running', scenario: last, receipt: receiptOf(last) });
  expect(player.tapes.push.picture).toEqual(pictureAt(last, 'push', player.playhead()));
});

test('undo brings back the fork, the seed, the other scenario, and the shorter run', async () => {
  const { lab, commands, document, play } = await openInThePast();
  const { scenario: old } = lab.getState();
  commands.set('arrival.rate', 30);
  commands.newSeed();
  document.chooseScenario('blank');
  play(100);
  commands.runToEnd();
  play(100);
  commands.play();
  play(100);
  expect(lab.getState().history.steps.map(({ deed }) => deed.type)).toEqual([
    'open',
    'burst',
    'set',
    'seed',
    'open',
    'longer',
  ]);
  commands.goToStep(1);
  play(100);
  expect(lab.getState()).toMatchObject({ scenario: old, base: hook, receipt: receiptOf(old) });
  expect(branchesOf(lab.getState().history)).toHaveLength(1);
  // What was seen of the old future is still known to be seen.
  commands.pause();
  commands.seek(22.2 * SECOND);
  play(50);
  commands.poison();
  expect(branchesOf(lab.getState().history)).toHaveLength(2);
});

test('redo of a longer run at its end plays on from there', async () => {
  const { lab, commands, play } = await openTestPage('#v=1&scenario=hook&t=39s');
  play(50);
  commands.runToEnd();
  play(50);
  commands.burst(10);
  commands.pause();
  play(50);
  commands.undo();
  play(50);
  expect(lab.getState()).toMatchObject({ scenario: { until: 40 * SECOND } });
  commands.runToEnd();
  play(50);
  expect(lab.getState()).toMatchObject({ phase: 'finished', receipt: receiptOf(hook) });
  commands.redo();
  play(50);
  expect(lab.getState().phase).toBe('ready');
  commands.play();
  play(100);
  expect(lab.getState()).toMatchObject({ phase: 'running', scenario: { until: 80 * SECOND } });
});

test('branches are renamed and deleted, and undo takes both back', async () => {
  const { lab, commands } = await openInThePast();
  commands.poison();
  const [left, played] = branchesOf(lab.getState().history);
  commands.renameBranch(left!.id, 'quiet');
  expect(branchesOf(lab.getState().history)[0]!.name).toBe('quiet');
  commands.deleteBranch(played!.id);
  expect(branchesOf(lab.getState().history)).toHaveLength(2);
  commands.deleteBranch(left!.id);
  expect(branchesOf(lab.getState().history)).toHaveLength(1);
  commands.undo();
  commands.undo();
  expect(branchesOf(lab.getState().history)).toEqual([left, played]);
});

test('a lane goes and comes back at the same playhead, undo covers it, and the last one stays', async () => {
  const { lab, player, commands, play } = await openTestPage('#v=1&scenario=hook&t=21s');
  play(200);
  const { scenario, receipt } = lab.getState();
  commands.toggleLane('push');
  play(200);
  expect(lab.getState().scenario.lanes).toEqual(['pull', 'hybrid']);
  expect(lab.getState()).toMatchObject({ focus: 'pull', playhead: 21 * SECOND });
  expect(lab.getState().receipt).toBe(receiptOf({ ...scenario, lanes: ['pull', 'hybrid'] }));
  commands.toggleLane('pull');
  commands.toggleLane('hybrid');
  expect(lab.getState().scenario.lanes).toEqual(['hybrid']);
  expect(lab.getState().notes).toEqual(['One lane has to stay.']);
  commands.undo();
  commands.undo();
  play(200);
  expect(lab.getState()).toMatchObject({ scenario, receipt, playhead: 21 * SECOND });
  expect(player.tapes.push.picture).toEqual(pictureAt(scenario, 'push', 21 * SECOND));
});
