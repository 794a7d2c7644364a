/** What a branch is called: by the name that it was given, else by where it parted from another. */
import type { Branch } from '../../store/history.ts';
import { instant } from '../story/words.ts';

function nameOf({ name, parted }: Branch): string {
  if (name !== null) return name;
  if (parted === null) return 'the first run';
  return parted.side === 'before' ? `before ${instant(parted.at, 2)}` : `from ${instant(parted.at)} on`;
}

/** The names of all branches by their ids; where two would have the same, they are numbered. */
export function branchNames(branches: readonly Branch[]): Map<number, string> {
  const names = new Map<number, string>();
  for (const branch of branches) {
    const name = nameOf(branch);
    const alike = branches.filter((other) => other.id < branch.id && nameOf(other) === name).length;
    names.set(branch.id, alike === 0 ? name : `${name} (${alike + 1})`);
  }
  return names;
}

/** What a chart says of the lines of a branch that was left. */
export function ghostWords(branch: Branch): string {
  const { name, parted } = branch;
  return name !== null || parted === null
    ? `“${nameOf(branch)}”`
    : `${parted.side} the fork at ${instant(parted.at, 2)}`;
}
