/** What a link says beside the run: the moment, the speed, the lane that a small screen shows large, and whether it is for a projector. None of it changes the run. */
import { allows, factor, group, nearest } from './knobs.ts';
import { type LaneId, laneIds } from './lanes.ts';
import { formatDuration, formatNumber, readDuration, readNumber } from './quantities.ts';
import type { Scenario } from './scenario.ts';
import type { SimTime } from './time.ts';
import { outside } from './units.ts';

/** Null: the link does not say. */
export interface View {
  at: SimTime | null;
  speed: number | null;
  focus: LaneId | null;
  mode: Mode | null;
}

export const modes = ['present'] as const;
/** Large, for a projector. */
export type Mode = (typeof modes)[number];

export const unsaid: View = { at: null, speed: null, focus: null, mode: null };

/** Simulated seconds per second of wall time. */
export const { speed: speedRow } = group('view', 'shared', {
  speed: factor('Speed', 1, [0.1, 1_000], 'How fast the run plays.'),
});

export const viewKeys = ['t', 'speed', 'focus', 'mode'] as const;
type ViewKey = (typeof viewKeys)[number];

export function viewFields({ at, speed, focus, mode }: View): [key: ViewKey, text: string][] {
  return [
    ...(at === null ? [] : [['t', formatDuration(at)] as [ViewKey, string]]),
    ...(speed === null ? [] : [['speed', formatNumber('factor', speed)] as [ViewKey, string]]),
    ...(focus === null ? [] : [['focus', focus] as [ViewKey, string]]),
    ...(mode === null ? [] : [['mode', mode] as [ViewKey, string]]),
  ];
}

/** Takes one field into the view; the answer says what is wrong with it, if anything, and what was done about it. */
export function readView(view: View, key: ViewKey, text: string, { until, lanes }: Scenario): string | null {
  if (key === 't') {
    const at = readDuration(text);
    const isMoment = at !== null && at >= 0 && at <= until;
    view.at = isMoment ? at : null;
    return isMoment ? null : `t: “${text}” is not a time from 0 to ${formatDuration(until)}; left out.`;
  }
  if (key === 'focus') {
    view.focus = laneIds.find((lane) => lane === text && lanes.includes(lane)) ?? null;
    return view.focus === null ? `focus: “${text}” is not one of the lanes ${lanes.join(', ')}; left out.` : null;
  }
  if (key === 'mode') {
    view.mode = modes.find((mode) => mode === text) ?? null;
    return view.mode === null ? `mode: “${text}” is not present; left out.` : null;
  }
  const speed = readNumber('factor', text);
  view.speed = speed === null ? null : (nearest(speedRow, speed) as number);
  if (speed === null) return `speed: “${text}” is not a number; left out.`;
  return allows(speedRow, speed) ? null : `${outside('speed', speedRow, speed)}; using ${view.speed}.`;
}
