/**
 * The calendar: what is due, and when. Typed arrays, all of it plain data, so that a copy is a checkpoint.
 * Entries fire in order of (time, rank, sequence); equal time and rank are first in, first out. It knows nothing of machines.
 * What comes next stands in a short sorted list, what is due soon in an indexed binary heap, the rest in no order. Most events are
 * posted for now or nearly now, and find their place in a list of a few dozen in fewer steps than in a heap. Most timers are leases and
 * timeouts that are far away and get cancelled, so nobody should sort them.
 */
import { NEVER, type SimTime } from '../model/time.ts';
import { removeFromHeap, rise, settle } from './heap.ts';
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
/** Most entries in the list. When one more comes, the later half goes into the heap; from there that many come back once it is empty. */
const LIST_MAX = 64;
const HALF = LIST_MAX / 2;
/** The position of what stands in the list. */
const IN_LIST = -1;
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

  /** How many entries wait in the list; in the heap, where none is due before one of the list; and in no order, at or after `horizon`. */
  listed = 0;
  near = 0;
  far = 0;
  horizon: SimTime = NEVER;
  span: SimTime = NEVER;
  /** How many were ever scheduled. */
  sequence = NEVER;

  /** The list, first due last: when each entry is due, and its slot. */
  nextTimes = new Float64Array(LIST_MAX);
  nextSlots = new Int32Array(LIST_MAX);

  /** By position: the same of the others. First the heap, and from the end on backwards what is far. */
  times = new Float64Array(0);
  slots = new Int32Array(0);

  /** By slot: its order at equal times, its position, its present handle, and its kind, entity, event and payload side by side. */
  keys = new Float64Array(0);
  positions = new Int32Array(0);
  handles = new Float64Array(0);
  entries = new Int32Array(0);
  free = new Int32Array(0);
  freeCount = 0;
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
  if (calendar.freeCount === 0) grow(calendar, calendar.slots.length * 2);
  const slot = calendar.free[--calendar.freeCount];
  const { entries } = calendar;
  const first = slot << 2;
  entries[first] = kind | 0;
  entries[first | 1] = entity | 0;
  entries[first | 2] = event | 0;
  entries[first | 3] = payload | 0;
  const key = rank * SEQUENCE_LIMIT + calendar.sequence++;
  calendar.keys[slot] = key;
  if (time >= calendar.horizon) settle(calendar, calendar.slots.length - ++calendar.far, time, slot);
  else comeNear(calendar, time, key, slot);
  return slot;
}

/** The handle of the entry that waits in the slot that `schedule` has just returned. */
export function handleOf(calendar: Calendar, slot: number): Handle {
  return slot === NO_SLOT ? NO_HANDLE : calendar.handles[slot];
}

/** How many entries wait. */
export const waitingIn = ({ listed, near, far }: Calendar): number => listed + near + far;

/** Removes an entry; false if it has already fired or been cancelled, or is NO_HANDLE. */
export function cancel(calendar: Calendar, handle: Handle): boolean {
  const slot = handle & SLOT_MASK;
  if (handle === NO_HANDLE || calendar.handles[slot] !== handle) return false;
  const position = calendar.positions[slot];
  if (position === IN_LIST) leaveList(calendar, slot);
  else if (position < calendar.near) removeFromHeap(calendar, position);
  else leaveFar(calendar, position);
  release(calendar, slot);
  return true;
}

/** The handle of an entry that waits with just this to say, or NO_HANDLE. It looks at all of them. */
export function find(calendar: Calendar, kind: number, entity: number, event: number, payload: number): Handle {
  const { nextSlots, slots, entries, handles, listed, near, far } = calendar;
  for (const waiting of [nextSlots.subarray(0, listed), slots.subarray(0, near), slots.subarray(slots.length - far)])
    for (const slot of waiting) {
      const first = slot << 2;
      if (entries[first] !== kind || entries[first | 1] !== entity) continue;
      if (entries[first | 2] === event && entries[first | 3] === payload) return handles[slot];
    }
  return NO_HANDLE;
}

/** When the next entry is due; NEVER if there is none. */
export function nextTime(calendar: Calendar): SimTime {
  if (calendar.listed === 0) refill(calendar);
  return calendar.listed === 0 ? NEVER : calendar.nextTimes[calendar.listed - 1];
}

/** Takes the next entry and leaves it in `at`, `kind`, `entity`, `event` and `payload`. Throws if there is none. */
export function pop(calendar: Calendar): void {
  if (calendar.listed === 0 && nextTime(calendar) === NEVER) throw new RangeError('the calendar is empty');
  const { entries } = calendar;
  const place = --calendar.listed;
  const slot = calendar.nextSlots[place];
  const first = slot << 2;
  calendar.at = calendar.nextTimes[place];
  calendar.kind = entries[first];
  calendar.entity = entries[first | 1];
  calendar.event = entries[first | 2];
  calendar.payload = entries[first | 3];
  release(calendar, slot);
}

function release(calendar: Calendar, slot: number): void {
  calendar.handles[slot] += CAPACITY_MAX;
  calendar.free[calendar.freeCount++] = slot;
}

/** Puts an entry that is due before the horizon into the list, or into the heap if it comes after all that is listed and something waits there. */
function comeNear(calendar: Calendar, time: SimTime, key: number, slot: number): void {
  if (calendar.listed === LIST_MAX && !comesLater(calendar, time, key)) shorten(calendar);
  if (comesLater(calendar, time, key)) rise(calendar, calendar.near++, time, key, slot);
  else enterList(calendar, time, key, slot);
}

function comesLater({ near, listed, nextTimes, nextSlots, keys }: Calendar, time: SimTime, key: number): boolean {
  if (near === 0) return false;
  return listed === 0 || time > nextTimes[0] || (time === nextTimes[0] && key > keys[nextSlots[0]]);
}

function enterList(calendar: Calendar, time: SimTime, key: number, slot: number): void {
  const { nextTimes, nextSlots, keys } = calendar;
  let place = calendar.listed++;
  for (; place > 0; place--) {
    const before = nextTimes[place - 1];
    const owner = nextSlots[place - 1];
    if (time < before || (time === before && key < keys[owner])) break;
    nextTimes[place] = before;
    nextSlots[place] = owner;
  }
  nextTimes[place] = time;
  nextSlots[place] = slot;
  calendar.positions[slot] = IN_LIST;
}

function leaveList(calendar: Calendar, slot: number): void {
  const { nextTimes, nextSlots } = calendar;
  const place = nextSlots.indexOf(slot);
  nextTimes.copyWithin(place, place + 1, calendar.listed);
  nextSlots.copyWithin(place, place + 1, calendar.listed--);
}

/** The later half of a full list goes into the heap. */
function shorten(calendar: Calendar): void {
  const { nextTimes, nextSlots, keys } = calendar;
  for (let place = 0; place < HALF; place++)
    rise(calendar, calendar.near++, nextTimes[place], keys[nextSlots[place]], nextSlots[place]);
  nextTimes.copyWithin(0, HALF);
  nextSlots.copyWithin(0, HALF);
  calendar.listed = HALF;
}

/** The list is empty: what is due next comes from the heap, or from what was far, if anything waits there. */
function refill(calendar: Calendar): void {
  const { nextTimes, nextSlots, positions, times, slots } = calendar;
  if (calendar.near === 0 && calendar.far > 0) moveHorizon(calendar);
  if (calendar.listed > 0) return;
  const count = Math.min(calendar.near, HALF);
  for (let place = count - 1; place >= 0; place--) {
    nextTimes[place] = times[0];
    nextSlots[place] = slots[0];
    positions[slots[0]] = IN_LIST;
    removeFromHeap(calendar, 0);
  }
  calendar.listed = count;
}

/** Nothing near is left: the next of what was far come near. */
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
    leaveFar(calendar, position);
    comeNear(calendar, time, keys[slot], slot);
  }
  const came = calendar.listed + calendar.near;
  if (came < enough) calendar.span = Math.min(SPAN_MAX, calendar.span * 2);
  else if (came > 4 * enough) calendar.span = Math.max(SPAN_MIN, calendar.span / 2);
}

/** Another far entry takes the place at `position`. */
function leaveFar(calendar: Calendar, position: number): void {
  const { times, slots } = calendar;
  const last = slots.length - calendar.far--;
  if (position !== last) settle(calendar, position, times[last], slots[last]);
}

function grow(calendar: Calendar, capacity: number): void {
  if (capacity > CAPACITY_MAX) throw new RangeError(`the calendar holds more than ${CAPACITY_MAX} entries`);
  const old = calendar.slots.length;
  calendar.slots = grown(calendar.slots, capacity);
  calendar.times = grown(calendar.times, capacity);
  calendar.positions = grown(calendar.positions, capacity);
  calendar.entries = grown(calendar.entries, 4 * capacity);
  calendar.keys = grown(calendar.keys, capacity);
  calendar.handles = grown(calendar.handles, capacity);
  calendar.free = grown(calendar.free, capacity);
  for (let position = old - 1; position >= old - calendar.far; position--)
    settle(calendar, position + capacity - old, calendar.times[position], calendar.slots[position]);
  for (let slot = capacity - 1; slot >= old; slot--) {
    calendar.free[calendar.freeCount++] = slot;
    calendar.handles[slot] = CAPACITY_MAX + slot; // generation 1, so that no handle is 0
  }
}

function refusedTime(calendar: Calendar, time: SimTime): RangeError {
  return new RangeError(`an entry must be due at a whole number of microseconds from ${calendar.at} on, got ${time}`);
}

function refusedRank(rank: number): RangeError {
  return new RangeError(`rank must be a whole number from 0 to ${RANK_MAX}, got ${rank}`);
}
