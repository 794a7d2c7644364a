/** What the page knows and shows at reading speed. Fast things (playhead, dots) live in `player.ts` and never pass through here. */
import { createStore } from 'zustand/vanilla';
import type { LaneId } from '../model/lanes.ts';
import type { ChartName } from '../model/linkView.ts';
import type { Totals } from '../model/picture.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Story } from '../model/story.ts';
import type { SimTime } from '../model/time.ts';
import type { LivesMessage } from '../worker/protocol.ts';
import type { Loop } from './deck.ts';
import type { Ghost } from './ghosts.ts';
import type { History } from './history.ts';

/** The parts of a lane that one can point at. Workers are numbered from 0; `consumers` are all of them where they are too many to tell apart. */
export type NodeId =
  | 'producers'
  | 'queue'
  | 'room'
  | 'link'
  | 'inbox'
  | 'consumers'
  | `worker:${number}`
  | 'breaker'
  | 'downstream'
  | 'dlq';

/** What is looked at closely. Copies of a message have numbers of their own in each lane, so a message names the lane where it was found. */
export type Inspected = { kind: 'node'; lane: LaneId; node: NodeId } | { kind: 'message'; lane: LaneId; id: number };

/** A lane at the playhead: where its unfinished messages stand, and its totals since the start. */
export interface LaneNow {
  totals: Totals;
  ready: number;
  leased: number;
  delayed: number;
  held: number;
  inbox: number;
  working: number;
  /** Published and not finished: travelling + held + ready + leased + delayed. */
  outstanding: number;
  /** Outstanding and not being worked on. */
  waiting: number;
  /** Dead-lettered, dropped or turned away. */
  lost: number;
}

export interface LabState {
  scenario: Scenario;
  /** The named scenario that `scenario` differs from; "default" and "reset" mean its values. */
  base: Scenario;
  /** What was wrong with the link or the last input, a sentence each. */
  notes: string[];
  /** Simulated seconds per second of wall time. */
  speed: number;
  /** A stretch that is played over and over; null: none. */
  loop: Loop | null;
  /** Whether a turned knob acts from the playhead on, or as if it had always stood there. */
  applyFrom: 'now' | 'start';
  /** The lane that a small screen shows large. */
  focus: LaneId;
  /** The charts that are shown, in their own order. */
  charts: readonly ChartName[];
  /** The stretch that the charts show; null: they follow the playhead. */
  zoom: Loop | null;
  /** The stretch that a person has marked in the charts. */
  marked: Loop | null;
  /** Large, for a projector. */
  presenting: boolean;
  /** A copy of the playhead, some ten times a second. */
  playhead: SimTime;
  lanes: Record<LaneId, LaneNow>;
  /** What the run comes to, as far as it is simulated; null until the worker has reached the end. */
  story: Story | null;
  /** The run's receipt, once the worker has reached the end. */
  receipt: string | null;
  /** What was done, and the branches; its current branch has `scenario` and `base`. */
  history: History;
  /** How far each branch has been seen, by its id. */
  seen: Readonly<Record<number, SimTime>>;
  /** Of branches that were left, the last one last. */
  ghosts: readonly Ghost[];
  /** Whose card is open; null: nobody's. */
  inspected: Inspected | null;
  /** Whether the message that is inspected is marked on the stage. */
  follows: boolean;
  /** What the worker has found of the message that was last asked for. */
  lives: LivesMessage | null;
}

export const createLab = (initial: LabState) => createStore<LabState>(() => initial);
