/** The page's address: its fragment is the link of what is on the screen, and each step of the history knows which work it shows. */
import type { Read } from '../model/fields.ts';
import { decodeLink, encodeLink } from '../model/link.ts';
import { findScenario } from '../scenarios/catalogue.ts';
import { hook } from '../scenarios/hook.ts';

/** What a link is made of. */
export type Shown = Omit<Read, 'notes'>;

/** Reads a fragment; never throws. An empty one is the hook. */
export const readAddress = (fragment: string): Read => decodeLink(fragment, findScenario, hook);

export const fragmentOf = ({ scenario, base, view }: Shown): string => encodeLink(scenario, base, view);

/** Where the page lies, without what is asked of it. */
export const pageAddress = (): string => location.href.replace(/[?#].*$/s, '');

/** The work of this step of the history; null if the step came from a link. */
export function workOfStep(): string | null {
  try {
    const work: unknown = history.state?.work;
    return typeof work === 'string' ? work : null;
  } catch {
    return null;
  }
}

/** A page that may not write its address (a sandboxed frame) goes on without: `Share` still gives the link. */
function quietly(write: () => void): void {
  try {
    write();
  } catch {
    // Nothing is lost.
  }
}

/** Puts what is shown into the address without a new step in the history. */
export const writeAddress = (work: string, shown: Shown): void =>
  quietly(() => history.replaceState({ work }, '', `#${fragmentOf(shown)}`));

/** A new step, from which Back leads to the one before. */
export const addStep = (work: string, shown: Shown): void =>
  quietly(() => history.pushState({ work }, '', `#${fragmentOf(shown)}`));
