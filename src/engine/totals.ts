/** The totals of a lane from the engine's own books, under the names that pictures use. */
import type { Totals } from '../model/picture.ts';
import { countOf } from './journal.ts';
import type { Lane } from './lane.ts';

export function totalsOf(lane: Lane): Totals {
  const { journal } = lane.world;
  const of = (kind: Parameters<typeof countOf>[1]) => countOf(journal, kind);
  return {
    published: of('published'),
    copied: of('copied'),
    accepted: of('accepted'),
    deduplicated: of('deduplicated'),
    turnedAway: of('turnedAway'),
    deliveries: of('sent') + of('leased'),
    retries: journal.retries,
    refused: of('refused'),
    executions: of('started'),
    finished: of('finished'),
    acked: of('acked'),
    expired: of('expired'),
    deadLettered: of('deadLettered'),
    dropped: of('dropped'),
    polls: of('polled'),
    emptyPolls: of('empty'),
    calls: of('called'),
    failedCalls: of('callFailed'),
    wastedCalls: journal.wastedCalls,
    effects: of('applied'),
    duplicateEffects: journal.duplicateEffects,
    absorbed: of('absorbed'),
    acksLost: of('ackLost'),
  };
}
