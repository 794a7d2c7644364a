/**
 * The history of a work, kept in this browser beside the work itself, so that undo and branches outlive a reload.
 * Its own chunk: nothing of it is needed before somebody has done something.
 */
import { parse, stringify } from 'devalue';
import type { Scenario } from '../model/scenario.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { clamp } from '../model/validate.ts';
import { differsFrom } from './futures.ts';
import { currentBranch, type History, joined } from './history.ts';
import { lab } from './lab.ts';
import { historyKey } from './works.ts';

/** Kept by another version of the page, it is not read. */
const VERSION = 1;
/** So that twelve works have room in a browser's storage. Of a longer history the older half is left out, and again. */
const LENGTH_MAX = 300_000;

interface Kept {
  version: number;
  history: History;
  seen: Readonly<Record<number, SimTime>>;
}

/** The steps since the work was opened: those before it are of other works. */
function ownSteps({ steps, position, nextId }: History, newest: number): History {
  const opened = steps.findLastIndex(({ deed }, i) => i <= position && deed.type === 'open');
  const from = Math.min(position, Math.max(opened, steps.length - newest));
  return { steps: steps.slice(from), position: position - from, nextId, held: false };
}

export function keepHistory(work: string): void {
  const { history, seen } = lab.getState();
  for (let newest = history.steps.length; newest >= 1; newest = Math.floor(newest / 2)) {
    // Steps share most of their branches and scenarios; each is written once.
    const text = stringify({ version: VERSION, history: ownSteps(history, newest), seen } satisfies Kept);
    if (text.length > LENGTH_MAX && newest > 1) continue;
    try {
      localStorage.setItem(historyKey(work), text);
    } catch {
      // No room, or no storage at all.
    }
    return;
  }
}

/** Puts the history of a work before what was done since it was opened a moment ago, if it leads to what is on the screen. */
export function restoreHistory(work: string): void {
  const kept = storedHistory(work);
  const { history, scenario, seen } = lab.getState();
  if (kept === null || history.steps[history.position]?.deed.type !== 'open') return;
  if (differsFrom(currentBranch(kept.history).scenario, scenario) !== NEVER) return;
  const both = joined(history, kept.history);
  lab.setState({ history: both.history, seen: { ...seen, ...both.renumbered(kept.seen) } });
}

function storedHistory(work: string): Kept | null {
  try {
    const kept = parse(localStorage.getItem(historyKey(work)) ?? 'null') as Kept | null;
    return kept?.version === VERSION && isSound(kept.history) ? kept : null;
  } catch {
    return null;
  }
}

/** Storage is anybody's who has this browser: what is no scenario any more is not taken back. */
function isSound(history: History): boolean {
  const scenarios = new Set<Scenario>(
    history.steps.flatMap(({ branches }) => branches.flatMap(({ scenario, base }) => [scenario, base])),
  );
  return currentBranch(history) !== undefined && [...scenarios].every((each) => clamp(each).notes.length === 0);
}
