import { afterEach, expect, test, vi } from 'vitest';
import { SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { openTestPage, pictureAt, receiptOf } from './page.test-support.ts';

afterEach(() => vi.unstubAllGlobals());

test('a turned knob acts from the playhead on, and the picture there does not change', async () => {
  const { lab, player, commands, play, hash } = await openTestPage();
  play(1_000);
  const at = player.playhead();
  const before = structuredClone(player.tapes.push.picture);
  commands.pause();
  commands.set('push.inbox', 40, 'push');
  const { scenario } = lab.getState();
  expect(scenario.timeline).toEqual([{ type: 'set', at, key: 'push:push.inbox', value: 40 }]);
  expect(player.settings('push')['push.inbox']).toBe(40);
  expect(lab.getState().story).toBeNull();
  play(50);
  expect(player.tapes.push.picture.totals).toEqual({ ...before.totals });
  expect(lab.getState().receipt).toBe(receiptOf(scenario));
  commands.play();
  play(2_000);
  expect(player.tapes.push.picture).toEqual(pictureAt(scenario, 'push', player.playhead()));
  expect(hash()).toBe(`#v=1&scenario=hook&set=${at / SECOND}s:push:push.inbox=40`);
});

test('a drag while it plays leaves one entry and never moves the playhead back', async () => {
  const { lab, player, commands, play, work, frame } = await openTestPage();
  play(500);
  let last = player.playhead();
  for (const value of [20, 30, 40, 50]) {
    commands.set('arrival.rate', value);
    frame();
    work();
    frame();
    expect(player.playhead()).toBeGreaterThanOrEqual(last);
    last = player.playhead();
  }
  play(100);
  const { scenario } = lab.getState();
  expect(scenario.timeline).toHaveLength(1);
  expect(scenario.timeline[0]).toMatchObject({ key: 'arrival.rate', value: 50 });
  expect(player.tapes.pull.picture).toEqual(pictureAt(scenario, 'pull', player.playhead()));
});

test('turns of two knobs in one breath, before the worker has answered, both count', async () => {
  const { lab, player, commands, play, frame, work } = await openTestPage();
  play(500);
  commands.set('arrival.rate', 20);
  frame();
  commands.burst(30);
  frame();
  commands.set('arrival.rate', 25);
  commands.toggleDrill('consumer.down');
  work();
  play(600);
  const { scenario } = lab.getState();
  expect(scenario.timeline.map(({ type }) => type)).toEqual(['set', 'burst', 'set', 'drill']);
  expect(player.drills('push')).toMatchObject([{ drill: 'consumer.down' }]);
  expect(player.tapes.hybrid.picture).toEqual(pictureAt(scenario, 'hybrid', player.playhead()));
  expect(lab.getState().receipt).toBe(receiptOf(scenario));
});

test('a change from the start is another run at the same playhead', async () => {
  const { lab, player, commands, play, work } = await openTestPage();
  play(1_000);
  const at = player.playhead();
  commands.setApplyFrom('start');
  commands.set('push.inbox', 40, 'push');
  expect(lab.getState().phase).toBe('loading');
  work();
  expect(lab.getState().phase).toBe('running');
  expect(player.playhead()).toBe(at);
  const { scenario } = lab.getState();
  expect(scenario).toMatchObject({ values: { 'push:push.inbox': 40 }, timeline: [] });
  expect(player.tapes.push.picture).toEqual(pictureAt(scenario, 'push', at));
});

test('at the end it is finished, and playing on makes it longer', async () => {
  const { lab, player, commands, play } = await openTestPage();
  commands.setSpeed(10);
  play(2_500);
  expect(lab.getState()).toMatchObject({ phase: 'finished', playhead: 40 * SECOND });
  const { receipt: first } = lab.getState();
  commands.play();
  expect(lab.getState().scenario.until).toBe(80 * SECOND);
  play(1_000);
  expect(player.playhead()).toBeGreaterThan(45 * SECOND);
  expect(lab.getState().receipt).not.toBe(first);
  expect(lab.getState().receipt).toBe(receiptOf({ ...hook, until: 80 * SECOND }));
});

test('a burst after the end makes the run longer and plays it', async () => {
  const { lab, commands, play } = await openTestPage();
  play(50);
  commands.runToEnd();
  expect(lab.getState().phase).toBe('finished');
  commands.burst();
  play(50);
  expect(lab.getState()).toMatchObject({ phase: 'running', scenario: { until: 80 * SECOND } });
  expect(lab.getState().scenario.timeline).toEqual([{ type: 'burst', at: 40 * SECOND, size: 80 }]);
  expect(lab.getState().receipt).toBe(receiptOf(lab.getState().scenario));
});

test('restart plays the same run from where it opened', async () => {
  const { lab, player, commands, play } = await openTestPage();
  play(4_000);
  commands.burst(10);
  commands.restart();
  play(0);
  expect(lab.getState()).toMatchObject({ phase: 'running', scenario: { timeline: [{ type: 'burst', size: 10 }] } });
  expect(player.playhead()).toBe(18.5 * SECOND);
});

test('typed text is set, or the answer says why not', async () => {
  const { lab, commands, work } = await openTestPage();
  work();
  expect(commands.setText('poll.interval', '2h', 'pull')).toMatch(/poll.interval.*2h.*outside/);
  expect(commands.setText('poll.interval', '250ms', 'pull')).toBeNull();
  expect(lab.getState().scenario.timeline).toMatchObject([{ key: 'pull:poll.interval', value: 250_000 }]);
});

test('reset and reset all take changes back', async () => {
  const { lab, commands, play, hash } = await openTestPage();
  play(500);
  commands.set('push.inbox', 40, 'push');
  commands.set('arrival.rate', 40);
  commands.reset('arrival.rate');
  expect(lab.getState().scenario.timeline).toMatchObject([{ key: 'push:push.inbox' }]);
  commands.resetAll();
  play(100);
  expect(lab.getState().scenario).toEqual(hook);
  expect(hash()).toBe('#v=1&scenario=hook');
});

test('a trace is played from the start, and a bad file is explained', async () => {
  const { lab, play } = await openTestPage();
  const { loadTrace } = await import('./openTrace.ts');
  play(100);
  expect(loadTrace('time\nabc\n', 'bad.csv')).toMatch(/line 2/);
  expect(loadTrace('time\n0\n400\n80000\n', 'quiet.csv')).toBeNull();
  play(100);
  expect(lab.getState()).toMatchObject({
    phase: 'running',
    scenario: { trace: { times: [0, 400, 80_000] }, values: { 'arrival.process': 'trace', 'trace.speedup': 2 } },
  });
});
