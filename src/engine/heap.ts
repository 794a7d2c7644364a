/** The heap of a calendar: an indexed binary heap at the front of its columns, ordered by time and key. */
import type { SimTime } from '../model/time.ts';
import type { Calendar } from './calendar.ts';

/** Lets the last entry of the heap fill the hole at `position`. */
export function removeFromHeap(calendar: Calendar, position: number): void {
  const { times, keys, slots } = calendar;
  const last = --calendar.near;
  if (position === last) return;
  const moved = slots[last];
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
export function rise(calendar: Calendar, position: number, time: SimTime, key: number, slot: number): void {
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

export function settle({ times, slots, positions }: Calendar, hole: number, time: SimTime, slot: number): void {
  times[hole] = time;
  slots[hole] = slot;
  positions[slot] = hole;
}
