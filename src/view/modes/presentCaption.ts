/** A lane in three short lines, for the last row: how fast it was, who decides, what it loses. Pure; every number is the caption's. */
import type { LaneId } from '../../model/lanes.ts';
import type { Story } from '../../model/story.ts';
import type { SimTime } from '../../model/time.ts';
import { lossOf } from '../story/verdict.ts';
import { amount, lasting, type Sentence } from '../story/words.ts';

export function presentCaption(lane: LaneId, story: Story | null, lostNow: number, playhead: SimTime): Sentence[] {
  const decides: Sentence = [{ text: lane === 'push' ? 'The sender decides.' : 'The worker asks.' }];
  const own = story?.lanes[lane];
  if (story === null || own === undefined) return [decides];
  const pace = lasting(own.calmP50Ms);
  return [
    [{ text: pace === '' ? 'None in time.' : `${pace} ${story.burstAt === null ? 'median.' : 'before.'}` }],
    decides,
    lossWords(lossOf(story, lane, lostNow, playhead)),
  ];
}

function lossWords({ sofar, tocome, over }: ReturnType<typeof lossOf>): Sentence {
  if (sofar + tocome === 0) return [{ text: over ? 'Lost none.' : 'Loses none.' }];
  if (tocome === 0) return [{ text: `Lost ${amount(sofar)}.`, tone: 'bad' }];
  return [{ text: sofar === 0 ? `Will lose ${amount(tocome)}.` : `Loses ${amount(sofar + tocome)}.`, tone: 'bad' }];
}
