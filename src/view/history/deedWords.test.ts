import { expect, test } from 'vitest';
import { COPIES_FROM } from '../../model/journal.ts';
import type { HarmKind, Scenario } from '../../model/scenario.ts';
import { SECOND } from '../../model/time.ts';
import { hook } from '../../scenarios/hook.ts';
import { burstAt, setNow, toggleDrillAt } from '../../store/edits.ts';
import {
  type Deed,
  deleted,
  edited,
  forked,
  type History,
  noHistory,
  opened,
  renamed,
  returned,
} from '../../store/history.ts';
import { branchNames, ghostWords } from './branchWords.ts';
import { wordsAt } from './deedWords.ts';

const at = 21.5 * SECOND;
const start = opened(noHistory, hook, hook);
const last = (history: History) => wordsAt(history, history.position);
const after = (deed: Deed, scenario: Scenario) => last(edited(start, deed, scenario));
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('a turned knob says from where to where, when, and in which lane', () => {
  const turn = (lane: 'pull' | null) => {
    const key = lane === null ? 'poll.interval' : 'pull:poll.interval';
    const { scenario } = setNow(hook, [key], 200_000, at);
    const { time, words } = after({ type: 'set', id: 'poll.interval', lane, at }, scenario);
    return `${time} ${plain(words)}`;
  };
  expect(turn(null)).toBe('00:21 poll interval 0.8 s → 0.2 s');
  expect(turn('pull')).toBe('00:21 poll interval 0.8 s → 0.2 s, pull');
  const fromStart = { ...hook, values: { ...hook.values, 'arrival.rate': 20 } };
  const { time, words } = after({ type: 'set', id: 'arrival.rate', lane: null, at: null }, fromStart);
  expect([time, plain(words)]).toEqual(['', 'arrivals 14 /s → 20 /s, from the start']);
});

test('drills, bursts and the rest are said in a few words', () => {
  const down = toggleDrillAt(hook, 'consumer.down', 'push', at);
  expect(after({ type: 'drill', drill: 'consumer.down', lane: 'push', on: true, at }, down).words).toBe(
    'consumers down, push',
  );
  expect(after({ type: 'drill', drill: 'consumer.down', lane: null, on: false, at }, hook).words).toBe(
    'consumers down no more',
  );
  expect(after({ type: 'burst', size: 1_200, at: 3_725 * SECOND }, burstAt(hook, 1_200, at))).toMatchObject({
    time: '1:02:05',
    words: 'burst +1,200',
  });
  expect(after({ type: 'seed' }, { ...hook, seed: 7 }).words).toBe('seed 1 → 7');
  const alone = edited(start, { type: 'lanes' }, { ...hook, lanes: ['pull'] });
  expect(last(alone).words).toBe('without push, hybrid');
  expect(last(edited(alone, { type: 'lanes' }, { ...hook, lanes: ['push', 'pull'] })).words).toBe(
    'push beside the others',
  );
  expect(plain(after({ type: 'crash', count: 1, at }, hook).words)).toBe('1 instance crashes');
  const harmed = (harm: HarmKind, target: number, lane: 'push' | null) =>
    after({ type: 'harm', harm, target, lane, at }, hook).words;
  expect(harmed('worker.crash', 2, 'push')).toBe('worker 3 crashes, push');
  expect(harmed('worker.slow', 0, 'push')).toBe('worker 1 slow, push');
  expect(harmed('message.drop', COPIES_FROM, 'push')).toBe('copy 1 dropped, push');
  expect(harmed('message.poison', 17, null)).toBe('message 17 poisoned');
  expect(last(start)).toMatchObject({ time: '', words: 'opened “The hook”' });
});

test('a fork says where both futures are, and alike names are numbered', () => {
  const once = forked(start, { type: 'seed' }, { ...hook, seed: 2 }, at);
  expect(plain(last(once).fork)).toBe('from 21.5 s on; the old future is in branch “before 21.5 s”');
  const twice = forked(returned(once, 1), { type: 'seed' }, { ...hook, seed: 3 }, at);
  expect([...branchNames(twice.steps.at(-1)!.branches).values()].map(plain)).toEqual([
    'before 21.5 s',
    'from 21.5 s on',
    'from 21.5 s on (2)',
  ]);
  expect(last(renamed(twice, 2, 'mine')).words).toBe('branch named “mine”');
  expect(plain(last(deleted(twice, 2)).words)).toBe('branch deleted: “from 21.5 s on”');
});

test('a ghost goes by the fork, or by the name of its branch', () => {
  const [left, played] = forked(start, { type: 'seed' }, { ...hook, seed: 2 }, at).steps.at(-1)!.branches;
  expect(plain(ghostWords(left!))).toBe('before the fork at 21.5 s');
  expect(plain(ghostWords(played!))).toBe('after the fork at 21.5 s');
  expect(ghostWords({ ...left!, name: 'calm' })).toBe('“calm”');
});
