/** Entries of the timeline as a link writes them: `set=12.5s:poll.interval=2s`, `drill=20s+5s:hybrid:downstream.slow=5`, `harm=21s:push:worker.crash=3`. */
import type { Row, Value } from './knobs.ts';
import { type LaneId, laneIds } from './lanes.ts';
import { parameters } from './parameters.ts';
import { formatDuration, formatNumber, readDuration, readNumber } from './quantities.ts';
import { drillKinds, type Entry, type Harm, harmKinds, keyOf, limits, splitKey } from './scenario.ts';
import { NEVER, type SimTime } from './time.ts';
import { formatValue, readValue, unreadable } from './units.ts';

export const entryTypes = [
  'set',
  'drill',
  'burst',
  'poison',
  'redrive',
  'crash',
  'harm',
] as const satisfies readonly Entry['type'][];
type EntryType = (typeof entryTypes)[number];

/** A value without `%`, which a fragment would have to hide as `%25`. */
export function linkText(row: Row, value: Value): string {
  const text = formatValue(row, value);
  return text.endsWith('%') ? String(value) : text;
}

/** `key` must exist. */
function keyText(key: string, value: Value): string {
  const split = splitKey(key);
  if (split === null) throw new Error(`${key}: there is no such parameter`);
  return `${key}=${linkText(parameters[split.id], value)}`;
}

const lastsText = (from: SimTime, until: SimTime): string =>
  until === NEVER ? '' : `+${formatDuration(until - from)}`;
const laneText = (lane: LaneId | null): string => (lane === null ? '' : `${lane}:`);

/** `worker.slow=3*5`: worker 3 takes five times as long. */
function harmText(entry: Harm): string {
  const what = `${laneText(entry.lane)}${entry.harm}=${entry.target}`;
  return entry.harm === 'worker.slow' ? `${lastsText(entry.at, entry.until)}:${what}*${entry.amount}` : `:${what}`;
}

function rest(entry: Entry): string {
  switch (entry.type) {
    case 'set':
      return `:${keyText(entry.key, entry.value)}`;
    case 'drill': {
      const what = `${laneText(entry.lane)}${entry.drill}${entry.amount === 1 ? '' : `=${entry.amount}`}`;
      return `${lastsText(entry.at, entry.until)}:${what}`;
    }
    case 'harm':
      return harmText(entry);
    case 'burst':
      return `:${formatNumber('count', entry.size)}`;
    case 'poison':
    case 'redrive':
    case 'crash':
      return `:${formatNumber('count', entry.count)}`;
  }
}

/** What follows `set=` and so on. */
export const entryText = (entry: Entry): string => `${formatDuration(entry.at)}${rest(entry)}`;

function readSet(at: SimTime, text: string): Entry | { error: string } {
  const [, key = '', word = ''] = /^([^=]*)=?(.*)$/s.exec(text) ?? [];
  const split = splitKey(key);
  if (split === null) return { error: `set: there is no parameter “${key}”` };
  const row = parameters[split.id];
  const value = readValue(row, word);
  return value === null
    ? { error: unreadable(key, row, word) }
    : { type: 'set', at, key: keyOf(split.lane, split.id), value };
}

/** Takes `pull:consumer.down=5` apart: what is done and where, and what follows the `=`. */
function readAimed<Kind extends string>(
  type: EntryType,
  kinds: readonly Kind[],
  text: string,
): { kind: Kind; lane: LaneId | null; amount: string | undefined } | { error: string } {
  const [, place, word, amount] = /^(?:([^:]*):)?([^:=]*)(?:=(.*))?$/s.exec(text) ?? [];
  const kind = kinds.find((each) => each === word);
  const lane = place === undefined ? null : laneIds.find((each) => each === place);
  if (!kind) return { error: `${type}: “${text}” is not one of ${kinds.join(', ')}` };
  if (lane === undefined) return { error: `${type}: “${place}” is not one of ${laneIds.join(', ')}` };
  return { kind, lane, amount };
}

/** Null if it is no number. */
const readFactor = (text: string | undefined, usual: number): number | null =>
  text === undefined ? usual : readNumber('factor', text);

function readDrill(at: SimTime, lasts: SimTime, text: string): Entry | { error: string } {
  const aimed = readAimed('drill', drillKinds, text);
  if ('error' in aimed) return aimed;
  const amount = readFactor(aimed.amount, 1);
  if (amount === null) return { error: `drill: “${aimed.amount}” is not a number` };
  return { type: 'drill', at, until: at + lasts, drill: aimed.kind, amount, lane: aimed.lane };
}

function readHarm(at: SimTime, lasts: SimTime, text: string): Entry | { error: string } {
  const aimed = readAimed('harm', harmKinds, text);
  if ('error' in aimed) return aimed;
  const { kind: harm, lane } = aimed;
  const [number = '', factor] = aimed.amount?.split('*', 2) ?? [];
  const target = readNumber('count', number);
  const amount = readFactor(factor, limits.slower.initial);
  if (target === null || amount === null) return { error: `harm: “${aimed.amount ?? ''}” is not a number` };
  if (harm !== 'worker.slow') return { type: 'harm', at, harm, target, lane };
  return { type: 'harm', at, until: at + lasts, harm, target, amount, lane };
}

/** Reads what follows `set=` and so on; ranges are not its business. */
export function readEntry(type: EntryType, text: string): Entry | { error: string } {
  const [, when = '', length, what = ''] = /^([^:+]*)(?:\+([^:]*))?:(.*)$/s.exec(text) ?? [];
  const at = readDuration(when);
  if (at === null) return { error: `${type}: “${text}” does not begin with a time such as “12.5s:”` };
  if (type === 'set') return readSet(at, what);
  if (type === 'drill' || type === 'harm') {
    const lasts = length === undefined ? NEVER : readDuration(length);
    if (lasts === null) return { error: `${type}: “${length}” is not a duration` };
    return type === 'drill' ? readDrill(at, lasts, what) : readHarm(at, lasts, what);
  }
  const amount = readNumber('count', what);
  if (amount === null) return { error: `${type}: “${what}” is not a number of messages` };
  return type === 'burst' ? { type, at, size: amount } : { type, at, count: amount };
}
