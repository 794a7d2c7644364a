import { afterEach, expect, test, vi } from 'vitest';
import { SECOND, type SimTime } from '../model/time.ts';
import { openTestPage, pictureAt } from './page.test-support.ts';

afterEach(() => vi.unstubAllGlobals());

test('steps back visit each time at which something happened, also where the tape begins later', async () => {
  const page = await openTestPage('#scenario=hook&t=30s');
  const { stepBack } = await import('./transport.ts');
  const { player, work, frame, lab } = page;
  work();
  frame();
  const times = new Set<SimTime>();
  for (const tape of Object.values(player.tapes))
    tape.visit(0, 30 * SECOND - 1, (records, i) => times.add(records.time[i]));
  const wanted = [...times].sort((a, b) => b - a);
  // The tape begins eight seconds before: the first steps beyond it are known from the picture there.
  for (const time of wanted) {
    stepBack();
    expect(player.playhead()).toBe(time);
  }
  const begins = player.playhead();
  for (let i = 0; i < 3; i++) {
    stepBack();
    work();
    frame();
  }
  expect(player.playhead()).toBeLessThan(begins);
  expect(player.tapes.pull.picture).toEqual(pictureAt(lab.getState().scenario, 'pull', player.playhead()));
});

test('landmarks are gone to in both directions, and stay known after going back', async () => {
  const { player, work, frame, commands, lab } = await openTestPage('#scenario=hook&set=10s:pull:poll.interval=200ms');
  const { toLandmark } = await import('./transport.ts');
  const { landmarks } = await import('./landmarks.ts');
  work();
  frame();
  expect(lab.getState().story).not.toBeNull();
  const all = landmarks();
  expect(all.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['change', 'burst', 'refusals', 'firstLoss', 'drained']),
  );
  commands.seek(0);
  work();
  const forward: SimTime[] = [];
  for (let before = -1; player.playhead() !== before; ) {
    before = player.playhead();
    toLandmark(1);
    work();
    if (player.playhead() !== before) forward.push(player.playhead());
  }
  expect(forward).toEqual([...new Set(all.map(({ at }) => at))].filter((at) => at > 0));
  for (const at of forward.toReversed().slice(1)) {
    toLandmark(-1);
    work();
    expect(player.playhead()).toBe(at);
  }
  expect(landmarks().map(({ at, kind }) => [at, kind])).toEqual(all.map(({ at, kind }) => [at, kind]));
});

test('a loop goes round within its ends, and another one is chosen by either end', async () => {
  const { player, play, commands, lab } = await openTestPage('#scenario=hook&t=5s');
  const { loopFromHere, loopToHere, toggleLoop } = await import('./transport.ts');
  play(50);
  loopFromHere();
  commands.seek(6 * SECOND);
  loopToHere();
  expect(lab.getState().loop).toEqual({ from: 5 * SECOND, to: 6 * SECOND });
  commands.play();
  let rounds = 0;
  for (let last = player.playhead(), i = 0; i < 200; i++) {
    play(16);
    if (player.playhead() < last) rounds++;
    last = player.playhead();
    expect(last).toBeGreaterThanOrEqual(5 * SECOND);
    expect(last).toBeLessThanOrEqual(6 * SECOND);
  }
  expect(rounds).toBeGreaterThanOrEqual(2);
  toggleLoop();
  play(2_000);
  expect(player.playhead()).toBeGreaterThan(6.5 * SECOND);
});
