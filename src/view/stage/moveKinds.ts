/** Which facts are seen as a motion, and how long. */
import { Fact, type Records } from '../../model/journal.ts';
import type { Move, MoveKind } from './moves.ts';

/** A call is a short way, and something that falls may take longer to be seen. In flights. */
export const CALL_SHARE = 0.4;
const DROP_SHARE = 1.6;

/** By code of the fact: what travels to a decision, `value` being when it is there. */
export const toDecision: (MoveKind | undefined)[] = [];
toDecision[Fact.published] = 'publish';
toDecision[Fact.polled] = 'poll';
toDecision[Fact.resent] = 'publish';
toDecision[Fact.ackSent] = 'ack';
toDecision[Fact.nackSent] = 'nack';
toDecision[Fact.shed] = 'nack';
toDecision[Fact.returned] = 'nack';

/** By code of the fact: what comes from a decision, `value` being when it is home. */
export const fromDecision: (MoveKind | undefined)[] = [];
fromDecision[Fact.refused] = 'refusal';
fromDecision[Fact.empty] = 'empty';

/** By code of the fact: what happens at once and is seen for a while after it. In flights. */
export const endings: ([MoveKind, number] | undefined)[] = [];
endings[Fact.ackLost] = ['lostAck', 1];
endings[Fact.absorbed] = ['absorb', CALL_SHARE];
endings[Fact.deadLettered] = ['bury', DROP_SHARE];
endings[Fact.dropped] = endings[Fact.turnedAway] = ['drop', DROP_SHARE];

/** Of the record at position `i`. */
export function moveOf(kind: MoveKind, records: Records, i: number, progress: number): Move {
  const message = records.message[i];
  return {
    kind,
    message,
    key: message >= 0 ? message : records.first + i,
    progress,
    count: kind === 'answer' ? records.delivery[i] : kind === 'drop' ? records.value[i] : records.node[i],
  };
}
