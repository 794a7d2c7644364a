/** What is counted one by one however much moves: the events that a sample of dots would hide. */
import { Fact, type Records } from '../../model/journal.ts';

/** How often each happened lately. `twice` are effects that were not the first of their message. */
export interface Rare {
  retry: number;
  poison: number;
  twice: number;
  dead: number;
  dropped: number;
}

export const noRare = (): Rare => ({ retry: 0, poison: 0, twice: 0, dead: 0, dropped: 0 });

/** Counts the record at position `i` if it is of one. */
export function takeRare(rare: Rare, { kind, node, value }: Records, i: number): void {
  switch (kind[i]) {
    case Fact.sent:
    case Fact.leased:
      if (node[i] > 1) rare.retry++;
      return;
    case Fact.published:
      if (node[i] === 2) rare.poison++;
      return;
    case Fact.applied:
      if (value[i] > 1) rare.twice++;
      return;
    case Fact.deadLettered:
      rare.dead++;
      return;
    case Fact.dropped:
    case Fact.turnedAway:
      rare.dropped++;
  }
}
