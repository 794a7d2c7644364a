/**
 * The calendar: what is due, and when. Typed arrays, all of it plain data, so that a copy is a checkpoint.
 * Entries fire in order of (time, rank, sequence); equal time and rank are first in, first out. It knows nothing of machines.
 * What is due soon stands in an indexed binary heap, the rest in no order: most timers are leases and timeouts that are far away and
 * get cancelled, so nobody should sort them, and the heap stays small.
 * Longer than other files here, because heap, hole, handles and growth are one structure.
 */
import { NEVER, type SimTime } from '../model/time.ts';
import { grown } from './pools.ts';

/** Names one scheduled entry. Never 0, and never given out twice, so a late cancel can't hit somebody else's entry. */
export type Handle = number;

/** The handle of nothing, as of an entry at NEVER. Cancelling it does nothing. */
export const NO_HANDLE: Handle = 0;

const NO_SLOT = -1;

/** Most entries that may wait at one time. A power of two: a handle is generation × CAPACITY_MAX + slot. */
export const CAPACITY_MAX = 1_048_576;

/** Ranks are whole numbers from 0 (fires first) to this. Above them in `key` stand 45 bits of sequence: both fit exactly in a double. */
export const RANK_MAX = 255;

const SLOT_MASK = CAPACITY_MAX - 1;
const SEQUENCE_LIMIT = 35_184_372_088_832; // 2^45
const CAPACITY_INITIAL = 256;
/** By how much the horizon moves at least. All that is far is looked at then, so it moves further if that brings less than this share of it near. */
const SPAN_MIN: SimTime = 262_144;
const SPAN_MAX: SimTime = 1_099_511_627_776;
const SHARE = 1 / 16;

/** A class, and its times made as NEVER: so V8 knows from the first one on which fields are doubles and which arrays, and asks no more. */
export class Calendar {
  /** What was popped last. Nothing can be scheduled before `at`; whoever moves the clock on raises it. */
  at: SimTime = NEVER;
  kind = -1;
  entity = -1;
  event = -1;
  payload = -1;

  /** How many entries wait that are due before `horizon`, and how many later. */
  near = 0;
  far = 0;
  horizon: SimTime = NEVER;
  span: SimTime = NEVER;
  /** 1 once the latest pop has left a hole at the top of the heap. The next near entry goes in there, which spares a way down and up. */
  hollow: 0 | 1 = 0;
  /** How many were ever scheduled. */
  sequence = NEVER;

  /** By position: when each entry is due, and its slot. First the heap, from the end on backwards what is far, free slots between. */
  times = new Float64Array(0);
  slots = new Int32Array(0);

  /** By slot: its order at equal times, its position, its present handle, and its kind, entity, event and payload side by side. */
  keys = new Float64Array(0);
  positions = new Int32Array(0);
  handles = new Float64Array(0);
  entries = new Int32Array(0);
}

export function createCalendar(): Calendar {
  const calendar = new Calendar();
  calendar.at = 0;
  calendar.horizon = SPAN_MIN;
  calendar.span = SPAN_MIN;
  calendar.sequence = 0;
  grow(calendar, CAPACITY_INITIAL);
  return calendar;
}

/**
 * Adds an entry and returns its slot, for `handleOf`; at NEVER adds nothing.
 * Not its handle: few want it, and a number of that size is garbage to collect for everybody else.
 * Throws RangeError for a time that is not whole or lies before `at`, for a rank that is not whole or outside 0..RANK_MAX, and past CAPACITY_MAX.
 */
export function schedule(
  calendar: Calendar,
  time: SimTime,
  rank: number,
  kind: number,
  entity: number,
  event: number,
  payload: number,
): number {
  if (time === NEVER) return NO_SLOT;
  if (!(time >= calendar.at && Math.floor(time) === time)) throw refusedTime(calendar, time);
  if (!((rank | 0) === rank && rank >= 0 && rank <= RANK_MAX)) throw refusedRank(rank);
  if (calendar.near + calendar.hollow + calendar.far === calendar.slots.length) makeRoom(calendar);
  const end = calendar.near + calendar.hollow;
  const isFar = time >= calendar.horizon;
  const position = isFar ? calendar.slots.length - ++calendar.far : calendar.hollow === 1 ? 0 : end;
  const key = rank * SEQUENCE_LIMIT + calendar.sequence++;
  const slot = calendar.slots[position];
  const { entries } = calendar;
  const first = slot << 2;
  entries[first] = kind | 0;
  entries[first + 1] = entity | 0;
  entries[first + 2] = event | 0;
  entries[first + 3] = payload | 0;
  calendar.keys[slot] = key;
  if (isFar) {
    settle(calendar, position, time, slot);
    return slot;
  }
  calendar.near++;
  if (calendar.hollow === 0) rise(calendar, position, time, key, slot);
  else {
    calendar.hollow = 0;
    settle(calendar, sink(calendar, 0, calendar.near, time, key), time, slot);
  }
  return slot;
}

/** The handle of the entry that waits in the slot that `schedule` has just returned. */
export function handleOf(calendar: Calendar, slot: number): Handle {
  return slot === NO_SLOT ? NO_HANDLE : calendar.handles[slot];
}

/** How many entries wait. */
export const waitingIn = (calendar: Calendar): number => calendar.near + calendar.far;

/** Removes an entry; false if it has already fired or been cancelled, or is NO_HANDLE. */
export function cancel(calendar: Calendar, handle: Handle): boolean {
  const slot = handle & SLOT_MASK;
  if (handle === NO_HANDLE || calendar.handles[slot] !== handle) return false;
  const position = calendar.positions[slot];
  calendar.handles[slot] += CAPACITY_MAX;
  if (position < calendar.slots.length - calendar.far) {
    calendar.near--;
    remove(calendar, position, slot);
  } else leaveFar(calendar, position, slot);
  return true;
}

/** The handle of an entry that waits with just this to say, or NO_HANDLE. It looks at all of them. */
export function find(calendar: Calendar, kind: number, entity: number, event: number, payload: number): Handle {
  if (calendar.hollow === 1) fillTop(calendar);
  const { slots, entries, handles, near, far } = calendar;
  const farFrom = slots.length - far;
  for (let i = 0; i < near + far; i++) {
    const position = i < near ? i : farFrom + i - near;
    const slot = slots[position];
    const first = slot << 2;
    if (entries[first] !== kind || entries[first + 1] !== entity) continue;
    if (entries[first + 2] === event && entries[first + 3] === payload) return handles[slot];
  }
  return NO_HANDLE;
}

/** When the next entry is due; NEVER if there is none. */
export function nextTime(calendar: Calendar): SimTime {
  if (calendar.hollow === 1) fillTop(calendar);
  if (calendar.near === 0) {
    if (calendar.far === 0) return NEVER;
    moveHorizon(calendar);
  }
  return calendar.times[0];
}

/** Takes the next entry and leaves it in `at`, `kind`, `entity`, `event` and `payload`. Throws if there is none. */
export function pop(calendar: Calendar): void {
  if ((calendar.near === 0 || calendar.hollow === 1) && nextTime(calendar) === NEVER)
    throw new RangeError('the calendar is empty');
  const { entries } = calendar;
  const slot = calendar.slots[0];
  const first = slot << 2;
  calendar.at = calendar.times[0];
  calendar.kind = entries[first];
  calendar.entity = entries[first + 1];
  calendar.event = entries[first + 2];
  calendar.payload = entries[first + 3];
  calendar.handles[slot] += CAPACITY_MAX;
  calendar.near--;
  calendar.hollow = 1;
}

/** Nothing near is left: the next of what was far come into the heap. */
function moveHorizon(calendar: Calendar): void {
  const { times, slots, keys } = calendar;
  let first = NEVER;
  for (let position = slots.length - calendar.far; position < slots.length; position++)
    if (times[position] < first) first = times[position];
  const enough = calendar.far * SHARE;
  calendar.horizon = first + calendar.span;
  for (let position = slots.length - calendar.far; position < slots.length; position++) {
    const time = times[position];
    if (time >= calendar.horizon) continue;
    const slot = slots[position];
    leaveFar(calendar, position, slot);
    // Its slot is free now, the last of those: it changes places with the first.
    slots[slots.length - calendar.far - 1] = slots[calendar.near];
    rise(calendar, calendar.near, time, keys[slot], slot);
    calendar.near++;
  }
  if (calendar.near < enough) calendar.span = Math.min(SPAN_MAX, calendar.span * 2);
  else if (calendar.near > 4 * enough) calendar.span = Math.max(SPAN_MIN, calendar.span / 2);
}

/** Another far entry takes the place at `position`; the slot is the last of the free ones. */
function leaveFar(calendar: Calendar, position: number, slot: number): void {
  const { times, slots } = calendar;
  const last = slots.length - calendar.far--;
  if (position !== last) settle(calendar, position, times[last], slots[last]);
  slots[last] = slot;
}

/** Nothing near was scheduled since the latest pop: the last entry goes into the hole. */
function fillTop(calendar: Calendar): void {
  calendar.hollow = 0;
  remove(calendar, 0, calendar.slots[0]);
}

/** Lets the last entry of the heap fill the hole at `position`; another at the top, left by a pop, stays. The slot is the first of the free ones. */
function remove(calendar: Calendar, position: number, slot: number): void {
  const { times, keys, slots } = calendar;
  const last = calendar.near + calendar.hollow;
  const moved = slots[last];
  slots[last] = slot;
  if (position === last) return;
  const time = times[last];
  const key = keys[moved];
  const hole = sink(calendar, position, last, time, key);
  if (hole === position) rise(calendar, position, time, key, moved);
  else settle(calendar, hole, time, moved);
}

/** Moves a hole down past all before `end` that goes before (`time`, `key`), smaller children first, and returns where it is then. */
function sink(calendar: Calendar, position: number, end: number, time: SimTime, key: number): number {
  const { times, keys, slots, positions } = calendar;
  let hole = position;
  for (let child = 2 * hole + 1; child < end; child = 2 * hole + 1) {
    const right = child + 1;
    if (right < end) {
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
function rise(calendar: Calendar, position: number, time: SimTime, key: number, slot: number): void {
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
  settle(calendar, hole, time, slot);
}

function settle({ times, slots, positions }: Calendar, hole: number, time: SimTime, slot: number): void {
  times[hole] = time;
  slots[hole] = slot;
  positions[slot] = hole;
}

function makeRoom(calendar: Calendar): void {
  if (calendar.hollow === 1) fillTop(calendar);
  else grow(calendar, calendar.slots.length * 2);
}

function grow(calendar: Calendar, capacity: number): void {
  if (capacity > CAPACITY_MAX) throw new RangeError(`the calendar holds more than ${CAPACITY_MAX} entries`);
  const old = calendar.slots.length;
  const end = calendar.near + calendar.hollow;
  calendar.slots = grown(calendar.slots, capacity);
  calendar.times = grown(calendar.times, capacity);
  calendar.positions = grown(calendar.positions, capacity);
  calendar.entries = grown(calendar.entries, 4 * capacity);
  calendar.keys = grown(calendar.keys, capacity);
  calendar.handles = grown(calendar.handles, capacity);
  for (let position = old - 1; position >= end; position--)
    settle(calendar, position + capacity - old, calendar.times[position], calendar.slots[position]);
  for (let slot = old; slot < capacity; slot++) {
    calendar.slots[end + slot - old] = slot;
    calendar.handles[slot] = CAPACITY_MAX + slot; // generation 1, so that no handle is 0
  }
}

function refusedTime(calendar: Calendar, time: SimTime): RangeError {
  return new RangeError(`an entry must be due at a whole number of microseconds from ${calendar.at} on, got ${time}`);
}

function refusedRank(rank: number): RangeError {
  return new RangeError(`rank must be a whole number from 0 to ${RANK_MAX}, got ${rank}`);
}
