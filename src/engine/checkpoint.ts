/**
 * Small copies of plain state, and putting them back. It knows nothing of what it copies, except that it is data and not behaviour.
 * They are small so that there is room for many checkpoints: what is as it was in an earlier copy is shared with it.
 */
import {
  bytesOfColumn,
  Column,
  isTyped,
  packColumn,
  packRows,
  Rows,
  sameOr,
  type TypedArray,
  unpackColumn,
  unpackRows,
} from './packedColumns.ts';

/** From so many on, records of the same shape are turned into columns. */
const TABLE_MIN = 16;
/** What an entry of a record or list costs beside its contents, for the books; in bytes. */
const ENTRY_COST = 16;

/** Name of the only column of a table of bare numbers; no record has a field of this name. */
const BARE = '';
const isBare = (columns: Record<string, unknown>) => Object.hasOwn(columns, BARE);

/** Records of one shape as columns, with the keys of their Map or null for a list. */
class Table {
  constructor(
    readonly length: number,
    readonly keys: unknown,
    readonly columns: Record<string, unknown>,
  ) {}
}

/** A packed copy. What is in it only `unpack` knows. */
export type Packed<Value> = { readonly of?: Value };

/** A packed copy of plain records, arrays, typed arrays, Maps and primitives. `like` is an earlier copy of the same, to share with. */
export function pack<Value>(value: Value, like: Packed<Value> | null): Packed<Value> {
  return packAt(value, like, START) as Packed<Value>;
}

/** A plain copy of what was packed, that shares nothing with it. */
export function unpack<Value>(packed: Packed<Value>): Value {
  return fillAt(null, packed) as Value;
}

/**
 * Makes `into` equal to what was packed of it at another time, and keeps the identity of its records, arrays and Maps,
 * so that whoever points at one sees the restored values. Typed arrays are filled if they have the same length, else replaced:
 * reach those that grow through their record. `packed` stays as it is and can be restored again.
 */
export function restore<Value extends object>(into: Value, packed: Packed<Value>): void {
  fillAt(into, packed);
}

/** About how many bytes `packed` takes beside `like`. */
export function bytesOf(packed: unknown, like: unknown): number {
  if (packed === like || typeof packed !== 'object' || packed === null) return 0;
  if (packed instanceof Column) return ENTRY_COST + bytesOfColumn(packed, like);
  const parts = packed instanceof Map ? [...packed.values()] : Object.values(packed);
  const likes: unknown[] =
    typeof like !== 'object' || like === null ? [] : like instanceof Map ? [...like.values()] : Object.values(like);
  return parts.reduce<number>((sum, part, i) => sum + ENTRY_COST + bytesOf(part, likes[i]), ENTRY_COST);
}

function packAt(value: unknown, like: unknown, path: Path): unknown {
  if (!isObject(value, path)) return value;
  if (isTyped(value)) return packColumn(value, like);
  if (value instanceof Map) {
    const table = packTable([...value.values()], like, [...value.keys()]);
    if (table !== null) return table;
    const before = like instanceof Map ? like : null;
    return new Map([...value].map(([key, item]) => [key, packAt(item, before?.get(key), at(path, String(key)))]));
  }
  if (Array.isArray(value)) return packList(value, like, path);
  return sameOr(like, packRecord(value, like, path));
}

function packRecord(value: Record<string, unknown>, like: unknown, path: Path): Record<string, unknown> {
  const before = (typeof like === 'object' && like !== null ? like : {}) as Record<string, unknown>;
  const packed: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) packed[key] = packAt(item, before[key], at(path, key));
  return packed;
}

function packList(list: unknown[], like: unknown, path: Path): unknown {
  if (list.length >= TABLE_MIN && list.every(isTyped)) return packRows(list as TypedArray[], like);
  const before = Array.isArray(like) ? like : [];
  return (
    packTable(list, like, null) ??
    sameOr(
      like,
      list.map((item, i) => packAt(item, before[i], at(path, i))),
    )
  );
}

/** Null if the items are not records of one shape that hold numbers and words only. */
function packTable(items: unknown[], like: unknown, keys: unknown[] | null): Table | null {
  const [first] = items;
  if (items.length < TABLE_MIN) return null;
  if (typeof first === 'number') {
    if (keys !== null || !items.every((item) => typeof item === 'number')) return null;
    const before = like instanceof Table ? like.columns[BARE] : null;
    return new Table(items.length, null, { [BARE]: packColumn(Float64Array.from(items as number[]), before) });
  }
  if (typeof first !== 'object' || first === null || Object.getPrototypeOf(first) !== Object.prototype) return null;
  const names = Object.keys(first);
  const isAlike = (item: unknown) =>
    typeof item === 'object' &&
    item !== null &&
    Object.keys(item).length === names.length &&
    names.every(
      (name) => typeof (item as Record<string, unknown>)[name] === typeof (first as Record<string, unknown>)[name],
    );
  if (
    names.length === 0 ||
    !names.every((name) => /number|string/.test(typeof (first as Record<string, unknown>)[name]))
  )
    return null;
  if (!items.every(isAlike)) return null;
  const before = like instanceof Table ? like : null;
  const columns = names.map((name) => {
    const values = (items as Record<string, unknown>[]).map((item) => item[name]);
    const isNumeric = typeof values[0] === 'number';
    return [name, isNumeric ? packColumn(Float64Array.from(values as number[]), before?.columns[name]) : values];
  });
  return new Table(
    items.length,
    keys === null ? null : packList(keys, before?.keys, START),
    Object.fromEntries(columns),
  );
}

/** The value that belongs where `into` was: `into` itself with new contents if it can hold them, else a new one. */
function fillAt(into: unknown, packed: unknown): unknown {
  if (typeof packed !== 'object' || packed === null) return packed;
  if (packed instanceof Column) return unpackColumn(packed, into);
  if (packed instanceof Rows) return unpackRows(packed);
  if (packed instanceof Table) return fillTable(into, packed);
  if (packed instanceof Map) return fillMap(into, [...packed]);
  if (Array.isArray(packed)) return fillList(into, packed);
  return fillRecord(into, packed as Record<string, unknown>);
}

/** Filled anew, so that its order is that of the copy. */
function fillMap(into: unknown, entries: (readonly [unknown, unknown])[]): Map<unknown, unknown> {
  const map = into instanceof Map ? into : new Map<unknown, unknown>();
  const filled = entries.map(([key, item]) => [key, fillAt(map.get(key), item)] as const);
  map.clear();
  for (const [key, item] of filled) map.set(key, item);
  return map;
}

function fillList(into: unknown, items: unknown[]): unknown[] {
  const list: unknown[] = Array.isArray(into) ? into : [];
  list.length = items.length;
  for (let i = 0; i < items.length; i++) list[i] = fillAt(list[i], items[i]);
  return list;
}

function fillRecord(into: unknown, fields: Record<string, unknown>): Record<string, unknown> {
  const record: Record<string, unknown> = isRecord(into) ? into : {};
  for (const key of Object.keys(record)) if (!Object.hasOwn(fields, key)) delete record[key];
  for (const key of Object.keys(fields)) record[key] = fillAt(record[key], fields[key]);
  return record;
}

function fillTable(into: unknown, { length, keys, columns }: Table): unknown {
  const lists = Object.entries(columns).map(([name, column]) => {
    return [name, column instanceof Column ? unpackColumn(column) : (column as unknown[])] as const;
  });
  const items: unknown[] = isBare(columns) ? Array.from(lists[0][1] as ArrayLike<number>) : [];
  for (let i = items.length; i < length; i++) {
    items.push(Object.fromEntries(lists.map(([name, values]) => [name, values[i]])));
  }
  if (keys === null) return fillList(into, items);
  const names = fillAt(null, keys) as unknown[];
  return fillMap(
    into,
    items.map((item, i) => [names[i], item] as const),
  );
}

/** Where a value stands, as the steps back to the start. Spelled out only when something is wrong. */
interface Path {
  above: Path | null;
  step: string | number;
}
const START: Path = { above: null, step: 'state' };
const at = (above: Path, step: string | number): Path => ({ above, step });
const spelled = ({ above, step }: Path): string => (above === null ? String(step) : `${spelled(above)}.${step}`);

/** False for primitives. Throws for what is neither a primitive nor plain data. */
function isObject(value: unknown, path: Path): value is Record<string, unknown> {
  if (typeof value === 'function' || typeof value === 'symbol') throw refused(path, `a ${typeof value}`);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) || isTyped(value) || value instanceof Map || isRecord(value)) return true;
  throw refused(path, `an instance of ${value.constructor.name}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: object | null = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  // A class without methods is a record with a name.
  return Object.getPrototypeOf(prototype) === Object.prototype && Object.getOwnPropertyNames(prototype).length === 1;
}

const refused = (path: Path, what: string): TypeError =>
  new TypeError(`${spelled(path)} is ${what}: a checkpoint holds plain data only`);
