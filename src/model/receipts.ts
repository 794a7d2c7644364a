/** What two receipts of one scenario say about each other, in words. A receipt is the engine's version, and a hash for each lane. */
import type { LaneId } from './lanes.ts';

export type Finding = 'reproduced' | 'differs' | 'other-engine' | 'other-lanes';

/** Finds a receipt in whatever text it was pasted with. */
export const findReceipt = (text: string): string | null =>
  /(?<![0-9a-f-])\d{1,6}(?:-[0-9a-f]{16}){1,3}(?![0-9a-f-])/.exec(text)?.[0] ?? null;

/** `mine` is the receipt of this very run, of these lanes. */
export function compareReceipts(
  expected: string,
  mine: string,
  lanes: readonly LaneId[],
): { finding: Finding; says: string } {
  if (expected === mine)
    return { finding: 'reproduced', says: `Reproduced: this machine comes to the same receipt, ${mine}.` };
  const [theirVersion, ...theirs] = expected.split('-');
  const [version, ...hashes] = mine.split('-');
  if (theirVersion !== version) {
    const says = `The receipt is of engine version ${theirVersion} and this is version ${version}, so the two can’t be compared. A newer engine may compute some runs otherwise. Here the run comes to ${mine}.`;
    return { finding: 'other-engine', says };
  }
  if (theirs.length !== hashes.length) {
    const says = `The receipt belongs to another link: it speaks of ${theirs.length} of the three lanes, and this run has ${hashes.length}. Here the run comes to ${mine}.`;
    return { finding: 'other-lanes', says };
  }
  const differing = lanes.filter((_, i) => theirs[i] !== hashes[i]).join(', ');
  const says = `Differs in ${differing}: the receipt says ${expected}, and this machine comes to ${mine} with the same engine version. So the link or the receipt was changed on the way, or one of the two machines is wrong.`;
  return { finding: 'differs', says };
}
