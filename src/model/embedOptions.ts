/** What a page that embeds the figure may say of it, as the query of its address: read, checked, and explained where it is wrong. Pure. */
import { ENGINE_VERSION } from './engineVersion.ts';
import { type LaneId, laneIds } from './lanes.ts';
import { isParameterId, type ParameterId, parameters } from './parameters.ts';
import { formatDuration, readDuration, readNumber } from './quantities.ts';
import { type DrillKind, drillKinds, type Scenario } from './scenario.ts';
import type { SimTime } from './time.ts';

export const chartIds = ['outstanding', 'latency', 'throughput', 'refusals'] as const;
export type ChartId = (typeof chartIds)[number];

/** What the figure's one drill button may do: something that lasts, or something that happens at once. */
export const figureDrills = ['burst', 'poison', 'crash', ...drillKinds] as const;
export type FigureDrill = DrillKind | 'burst' | 'poison' | 'crash';

export const CONTROLS_MAX = 3;
export const TEXT_MAX = 160;
const SPEED_MIN = 0.1;
const SPEED_MAX = 1_000;
const NOTES_MAX = 8;

export interface EmbedOptions {
  /** Null: all of the scenario, as many as there is room for. */
  lanes: LaneId[] | null;
  chart: ChartId | null;
  controls: ParameterId[];
  drill: FigureDrill | null;
  /** The part that is played. */
  from: SimTime | null;
  to: SimTime | null;
  /** At `to`, or at the end of the run, begin again. */
  loop: boolean;
  speed: number;
  theme: 'auto' | 'light' | 'dark';
  /** Instead of the finding. */
  caption: string | null;
  title: string | null;
  readOnly: boolean;
  lang: 'en';
  poster: boolean;
  /** Only messages from this origin are heard; null: from whoever embeds. */
  hostOrigin: string | null;
}

const defaults: EmbedOptions = {
  lanes: null,
  chart: 'outstanding',
  controls: [],
  drill: 'burst',
  from: null,
  to: null,
  loop: false,
  speed: 1,
  theme: 'auto',
  caption: null,
  title: null,
  readOnly: false,
  lang: 'en',
  poster: false,
  hostOrigin: null,
};

const orWords = (words: readonly string[]) =>
  words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
const quoted = (text: string) => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;

function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === text);
  if (found === undefined) throw new RangeError(`${name}: ${quoted(text)} is not ${orWords(allowed)}`);
  return found;
}

function flag(name: string, text: string): boolean {
  return ['1', '', 'true'].includes(text) || oneOf(name, text, ['0', 'false', '1']) === '1';
}

function lanesOf(text: string): LaneId[] {
  const wanted = text.split(',').map((lane) => oneOf('lanes', lane.trim(), laneIds));
  return laneIds.filter((lane) => wanted.includes(lane));
}

function controlsOf(text: string): ParameterId[] {
  const ids = [...new Set(text.split(',').map((id) => id.trim()))].filter((id) => id !== '');
  for (const id of ids) {
    if (!isParameterId(id)) throw new RangeError(`controls: there is no setting ${quoted(id)}`);
    if (parameters[id].kind === 'list') throw new RangeError(`controls: ${id} is a list and has no slider`);
  }
  if (ids.length > CONTROLS_MAX) throw new RangeError(`controls: ${ids.length} settings; at most ${CONTROLS_MAX}`);
  return ids as ParameterId[];
}

function timeOf(name: string, text: string, scenario: Scenario): SimTime {
  const time = readDuration(text);
  if (time === null || time < 0 || time > scenario.until)
    throw new RangeError(`${name}: ${quoted(text)} is not a time from 0 to ${formatDuration(scenario.until)}`);
  return time;
}

function speedOf(text: string): number {
  const speed = readNumber('factor', text.replace(/^×/, ''));
  if (speed === null || speed < SPEED_MIN || speed > SPEED_MAX)
    throw new RangeError(`speed: ${quoted(text)} is not a number from ${SPEED_MIN} to ${SPEED_MAX}`);
  return speed;
}

function textOf(name: string, text: string): string {
  if (text.length > TEXT_MAX) throw new RangeError(`${name}: ${text.length} characters; at most ${TEXT_MAX}`);
  return text;
}

function originOf(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (origin === 'null' || origin !== text.replace(/\/$/, ''))
    throw new RangeError(`host-origin: ${quoted(text)} is no origin such as https://example.org`);
  return origin;
}

type Taken = (text: string, scenario: Scenario) => Partial<EmbedOptions>;

/** Each attribute under its name in the address. */
const readers: Record<string, Taken> = {
  lanes: (text) => ({ lanes: lanesOf(text) }),
  charts: (text) => ({ chart: text === 'none' ? null : oneOf('charts', text, chartIds) }),
  controls: (text) => ({ controls: controlsOf(text) }),
  drill: (text) => ({ drill: text === 'none' ? null : oneOf('drill', text, figureDrills) }),
  from: (text, scenario) => ({ from: timeOf('from', text, scenario) }),
  to: (text, scenario) => ({ to: timeOf('to', text, scenario) }),
  loop: (text) => ({ loop: flag('loop', text) }),
  speed: (text) => ({ speed: speedOf(text) }),
  theme: (text) => ({ theme: oneOf('theme', text, ['auto', 'light', 'dark']) }),
  caption: (text) => ({ caption: textOf('caption', text) }),
  title: (text) => ({ title: textOf('title', text) }),
  'read-only': (text) => ({ readOnly: flag('read-only', text) }),
  lang: (text) => ({ lang: oneOf('lang', text, ['en']) }),
  poster: (text) => ({ poster: flag('poster', text) }),
  'host-origin': (text) => ({ hostOrigin: originOf(text) }),
};

/** What is said of a figure that was made with another engine; null if this is the one. */
export function pinNote(text: string): string | null {
  if (text === String(ENGINE_VERSION)) return null;
  if (!/^\d{1,6}$/.test(text)) return `engine: ${quoted(text)} is not a version such as ${ENGINE_VERSION}; left out.`;
  return `Made with engine ${text}; this is engine ${ENGINE_VERSION}, so its numbers may differ.`;
}

/** Reads a query; never throws. What is wrong is left out, with a sentence for each in `notes`. `scenario` is what the fragment says. */
export function readEmbedOptions(query: string, scenario: Scenario): { options: EmbedOptions; notes: string[] } {
  const options = { ...defaults };
  const notes: string[] = [];
  for (const [name, text] of new URLSearchParams(query)) {
    if (name === 'embed') continue;
    if (name === 'engine') {
      const note = pinNote(text);
      if (note !== null) notes.push(note);
      continue;
    }
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    try {
      if (read === undefined) throw new RangeError(`${quoted(name)}: the figure has no such attribute`);
      Object.assign(options, read(text.trim(), scenario));
    } catch (error) {
      notes.push(`${(error as RangeError).message}; left out.`);
    }
  }
  if (options.from !== null && options.to !== null && options.from >= options.to) {
    notes.push(`to: ${formatDuration(options.to)} is not after ${formatDuration(options.from)}; left out.`);
    options.to = null;
  }
  return { options, notes: notes.slice(0, NOTES_MAX) };
}
