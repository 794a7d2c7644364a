/** The visitor's own work, kept in this browser so that no link, file or scenario can take its place. Without storage nothing is kept. */

export interface Work {
  id: string;
  title: string;
  /** How many fields of the link differ from the named scenario. */
  changes: number;
  /** By the clock on the wall. */
  savedMs: number;
  /** The link's fragment, moment included. */
  fragment: string;
}

const KEY = 'works';
export const WORKS_MAX = 12;

/** What else may have been written under this key is not work. */
function isWork(value: unknown): value is Work {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, changes, savedMs, fragment } = value as Record<string, unknown>;
  const texts = [id, title, fragment].every((text) => typeof text === 'string');
  return texts && Number.isInteger(changes) && Number.isFinite(savedMs);
}

/** The latest first. */
export function storedWorks(): Work[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isWork).slice(0, WORKS_MAX) : [];
  } catch {
    return [];
  }
}

/** Puts a work first, in place of what was kept of it. Where there is no room for all of them, the oldest go. */
export function keepWork(work: Work): void {
  const works = [work, ...storedWorks().filter(({ id }) => id !== work.id)];
  for (let count = Math.min(works.length, WORKS_MAX); count > 0; count--) {
    try {
      for (const { id } of works.slice(count)) localStorage.removeItem(historyKey(id));
      localStorage.setItem(KEY, JSON.stringify(works.slice(0, count)));
      return;
    } catch {
      // No room, or no storage at all.
    }
  }
}

/** Where the history of a work is kept. */
export const historyKey = (work: string) => `history:${work}`;

export function forgetWorks(): void {
  try {
    for (const { id } of storedWorks()) localStorage.removeItem(historyKey(id));
    localStorage.removeItem(KEY);
  } catch {
    // There are none.
  }
}
