/** Harm to one worker or one message. What is not there is not harmed, and the journal says so. */

import { Fact, Loss } from '../model/journal.ts';
import { type Change, HarmCode } from '../model/scenario.ts';
import { wantDispatch } from './brokering.ts';
import { Duty } from './columns.ts';
import { crashInstance } from './crashing.ts';
import { write } from './journal.ts';
import { send } from './kernel.ts';
import { type Lane, noteMessage, notePart } from './lane.ts';
import { NONE } from './lists.ts';
import { wantRoom } from './retrying.ts';
import { codes } from './roles.ts';
import { Place } from './world.ts';

export type HarmChange = Extract<Change, { type: 'harm' }>;

/** Does what a change says, if the one it is meant for is there. */
export function strike(lane: Lane, change: HarmChange): void {
  const cause = notePart(lane, Fact.changed, -1, -1, change.entry);
  if (harmedBy(lane, change, cause)) return;
  const { harm, target } = change;
  const [message, worker] = harm.startsWith('message') ? [target, -1] : [-1, target];
  write(lane, Fact.missed, message, -1, worker, HarmCode[harm], cause);
}

/** False if it is not there. */
function harmedBy(lane: Lane, change: HarmChange, cause: number): boolean {
  switch (change.harm) {
    case 'worker.crash':
      return crashWorker(lane, change, cause);
    case 'worker.slow':
      return slowWorker(lane, change, cause);
    case 'message.drop':
    case 'message.poison':
      return harmMessage(lane, change, cause);
  }
}

/** A slot can't die alone: its instance does, with all that it holds. One that is down already has nothing to lose. */
function crashWorker(lane: Lane, { harm, target }: HarmChange, cause: number): boolean {
  const { workers, instances, settings } = lane.world;
  // Not that of `instanceOf`: a surplus worker dies with the process that it still runs in.
  const instance = Math.floor(target / settings['consumer.concurrency']);
  const isUp = instance < instances.count && !instances.down[instance];
  if (!isUp || target >= workers.count || workers.duty[target] === Duty.off || workers.duty[target] === Duty.down)
    return false;
  notePart(lane, Fact.harmed, -1, target, HarmCode[harm], cause);
  crashInstance(lane, instance);
  return true;
}

function slowWorker(lane: Lane, { harm, target, amount, ends }: HarmChange, cause: number): boolean {
  const { workers } = lane.world;
  // Who was missed when it began, or has left since, has nothing to get rid of.
  if (ends && !workers.slowness[target]) return true;
  if (target >= workers.count || workers.duty[target] === Duty.off) return false;
  if (!ends) notePart(lane, Fact.harmed, -1, target, HarmCode[harm], cause);
  send(lane.kernel, codes.worker.kind, target, codes.worker.slow, amount);
  return true;
}

/** The slot of an unfinished message, or NONE. */
function find({ world: { messages } }: Lane, number: number): number {
  for (let slot = 0; slot < messages.pool.used; slot++)
    if (messages.number[slot] === number && messages.place[slot] < Place.acked) return slot;
  return NONE;
}

/** What is out goes on being worked on; its answer will find that nobody knows the message any more. */
function harmMessage(lane: Lane, change: HarmChange, cause: number): boolean {
  const { world, kernel } = lane;
  const message = find(lane, change.target);
  if (message === NONE) return false;
  noteMessage(lane, Fact.harmed, message, -1, -1, HarmCode[change.harm], cause);
  const { kind, spoil, remove } = codes.message;
  if (change.harm === 'message.poison') send(kernel, kind, message, spoil, 0);
  else {
    world.messages.lossReason[message] = Loss['by-hand'];
    send(kernel, kind, message, remove, 0);
    // It may have kept others out: of the outbox, of the queue, or below the quota.
    wantRoom(lane);
    wantDispatch(lane);
  }
  return true;
}
