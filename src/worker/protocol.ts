/** What page and worker say to each other. Types only: what the worker does is in session.ts, what the page does in client.ts. */
import type { Records } from '../model/journal.ts';
import type { Landmark } from '../model/landmarks.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Picture } from '../model/picture.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Series } from '../model/series.ts';
import type { Story } from '../model/story.ts';
import type { SimTime } from '../model/time.ts';

/** `dots`: every record goes to the page. `flow`: only pictures do, because at that speed nobody could follow a dot. */
export type Detail = 'dots' | 'flow';

/** Begin a run. The first frame is a keyframe a little before `at`, so that the page may open in the middle. */
export interface LoadMessage {
  type: 'load';
  runId: number;
  scenario: Scenario;
  at: SimTime;
}

/** The same run with another timeline or end from `from` (≥ 1) on. Answered by a `fork`. */
export interface AmendMessage {
  type: 'amend';
  runId: number;
  scenario: Scenario;
  from: SimTime;
}

/** The page wants to look at `to`, which its tapes do not hold. Answered by a `keyframe` a little before it. */
export interface SeekMessage {
  type: 'seek';
  runId: number;
  to: SimTime;
  /** The page has every bucket that is closed by then, so that only later ones need be sent. */
  seriesTo: SimTime;
}

/** Where the page is, which decides how far ahead the worker may be, and what it wants to get. After `flow`, records come only from a seek on. */
export interface DemandMessage {
  type: 'demand';
  playhead: SimTime;
  detail: Detail;
  /** Simulated time between two pictures of `flow`, ≥ 1. */
  every: SimTime;
}

export interface AcknowledgeMessage {
  type: 'acknowledge';
  frame: number;
}

/** The page wants the whole life of a message, in all lanes, of the run as it is now. Answered by `lives`; a later one, or another run, ends it. */
export interface LifeMessage {
  type: 'life';
  request: number;
  message: number;
  /** Where it was found: copies have numbers of their own in each lane. */
  lane: LaneId;
}

/** Load, amend and seek each bring a new `runId`; frames that still carry an older one are void. */
export type ToWorker = LoadMessage | AmendMessage | SeekMessage | DemandMessage | AcknowledgeMessage | LifeMessage;

export interface LaneFrame {
  /** Every record within [from, to]; absent in `flow`, and in frames that open. */
  records?: Records;
  /** `next`: the lane at `to`. `fork` and `keyframe`: the lane just before `from`. */
  picture?: Picture;
  /** Buckets closed since the last frame, at most one `Series` a resolution. Frames that open bring all there are, but for a seek only what the page lacks. */
  series: Series[];
  /** All that was found up to `to`, in no order; absent if nothing was since the last frame. Frames that open bring it always. */
  landmarks?: Landmark[];
}

export interface Ending {
  receipt: string;
  story: Story;
}

export interface FrameMessage {
  type: 'frame';
  runId: number;
  /** Never used twice; what `acknowledge` names. */
  id: number;
  /** `next` continues the frame before it; `fork` makes all that the page has from `from` on void; `keyframe` makes everything void. */
  kind: 'next' | 'fork' | 'keyframe';
  from: SimTime;
  /** Simulated this far, inclusive. An opening frame holds nothing yet: its `to` is `from` − 1. */
  to: SimTime;
  lanes: Partial<Record<LaneId, LaneFrame>>;
  /** Set in the frame that reaches the end of the run. */
  ended: Ending | null;
}

/** Something threw. The session does nothing more until the next `load`. */
export interface FailedMessage {
  type: 'failed';
  runId: number;
  message: string;
}

/** What a lane has to say of an event: every record of its messages, and those of the gate while they were there. */
export interface LifeRecords {
  records: Records;
  gates: Records;
  /** There are more records than are kept. */
  isCut: boolean;
}

/** Sent again with more as the search goes on, at last with `to` at the end of the run. */
export interface LivesMessage {
  type: 'lives';
  asked: LifeMessage;
  /** The first message of the event, perhaps not the one that was asked for; it has this number in all lanes. */
  message: number;
  /** Searched so far, inclusive. */
  to: SimTime;
  lanes: Partial<Record<LaneId, LifeRecords>>;
}

/** What makes up a run on the page. */
export type RunMessage = FrameMessage | FailedMessage;
export type ToPage = RunMessage | LivesMessage;
