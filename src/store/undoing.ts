/** What a person does with the history: back and forth in it, and the branches. Each keeps the playhead where it is, if it can. */
import { enter, leave } from './acting.ts';
import type { Ghost } from './ghosts.ts';
import { type Branch, branchesOf, currentBranch, deleted, movedTo, renamed, returned } from './history.ts';
import { lab } from './lab.ts';

/** Goes to a step of the history, as near as there is one: undo or redo of all between. */
export function goToStep(position: number): void {
  const { history } = lab.getState();
  const there = movedTo(history, position);
  if (there.position !== history.position) enter(there);
}

export function undo(): void {
  goToStep(lab.getState().history.position - 1);
}

export function redo(): void {
  goToStep(lab.getState().history.position + 1);
}

const isOther = (id: number): boolean => {
  const { history } = lab.getState();
  return id !== currentBranch(history).id && branchesOf(history).some((branch) => branch.id === id);
};

/** Plays another branch from here on; the one that was played stays. */
export function returnTo(branch: number): void {
  if (isOther(branch)) leave(returned(lab.getState().history, branch));
}

export function renameBranch(branch: number, name: string): void {
  enter(renamed(lab.getState().history, branch, name));
}

/** Any branch but the one that is played; undo brings it back. */
export function deleteBranch(branch: number): void {
  if (isOther(branch)) enter(deleted(lab.getState().history, branch));
}

/** The branch that was left last, if it is still there, and what is kept of it. */
export function ghostNow(): { ghost: Ghost; branch: Branch } | null {
  const { history, ghosts } = lab.getState();
  const others = branchesOf(history).filter(({ id }) => id !== currentBranch(history).id);
  const ghost = ghosts.findLast((each) => others.some(({ id }) => id === each.branch));
  return ghost === undefined ? null : { ghost, branch: others.find(({ id }) => id === ghost.branch)! };
}
