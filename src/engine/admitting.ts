/** What the broker lets in: what it knows already, what it has room for, what makes room, and what its producer keeps meanwhile. */

import { Loss } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { post, send } from './kernel.ts';
import type { Lane } from './lane.ts';
import { shift } from './lists.ts';
import { Rank } from './ranks.ts';
import { codes } from './roles.ts';
import { Place } from './world.ts';

export const tellMessage = ({ kernel }: Lane, message: number, event: number) =>
  send(kernel, codes.message.kind, message, event, 0);

export function turnAway(lane: Lane, message: number, reason: number): void {
  lane.world.messages.lossReason[message] = reason;
  tellMessage(lane, message, codes.message.turnAway);
}

export function tellProducer({ kernel }: Lane, event: number): void {
  post(kernel, 0, Rank.start, codes.producer.kind, 0, event, 0);
}

export function isFull({ world: { queue, ledger, settings } }: Lane): boolean {
  const { 'queue.capacity': capacity, 'queue.counts': counts } = settings;
  const out = counts === 'ready' ? 0 : ledger[Place.leased];
  return queue.ready.size + out >= capacity;
}

export function dropOldest(lane: Lane): void {
  const { queue, messages, settings } = lane.world;
  const oldest = queue.ready.head;
  messages.lossReason[oldest] = Loss.overflow;
  const buries = settings['queue.overflow'] === 'dead-letter-oldest';
  tellMessage(lane, oldest, buries ? codes.message.bury : codes.message.drop);
}

/** The producer keeps blocked messages, and those that it will publish again. */
export const outboxHasRoom = ({ world: { ledger, settings } }: Lane) => ledger[Place.held] < settings['publish.buffer'];

/** Whether one more can be held: an outbox that blocks its producer takes the one that blocks it. */
export function makesRoom(lane: Lane): boolean {
  const { queue, settings } = lane.world;
  const rule = settings['publish.onFull'];
  return outboxHasRoom(lane) || rule === 'block' || (rule === 'drop' && queue.held.size > 0);
}

/** Known by its id: the first of its event came less than a window ago, and since then the broker has not lost its memory. */
export function isDuplicate(lane: Lane, message: number): boolean {
  const { messages, queue, settings } = lane.world;
  const { 'dedup.window': window, 'publish.dedupId': id } = settings;
  const origin = messages.origin[message];
  if (origin === message || window === OFF || id === 'none') return false;
  const since = messages.enqueuedAt[origin];
  return since > queue.forgotAt && lane.kernel.now - since <= window;
}

export function dropsOldest({ world: { queue, settings } }: Lane): boolean {
  const { 'queue.overflow': overflow } = settings;
  return queue.ready.size > 0 && (overflow === 'drop-oldest' || overflow === 'dead-letter-oldest');
}

/** Lets in what the producer had to keep, in its order. Only a queue that blocks leaves it something to keep. */
export function admitHeld(lane: Lane): void {
  const { queue, messages, director, settings } = lane.world;
  const { 'queue.overflow': overflow } = settings;
  const held = queue.held.size;
  while (queue.held.size > 0 && !(isFull(lane) && overflow === 'block')) {
    if (isFull(lane) && dropsOldest(lane)) dropOldest(lane);
    const message = shift(queue.held, messages);
    if (isDuplicate(lane, message)) tellMessage(lane, message, codes.message.recognise);
    else if (isFull(lane)) turnAway(lane, message, Loss.full);
    else tellMessage(lane, message, codes.message.accept);
  }
  if (held > 0 && queue.held.size === 0) tellProducer(lane, codes.producer.released);
  if (outboxHasRoom(lane) && director.drills['producer.down'] === 0) tellProducer(lane, codes.producer.go);
}
