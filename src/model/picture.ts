/** What a lane looks like at one instant. `fold.ts` makes it from the journal. */
import { NEVER, type SimTime } from './time.ts';

/** Where the broker's books have a message. `travelling` is on its way to the broker, `held` is in the producer's outbox. */
export type MessagePlace = 'travelling' | 'held' | 'ready' | 'leased' | 'delayed';

export interface MessageView {
  id: number;
  place: MessagePlace;
  publishedAt: SimTime;
  /** When it came to this place. */
  since: SimTime;
  /** When the place ends if nothing happens first: arrival, retry due, lease end. NEVER if it does not end by itself. */
  until: SimTime;
  /** Deliveries so far. */
  deliveries: number;
  /** The delivery that is out now, or -1. */
  delivery: number;
  /** How often its event has had its effect, as far as the journal tells of this message. */
  effects: number;
  /** It had had its effect before the latest delivery, so that one is a duplicate. */
  doneBefore: boolean;
  /** Known to fail every time: put in as poison, made so by hand, or found to be when it was first worked on. */
  poison: boolean;
}

/** Where a delivery is on the consumer's side. It may outlive its lease, and then its message can be out twice. */
export type DeliveryPlace = 'flying' | 'inbox' | 'working' | 'calling';

export interface DeliveryView {
  id: number;
  message: number;
  place: DeliveryPlace;
  since: SimTime;
  until: SimTime;
  /** Since when its worker stands still in the middle of it; never if it doesn't. */
  stoppedAt: SimTime;
  /** Instance while in the inbox, worker while working or calling, else -1. */
  node: number;
}

/** What is left of its time at its place, as it stands at `playhead`. */
export const timeLeft = ({ until, stoppedAt }: DeliveryView, playhead: SimTime): SimTime =>
  until - Math.min(playhead, stoppedAt);

/** Totals since the start of the run. Each is a number of records of one kind, so each can be checked against the journal. */
export interface Totals {
  published: number;
  /** Further messages of an event that has one. */
  copied: number;
  accepted: number;
  /** Swallowed by the broker, which knew them. */
  deduplicated: number;
  turnedAway: number;
  deliveries: number;
  retries: number;
  refused: number;
  executions: number;
  finished: number;
  acked: number;
  expired: number;
  deadLettered: number;
  dropped: number;
  polls: number;
  emptyPolls: number;
  calls: number;
  failedCalls: number;
  wastedCalls: number;
  effects: number;
  duplicateEffects: number;
  absorbed: number;
  acksLost: number;
}

export type PollerPlace = 'away' | 'asking' | 'parked';

export interface Picture {
  time: SimTime;
  totals: Totals;
  /** Unfinished messages by id, oldest first. */
  messages: Map<number, MessageView>;
  /** Deliveries that are not over on the consumer's side, oldest first. */
  deliveries: Map<number, DeliveryView>;
  /** The latest dead letters as they were given up, newest last, at most 64. */
  tray: MessageView[];
  pollers: PollerPlace[];
  workersOnDuty: number;
  workersDown: number[];
  breaker: number;
  /** Calls at the downstream, served or waiting there, also those whose caller has given up. */
  calls: number;
  /** Deliveries that an adaptive sender allows itself unanswered; 0 until it has changed that for the first time. */
  window: number;
  /** What holds the queue: index in gates. */
  gate: number;
  /** The limiter's virtual time; see engine/limiter. */
  meter: SimTime;
  firstLossAt: SimTime;
  /** Messages lost so far, by index in lossReasons; a hole is none. */
  lostBy: number[];
  /** When the latest answer to a poll is home; the records of its messages follow it in the journal. */
  answerHomeAt: SimTime;
}

export function emptyPicture(): Picture {
  return {
    time: 0,
    totals: {
      published: 0,
      copied: 0,
      accepted: 0,
      deduplicated: 0,
      turnedAway: 0,
      deliveries: 0,
      retries: 0,
      refused: 0,
      executions: 0,
      finished: 0,
      acked: 0,
      expired: 0,
      deadLettered: 0,
      dropped: 0,
      polls: 0,
      emptyPolls: 0,
      calls: 0,
      failedCalls: 0,
      wastedCalls: 0,
      effects: 0,
      duplicateEffects: 0,
      absorbed: 0,
      acksLost: 0,
    },
    messages: new Map(),
    deliveries: new Map(),
    tray: [],
    pollers: [],
    workersOnDuty: 0,
    workersDown: [],
    breaker: 0,
    calls: 0,
    window: 0,
    gate: 0,
    meter: 0,
    firstLossAt: NEVER,
    lostBy: [],
    answerHomeAt: 0,
  };
}
