/** What a row of the parameter table can be, and the small constructors that keep a row on one line. Knows no particular parameter. */
import type { LaneId } from './lanes.ts';
import { readDurations } from './quantities.ts';
import { NEVER } from './time.ts';

export type Value = number | boolean | string;
export type NumberKind = 'duration' | 'rate' | 'count' | 'factor' | 'probability' | 'price';

/** How a slider spreads the range; log0 is zero first and then logarithmic. */
export type Scale = 'log' | 'linear' | 'log0';

/** `inf` stands for Infinity past the end of the range, `off` for 0 before its start. */
export type Special = 'inf' | 'off';

/** `shared`: one world for all lanes, so no lane may differ. Else the lanes where the knob acts and may be set apart. */
export type Lanes = 'shared' | readonly LaneId[];

interface About<V> {
  /** As short as a slider needs it. */
  label: string;
  /** One sentence that a student understands. */
  help: string;
  /** The unit people say; stored are microseconds, messages per second, 0 to 1, or whole counts. Empty if there is none. */
  unit: string;
  /** Whether it is on the first screen. */
  core: boolean;
  initial: V;
  /** Where a lane starts from another value than the rest. */
  initialIn: Partial<Record<LaneId, V>>;
}

export interface NumberKnob extends About<number> {
  kind: NumberKind;
  scale: Scale;
  /** Both ends belong to the range. */
  min: number;
  max: number;
  special: Special | null;
}

export interface ChoiceKnob<V extends string = string> extends About<V> {
  kind: 'choice';
  options: readonly V[];
}

export interface ToggleKnob extends About<boolean> {
  kind: 'toggle';
}

export type Knob = NumberKnob | ChoiceKnob | ToggleKnob | ListKnob;

/** Durations one after the other, `5s,5m,30m`: at least one, at most LIST_LENGTH_MAX. */
export interface ListKnob extends About<string> {
  kind: 'list';
}

/** Where a knob stands in the table. */
export interface Place {
  id: string;
  group: string;
  lanes: Lanes;
}

export type NumberRow = NumberKnob & Place;
export type Row = Knob & Place;

export const UNLIMITED = Number.POSITIVE_INFINITY;
export const OFF = 0;

type Range = [min: number, max: number, special?: Special];
type Extra<V> = Partial<Pick<About<V>, 'core' | 'initialIn'>> & { scale?: Scale; lanes?: Lanes };

const units = { duration: 's', rate: '/s', count: '', factor: '×', probability: '%', price: '$' } as const;

const numeric =
  (kind: NumberKind) =>
  (label: string, initial: number, [min, max, special]: Range, help: string, extra: Extra<number> = {}) => ({
    kind,
    label,
    help,
    unit: units[kind],
    scale: min === 0 ? ('log0' as const) : ('log' as const),
    min,
    max,
    special: special ?? null,
    initial,
    core: false,
    initialIn: {},
    ...extra,
  });

export const duration = numeric('duration');
export const rate = numeric('rate');
export const count = numeric('count');
export const factor = numeric('factor');
export const probability = numeric('probability');
export const price = numeric('price');

export function choice<const V extends string>(
  label: string,
  initial: NoInfer<V>,
  options: readonly V[],
  help: string,
  extra: Extra<V> = {},
): ChoiceKnob<V> & { lanes?: Lanes } {
  return { kind: 'choice', label, help, unit: '', options, initial, core: false, initialIn: {}, ...extra };
}

export function toggle(label: string, initial: boolean, help: string, extra: Extra<boolean> = {}) {
  return { kind: 'toggle' as const, label, help, unit: '', initial, core: false, initialIn: {}, ...extra };
}

export function list(label: string, initial: string, help: string, extra: Extra<string> = {}) {
  return { kind: 'list' as const, label, help, unit: '', initial, core: false, initialIn: {}, ...extra };
}

/** Puts knobs, keyed by id, into a group; `lanes` holds for those that do not say their own. */
export function group<K extends Record<string, Knob & { lanes?: Lanes }>>(name: string, lanes: Lanes, knobs: K) {
  const rows = Object.entries(knobs).map(([id, knob]) => [id, { lanes, ...knob, id, group: name }]);
  return Object.fromEntries(rows) as { [Id in keyof K]: Omit<K[Id], 'lanes'> & Place & { id: Id } };
}

export const isNumeric = (row: Row): row is NumberRow =>
  row.kind !== 'choice' && row.kind !== 'toggle' && row.kind !== 'list';

/** The value that the row's special word stands for, or null. */
export function specialValue(row: NumberKnob): number | null {
  if (row.special === null) return null;
  return row.special === 'inf' ? NEVER : OFF;
}

/** Whether a number of this row has to be whole. */
export const isWhole = (row: NumberKnob): boolean => row.kind === 'count' || row.kind === 'duration';

/** Whether the row may hold `value`. */
export function allows(row: Row, value: unknown): boolean {
  if (row.kind === 'toggle') return typeof value === 'boolean';
  if (row.kind === 'choice') return row.options.some((option) => option === value);
  if (row.kind === 'list') return typeof value === 'string' && readDurations(value) !== null;
  if (typeof value !== 'number') return false;
  if (value === specialValue(row)) return true;
  return value >= row.min && value <= row.max && (!isWhole(row) || Number.isInteger(value));
}

/** The allowed value that is nearest to `value`; the initial one if nothing is near. */
export function nearest(row: Row, value: unknown): Value {
  if (allows(row, value)) return value as Value;
  if (!isNumeric(row) || typeof value !== 'number' || Number.isNaN(value)) return row.initial;
  const near = Math.min(Math.max(value, row.min), row.max);
  return isWhole(row) ? Math.round(near) : near;
}
