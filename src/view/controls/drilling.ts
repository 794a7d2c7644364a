/** How a drill stands in the run at the playhead: since when it is on, and whether there is anything for it to break. */
import type { DrillKind } from '../../model/scenario.ts';
import type { SimTime } from '../../model/time.ts';
import { toggleDrill } from '../../store/breaking.ts';
import { lab, player } from '../../store/lab.ts';
import { needsDownstream } from './drills.ts';

/** Since when a drill is on in any lane; null if it is off. */
export function onSince(kind: DrillKind): SimTime | null {
  const on = lab.getState().scenario.lanes.flatMap((lane) => player.drills(lane).filter(({ drill }) => drill === kind));
  return on.length > 0 ? Math.min(...on.map(({ since }) => since)) : null;
}

/** Why switching the drill on would change nothing, in a sentence; null if it would. One that is on can always be switched off. */
export function barred(kind: DrillKind): string | null {
  if (!needsDownstream(kind) || onSince(kind) !== null) return null;
  const called = lab.getState().scenario.lanes.some((lane) => player.settings(lane)['ds.servers'] > 0);
  return called ? null : 'No lane calls a downstream here: give it servers first.';
}

export function drill(kind: DrillKind): void {
  if (barred(kind) === null) toggleDrill(kind);
}
