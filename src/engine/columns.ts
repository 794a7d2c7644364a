/** The columns of what there is many of in a lane: messages, deliveries and calls in pools, workers, pollers, instances and endpoints by number. Classes: see records.ts. */
import { ints, Pool, times } from './pools.ts';
import { Place } from './world.ts';

export class Messages {
  pool = new Pool();
  /** Public number, in order of publication. */
  number = ints();
  /** What its random draws are keyed by: the same in every lane, and not shifted by other arrivals. */
  luck = ints();
  /** The same for what may differ from attempt to attempt; of a copy another, for its attempts are others. */
  fate = ints();
  poison = ints();
  /** See engine/keys; UNKNOWN until somebody asks. */
  key = ints();
  /** When the broker took it; of a copy that keeps its age, when it took the first: NEVER if there was none before. */
  enqueuedAt = times();
  firstEnqueuedAt = times();
  /** The slot that counts the effects of its event: its own, or that of the message it is a copy of. */
  origin = ints();
  /** Copies of its event that were to have a fate of their own. */
  copies = ints();
  /** The client of a closed loop that waits for it, or -1. */
  client = ints(-1);
  /** Times the producer has published it, and when it last did. */
  publishes = ints();
  sentAt = times();
  place = ints(Place.nowhere);
  publishedAt = times();
  readyAt = times();
  /** Its place in the line when it first joined, counted from 1; 0 before. */
  line = times();
  deliveries = ints();
  effects = ints();
  /** When a dedup store learnt of it. */
  effectAt = times();
  started = ints();
  /** 1 once its event is done for good: acked, and with its effect. */
  done = ints();
  /** 1 once an execution has ended well: what nobody waits for any more is an effect, but no success. */
  succeeded = ints();
  /** Deliveries and calls that may still speak of it. */
  refs = ints();
  lossReason = ints();
  /** Attempts that are known to have failed. */
  failures = ints();
  /** 1 once a retry was due without budget. */
  denied = ints();
  /** 1 once a worker has published it again as a new message. */
  handedOn = ints();
  /** No retry before this: what a Retry-After said. */
  notBefore = times();
  /** Sequence number of the latest record about it. */
  lastRecord = times();
  next = ints(-1);
  previous = ints(-1);
}

export class Deliveries {
  pool = new Pool();
  number = ints();
  message = ints(-1);
  /** Which delivery of its message, from 1. */
  ordinal = ints();
  /** 1 once the sender has an answer or has given up. */
  closed = ints();
  /** 1 once nothing can come from the consumer any more. */
  over = ints();
  /** 1 if it was acked before its work. */
  ackedEarly = ints();
  sentAt = times();
  /** Handle of the next renewal of its lease, 0 without one. */
  heartbeat = times();
  /** When that was, or will be, sent. */
  beatAt = times();
  /** The answer it came with, if that is acked as a whole, else -1. */
  batch = ints(-1);
  /** Whom it was pushed to. */
  endpoint = ints();
  /** What may still come from the consumer: the end of the work, and an early ack of its own. */
  pending = ints();
  /** When it came to the consumer. */
  arrivedAt = times();
  /** When its message had become ready, for the time an attempt spends in the queue. */
  readyAt = times();
  next = ints(-1);
  previous = ints(-1);
}

export class Calls {
  pool = new Pool();
  number = ints();
  message = ints(-1);
  deliveryNumber = ints();
  worker = ints();
  luckAttempt = ints();
  abandoned = ints();
  /** Handle of its end while a server works on it, else 0. */
  ending = times();
  /** Where its key's version stood when it began. */
  version = ints();
  next = ints(-1);
  previous = ints(-1);
}

/** What a worker is doing, for those who look for a free one. */
export const Duty = { off: 0, idle: 1, woken: 2, busy: 3, down: 4 } as const;

export class Workers {
  count = 0;
  duty = ints(Duty.off);
  instance = ints();
  delivery = ints(-1);
  call = ints(-1);
  callSlot = ints(-1);
  calledAt = times();
  /** 1 while its call is a probe of a half-open breaker. */
  probes = ints();
  /** Why the call failed that is about to be reported: index in callFailures; NONE where it did not. */
  callFailure = ints();
  /** Tries of its own for the delivery in hand, from 1. */
  tries = ints();
  failedInCall = ints();
  /** When its own work will be over, and what was left of it when its process began to stand still. */
  dueAt = times();
  left = times();
  /** How many times as long its work takes since somebody slowed it down; 0 is as usual. */
  slowness = times();
}

export class Pollers {
  count = 0;
  restFrom = times();
  askedAt = times();
  /** How often it has asked, and how often in a row it got nothing. */
  polls = ints();
  empties = ints();
  /** While parked: when the broker answers with what there is. */
  givesUpAt = times();
  /** Handle of what its question waits for: to reach the broker, the end of the long poll, or the answer's way home. */
  question = times();
  lastRecord = times();
}

export class Instances {
  /** How many are on duty: by the settings, or by autoscaling. */
  wanted = 0;
  /** How many there have ever been; the machines of those that are not wanted any more stay. */
  count = 0;
  /** 1 while it is crashed. */
  down = ints();
  /** 1 when it will crash at the end of its next work. */
  doomed = ints();
  crashes = ints();
  /** Commits so far. */
  commits = ints();
  /** When it crashes next. */
  diesAt = times();
  /** Deliveries that are done and wait for the next commit, by instance. */
  uncommitted = new Map<number, number[]>();
}

/** What the sender of a push link thinks of each endpoint. */
export class Endpoints {
  inFlight = ints();
  disabled = ints();
  /** Since when it has not had a success, -1 if the last answer was one. */
  failingSince = times().fill(-1);
  pausedUntil = times();
  /** Length of the last pause, 0 after a success. */
  pause = times();
}
