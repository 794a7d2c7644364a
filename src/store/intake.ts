/** What comes from the worker goes into the tapes and series here, and only if it belongs to the run that is asked for. */
import { createRecords } from '../model/journal.ts';
import { type LaneId, laneIds } from '../model/lanes.ts';
import { emptyPicture } from '../model/picture.ts';
import { NEVER } from '../model/time.ts';
import type { FrameMessage, ToPage } from '../worker/protocol.ts';
import { cover, wake } from './clock.ts';
import { type Deck, isCovered } from './deck.ts';
import { appendKeyframe, appendRecords, forkReel, resetReel } from './tape.ts';

export function receive(deck: Deck, message: ToPage): void {
  if (message.runId !== deck.runId) return;
  if (message.type === 'failed') {
    deck.host.failed(message.message);
    return;
  }
  for (const lane of laneIds) takeLane(deck, lane, message);
  if (message.kind !== 'next') deck.voidFrom = NEVER;
  if (message.kind === 'keyframe') deck.fresh = false;
  deck.horizon = message.to;
  if (message.ended !== null) deck.host.told(message.ended);
  if (isCovered(deck)) cover(deck);
  wake(deck);
}

function takeLane(deck: Deck, lane: LaneId, { kind, from, to, lanes }: FrameMessage): void {
  const reel = deck.reels[lane];
  const book = deck.series[lane];
  const { records, picture = emptyPicture(), series = [] } = lanes[lane] ?? {};
  if (kind !== 'next') book.cut(deck.fresh ? 0 : deck.voidFrom);
  if (kind === 'keyframe') resetReel(reel, picture, from);
  else if (kind === 'fork') forkReel(reel, from, picture);
  else if (records === undefined && lanes[lane] !== undefined) appendKeyframe(reel, picture, to);
  else appendRecords(reel, records ?? createRecords(0), to);
  for (const each of series) book.add(each);
}
