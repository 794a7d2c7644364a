/** First in, first out lists through two link columns: any member can leave from the middle in O(1), and nothing is allocated. */

export interface List {
  head: number;
  tail: number;
  size: number;
}

/** The columns that chain members; -1 ends a list. A member is in at most one list over the same links. */
export interface Links {
  next: Int32Array;
  previous: Int32Array;
}

/** Nobody: what a list ends with. */
export const NONE = -1;

export const createList = (): List => ({ head: -1, tail: -1, size: 0 });

export function append(list: List, links: Links, member: number): void {
  links.next[member] = -1;
  links.previous[member] = list.tail;
  if (list.tail === -1) list.head = member;
  else links.next[list.tail] = member;
  list.tail = member;
  list.size++;
}

export function remove(list: List, links: Links, member: number): void {
  const before = links.previous[member];
  const after = links.next[member];
  if (before === -1) list.head = after;
  else links.next[before] = after;
  if (after === -1) list.tail = before;
  else links.previous[after] = before;
  list.size--;
}

export function insertBefore(list: List, links: Links, member: number, before: number): void {
  const ahead = links.previous[before];
  links.next[member] = before;
  links.previous[member] = ahead;
  links.previous[before] = member;
  if (ahead === -1) list.head = member;
  else links.next[ahead] = member;
  list.size++;
}

/** Takes the first member out, or returns -1. */
export function shift(list: List, links: Links): number {
  const first = list.head;
  if (first !== -1) remove(list, links, first);
  return first;
}
