/** The link: a scenario as the readable text after `#`, holding only what differs from a named scenario. */
import { type LaneId, laneIds } from './lanes.ts';
import { entryText, entryTypes, linkText, readEntry } from './linkEntry.ts';
import { parameterIds, parameters } from './parameters.ts';
import { formatDuration, readDuration, readNumber } from './quantities.ts';
import { keyOf, type Scenario, splitKey } from './scenario.ts';
import { decodeTrace, encodeTrace } from './traceCode.ts';
import { readValue, unreadable } from './units.ts';
import { clamp } from './validate.ts';

const VERSION = '1';
const MAX_LENGTH = 200_000;
const MAX_NOTES = 20;
/** A note may quote text of others, of any length. */
const MAX_NOTE_LENGTH = 240;

/** Percent-encodes only what a fragment can't hold or `&` would cut, so that people can read and write the rest. */
const encodeText = (text: string) =>
  encodeURIComponent(text).replace(/%(?:2B|2C|2F|3A|3D|40)/g, (code) => decodeURIComponent(code));

/** Leaves alone what is no valid encoding (`10%`), and `+`, which stands for itself. */
function decodeText(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (code) => {
    try {
      return decodeURIComponent(code);
    } catch {
      return code;
    }
  });
}

function changedValues({ values }: Scenario, base: Scenario): string[] {
  const keys = parameterIds.flatMap((id) =>
    [null, ...laneIds].map((lane) => ({ key: keyOf(lane, id), row: parameters[id] })),
  );
  return keys
    .filter(({ key }) => values[key] !== base.values[key])
    .map(({ key, row }) => {
      const value = values[key];
      return `${key}=${value === undefined ? 'default' : linkText(row, value)}`;
    });
}

const traceText = ({ trace }: Scenario) => (trace === null ? 'none' : encodeTrace(trace));
const timelineTexts = ({ timeline }: Scenario) => (timeline.length === 0 ? ['timeline=none'] : timeline.map(entryText));

/** `scenario` must be valid, and `base` is what `decodeLink` will find under its name. */
export function encodeLink(scenario: Scenario, base: Scenario): string {
  const fields = ['name', 'seed', 'until', 'lanes', 'trace'] as const;
  const write = (from: Scenario) => ({
    name: from.name,
    seed: String(from.seed),
    until: formatDuration(from.until),
    lanes: from.lanes.join(','),
    trace: traceText(from),
  });
  const [mine, theirs] = [write(scenario), write(base)];
  const changed = fields.filter((field) => mine[field] !== theirs[field]).map((field) => `${field}=${mine[field]}`);
  const timeline = timelineTexts(scenario);
  const timelineChanged = timeline.join('&') !== timelineTexts(base).join('&');
  const parts = [
    `v=${VERSION}`,
    `scenario=${base.name}`,
    ...changedValues(scenario, base),
    ...changed,
    ...(timelineChanged ? timeline : []),
  ];
  return parts.map(encodeText).join('&');
}

/** Takes one `key=value` into the draft; the answer says what is wrong with it, if anything. Ranges are checked later. */
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
      draft.lanes = text.split(',') as LaneId[];
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

const shorten = (note: string) => (note.length > MAX_NOTE_LENGTH ? `${note.slice(0, MAX_NOTE_LENGTH)}…` : note);

function atMost(notes: string[]): string[] {
  if (notes.length <= MAX_NOTES) return notes;
  return [...notes.slice(0, MAX_NOTES), `And ${notes.length - MAX_NOTES} more of this kind.`];
}

/**
 * Reads a link; never throws. What is wrong is left out or clamped, with a sentence for each in `notes`, and the rest is kept.
 * Of two values for one key the last counts. Without a known `scenario=` it starts from `fallback`.
 */
export function decodeLink(
  fragment: string,
  find: (name: string) => Scenario | undefined,
  fallback: Scenario,
): { scenario: Scenario; notes: string[] } {
  if (fragment.length > MAX_LENGTH) {
    const note = `The link has ${fragment.length} characters; more than ${MAX_LENGTH} are not read.`;
    return { scenario: structuredClone(fallback), notes: [note] };
  }
  const fields = fragment
    .replace(/^#/, '')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => /^([^=]*)=?(.*)$/s.exec(part)!.slice(1).map(decodeText) as [key: string, text: string]);
  const last = (wanted: string) => fields.findLast(([key]) => key === wanted)?.[1];

  const notes: string[] = [];
  const version = last('v') ?? VERSION;
  if (version !== VERSION) {
    notes.push(
      `v: the link is of version “${version}” and this page reads version ${VERSION}; it is read as far as possible.`,
    );
  }
  const name = last('scenario');
  const base = name === undefined ? fallback : find(name);
  if (!base) notes.push(`scenario: there is no “${name}”; starting from “${fallback.name}”.`);

  const draft = structuredClone(base ?? fallback);
  if (fields.some(([key]) => key === 'timeline' || entryTypes.some((type) => type === key))) draft.timeline = [];
  for (const [key, text] of fields) {
    const problem = readField(draft, key, text);
    if (problem !== null) notes.push(`${problem}; left out.`);
  }
  const repaired = clamp(draft);
  return { scenario: repaired.scenario, notes: atMost([...notes, ...repaired.notes].map(shorten)) };
}
