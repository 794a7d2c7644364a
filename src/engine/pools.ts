/** Pools of columns: tables whose rows are taken, given back and used again, and that grow by doubling. They know not what stands in them. */

/** More unfinished messages than this end the run with an error that says so. */
const MAX_SLOTS = 1 << 20;

const INITIAL = 256;

export class Pool {
  /** Slots ever used; slots below it are in use, free, or retired and about to be free. */
  used = 0;
  free = new Int32Array(INITIAL);
  freeCount = 0;
  /** Slots to free before the next one is taken: never while a machine that stands in them still acts. */
  retired = new Int32Array(INITIAL);
  retiredCount = 0;
}

export const ints = (fill = 0) => new Int32Array(INITIAL).fill(fill);

export const times = () => new Float64Array(INITIAL);

/** Takes a slot, growing every column when all are in use. Throws past MAX_SLOTS, naming what there is too much of. */
export function takeSlot(columns: { pool: Pool }, what: string): number {
  const { pool } = columns;
  if (pool.freeCount > 0) return pool.free[--pool.freeCount];
  if (pool.used === pool.free.length) {
    if (pool.used >= MAX_SLOTS) throw new Error(`more than ${MAX_SLOTS} unfinished ${what}`);
    growColumns(columns, pool.used * 2);
    pool.free = grown(pool.free, pool.used * 2);
    pool.retired = grown(pool.retired, pool.used * 2);
  }
  return pool.used++;
}

export function retireSlot(pool: Pool, slot: number): void {
  pool.retired[pool.retiredCount++] = slot;
}

/** A longer copy of a column. */
export function grown<T extends Int32Array | Float64Array>(column: T, length: number): T {
  const wider = new (column.constructor as new (length: number) => T)(length);
  wider.set(column);
  return wider;
}

/** Doubles every column of a table of columns. New cells hold 0 except in link columns, which are set when a slot is taken. */
export function growColumns(columns: object, length: number): void {
  for (const [name, column] of Object.entries(columns)) {
    if (column instanceof Int32Array || column instanceof Float64Array)
      (columns as Record<string, Int32Array | Float64Array>)[name] = grown(column, length);
  }
}
