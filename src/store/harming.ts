/** What a person does at the playhead to one worker or one message, by its number in the journal. What is not there then is not harmed. */
import type { LaneId } from '../model/lanes.ts';
import { type Harm, type HarmKind, limits } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';
import { act } from './acting.ts';
import { harmedBy } from './edits.ts';

function harm(kind: HarmKind, target: number, lane: LaneId | null, harmAt: (at: SimTime) => Harm): void {
  act(
    (scenario, at) => harmedBy(scenario, harmAt(at)),
    (at) => ({ type: 'harm', harm: kind, target, lane, at }),
  );
}

const once = (kind: Exclude<HarmKind, 'worker.slow'>, target: number, lane: LaneId | null): void =>
  harm(kind, target, lane, (at) => ({ type: 'harm', at, harm: kind, target, lane }));

/** Its instance crashes, with all slots of it, and is back after its repair. */
export function crashWorker(lane: LaneId, worker: number): void {
  once('worker.crash', worker, lane);
}

/** From its next work on it takes `factor` times as long, for `lasts` microseconds; NEVER is for good. */
export function slowWorker(
  lane: LaneId,
  worker: number,
  factor: number = limits.slower.initial,
  lasts: SimTime = limits.lasts.initial,
): void {
  harm('worker.slow', worker, lane, (at) => ({
    type: 'harm',
    at,
    harm: 'worker.slow',
    target: worker,
    until: at + lasts,
    amount: factor,
    lane,
  }));
}

/** Wherever it is, it is gone; who works on it works for nothing. */
export function dropMessage(lane: LaneId, message: number): void {
  once('message.drop', message, lane);
}

/** From now on it fails whoever works on it: in all lanes, for it is the same message, or in one. */
export function poisonMessage(message: number, lane: LaneId | null = null): void {
  once('message.poison', message, lane);
}
