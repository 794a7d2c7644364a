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
import { Place } from './world.ts';

export type HarmChange = Extract<Change, { type: 'harm' }>;

/** Does what a change says, if the one it is meant for is there. */
export function strike(lane: Lane, change: HarmChange): void {
  const cause = notePart(lane, Fact.changed, -1, -1, change.entry);
  if (harmedBy(lane, change, cause)) return;
  const { harm, target } = change;
  const [message, worker] = harm.startsWith('message') ? [target, -1] : [-1, target];
  write(lane.journal, lane.world.journal, lane.kernel.now, Fact.missed, message, -1, worker, HarmCode[harm], cause);
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

const noteWorker = (lane: Lane, { harm, target }: HarmChange, cause: number) =>
  notePart(lane, Fact.harmed, -1, target, HarmCode[harm], cause);

const dutyOf = ({ world: { workers } }: Lane, worker: number): number =>
  worker < workers.count ? workers.duty[worker] : Duty.off;

/** A slot can't die alone: its instance does, with all that it holds. One that is down already has nothing to lose. */
function crashWorker(lane: Lane, change: HarmChange, cause: number): boolean {
  const { instances, settings } = lane.world;
  const duty = dutyOf(lane, change.target);
  // Not that of `instanceOf`: a surplus worker dies with the process that it still runs in.
  const instance = Math.floor(change.target / settings['consumer.concurrency']);
  const isUp = instance < instances.count && !instances.down[instance];
  if (duty === Duty.off || duty === Duty.down || !isUp) return false;
  noteWorker(lane, change, cause);
  crashInstance(lane, instance);
  return true;
}

function slowWorker(lane: Lane, change: HarmChange, cause: number): boolean {
  const { kind, slow } = lane.codes.worker;
  const { target, amount, ends } = change;
  if (ends) {
    // Who was missed at its beginning, or has left since, has nothing to get rid of.
    if (lane.world.workers.slowness[target] > 0) send(lane.kernel, kind, target, slow, amount);
    return true;
  }
  if (dutyOf(lane, target) === Duty.off) return false;
  noteWorker(lane, change, cause);
  send(lane.kernel, kind, target, slow, amount);
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
  const { world, codes, kernel } = lane;
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
