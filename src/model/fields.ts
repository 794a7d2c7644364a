/** A scenario as fields, `key` and text: what links and files have in common. Only what differs from a named scenario is a field. */
import { type LaneId, laneIds } from './lanes.ts';
import { entryText, entryTypes, linkText, readEntry } from './linkEntry.ts';
import { readView, unsaid, type View, viewFields, viewKeys } from './linkView.ts';
import { parameterIds, parameters } from './parameters.ts';
import { formatDuration, readDuration, readNumber } from './quantities.ts';
import { keyOf, type Scenario, splitKey } from './scenario.ts';
import { decodeTrace, encodeTrace } from './traceCode.ts';
import { readValue, unreadable } from './units.ts';
import { clamp } from './validate.ts';

/** Raised when what old links say would be understood otherwise; then `readFields` translates them first. */
export const VERSION = '1';
/** Some 700 settings and 500 entries of a timeline are all there can be. */
export const FIELDS_MAX = 2_000;
const NOTES_MAX = 20;
/** A note may quote text of others, of any length. */
const NOTE_LENGTH_MAX = 240;

export type Field = readonly [key: string, text: string];

export interface Read {
  scenario: Scenario;
  /** The named scenario that it builds on. */
  base: Scenario;
  view: View;
  /** What was left out or changed, a sentence each. */
  notes: string[];
}

const keys = parameterIds.flatMap((id) =>
  [null, ...laneIds].map((lane) => ({ key: keyOf(lane, id), row: parameters[id] })),
);

const changedValues = ({ values }: Scenario, base: Scenario): Field[] =>
  keys
    .filter(({ key }) => values[key] !== base.values[key])
    .map(({ key, row }) => {
      const value = values[key];
      return [key, value === undefined ? 'default' : linkText(row, value)];
    });

const plainFields = ({ name, seed, until, lanes, trace }: Scenario): Field[] => [
  ['name', name],
  ['seed', String(seed)],
  ['until', formatDuration(until)],
  ['lanes', lanes.join(',')],
  ['trace', trace === null ? 'none' : encodeTrace(trace)],
];

const timelineFields = ({ timeline }: Scenario): Field[] =>
  timeline.length === 0 ? [['timeline', 'none']] : timeline.map((entry) => [entry.type, entryText(entry)]);

/** What must come first, what differs, and how it is looked at. `scenario` must be valid, and `base` is what will be found under its name. */
export function fieldsOf(
  scenario: Scenario,
  base: Scenario,
  view: View,
): { head: Field[]; body: Field[]; view: Field[] } {
  const theirs = plainFields(base);
  const timeline = timelineFields(scenario);
  return {
    head: [
      ['v', VERSION],
      ['scenario', base.name],
    ],
    body: [
      ...changedValues(scenario, base),
      ...plainFields(scenario).filter(([, text], i) => text !== theirs[i]![1]),
      ...(String(timeline) === String(timelineFields(base)) ? [] : timeline),
    ],
    view: viewFields(view),
  };
}

/** Takes one field into the draft; the answer says what is wrong with it, if anything. Ranges are checked later. */
function readField(draft: Scenario, key: string, text: string): string | null {
  switch (key) {
    case 'v':
    case 'scenario':
    case 'timeline':
      return null;
    case 'name':
      draft.name = text;
      return null;
    case 'lanes':
      draft.lanes = text.split(',', laneIds.length + 1) as LaneId[];
      return null;
    case 'seed': {
      const seed = readNumber('count', text);
      draft.seed = seed ?? draft.seed;
      return seed === null ? `seed: “${text}” is not a whole number` : null;
    }
    case 'until': {
      const until = readDuration(text);
      draft.until = until ?? draft.until;
      return until === null ? `until: “${text}” is not a duration such as 60s or 10m` : null;
    }
    case 'trace': {
      const trace = text === 'none' ? null : decodeTrace(text);
      if (trace && 'error' in trace) return trace.error;
      draft.trace = trace;
      return null;
    }
  }
  const type = entryTypes.find((each) => each === key);
  return type ? readChange(draft, type, text) : readParameter(draft, key, text);
}

function readChange(draft: Scenario, type: (typeof entryTypes)[number], text: string): string | null {
  const entry = readEntry(type, text);
  if ('error' in entry) return entry.error;
  draft.timeline.push(entry);
  return null;
}

function readParameter(draft: Scenario, name: string, text: string): string | null {
  const split = splitKey(name);
  if (split === null) return `${name}: there is no such setting`;
  const key = keyOf(split.lane, split.id);
  if (text === 'default') {
    delete draft.values[key];
    return null;
  }
  const row = parameters[split.id];
  const value = readValue(row, text);
  if (value === null) return unreadable(key, row, text);
  draft.values[key] = value;
  return null;
}

const shorten = (note: string) => (note.length > NOTE_LENGTH_MAX ? `${note.slice(0, NOTE_LENGTH_MAX)}…` : note);

function atMost(notes: string[]): string[] {
  if (notes.length <= NOTES_MAX) return notes;
  return [...notes.slice(0, NOTES_MAX), `And ${notes.length - NOTES_MAX} more of this kind.`];
}

/** Sorts out how the run is looked at; of two values for one key the last counts. */
function viewOf(fields: readonly Field[], scenario: Scenario, notes: string[]): View {
  const view = { ...unsaid };
  for (const key of viewKeys) {
    const text = fields.findLast(([each]) => each === key)?.[1];
    const problem = text === undefined ? null : readView(view, key, text, scenario);
    if (problem !== null) notes.push(problem);
  }
  return view;
}

/**
 * Reads fields; never throws. What is wrong is left out or clamped, with a sentence for each in `notes`, and the rest is kept.
 * Of two values for one key the last counts. Without a known `scenario` it starts from `fallback`.
 */
export function readFields(
  all: readonly Field[],
  find: (name: string) => Scenario | undefined,
  fallback: Scenario,
  before: readonly string[] = [],
): Read {
  const notes = [...before];
  const fields = all.slice(0, FIELDS_MAX);
  if (all.length > FIELDS_MAX) notes.push(`Fields after the first ${FIELDS_MAX} are not read.`);
  const last = (wanted: string) => fields.findLast(([key]) => key === wanted)?.[1];
  const version = last('v') ?? VERSION;
  if (version !== VERSION) {
    notes.push(
      `v: the link is of version “${version}” and this page reads version ${VERSION}; it is read as far as possible.`,
    );
  }
  const name = last('scenario');
  const found = name === undefined ? fallback : find(name);
  if (!found) notes.push(`scenario: there is no “${name}”; starting from “${fallback.name}”.`);
  const base = found ?? fallback;

  const draft = structuredClone(base);
  if (fields.some(([key]) => key === 'timeline' || entryTypes.some((type) => type === key))) draft.timeline = [];
  for (const [key, text] of fields) {
    const problem = viewKeys.some((each) => each === key) ? null : readField(draft, key, text);
    if (problem !== null) notes.push(`${problem}; left out.`);
  }
  const { scenario, notes: repairs } = clamp(draft);
  notes.push(...repairs);
  const view = viewOf(fields, scenario, notes);
  return { scenario, base, view, notes: atMost(notes.map(shorten)) };
}
