/** What comes from the worker goes into the tapes and series here, and only if it belongs to the run that is asked for. */
import { createRecords } from '../model/journal.ts';
import { type LaneId, laneIds } from '../model/lanes.ts';
import { emptyPicture } from '../model/picture.ts';
import { NEVER } from '../model/time.ts';
import type { FrameMessage, RunMessage } from '../worker/protocol.ts';
import { cover, wake } from './clock.ts';
import { type Deck, isCovered } from './deck.ts';
import { appendKeyframe, appendRecords, forkReel, resetReel } from './tape.ts';

/** Landmarks of a lane. Some more than the worker finds at one time, for it thins them out as it goes. */
const KNOWN_MAX = 400;

export function receive(deck: Deck, message: RunMessage): void {
  if (message.runId !== deck.runId) return;
  if (message.type === 'failed') {
    deck.host.failed(message.message);
    return;
  }
  for (const lane of laneIds) {
    takeLandmarks(deck, lane, message);
    takeLane(deck, lane, message);
  }
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

/** What the worker had found beyond where it has gone back to still holds, unless that future is void. */
function takeLandmarks(deck: Deck, lane: LaneId, { kind, to, lanes }: FrameMessage): void {
  const voidFrom = kind === 'next' ? NEVER : deck.fresh ? 0 : deck.voidFrom;
  const found = lanes[lane]?.landmarks;
  if (voidFrom === NEVER && found === undefined) return;
  const kept = deck.landmarks[lane].filter(({ at }) => at < voidFrom && (found === undefined || at > to));
  deck.landmarks[lane] = [...(found ?? []), ...kept].slice(0, KNOWN_MAX);
}
