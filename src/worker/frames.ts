/** Makes a frame of where a walk stands: what the page gets, what of it is given away, and what it weighs. */
import { series } from '../engine/metrics.ts';
import { receipt } from '../engine/run.ts';
import { closeLane } from '../engine/sampling.ts';
import { tellStory } from '../engine/story.ts';
import type { LaneId } from '../model/lanes.ts';
import { resolutions, type Series } from '../model/series.ts';
import type { SimTime } from '../model/time.ts';
import type { FrameMessage, LaneFrame } from './protocol.ts';
import { type Batch, heldBy, type Walk } from './walk.ts';

/** What the page has: the next bucket to send by lane and resolution, and the version of each lane's landmarks. Making a frame moves it on. */
export interface Sent {
  buckets: Map<string, number>;
  landmarks: Map<LaneId, number>;
}

/** As if all buckets that are closed by `time` had been sent, and no landmark. */
export function sentUpTo(time: SimTime, lanes: readonly LaneId[]): Sent {
  const buckets = lanes.flatMap((lane) =>
    resolutions.map((resolution, index) => [`${lane}:${index}`, Math.floor(time / resolution)] as const),
  );
  return { buckets: new Map(buckets), landmarks: new Map() };
}

export interface Parcel {
  frame: FrameMessage;
  transfer: ArrayBuffer[];
  /** Records, and messages in pictures: what it costs the page to keep it. */
  weight: number;
}

export function frameOf(
  walk: Walk,
  header: Pick<FrameMessage, 'runId' | 'id' | 'kind' | 'from'>,
  pictured: boolean,
  batch: Batch,
  sent: Sent,
): Parcel {
  const lanes: FrameMessage['lanes'] = {};
  const transfer: ArrayBuffer[] = [];
  let weight = pictured ? heldBy(walk.pictures) : 0;
  for (const lane of walk.scenario.lanes) {
    const frame: LaneFrame = { series: closedSeries(walk, lane, sent.buckets) };
    const lookout = walk.lookouts[lane];
    if (lookout !== undefined && sent.landmarks.get(lane) !== lookout.version) {
      sent.landmarks.set(lane, lookout.version);
      frame.landmarks = lookout.found;
    }
    const picture = walk.pictures[lane];
    if (pictured && picture !== undefined) frame.picture = picture;
    const records = batch[lane];
    if (records !== undefined) {
      frame.records = records;
      weight += records.length;
      // Only the records are given away. The series are many small columns, and copying those is cheaper.
      const columns = Object.values(records).filter((column) => ArrayBuffer.isView(column));
      transfer.push(...columns.map((column) => column.buffer as ArrayBuffer));
    }
    lanes[lane] = frame;
  }
  const isOver = walk.at >= walk.scenario.until;
  const ended = isOver ? { receipt: receipt(walk.run), story: tellStory(walk.run) } : null;
  return { frame: { type: 'frame', ...header, to: walk.at, lanes, ended }, transfer, weight };
}

function closedSeries(walk: Walk, lane: LaneId, sent: Sent['buckets']): Series[] {
  const each = walk.run.lanes[lane];
  if (each === undefined) return [];
  const { metrics } = each.world;
  closeLane(each, walk.run.now);
  return resolutions.flatMap((_, index) => {
    const key = `${lane}:${index}`;
    const closed = series(metrics, index, sent.get(key) ?? 0);
    sent.set(key, closed.first + closed.length);
    return closed.length > 0 ? [closed] : [];
  });
}
