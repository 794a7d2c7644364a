import { afterEach, expect, test, vi } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { openTestPage, pictureAt } from './page.test-support.ts';

afterEach(() => vi.unstubAllGlobals());

test('the playhead advances with wall time and the speed, in whole milliseconds', async () => {
  const { player, commands, work, frame } = await openTestPage('#scenario=blank');
  work();
  frame();
  frame(50);
  expect(player.playhead()).toBe(50_000);
  commands.setSpeed(2);
  frame(50);
  expect(player.playhead()).toBe(150_000);
  commands.setSpeed(0.1);
  frame(16.67);
  expect(player.playhead()).toBe(151_000);
});

test('a hidden tab loses no time: the run waits', async () => {
  const { player, work, frame } = await openTestPage('#scenario=blank');
  work();
  frame();
  frame(3_600_000);
  expect(player.playhead()).toBe(100_000);
});

test('a paused run stands: playhead, picture and numbers, however long', async () => {
  const { lab, player, commands, play } = await openTestPage();
  play(3_000);
  commands.pause();
  play(100);
  const at = player.playhead();
  const shown = () => structuredClone([lab.getState().lanes, player.tapes.push.picture, player.tapes.pull.picture]);
  const before = shown();
  play(5_000);
  expect(player.playhead()).toBe(at);
  expect(shown()).toEqual(before);
});

test('the playhead waits for the worker', async () => {
  const { player, work, frame } = await openTestPage('#scenario=blank');
  for (let i = 0; i < 20; i++) frame();
  expect(player.playhead()).toBe(0);
  work();
  frame();
  frame(48);
  expect(player.playhead()).toBe(48_000);
});

test('scrubbing back shows what was there, and a run that played goes on', async () => {
  const { lab, player, commands, play, sent } = await openTestPage();
  play(3_000);
  const messages = sent.length;
  commands.seek(12.345678 * SECOND);
  expect(lab.getState().phase).toBe('running');
  expect(player.tapes.pull.picture).toEqual(pictureAt(hook, 'pull', 12.345678 * SECOND));
  expect(sent.slice(messages).some(({ type }) => type === 'seek')).toBe(false);
});

test('stepping visits each time at which something happens', async () => {
  const { lab, player, commands, play } = await openTestPage();
  play(1_000);
  commands.step();
  expect(lab.getState().phase).toBe('paused');
  const from = player.playhead();
  const times = new Set<SimTime>();
  for (const tape of Object.values(player.tapes)) {
    tape.visit(from + 1, from + SECOND, (records, i) => times.add(records.time[i]));
  }
  for (const time of [...times].sort((a, b) => a - b)) {
    commands.step();
    expect(player.playhead()).toBe(time);
  }
});

test('at high speed pictures come alone, and a pause brings the records back', async () => {
  const { player, commands, play, frame, work } = await openTestPage('#scenario=blank&until=1h');
  play(100);
  commands.setSpeed(500);
  play(2_000);
  expect(player.detail()).toBe('flow');
  commands.pause();
  work();
  frame();
  const at = player.playhead();
  expect(at).toBeGreaterThan(900 * SECOND);
  expect(player.detail()).toBe('dots');
  const scenario: Scenario = { ...player.scenario() };
  expect(player.tapes.push.picture).toEqual(pictureAt(scenario, 'push', at));
  let visited = 0;
  player.tapes.push.visit(at - SECOND, at + SECOND, () => visited++);
  expect(visited).toBeGreaterThan(0);
});

test('a seek to where the tape does not reach asks the worker and comes back exact', async () => {
  const { lab, player, commands, play, work, frame } = await openTestPage(
    '#scenario=blank&until=2h&arrival.rate=40&consumer.instances=20',
  );
  play(50);
  expect(player.horizon()).toBeLessThan(7_200 * SECOND);
  commands.pause();
  commands.seek(600 * SECOND);
  expect(lab.getState().phase).toBe('seeking');
  work();
  frame();
  expect(lab.getState().phase).toBe('paused');
  expect(player.tapes.hybrid.picture).toEqual(pictureAt(lab.getState().scenario, 'hybrid', 600 * SECOND));
});

test('views hear of each frame while something moves, and once after a change while nothing does', async () => {
  const { player, commands, play, frame } = await openTestPage();
  play(100);
  let heard = 0;
  const stop = player.onFrame(() => heard++);
  play(160);
  expect(heard).toBe(10);
  commands.pause();
  play(160);
  expect(heard).toBe(11);
  commands.seek(5 * SECOND);
  play(160);
  expect(heard).toBe(12);
  stop();
  commands.seek(6 * SECOND);
  frame();
  expect(heard).toBe(12);
});

test('in steps of half a second views hear twice a second of the same playheads, and of numbers every second time', async () => {
  const { player, commands, play } = await openTestPage();
  play(100);
  player.setStep(500);
  play(600);
  const heard: [numbers: boolean, atMs: number][] = [];
  player.onFrame((numbers) => heard.push([numbers, player.playhead() / 1000]));
  play(2_000);
  expect(heard.length).toBeGreaterThanOrEqual(3);
  expect(heard.length).toBeLessThanOrEqual(5);
  for (const [i, [numbers, atMs]] of heard.entries()) {
    if (i === 0) continue;
    expect(numbers).toBe(!heard[i - 1]![0]);
    expect(atMs - heard[i - 1]![1]).toBeGreaterThanOrEqual(240);
  }
  commands.pause();
  play(32);
  expect(heard.at(-1)![0]).toBe(true);
});

test('who slows down asks for records again, for pictures may be on their way already', async () => {
  const { commands, play, frame, sent } = await openTestPage('#scenario=blank&until=2h&arrival.rate=40');
  play(100);
  commands.setSpeed(500);
  frame();
  expect(sent.at(-1)).toMatchObject({ type: 'demand', detail: 'flow' });
  commands.setSpeed(1);
  expect(sent.slice(-2)).toMatchObject([{ type: 'demand', detail: 'dots' }, { type: 'seek' }]);
});
