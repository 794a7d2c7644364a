/** What the page knows and shows at reading speed. Fast things (playhead, dots) live in `player.ts` and never pass through here. */
import { createStore } from 'zustand/vanilla';
import type { LaneId } from '../model/lanes.ts';
import type { Totals } from '../model/picture.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Story } from '../model/story.ts';
import type { SimTime } from '../model/time.ts';
import type { Loop } from './deck.ts';
import type { Ghost } from './ghosts.ts';
import type { History } from './history.ts';

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
}

export const createLab = (initial: LabState) => createStore<LabState>(() => initial);
