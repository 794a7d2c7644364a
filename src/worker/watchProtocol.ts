/** What page and watcher say to each other: one question at a time, each with one answer. Types only. */
import type { Scenario } from '../model/scenario.ts';
import type { ChartSheet, Standing, Subject } from '../model/statechart.ts';
import type { SimTime } from '../model/time.ts';

/** The scenario is this one from now on; it differs from the one before from `from` on (0: from the start, or there was none). */
export interface FollowMessage {
  type: 'follow';
  scenario: Scenario;
  from: SimTime;
}

/** Where does `subject` stand once all that is due up to and including `to` has happened? */
export interface WatchMessage {
  type: 'watch';
  subject: Subject;
  to: SimTime;
}

export type ToWatcher = FollowMessage | WatchMessage;

export interface WatchedMessage {
  type: 'watched';
  subject: Subject;
  to: SimTime;
  /** Replayed this far; before `to` while it still counts. */
  at: SimTime;
  /** Null while it still counts: ask again. */
  standing: Standing | null;
  /** Absent if the answer before this one was about the same kind of machine. */
  sheet?: ChartSheet;
}

/** Something threw. The next question begins afresh. */
export interface WatchFailedMessage {
  type: 'failed';
  message: string;
}

export type FromWatcher = WatchedMessage | WatchFailedMessage;
