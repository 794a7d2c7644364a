/** Copies of plain state, and putting them back. It knows nothing of what it copies, except that it is data and not behaviour. */

type TypedArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/**
 * A deep copy of plain records, arrays, typed arrays, Maps and primitives. What stands in two places is copied twice.
 * Throws for functions, symbols and instances of classes, naming the path.
 */
export function copy<Value>(value: Value): Value {
  return copyAt(value, START) as Value;
}

/**
 * Makes `into` equal to `from`, a copy of it from another time, and keeps the identity of its records, arrays and Maps,
 * so that whoever points at one sees the restored values. Typed arrays are filled if they have the same length, else replaced:
 * reach those that grow through their record. `from` stays as it is and can be restored again.
 */
export function restore<Value extends object>(into: Value, from: Value): void {
  restoreAt(into, from, START);
}

/** Where a value stands, as the steps back to the start. Spelled out only when something is wrong. */
interface Path {
  above: Path | null;
  step: string | number;
}
const START: Path = { above: null, step: 'state' };

const spelled = ({ above, step }: Path): string => (above === null ? String(step) : `${spelled(above)}.${step}`);

function copyAt(value: unknown, path: Path): unknown {
  if (!isObject(value, path)) return value;
  if (isTyped(value)) return value.slice();
  if (Array.isArray(value)) return value.map((item, i) => copyAt(item, { above: path, step: i }));
  if (value instanceof Map) {
    const at = (key: unknown) => ({ above: path, step: String(key) });
    return new Map([...value].map(([key, item]) => [copyAt(key, path), copyAt(item, at(key))]));
  }
  const record: Record<string, unknown> = {};
  for (const [step, item] of Object.entries(value)) record[step] = copyAt(item, { above: path, step });
  return record;
}

/** The value that belongs where `into` was: `into` itself with new contents if it can hold them, else a copy of `from`. */
function restoreAt(into: unknown, from: unknown, path: Path): unknown {
  if (!isObject(from, path) || !isObject(into, path) || Object.getPrototypeOf(into) !== Object.getPrototypeOf(from)) {
    return copyAt(from, path);
  }
  if (isTyped(from)) {
    if (!isTyped(into) || into.length !== from.length) return from.slice();
    into.set(from);
  } else if (Array.isArray(from)) {
    const items = into as unknown as unknown[];
    items.length = from.length;
    for (let i = 0; i < from.length; i++) items[i] = restoreAt(items[i], from[i], { above: path, step: i });
  } else if (from instanceof Map) {
    const map = into as unknown as Map<unknown, unknown>;
    // Filled anew, so that its order is that of the copy.
    const entries = [...from].map(([key, item]) => {
      return [key, restoreAt(map.get(key), item, { above: path, step: String(key) })] as const;
    });
    map.clear();
    for (const [key, item] of entries) map.set(key, item);
  } else {
    for (const key of Object.keys(into)) if (!Object.hasOwn(from, key)) delete into[key];
    for (const [step, item] of Object.entries(from)) into[step] = restoreAt(into[step], item, { above: path, step });
  }
  return into;
}

/** False for primitives. Throws for what is neither a primitive nor plain data. */
function isObject(value: unknown, path: Path): value is Record<string, unknown> {
  if (typeof value === 'function' || typeof value === 'symbol') throw refused(path, `a ${typeof value}`);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) || isTyped(value) || value instanceof Map) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refused(path, `an instance of ${value.constructor.name}`);
  }
  return true;
}

function isTyped(value: object): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function refused(path: Path, what: string): TypeError {
  return new TypeError(`${spelled(path)} is ${what}: a checkpoint holds plain data only`);
}
