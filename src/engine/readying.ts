/** The line of ready messages: where a message joins it, and which of them may go next under the order that is kept. */

import { keyOf } from './keys.ts';
import type { Lane } from './lane.ts';
import { append, insertBefore, NONE } from './lists.ts';
import { Place } from './world.ts';

/** Puts a message into the line: new ones at the end, others where `requeue.position` says. */
export function joinLine(lane: Lane, message: number): void {
  const { queue, messages, settings } = lane.world;
  // What its sender publishes again is new to the queue.
  const isNew = messages.line[message] === 0 || (settings['retry.owner'] === 'sender' && lane.id !== 'push');
  if (isNew) messages.line[message] = ++queue.lined;
  if (queue.allClosed && !queue.groupsOut.has(groupOf(lane, message))) queue.allClosed = 0;
  const before = isNew ? NONE : placeFor(lane, message, settings['requeue.position']);
  if (before === NONE) append(queue.ready, messages, message);
  else insertBefore(queue.ready, messages, message, before);
}

/** The message that one more of an earlier delivery stands before; NONE for the end. */
function placeFor(lane: Lane, message: number, position: 'original' | 'head' | 'tail' | 'redelivery-first'): number {
  const { queue, messages } = lane.world;
  const { head, tail } = queue.ready;
  if (position === 'tail' || head === NONE) return NONE;
  if (position === 'head') return head;
  if (position === 'redelivery-first') {
    let first = head;
    while (first !== NONE && messages.deliveries[first] > 0) first = messages.next[first];
    return first;
  }
  const line = messages.line[message];
  if (messages.line[tail] < line) return NONE;
  let first = head;
  while (messages.line[first] < line) first = messages.next[first];
  return first;
}

/** What is kept in order together: a key, or a partition of the log. */
export function groupOf(lane: Lane, message: number): number {
  const { settings } = lane.world;
  const key = keyOf(lane, message);
  return settings['queue.order'] === 'partition-log' ? key % settings['queue.partitions'] : key;
}

export const isOrdered = (lane: Lane): boolean => lane.world.settings['queue.order'] !== 'unordered';

/** The instance that a partition belongs to. */
const ownerOf = (lane: Lane, partition: number): number => partition % lane.world.instances.wanted;

/** Whether a message may go now, and to this instance; NONE is any, as for a push link, where the sender keeps the order. */
function mayGo(lane: Lane, message: number, instance: number): boolean {
  const { queue, settings } = lane.world;
  const group = groupOf(lane, message);
  const isForeign =
    settings['queue.order'] === 'partition-log' && instance !== NONE && ownerOf(lane, group) !== instance;
  return !isForeign && !queue.groupsOut.has(group);
}

/** The first ready message that may go now, or NONE: in order, none of a group that is closed. */
export function nextReady(lane: Lane, instance = NONE): number {
  const { queue, messages } = lane.world;
  if (!isOrdered(lane)) return queue.ready.head;
  if (queue.allClosed) return NONE;
  let message = queue.ready.head;
  while (message !== NONE && !mayGo(lane, message, instance)) message = messages.next[message];
  // Of a long line behind a few closed keys nobody has to hear again and again that it is closed. A partition is closed for some only.
  if (message === NONE && lane.world.settings['queue.order'] === 'fifo-group') queue.allClosed = 1;
  return message;
}

/** Up to `most` messages for one answer of an ordered queue: one of each key, or all that a partition has in its order. */
export function chooseReady(lane: Lane, instance: number, most: number): number[] {
  const { queue, messages, settings } = lane.world;
  const chosen: number[] = [];
  const groups = new Set<number>();
  for (let message = queue.ready.head; message !== NONE && chosen.length < most; message = messages.next[message]) {
    if (!mayGo(lane, message, instance)) continue;
    const group = groupOf(lane, message);
    if (settings['queue.order'] === 'fifo-group' && groups.has(group)) continue;
    groups.add(group);
    chosen.push(message);
  }
  return chosen;
}

/** Consumers of a log read on while what they read before is still out: it is theirs, and what they do they do in order. */
const readsOn = (lane: Lane): boolean => lane.world.settings['queue.order'] === 'partition-log' && lane.id !== 'push';

const closes = (lane: Lane, place: number): boolean =>
  place === Place.delayed || (place === Place.leased && !readsOn(lane));

function close(lane: Lane, message: number, by: 1 | -1): void {
  const { queue } = lane.world;
  const { groupsOut } = queue;
  const group = groupOf(lane, message);
  const count = (groupsOut.get(group) ?? 0) + by;
  if (count > 0) groupsOut.set(group, count);
  else {
    groupsOut.delete(group);
    queue.allClosed = 0;
  }
}

/** A message of an ordered queue changes its place: its group is closed while anything of it is out or waits for a retry. */
export function followGroup(lane: Lane, message: number, from: number, to: number): void {
  if (closes(lane, from) !== closes(lane, to)) close(lane, message, closes(lane, to) ? 1 : -1);
}

/** What a consumer of a log has died with, or was never given, closes its partition until its lease ends. */
export function followSilence(lane: Lane, message: number, isSilent: boolean): void {
  if (readsOn(lane)) close(lane, message, isSilent ? 1 : -1);
}

/** The order, or what makes a group, has changed. */
export function regroup(lane: Lane): void {
  const { messages, deliveries, queue, workers } = lane.world;
  queue.groupsOut.clear();
  queue.groupsWorking.clear();
  queue.allClosed = 0;
  if (!isOrdered(lane)) return;
  for (let slot = 0; slot < messages.pool.used; slot++) followGroup(lane, slot, Place.nowhere, messages.place[slot]);
  for (let slot = 0; slot < deliveries.pool.used; slot++)
    if (deliveries.over[slot] && !deliveries.closed[slot]) followSilence(lane, deliveries.message[slot], true);
  for (let worker = 0; readsOn(lane) && worker < workers.count; worker++) {
    const delivery = workers.delivery[worker];
    if (delivery !== NONE) queue.groupsWorking.set(groupOf(lane, deliveries.message[delivery]), worker);
  }
}
