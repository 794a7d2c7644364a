/** The page's address: its fragment holds what is on the screen, as model/link.ts writes it, and perhaps a moment of it (`t=12.5s`). */
import { decodeLink, encodeLink } from '../model/link.ts';
import { formatDuration, readDuration } from '../model/quantities.ts';
import type { Scenario } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';
import { findScenario } from '../scenarios/catalogue.ts';
import { hook } from '../scenarios/hook.ts';

export interface Opened {
  scenario: Scenario;
  base: Scenario;
  notes: string[];
  /** The moment that the link points at, or null. */
  at: SimTime | null;
}

/** Reads a fragment; never throws. An empty one is the hook. */
export function readAddress(fragment: string): Opened {
  const parts = fragment.replace(/^#/, '').split('&');
  const moment = parts.findLast((part) => part.startsWith('t='))?.slice(2);
  const rest = parts.filter((part) => !part.startsWith('t='));
  const { scenario, notes } = decodeLink(rest.join('&'), findScenario, hook);
  const time = moment === undefined ? null : readDuration(moment);
  const isMoment = time !== null && time >= 0 && time <= scenario.until;
  if (moment !== undefined && !isMoment) {
    notes.push(`t: “${moment.slice(0, 40)}” is not a time from 0 to ${formatDuration(scenario.until)}; left out.`);
  }
  return { scenario, base: findScenario(scenario.name) ?? hook, notes, at: isMoment ? time : null };
}

/** The address of this page with another fragment. */
export function linkTo(scenario: Scenario, base: Scenario, at: SimTime): string {
  const page = location.href.replace(/#.*$/s, '');
  return `${page}#${encodeLink(scenario, base)}&t=${formatDuration(at)}`;
}

/** Puts the scenario into the address without a new step in the history. A page that may not (a sandboxed frame) goes on without. */
export function writeAddress(scenario: Scenario, base: Scenario): void {
  try {
    history.replaceState(null, '', `#${encodeLink(scenario, base)}`);
  } catch {
    // Nothing is lost: `share` still gives the link.
  }
}
