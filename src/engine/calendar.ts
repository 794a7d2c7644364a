/**
 * The calendar: what is due, and when. An indexed binary heap in typed arrays, all of it plain data, so that a copy is a checkpoint.
 * Entries fire in order of (time, rank, sequence); equal time and rank are first in, first out. It knows nothing of machines.
 * Longer than other files here, because heap, hole, handles and growth are one structure.
 */
import { NEVER, type SimTime } from '../model/time.ts';

/** Names one scheduled entry. Never 0, and never given out twice, so a late cancel can't hit somebody else's entry. */
export type Handle = number;

/** The handle of nothing: what scheduling at NEVER returns. Cancelling it does nothing. */
export const NO_HANDLE: Handle = 0;

/** Most entries that may wait at one time. A power of two: a handle is generation × CAPACITY_MAX + slot. */
export const CAPACITY_MAX = 1_048_576;

/** Ranks are whole numbers from 0 (fires first) to this. Above them in `key` stand 45 bits of sequence: both fit exactly in a double. */
export const RANK_MAX = 255;

const SLOT_MASK = CAPACITY_MAX - 1;
const SEQUENCE_LIMIT = 35_184_372_088_832; // 2^45
const CAPACITY_INITIAL = 256;

export interface Calendar {
  /** What was popped last. Nothing can be scheduled before `at`; whoever moves the clock on raises it. */
  at: SimTime;
  kind: number;
  entity: number;
  event: number;
  payload: number;

  /** How many entries wait. */
  length: number;
  /** The latest pop has left a hole at the top of the heap. The next entry scheduled goes in there, which spares a way down and up. */
  hollow: boolean;
  /** How many were ever scheduled. */
  sequence: number;

  /** The heap by position: when each entry is due, and its slot. What stands behind the last one, or in the hole, is unused. */
  times: Float64Array;
  slots: Int32Array;

  /** By slot: its order at equal times, where in the heap it stands, its present handle, and its kind, entity, event and payload side by side. */
  keys: Float64Array;
  positions: Int32Array;
  handles: Float64Array;
  entries: Int32Array;
}

export function createCalendar(): Calendar {
  const calendar: Calendar = {
    at: 0,
    kind: -1,
    entity: -1,
    event: -1,
    payload: -1,
    length: 0,
    hollow: false,
    sequence: 0,
    times: new Float64Array(0),
    keys: new Float64Array(0),
    slots: new Int32Array(0),
    positions: new Int32Array(0),
    handles: new Float64Array(0),
    entries: new Int32Array(0),
  };
  grow(calendar, CAPACITY_INITIAL);
  return calendar;
}

/**
 * Adds an entry and returns its handle; at NEVER adds nothing and returns NO_HANDLE.
 * Throws RangeError for a time that is not whole or lies before `at`, for a rank outside 0..RANK_MAX, and past CAPACITY_MAX.
 */
export function schedule(
  calendar: Calendar,
  time: SimTime,
  rank: number,
  kind: number,
  entity: number,
  event: number,
  payload: number,
): Handle {
  if (time === NEVER) return NO_HANDLE;
  if (!(time >= calendar.at && Math.floor(time) === time)) throw refusedTime(calendar, time);
  if (!(rank >= 0 && rank <= RANK_MAX && Math.floor(rank) === rank)) {
    throw new RangeError(`rank must be a whole number from 0 to ${RANK_MAX}, got ${rank}`);
  }
  const position = calendar.hollow ? 0 : calendar.length;
  if (position === calendar.slots.length) grow(calendar, position * 2);
  const key = rank * SEQUENCE_LIMIT + calendar.sequence++;
  calendar.length++;
  const slot = calendar.slots[position];
  const { entries } = calendar;
  const first = slot << 2;
  entries[first] = kind;
  entries[first + 1] = entity;
  entries[first + 2] = event;
  entries[first + 3] = payload;
  calendar.keys[slot] = key;
  place(calendar, calendar.hollow ? sink(calendar, 0, time, key) : position, time, key, slot);
  calendar.hollow = false;
  return calendar.handles[slot];
}

/** Removes an entry; false if it has already fired or been cancelled, or is NO_HANDLE. */
export function cancel(calendar: Calendar, handle: Handle): boolean {
  const slot = handle & SLOT_MASK;
  if (handle === NO_HANDLE || calendar.handles[slot] !== handle) return false;
  if (calendar.hollow) fillTop(calendar);
  free(calendar, slot);
  remove(calendar, calendar.positions[slot], slot);
  return true;
}

/** The handle of an entry that waits with just this to say, or NO_HANDLE. It looks at all of them. */
export function find(calendar: Calendar, kind: number, entity: number, event: number, payload: number): Handle {
  if (calendar.hollow) fillTop(calendar);
  const { slots, entries, handles } = calendar;
  for (let position = 0; position < calendar.length; position++) {
    const slot = slots[position];
    const first = slot << 2;
    if (entries[first] !== kind || entries[first + 1] !== entity) continue;
    if (entries[first + 2] === event && entries[first + 3] === payload) return handles[slot];
  }
  return NO_HANDLE;
}

/** When the next entry is due; NEVER if there is none. */
export function nextTime(calendar: Calendar): SimTime {
  if (calendar.hollow) fillTop(calendar);
  return calendar.length === 0 ? NEVER : calendar.times[0];
}

/** Takes the next entry and leaves it in `at`, `kind`, `entity`, `event` and `payload`. Throws if there is none. */
export function pop(calendar: Calendar): void {
  if (calendar.hollow) fillTop(calendar);
  if (calendar.length === 0) throw new RangeError('the calendar is empty');
  const { entries } = calendar;
  const slot = calendar.slots[0];
  const first = slot << 2;
  calendar.at = calendar.times[0];
  calendar.kind = entries[first];
  calendar.entity = entries[first + 1];
  calendar.event = entries[first + 2];
  calendar.payload = entries[first + 3];
  free(calendar, slot);
  calendar.hollow = true;
}

/** The entry in `slot` waits no more, and its handle is stale. */
function free(calendar: Calendar, slot: number): void {
  calendar.length--;
  calendar.handles[slot] += CAPACITY_MAX;
}

/** Nothing was scheduled since the latest pop: the last entry goes into the hole. */
function fillTop(calendar: Calendar): void {
  calendar.hollow = false;
  remove(calendar, 0, calendar.slots[0]);
}

/** Lets the last entry fill the hole at `position`. The freed slot waits behind the heap for its next use. */
function remove(calendar: Calendar, position: number, slot: number): void {
  const { times, keys, slots, length: last } = calendar;
  const moved = slots[last];
  slots[last] = slot;
  if (position === last) return;
  place(calendar, sink(calendar, position, times[last], keys[moved]), times[last], keys[moved], moved);
}

/** Moves a hole down past all that goes before (`time`, `key`), smaller children first, and returns where it is then. */
function sink(calendar: Calendar, position: number, time: SimTime, key: number): number {
  const { times, keys, slots, positions, length } = calendar;
  let hole = position;
  for (let child = 2 * hole + 1; child < length; child = 2 * hole + 1) {
    const right = child + 1;
    if (right < length) {
      const a = times[right];
      const b = times[child];
      if (a < b || (a === b && keys[slots[right]] < keys[slots[child]])) child = right;
    }
    const next = times[child];
    const slot = slots[child];
    if (time < next || (time === next && key < keys[slot])) break;
    times[hole] = next;
    slots[hole] = slot;
    positions[slot] = hole;
    hole = child;
  }
  return hole;
}

/** Puts an entry into the hole at `position`, or as far up from there as its order takes it. */
function place(calendar: Calendar, position: number, time: SimTime, key: number, slot: number): void {
  const { times, keys, slots, positions } = calendar;
  let hole = position;
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    const before = times[parent];
    const owner = slots[parent];
    if (before < time || (before === time && keys[owner] < key)) break;
    times[hole] = before;
    slots[hole] = owner;
    positions[owner] = hole;
    hole = parent;
  }
  times[hole] = time;
  slots[hole] = slot;
  positions[slot] = hole;
}

function grow(calendar: Calendar, capacity: number): void {
  if (capacity > CAPACITY_MAX) throw new RangeError(`the calendar holds more than ${CAPACITY_MAX} entries`);
  const old = calendar.slots.length;
  for (const name of ['slots', 'positions', 'entries'] as const) {
    const column = new Int32Array(name === 'entries' ? 4 * capacity : capacity);
    column.set(calendar[name]);
    calendar[name] = column;
  }
  for (const name of ['times', 'keys', 'handles'] as const) {
    const column = new Float64Array(capacity);
    column.set(calendar[name]);
    calendar[name] = column;
  }
  for (let slot = old; slot < capacity; slot++) {
    calendar.slots[slot] = slot;
    calendar.handles[slot] = CAPACITY_MAX + slot; // generation 1, so that no handle is 0
  }
}

function refusedTime(calendar: Calendar, time: SimTime): RangeError {
  return new RangeError(`an entry must be due at a whole number of microseconds from ${calendar.at} on, got ${time}`);
}
