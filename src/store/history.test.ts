import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyScenario } from '../model/generators.test-support.ts';
import type { Scenario } from '../model/scenario.ts';
import { SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import {
  BRANCHES_MAX,
  branchesOf,
  canRedo,
  canUndo,
  currentBranch,
  type Deed,
  deleted,
  edited,
  forked,
  type History,
  joined,
  letGo,
  movedTo,
  noHistory,
  opened,
  renamed,
  returned,
  STEPS_MAX,
} from './history.ts';

const start = opened(noHistory, hook, hook);
const turn = (at: number): Deed => ({ type: 'set', id: 'arrival.rate', lane: null, at });
const seed: Deed = { type: 'seed' };
const seeded = (n: number): Scenario => ({ ...hook, seed: 1_000 + n });
const scenariosOf = (history: History) => branchesOf(history).map(({ scenario }) => scenario);

type Move = {
  kind: 'edit' | 'fork' | 'return' | 'rename' | 'delete' | 'undo' | 'redo';
  scenario: Scenario;
  pick: number;
};
const anyMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom('edit', 'fork', 'return', 'rename', 'delete', 'undo', 'redo'),
  scenario: anyScenario,
  pick: fc.nat({ max: 20 }),
});

function play(history: History, { kind, scenario, pick }: Move): History {
  const branches = branchesOf(history);
  const { id } = branches[pick % branches.length]!;
  const isOther = id !== currentBranch(history).id;
  switch (kind) {
    case 'edit':
      return edited(history, seed, scenario);
    case 'fork':
      return forked(history, seed, scenario, pick);
    case 'return':
      return isOther ? returned(history, id) : history;
    case 'rename':
      return renamed(history, id, `n${pick}`);
    case 'delete':
      return isOther ? deleted(history, id) : history;
    case 'undo':
      return movedTo(history, history.position - 1);
    case 'redo':
      return movedTo(history, history.position + 1);
  }
}

test('whatever was done, undo comes back to the first state and redo to the last', () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 30 }), (moves) => {
      let history = start;
      for (const move of moves) history = play(history, move);
      while (canRedo(history)) history = movedTo(history, history.position + 1);
      const last = branchesOf(history);
      let back = history;
      while (canUndo(back)) back = movedTo(back, back.position - 1);
      expect(branchesOf(back)).toBe(branchesOf(start));
      expect(currentBranch(back).scenario).toBe(hook);
      while (canRedo(back)) back = movedTo(back, back.position + 1);
      expect(branchesOf(back)).toBe(last);
    }),
  );
});

test('neither a fork nor a return loses a scenario', () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 30 }), (moves) => {
      let history = start;
      for (const move of moves) {
        const next = play(history, move);
        if (move.kind === 'fork' || move.kind === 'return')
          expect(scenariosOf(next)).toEqual(expect.arrayContaining(scenariosOf(history)));
        expect(new Set(branchesOf(next).map(({ id }) => id)).size).toBe(branchesOf(next).length);
        history = next;
      }
    }),
  );
});

test('a knob that is held is one step, with its last value; let go, it is another', () => {
  let history = start;
  for (const n of [1, 2, 3]) history = edited(history, turn(20 * SECOND + n), seeded(n));
  expect(history.steps).toHaveLength(2);
  expect(history.steps[1]!.deed).toEqual(turn(20 * SECOND + 1));
  expect(currentBranch(history).scenario).toEqual(seeded(3));
  expect(edited(letGo(history), turn(21 * SECOND), seeded(4)).steps).toHaveLength(3);
  expect(edited(history, { type: 'set', id: 'push.inbox', lane: 'push', at: 0 }, seeded(4)).steps).toHaveLength(3);
  expect(edited(movedTo(history, 1), turn(21 * SECOND), seeded(4)).steps).toHaveLength(3);
});

test('a drag that comes back to where it began is none, unless it left a future behind', () => {
  const turned = edited(start, turn(SECOND), seeded(1));
  expect(edited(turned, turn(SECOND), { ...hook }).steps).toEqual(start.steps);
  const parted = forked(start, turn(SECOND), seeded(1), SECOND);
  expect(edited(parted, turn(SECOND), { ...hook }).steps).toHaveLength(2);
});

test('a fork gives both sides a place, and a name given by hand stays with what was left', () => {
  const named = renamed(start, 1, '  as it was ');
  const history = forked(named, seed, seeded(1), 21 * SECOND);
  expect(branchesOf(history)).toMatchObject([
    { id: 1, name: 'as it was', parted: { side: 'before', at: 21 * SECOND }, scenario: hook },
    { id: 2, name: null, parted: { side: 'after', at: 21 * SECOND }, scenario: { seed: 1_001 } },
  ]);
  expect(branchesOf(renamed(history, 1, ' '))[0]!.name).toBeNull();
  expect(currentBranch(returned(history, 1)).scenario).toBe(hook);
  expect(branchesOf(movedTo(deleted(history, 1), history.position))).toBe(branchesOf(history));
});

test('it holds so many steps and branches, and forgets the oldest without a name', () => {
  let history = renamed(start, 1, 'mine');
  for (let n = 0; n < STEPS_MAX + 10; n++) history = forked(history, seed, seeded(n), n);
  expect(history.steps).toHaveLength(STEPS_MAX);
  expect(history.position).toBe(STEPS_MAX - 1);
  expect(branchesOf(history)).toHaveLength(BRANCHES_MAX);
  expect(branchesOf(history)[0]!.name).toBe('mine');
  expect(currentBranch(history).scenario).toEqual(seeded(STEPS_MAX + 9));
});

test('a history that was kept takes the place of the step that opened its run, and no id is there twice', () => {
  const kept = forked(start, turn(5), seeded(1), 5);
  const other = opened(edited(start, seed, seeded(9)), hook, hook);
  const { history, renumbered } = joined(other, kept);
  expect(history.steps.map(({ deed }) => deed.type)).toEqual(['open', 'seed', 'open', 'set']);
  expect(currentBranch(history).scenario).toEqual(seeded(1));
  const ids = new Set(history.steps.flatMap(({ branches }) => branches.map(({ id }) => id)));
  const idsOf = ({ steps }: History) => new Set(steps.flatMap(({ branches }) => branches.map(({ id }) => id))).size;
  expect(ids.size).toBe(idsOf(other) - 1 + idsOf(kept));
  expect(Object.keys(renumbered({ [currentBranch(kept).id]: 7 }))).toEqual([String(currentBranch(history).id)]);
  expect(currentBranch(movedTo(history, 1)).scenario).toEqual(seeded(9));
  expect(edited(history, seed, seeded(3)).steps.at(-1)!.branches).toHaveLength(2);
  expect(joined(movedTo(other, 1), kept).history.nextId).toBeGreaterThan(Math.max(...ids));
});
