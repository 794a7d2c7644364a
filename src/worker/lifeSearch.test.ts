import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyRun } from '../engine/generatedRuns.test-support.ts';
import { Fact, type Records, sliceRecords } from '../model/journal.ts';
import { endOf, type Life, totalsOf } from '../model/life.ts';
import type { Scenario } from '../model/scenario.ts';
import { livesOf } from '../model/tellLife.ts';
import { SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { changed, desk, journalOf, last, load, pictureBefore, slower } from './desk.test-support.ts';
import type { LivesMessage, ToPage } from './protocol.ts';

const livesIn = (messages: ToPage[]): LivesMessage[] => messages.filter((message) => message.type === 'lives');

function ask(scenario: Scenario, message: number, lane = scenario.lanes[0]!): LivesMessage[] {
  const { send, settle, messages } = desk();
  send(load(scenario));
  send({ type: 'life', request: 7, message, lane });
  settle();
  return livesIn(messages);
}

const factsOf = (records: Records, message: number): number[] =>
  Array.from({ length: records.length }, (_, i) => i)
    .filter((i) => records.message[i] === message && records.kind[i] !== Fact.entered)
    .map((i) => records.kind[i]!);

const lifeOf = ({ lanes, to }: LivesMessage, lane: 'push' | 'pull' | 'hybrid'): Life[] =>
  livesOf(lanes[lane]!.records, lanes[lane]!.gates, to);

test('every record of a message comes back from each lane, whatever the page holds', () => {
  const answer = last(ask(hook, 290));
  expect(answer).toMatchObject({ asked: { request: 7 }, message: 290, to: hook.until });
  for (const lane of hook.lanes) {
    const expected = factsOf(journalOf(hook, lane), 290);
    expect(expected.length).toBeGreaterThan(3);
    const { records } = answer.lanes[lane]!;
    expect(Array.from(records.kind)).toEqual(expected);
  }
});

test('frames go on while a life is searched', () => {
  const { send, settle, frames, messages } = desk();
  send(load(hook));
  settle(3);
  send({ type: 'life', request: 1, message: 5, lane: 'push' });
  settle();
  expect(last(frames()).ended).not.toBeNull();
  expect(last(livesIn(messages)).to).toBe(hook.until);
});

test('another timeline ends a search, and the next one finds the other life', () => {
  const { send, settle, messages } = desk();
  send(load(hook));
  settle();
  send({ type: 'life', request: 1, message: 290, lane: 'push' });
  const scenario = changed(slower(20 * SECOND));
  send({ type: 'amend', runId: 2, scenario, from: 20 * SECOND });
  send({ type: 'life', request: 2, message: 290, lane: 'push' });
  settle();
  expect(livesIn(messages).every(({ asked }) => asked.request === 2)).toBe(true);
  const { records } = last(livesIn(messages)).lanes.push!;
  expect(Array.from(records.kind)).toEqual(factsOf(journalOf(scenario, 'push'), 290));
});

const losingConfirms: Scenario = {
  ...hook,
  until: 20 * SECOND,
  values: {
    ...hook.values,
    'spurious.dupProb': 0.3,
    'retry.owner': 'operator',
    'error.prob': 0.5,
    'redrive.after': SECOND,
  },
};

test('who asks for a copy gets its whole event', () => {
  const records = journalOf(losingConfirms, 'pull');
  const at = Array.from(records.kind).lastIndexOf(Fact.copied);
  expect(at).toBeGreaterThan(0);
  const answer = last(ask(losingConfirms, records.message[at]!, 'pull'));
  const lives = lifeOf(answer, 'pull');
  expect(lives[0]!.message).toBe(answer.message);
  expect(lives[0]!.copyOf).toBe(-1);
  const copy = lives.find(({ message }) => message === records.message[at])!;
  expect(lives.map(({ message }) => message)).toContain(copy.copyOf);
});

/** Of whole journals, as a search would find them. */
function allLives(scenario: Scenario, lane: 'push' | 'pull' | 'hybrid'): Life[] {
  const records = journalOf(scenario, lane);
  const pick = (isWanted: (i: number) => boolean): Records => {
    const picked = sliceRecords(records, 0, records.length);
    picked.length = 0;
    for (let i = 0; i < records.length; i++) {
      if (!isWanted(i)) continue;
      for (const column of ['time', 'kind', 'message', 'delivery', 'node', 'value', 'cause'] as const)
        picked[column][picked.length] = records[column][i]!;
      picked.length++;
    }
    return picked;
  };
  const gates = pick((i) => records.kind[i] === Fact.gate);
  const rest = pick((i) => records.message[i]! >= 0 && records.kind[i] !== Fact.entered);
  return livesOf(rest, gates, scenario.until);
}

test('the spans of a message add up to its life without a gap, in any run', () => {
  fc.assert(
    fc.property(anyRun, (scenario) => {
      for (const lane of scenario.lanes) {
        const open = pictureBefore(journalOf(scenario, lane), Number.POSITIVE_INFINITY).messages;
        for (const life of allLives(scenario, lane)) {
          const until = endOf(life, scenario.until);
          let at = life.bornAt;
          for (const { from, to } of life.spans) {
            expect(from).toBe(at);
            expect(to).toBeGreaterThan(from);
            at = to;
          }
          expect(at).toBe(until);
          expect(totalsOf(life).reduce((sum, [, time]) => sum + time, 0)).toBe(until - life.bornAt);
          expect(open.has(life.message)).toBe(life.ending.kind === 'open');
          expect(life.attempts.map(({ attempt }) => attempt)).toEqual(
            [...life.attempts.map(({ attempt }) => attempt)].sort((a, b) => a - b),
          );
        }
      }
    }),
    { numRuns: 25 },
  );
});

test('a message in a place at an instant is in the span of that place then', () => {
  fc.assert(
    fc.property(anyRun, fc.double({ min: 0, max: 1, noNaN: true }), (scenario, share) => {
      const at = Math.floor(share * scenario.until);
      for (const lane of scenario.lanes) {
        const { messages } = pictureBefore(journalOf(scenario, lane), at + 1);
        for (const life of allLives(scenario, lane)) {
          const span = life.spans.find(({ from, to }) => from <= at && at < to);
          const place = messages.get(life.message)?.place;
          if (span === undefined || place === undefined) continue;
          const expected = { travelling: 'publishing', held: 'held', ready: 'queue', delayed: 'retry' } as const;
          if (place === 'leased')
            expect(['flight', 'inbox', 'work', 'call', 'pause', 'answer', 'unanswered']).toContain(span.cause);
          else expect(span.cause).toBe(expected[place]);
        }
      }
    }),
    { numRuns: 15 },
  );
});

test('in push a burst waits in the senders’ memory, in pull in the queue', () => {
  const answer = last(ask(hook, 330));
  const totals = (lane: 'push' | 'pull') => Object.fromEntries(totalsOf(lifeOf(answer, lane)[0]!));
  expect(totals('push').retry).toBeGreaterThan(SECOND);
  expect(totals('pull').retry).toBeUndefined();
  expect(totals('pull').queue).toBeGreaterThan(SECOND / 2);
  const pull = lifeOf(answer, 'pull')[0]!;
  expect(pull.heldBy.reduce((sum, time) => sum + time, 0)).toBe(totals('pull').queue);
});
