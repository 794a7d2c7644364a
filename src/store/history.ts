/**
 * What was done to the run, step by step, and the branches that it has: plain data, and each function gives a new history.
 * A step holds all branches as they were after it. So going to another step is undo and redo, and covers branches as well.
 */
import type { LaneId } from '../model/lanes.ts';
import { BRANCH_NAME_MAX } from '../model/linkView.ts';
import type { ParameterId } from '../model/parameters.ts';
import type { DrillKind, Entry, HarmKind, Scenario } from '../model/scenario.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import type { CountedEntry } from './edits.ts';
import { differsFrom } from './futures.ts';

/** The oldest step is forgotten. */
export const STEPS_MAX = 200;
/** The oldest branch without a name of its own is forgotten. */
export const BRANCHES_MAX = 50;

/** What a person did. `at` null: from the start of the run. */
export type Deed =
  | { type: 'open' }
  | { type: 'set'; id: ParameterId; lane: LaneId | null; at: SimTime | null }
  | { type: 'reset'; id: ParameterId; lane: LaneId | null }
  | { type: 'resetAll' | 'seed' | 'trace' | 'longer' | 'lanes' }
  | { type: 'drill'; drill: DrillKind; lane: LaneId | null; on: boolean; at: SimTime }
  | { type: 'burst'; size: number; at: SimTime }
  | { type: CountedEntry; count: number; at: SimTime }
  | { type: 'harm'; harm: HarmKind; target: number; lane: LaneId | null; at: SimTime }
  | { type: 'return' | 'rename' | 'delete'; branch: number };

export interface Branch {
  id: number;
  /** Given by a person; null if it goes by where it parted. */
  name: string | null;
  /** Where it last parted from another branch, and which side of that it is; null if it never did. */
  parted: { side: 'before' | 'after'; at: SimTime } | null;
  scenario: Scenario;
  base: Scenario;
  /** What the timeline held before anybody acted; a fork keeps it. */
  planned: readonly Entry[];
}

export interface Step {
  deed: Deed;
  /** Where the deed left a future behind, which is a branch now; else null. */
  forkedAt: SimTime | null;
  /** By id. */
  branches: readonly Branch[];
  /** Id of the branch that is played. */
  current: number;
}

export interface History {
  /** Empty before a run is opened. */
  steps: readonly Step[];
  /** The step that the run stands at; those after it were undone. */
  position: number;
  nextId: number;
  /** Whether the last turn of a knob may go on: the hand has not let go. */
  held: boolean;
}

export const noHistory: History = { steps: [], position: -1, nextId: 1, held: false };

/** The branches as they are now, for reading: what the panel lists and what a link may hold. */
export const branchesOf = ({ steps, position }: History): readonly Branch[] => steps[position]?.branches ?? [];

/** The branch that is played. There is one as soon as a run was opened. */
export const currentBranch = ({ steps, position }: History): Branch => {
  const step = steps[position]!;
  return step.branches.find(({ id }) => id === step.current)!;
};

/** How far each branch has been seen, once the playhead has come to `time` in the current one. */
export function withSeen(seen: Readonly<Record<number, SimTime>>, history: History, time: SimTime) {
  const id = history.steps[history.position]?.current;
  return id === undefined || time <= (seen[id] ?? -1) ? seen : { ...seen, [id]: time };
}

export const canUndo = ({ position }: History): boolean => position > 0;
export const canRedo = ({ steps, position }: History): boolean => position < steps.length - 1;

/** Another step after the current one. What had been undone can't be redone any more. */
function pushed(history: History, step: Step, nextId = history.nextId): History {
  const steps = [...history.steps.slice(0, history.position + 1), step].slice(-STEPS_MAX);
  return { steps, position: steps.length - 1, nextId, held: step.deed.type === 'set' };
}

/** A run that is opened: the first step, or another scenario in the place of the one that was played. */
export function opened(history: History, scenario: Scenario, base: Scenario): History {
  const branch = { id: history.nextId, name: null, parted: null, scenario, base, planned: scenario.timeline };
  const step = { deed: { type: 'open' } as const, forkedAt: null, branches: [branch], current: branch.id };
  return pushed(history, step, branch.id + 1);
}

/** A history in place of the step that opened the same run: with other ids, so that none is there twice. */
export function joined(history: History, kept: History) {
  const id = (old: number) => old + history.nextId;
  const steps = kept.steps.map((step) => ({
    ...step,
    deed: 'branch' in step.deed ? { ...step.deed, branch: id(step.deed.branch) } : step.deed,
    branches: step.branches.map((branch) => ({ ...branch, id: id(branch.id) })),
    current: id(step.current),
  }));
  const before = history.steps.slice(0, history.position);
  const all = [...before, ...steps].slice(-STEPS_MAX);
  const position = all.length - kept.steps.length + kept.position;
  return {
    history: { steps: all, position, nextId: id(kept.nextId), held: false },
    /** What is known by the ids of `kept`, by the new ones. */
    renumbered: <T>(of: Readonly<Record<number, T>>): Record<number, T> =>
      Object.fromEntries(Object.entries(of).map(([old, value]) => [id(Number(old)), value])),
  };
}

const isTurnOfSameKnob = (a: Deed, b: Deed): boolean =>
  a.type === 'set' && b.type === 'set' && a.id === b.id && a.lane === b.lane && (a.at === null) === (b.at === null);

/** The current branch edited. A knob that is still held goes on with its step; one that is back where it began made none. */
export function edited(history: History, deed: Deed, scenario: Scenario): History {
  const step = history.steps[history.position]!;
  const branches = step.branches.map((branch) => (branch.id === step.current ? { ...branch, scenario } : branch));
  if (!history.held || !isTurnOfSameKnob(step.deed, deed)) {
    return pushed(history, { deed, forkedAt: null, branches, current: step.current });
  }
  const before = { ...history, position: history.position - 1 };
  const isBack = step.forkedAt === null && differsFrom(currentBranch(before).scenario, scenario) === NEVER;
  if (isBack) return { ...before, steps: history.steps.slice(0, history.position) };
  return pushed(before, { ...step, branches });
}

/** The current branch stays as it is, and a new one goes on from `at` with `scenario`. */
export function forked(history: History, deed: Deed, scenario: Scenario, at: SimTime): History {
  const left = currentBranch(history);
  const next: Branch = { ...left, id: history.nextId, name: null, parted: { side: 'after', at }, scenario };
  const branches = branchesOf(history).map(
    (branch): Branch => (branch === left ? { ...left, parted: { side: 'before', at } } : branch),
  );
  const oldest = branches.find(({ id, name }) => id !== left.id && name === null);
  const kept = branches.length < BRANCHES_MAX ? branches : branches.filter((branch) => branch !== oldest);
  return pushed(history, { deed, forkedAt: at, branches: [...kept, next], current: next.id }, next.id + 1);
}

/** Plays another branch; the one that was played stays. */
export function returned(history: History, branch: number): History {
  const branches = branchesOf(history);
  return pushed(history, { deed: { type: 'return', branch }, forkedAt: null, branches, current: branch });
}

/** An empty name takes the given one away. */
export function renamed(history: History, branch: number, name: string): History {
  const given = name.trim().slice(0, BRANCH_NAME_MAX) || null;
  const branches = branchesOf(history).map((each) => (each.id === branch ? { ...each, name: given } : each));
  return pushed(history, {
    ...history.steps[history.position]!,
    deed: { type: 'rename', branch },
    forkedAt: null,
    branches,
  });
}

/** The current branch has the name that its link gives it, from its first step on. */
export function called(history: History, name: string): History {
  const step = history.steps[history.position]!;
  const branches = step.branches.map((branch) => (branch.id === step.current ? { ...branch, name } : branch));
  return { ...history, steps: history.steps.with(history.position, { ...step, branches }) };
}

/** Any branch but the current one. Undo brings it back. */
export function deleted(history: History, branch: number): History {
  const branches = branchesOf(history).filter(({ id }) => id !== branch);
  return pushed(history, {
    ...history.steps[history.position]!,
    deed: { type: 'delete', branch },
    forkedAt: null,
    branches,
  });
}

/** The hand has let go of the knob: its next turn is another step. */
export const letGo = (history: History): History => (history.held ? { ...history, held: false } : history);

/** At another step, as near as there is one. */
export const movedTo = (history: History, position: number): History => ({
  ...history,
  position: Math.min(Math.max(position, 0), history.steps.length - 1),
  held: false,
});
