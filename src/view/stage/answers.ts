/** What came back on a link: every answer that its sender has heard lately. Motion is gone in a still; this keeps the herd visible. */
import { Empty, Fact, type Records } from '../../model/journal.ts';
import { SECOND, type SimTime } from '../../model/time.ts';

export type AnswerKind = 'refusal' | 'ack' | 'batch' | 'single' | 'empty';

export interface Answer {
  kind: AnswerKind;
  at: SimTime;
}

export const ANSWERS_SHOWN: SimTime = 2 * SECOND;

/** Adds the record at position `i` to `answers` if it is one. */
export function takeAnswer(answers: Answer[], records: Records, i: number): void {
  const kind = records.kind[i];
  const at = records.time[i];
  if (kind === Fact.acked) answers.push({ kind: 'ack', at });
  else if (kind === Fact.nacked) answers.push({ kind: 'refusal', at });
  else if (kind === Fact.empty && records.delivery[i] !== Empty.unheard) answers.push({ kind: 'empty', at });
  else if (kind === Fact.answered) answers.push({ kind: records.delivery[i] > 1 ? 'batch' : 'single', at });
}
