import { afterEach, expect, test, vi } from 'vitest';
import { Fact } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import { NEVER, SECOND } from '../model/time.ts';
import { branchesOf } from './history.ts';
import { openTestPage, pictureAt, receiptOf } from './page.test-support.ts';

afterEach(() => vi.unstubAllGlobals());

type Page = Awaited<ReturnType<typeof openTestPage>>;

/** A page that stands at 21 s of the hook, amid its burst, and has seen no more. */
async function openAmidBurst() {
  const page = await openTestPage('#v=1&scenario=hook&burst=20.5s:60&t=21s');
  page.play(50);
  page.commands.pause();
  return page;
}

/** What the page has heard of the records of one kind in a lane. */
function heard({ player }: Page, lane: LaneId, kind: keyof typeof Fact): number {
  let count = 0;
  player.tapes[lane].visit(0, NEVER, (records, i) => {
    if (records.kind[i] === Fact[kind]) count++;
  });
  return count;
}

const readyIn = ({ player }: Page, lane: LaneId): number =>
  [...player.tapes[lane].picture.messages.values()].find(({ place }) => place === 'ready')!.id;

test('a message that is dropped is gone from the picture at this very playhead, and undo brings it back', async () => {
  const page = await openAmidBurst();
  const { lab, player, commands, play } = page;
  const at = player.playhead();
  const { scenario: before } = lab.getState();
  const message = readyIn(page, 'pull');
  commands.dropMessage('pull', message);
  play(50);
  const { scenario, history } = lab.getState();
  expect(scenario.timeline.at(-1)).toEqual({ type: 'harm', at, harm: 'message.drop', target: message, lane: 'pull' });
  expect(history.steps.at(-1)!.deed).toMatchObject({
    type: 'harm',
    harm: 'message.drop',
    target: message,
    lane: 'pull',
  });
  expect(player.playhead()).toBe(at);
  expect(player.tapes.pull.picture.messages.has(message)).toBe(false);
  expect(player.tapes.pull.picture).toEqual(pictureAt(scenario, 'pull', at));
  expect(player.tapes.push.picture).toEqual(pictureAt(before, 'push', at));

  commands.undo();
  play(50);
  expect(lab.getState().scenario).toEqual(before);
  expect(player.tapes.pull.picture).toEqual(pictureAt(before, 'pull', at));
  expect(player.tapes.pull.picture.messages.get(message)!.place).toBe('ready');
  commands.redo();
  play(200);
  expect(player.tapes.pull.picture.messages.has(message)).toBe(false);
  commands.runToEnd();
  play(500);
  expect(lab.getState().receipt).toBe(receiptOf(scenario));
});

test('a crashed worker is down in its lane only, and the journal tells who was hit', async () => {
  const page = await openAmidBurst();
  page.commands.crashWorker('pull', 0);
  page.play(50);
  expect(page.player.tapes.pull.picture.workersDown).toEqual([0]);
  expect(page.player.tapes.push.picture.workersDown).toEqual([]);
  expect([heard(page, 'pull', 'harmed'), heard(page, 'push', 'harmed')]).toEqual([1, 0]);
});

test('harm to what is not there is in the journal as missed', async () => {
  const page = await openAmidBurst();
  page.commands.crashWorker('pull', 99);
  page.commands.poisonMessage(5_000);
  page.play(50);
  expect([heard(page, 'pull', 'harmed'), heard(page, 'pull', 'missed')]).toEqual([0, 2]);
  expect([heard(page, 'hybrid', 'harmed'), heard(page, 'hybrid', 'missed')]).toEqual([0, 1]);
});

test('a worker is slow for ten seconds if nobody says otherwise, and a message is poisoned in all lanes', async () => {
  const { lab, commands, player } = await openAmidBurst();
  const at = player.playhead();
  commands.slowWorker('hybrid', 2);
  commands.slowWorker('hybrid', 1, 3, NEVER);
  commands.poisonMessage(300);
  commands.poisonMessage(301, 'push');
  expect(lab.getState().scenario.timeline.slice(1)).toEqual([
    { type: 'harm', at, until: at + 10 * SECOND, harm: 'worker.slow', target: 2, amount: 5, lane: 'hybrid' },
    { type: 'harm', at, until: NEVER, harm: 'worker.slow', target: 1, amount: 3, lane: 'hybrid' },
    { type: 'harm', at, harm: 'message.poison', target: 300, lane: null },
    { type: 'harm', at, harm: 'message.poison', target: 301, lane: 'push' },
  ]);
});

test('the same harm twice at one playhead is one, and one step of the history', async () => {
  const { lab, commands } = await openAmidBurst();
  commands.crashWorker('push', 1);
  const { scenario, history } = lab.getState();
  commands.crashWorker('push', 1);
  expect(lab.getState()).toMatchObject({ scenario, history });
});

test('harm in a past that was seen leaves the old future as a branch', async () => {
  const { lab, commands, play } = await openAmidBurst();
  commands.seek(22 * SECOND);
  play(50);
  commands.seek(21 * SECOND);
  play(50);
  commands.crashWorker('push', 0);
  play(50);
  expect(branchesOf(lab.getState().history)).toMatchObject([
    { parted: { side: 'before', at: 21 * SECOND } },
    { parted: { side: 'after', at: 21 * SECOND } },
  ]);
});
