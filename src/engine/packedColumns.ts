/**
 * Typed arrays made small. They are cut into pieces; a piece of whole numbers is kept as what they are more than the smallest of them,
 * in one, two or four bytes each. A piece that is as it was in an earlier copy is shared with it.
 */

export type TypedArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;
type TypedArrayMaker = new (length: number) => TypedArray;

const PIECE = 1024;
/** Rows of columns that are packed together: a column of its own would cost more than what is in it. */
const GROUP = 16;
/** What a piece costs beside its numbers, for the books; in bytes. */
const PIECE_COST = 200;

/** Value i is `base` + `data[i]`; without `data` all are `base`. If it is raw, `data` holds the values themselves. */
interface Piece {
  base: number;
  data: TypedArray | null;
  isRaw: boolean;
}

export class Column {
  constructor(
    readonly make: TypedArrayMaker,
    readonly length: number,
    readonly pieces: Piece[],
  ) {}
}

export class Rows {
  constructor(
    readonly length: number,
    readonly groups: { lengths: Column; values: Column }[],
  ) {}
}

export const isTyped = (value: unknown): value is TypedArray =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

/** `like` itself if there is nothing in `packed` that is not in it. */
export function sameOr<Parts extends object>(like: unknown, packed: Parts): unknown {
  if (typeof like !== 'object' || like === null || Object.getPrototypeOf(like) !== Object.getPrototypeOf(packed))
    return packed;
  const [ours, theirs] = [Object.entries(packed), Object.entries(like)];
  const isSame =
    ours.length === theirs.length &&
    ours.every(([key, part], i) => key === theirs[i][0] && Object.is(part, theirs[i][1]));
  return isSame ? like : packed;
}

export function packColumn(values: TypedArray, like: unknown): Column {
  const make = values.constructor as TypedArrayMaker;
  const before = like instanceof Column && like.make === make ? like : null;
  const pieces: Piece[] = [];
  for (let from = 0; from < values.length; from += PIECE) {
    const to = Math.min(values.length, from + PIECE);
    const old = before?.pieces[from / PIECE];
    const isSame =
      old !== undefined &&
      to <= before!.length &&
      holds(old, values, from, to) &&
      (to === values.length) === (to === before!.length);
    pieces.push(isSame ? old : packPiece(values, from, to));
  }
  const isSame = before?.length === values.length && pieces.every((piece, i) => piece === before.pieces[i]);
  return isSame ? before : new Column(make, values.length, pieces);
}

function holds({ base, data, isRaw }: Piece, values: TypedArray, from: number, to: number): boolean {
  if (data !== null && data.length !== to - from) return false;
  for (let i = from; i < to; i++) {
    const value = data === null ? base : isRaw ? data[i - from] : base + data[i - from];
    if (!Object.is(value, values[i])) return false;
  }
  return true;
}

function packPiece(values: TypedArray, from: number, to: number): Piece {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let isWhole = true;
  for (let i = from; i < to && isWhole; i++) {
    const value = values[i];
    isWhole = Math.floor(value) === value && (value !== 0 || 1 / value > 0);
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const range = isWhole ? most - least : Number.NaN;
  if (range === 0) return { base: least, data: null, isRaw: false };
  const make = range < 0x100 ? Uint8Array : range < 0x1_0000 ? Uint16Array : range < 0x1_0000_0000 ? Uint32Array : null;
  if (make === null || make.BYTES_PER_ELEMENT >= values.BYTES_PER_ELEMENT)
    return { base: 0, data: values.slice(from, to), isRaw: true };
  const data = new make(to - from);
  for (let i = from; i < to; i++) data[i - from] = values[i] - least;
  return { base: least, data, isRaw: false };
}

export function packRows(rows: TypedArray[], like: unknown): Rows {
  const before = like instanceof Rows ? like.groups : [];
  const groups: Rows['groups'] = [];
  for (let from = 0; from < rows.length; from += GROUP) {
    const group = rows.slice(from, from + GROUP);
    const lengths = Int32Array.from(group, (row) => row.length);
    const values = new (group[0].constructor as TypedArrayMaker)(lengths.reduce((sum, length) => sum + length, 0));
    let at = 0;
    for (const row of group) {
      values.set(row, at);
      at += row.length;
    }
    const old = before[groups.length];
    groups.push(
      sameOr(old, {
        lengths: packColumn(lengths, old?.lengths),
        values: packColumn(values, old?.values),
      }) as typeof old,
    );
  }
  return new Rows(rows.length, groups);
}

export function unpackColumn({ make, length, pieces }: Column, into?: unknown): TypedArray {
  const fits = isTyped(into) && into.constructor === make && into.length === length;
  const values: TypedArray = fits ? (into as TypedArray) : new make(length);
  pieces.forEach(({ base, data, isRaw }, p) => {
    const from = p * PIECE;
    if (data === null) values.fill(base, from, from + PIECE);
    else if (isRaw) values.set(data, from);
    else for (let i = 0; i < data.length; i++) values[from + i] = base + data[i];
  });
  return values;
}

export function unpackRows({ groups }: Rows): TypedArray[] {
  return groups.flatMap(({ lengths, values }) => {
    const all = unpackColumn(values);
    let at = 0;
    return Array.from(unpackColumn(lengths), (length) => {
      at += length;
      return all.slice(at - length, at);
    });
  });
}

/** About how many bytes the pieces take that are not shared with `like`. */
export function bytesOfColumn({ pieces }: Column, like: unknown): number {
  const shared = like instanceof Column ? like.pieces : [];
  const own = pieces.filter((piece, i) => piece !== shared[i]);
  return own.reduce((sum, { data }) => sum + PIECE_COST + (data?.byteLength ?? 0), 0);
}
