/** The line under the headline: how many have fallen into each lane, and how long ago the burst was. */
import type { Moment } from './headline.ts';
import { amount, counted, instant } from './words.ts';

export function underline(moment: Moment, published: number): string {
  const { story, playhead } = moment;
  if (published === 0) return 'No message has come yet.';
  const lanes = moment.lanes.length > 1 ? 'each lane' : 'the lane';
  const fallen =
    published === 1
      ? 'One message has'
      : `${moment.lanes.length > 1 ? 'The same ' : ''}${counted(published, 'message', 'messages')} have`;
  const since =
    story?.burstAt != null && playhead >= story.burstAt
      ? ` This is ${instant(playhead - story.burstAt)} after ${amount(story.burstSize)} of them came at once.`
      : '';
  return `${fallen} fallen into ${lanes}.${since}`;
}
