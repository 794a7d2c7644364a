/** What a link says beside the run: the moment, the speed, the lane that a small screen shows large, the charts, a message, the mode, the branch's name. None of it changes the run. */
import { allows, factor, group, nearest } from './knobs.ts';
import { type LaneId, laneIds } from './lanes.ts';
import { formatDuration, formatNumber, readDuration, readNumber } from './quantities.ts';
import { cleanName, type Scenario } from './scenario.ts';
import type { SimTime } from './time.ts';
import { outside } from './units.ts';

/** The charts that stand there unless somebody chooses others, and those that can be had beside them. */
export const defaultCharts = ['outstanding', 'latency', 'throughput', 'refusals'] as const;
export const chartNames = [...defaultCharts, 'heat', 'age', 'workers', 'polls', 'losses', 'budget', 'flow'] as const;
export type ChartName = (typeof chartNames)[number];

/** Null: the link does not say. */
export interface View {
  at: SimTime | null;
  speed: number | null;
  focus: LaneId | null;
  /** At least one, each once. */
  charts: readonly ChartName[] | null;
  /** The message whose life is open. Absent: none. */
  message?: number;
  mode: Mode | null;
  /** What the branch that is played is called. Absent: nobody named it. */
  branch?: string;
}

export const BRANCH_NAME_MAX = 40;

export const modes = ['present'] as const;
/** Large, for a projector. */
export type Mode = (typeof modes)[number];

export const unsaid: View = { at: null, speed: null, focus: null, charts: null, mode: null };

/** Simulated seconds per second of wall time. */
export const { speed: speedRow } = group('view', 'shared', {
  speed: factor('Speed', 1, [0.1, 1_000], 'How fast the run plays.'),
});

export const viewKeys = ['t', 'speed', 'focus', 'charts', 'm', 'mode', 'branch'] as const;
type ViewKey = (typeof viewKeys)[number];

export function viewFields({ at, speed, focus, charts, message, mode, branch }: View): [key: ViewKey, text: string][] {
  return [
    ...(at === null ? [] : [['t', formatDuration(at)] as [ViewKey, string]]),
    ...(speed === null ? [] : [['speed', formatNumber('factor', speed)] as [ViewKey, string]]),
    ...(focus === null ? [] : [['focus', focus] as [ViewKey, string]]),
    ...(charts === null ? [] : [['charts', charts.join()] as [ViewKey, string]]),
    ...(message === undefined ? [] : [['m', String(message)] as [ViewKey, string]]),
    ...(mode === null ? [] : [['mode', mode] as [ViewKey, string]]),
    ...(branch === undefined ? [] : [['branch', branch] as [ViewKey, string]]),
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
  if (key === 'charts') {
    const asked = text.split(',');
    const known = chartNames.filter((name) => asked.includes(name));
    view.charts = known.length > 0 ? known : null;
    const unknown = asked.filter((name) => !known.some((each) => each === name));
    return unknown.length > 0 ? `charts: “${unknown.join()}” are no charts; there are ${chartNames.join()}.` : null;
  }
  if (key === 'branch') {
    const name = cleanName(text.trim()).slice(0, BRANCH_NAME_MAX).trim();
    if (text.trim() !== '') view.branch = name;
    return text.trim().length <= BRANCH_NAME_MAX
      ? null
      : `branch: “${text}” is longer than ${BRANCH_NAME_MAX} characters; cut to “${name}”.`;
  }
  if (key === 'm') {
    // Copies have numbers far above those of published messages, all within a 32-bit column.
    const message = /^\d{1,10}$/.test(text) ? Number(text) : null;
    if (message === null || message > 0x7fff_ffff) return `m: “${text}” is not the number of a message; left out.`;
    view.message = message;
    return null;
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
