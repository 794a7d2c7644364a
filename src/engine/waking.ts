/** Who of the staff is free, who is woken for what has come, and how many there should be. */

import { Duty } from './columns.ts';
import { post, send } from './kernel.ts';
import type { Lane } from './lane.ts';
import { NONE } from './lists.ts';
import { Rank } from './ranks.ts';
import { codes } from './roles.ts';

/** Changes what a worker is doing, and the count of free ones behind its buffer. */
export function setDuty(lane: Lane, worker: number, duty: number): void {
  const { workers, buffers } = lane.world;
  const buffer = buffers[workers.instance[worker]];
  const before = workers.duty[worker];
  if (before === Duty.idle) buffer.idle--;
  else if (before === Duty.woken) buffer.woken--;
  if (duty === Duty.idle) buffer.idle++;
  else if (duty === Duty.woken) buffer.woken++;
  workers.duty[worker] = duty;
}

/** The first free worker behind a buffer, or NONE. */
export function firstIdle(lane: Lane, instance: number): number {
  const { workers, buffers } = lane.world;
  if (buffers[instance].idle === 0) return NONE;
  for (let worker = instance * lane.world.settings['consumer.concurrency']; worker < workers.count; worker++)
    if (workers.duty[worker] === Duty.idle && workers.instance[worker] === instance) return worker;
  return NONE;
}

/** Tells the first free worker behind a buffer to take what has come, if there is a free one. */
export function wakeOne(lane: Lane, instance: number): void {
  const worker = firstIdle(lane, instance);
  if (worker !== NONE) send(lane.kernel, codes.worker.kind, worker, codes.worker.wake, 0);
}

/** There is a free worker: the pollers of its instance may ask again. */
export function wantMore(lane: Lane, instance: number): void {
  const each = lane.world.settings['poll.pollers'];
  for (let poller = instance * each; poller < (instance + 1) * each; poller++) askAgain(lane, poller);
}

export function askAgain(lane: Lane, poller: number): void {
  post(lane.kernel, 0, Rank.start, codes.poller.kind, poller, codes.poller.drained, 0);
}

/** A free worker looks for work, but not at once: what else happens at this instant comes first. */
export function wakeSoon(lane: Lane, worker: number, rank: number = Rank.start): void {
  setDuty(lane, worker, Duty.woken);
  post(lane.kernel, 0, rank, codes.worker.kind, worker, codes.worker.wake, 0);
}

/** The instance whose process a worker belongs to; of a surplus one, the one that takes over from it. */
export const instanceOf = (lane: Lane, worker: number): number =>
  Math.floor(worker / lane.world.settings['consumer.concurrency']) % lane.world.instances.wanted;

/** Workers on duty: instances × slots each. */
export const staffOf = (lane: Lane) => lane.world.instances.wanted * lane.world.settings['consumer.concurrency'];

export const pollersWanted = (lane: Lane) => lane.world.instances.wanted * lane.world.settings['poll.pollers'];

/** Whether each instance of a push link has an inbox of its own. */
export const hasOwnInboxes = (lane: Lane) =>
  lane.id === 'push' && lane.world.settings['push.choice'] !== 'shared-buffer';
