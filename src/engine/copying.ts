/** Further messages of an event that has one already: published again, put back from the dead letters, or handed on by a worker. */

import { COPIES_FROM, Copy, Fact } from '../model/journal.ts';
import { start } from './kernel.ts';
import { enterPlace, type Lane, noteMessage } from './lane.ts';
import { codes } from './roles.ts';
import { takeMessage } from './slots.ts';
import { type Letter, Place } from './world.ts';

/** What a copy takes over from its event: all that its luck and its effects depend on. */
export function letterOf(lane: Lane, message: number): Letter {
  const { messages } = lane.world;
  return {
    number: messages.number[message],
    luck: messages.luck[message],
    fate: messages.fate[message],
    poison: messages.poison[message],
    publishedAt: messages.publishedAt[message],
    enqueuedAt: messages.enqueuedAt[message],
    origin: messages.origin[message],
    deliveries: messages.deliveries[message],
    started: messages.started[message],
    buriedAt: lane.kernel.now,
  };
}

/** What is republished goes on with the attempts of its event. Of any other copy they begin anew, or go on beside those of the first. */
const freshFate = ({ world: { messages } }: Lane, { luck, origin }: Letter): number =>
  luck ^ Math.imul(++messages.copies[origin], 0x9e37_79b1);

/**
 * A new message, with a number of its own, of the event that `letter` tells of; all messages of an event count their effects together.
 * The caller sends it on its way to the broker.
 */
export function copyMessage(lane: Lane, letter: Letter, reason: (typeof Copy)[keyof typeof Copy]): number {
  const { messages } = lane.world;
  const message = takeMessage(lane);
  messages.number[message] = COPIES_FROM + lane.world.copiesMade++;
  messages.luck[message] = letter.luck;
  messages.fate[message] = reason === Copy.republished ? letter.fate : freshFate(lane, letter);
  messages.poison[message] = letter.poison;
  messages.publishedAt[message] = letter.publishedAt;
  messages.firstEnqueuedAt[message] = letter.enqueuedAt;
  messages.deliveries[message] = letter.deliveries;
  messages.started[message] = letter.started;
  messages.origin[message] = letter.origin;
  messages.refs[letter.origin]++;
  enterPlace(lane, message, Place.travelling);
  noteMessage(lane, Fact.copied, message, -1, reason, letter.number);
  start(lane.kernel, codes.message.kind, message);
  return message;
}
