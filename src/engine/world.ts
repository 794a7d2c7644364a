/**
 * Everything about a lane that changes while it runs, as plain records and typed arrays, so that a copy of it is a checkpoint.
 * Messages, deliveries and calls stand in pools of columns; a slot is used again once nothing can refer to it.
 */
import { factKinds, gates, lossReasons } from '../model/journal.ts';
import type { Settings } from '../model/parameters.ts';
import { type DrillKind, drillKinds } from '../model/scenario.ts';
import { NEVER } from '../model/time.ts';
import { createBudget } from './budget.ts';
import { NO_HANDLE } from './calendar.ts';
import { createList, type List } from './lists.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createThrottle } from './throttling.ts';

/** Where the ledger has a message. The first five are unfinished; `nowhere` is a slot not in use. */
export const Place = {
  travelling: 0,
  held: 1,
  ready: 2,
  leased: 3,
  delayed: 4,
  acked: 5,
  dead: 6,
  dropped: 7,
  turnedAway: 8,
  /** The broker knew it already. */
  deduplicated: 9,
  nowhere: 10,
} as const;
const PLACES = 11;

/** More unfinished messages than this end the run with an error that says so. */
const MAX_SLOTS = 1 << 20;

export interface Pool {
  /** Slots ever used; slots below it are in use, free, or retired and about to be free. */
  used: number;
  free: Int32Array;
  freeCount: number;
  /** Slots to free before the next one is taken: never while a machine that stands in them still acts. */
  retired: Int32Array;
  retiredCount: number;
}

const INITIAL = 256;

const createPool = (): Pool => ({
  used: 0,
  free: new Int32Array(INITIAL),
  freeCount: 0,
  retired: new Int32Array(INITIAL),
  retiredCount: 0,
});

const ints = (fill = 0) => new Int32Array(INITIAL).fill(fill);
const times = () => new Float64Array(INITIAL);

const createMessages = () => ({
  pool: createPool(),
  /** Public number, in order of publication. */
  number: ints(),
  /** What its random draws are keyed by: the same in every lane, and not shifted by other arrivals. */
  luck: ints(),
  /** The same for what may differ from attempt to attempt; of a copy another, for its attempts are others. */
  fate: ints(),
  poison: ints(),
  /** See engine/keys; UNKNOWN until somebody asks. */
  key: ints(),
  /** When the broker took it; of a copy that keeps its age, when it took the first: NEVER if there was none before. */
  enqueuedAt: times(),
  firstEnqueuedAt: times(),
  /** The slot that counts the effects of its event: its own, or that of the message it is a copy of. */
  origin: ints(),
  /** Copies of its event that were to have a fate of their own. */
  copies: ints(),
  /** The client of a closed loop that waits for it, or -1. */
  client: ints(-1),
  /** Times the producer has published it, and when it last did. */
  publishes: ints(),
  sentAt: times(),
  place: ints(Place.nowhere),
  publishedAt: times(),
  readyAt: times(),
  /** Its place in the line when it first joined, counted from 1; 0 before. */
  line: times(),
  deliveries: ints(),
  effects: ints(),
  /** When a dedup store learnt of it. */
  effectAt: times(),
  started: ints(),
  /** 1 once its event is done for good: acked, and with its effect. */
  done: ints(),
  /** 1 once an execution has ended well: what nobody waits for any more is an effect, but no success. */
  succeeded: ints(),
  /** Deliveries and calls that may still speak of it. */
  refs: ints(),
  lossReason: ints(),
  /** Attempts that are known to have failed. */
  failures: ints(),
  /** 1 once a retry was due without budget. */
  denied: ints(),
  /** 1 once a worker has published it again as a new message. */
  handedOn: ints(),
  /** No retry before this: what a Retry-After said. */
  notBefore: times(),
  /** Sequence number of the latest record about it. */
  lastRecord: times(),
  next: ints(-1),
  previous: ints(-1),
});

const createDeliveries = () => ({
  pool: createPool(),
  number: ints(),
  message: ints(-1),
  /** Which delivery of its message, from 1. */
  ordinal: ints(),
  /** 1 once the sender has an answer or has given up. */
  closed: ints(),
  /** 1 once nothing can come from the consumer any more. */
  over: ints(),
  /** 1 if it was acked before its work. */
  ackedEarly: ints(),
  sentAt: times(),
  /** Handle of the next renewal of its lease, 0 without one. */
  heartbeat: times(),
  /** When that was, or will be, sent. */
  beatAt: times(),
  /** The answer it came with, if that is acked as a whole, else -1. */
  batch: ints(-1),
  /** Whom it was pushed to. */
  endpoint: ints(),
  /** What may still come from the consumer: the end of the work, and an early ack of its own. */
  pending: ints(),
  /** When it came to the consumer. */
  arrivedAt: times(),
  /** When its message had become ready, for the time an attempt spends in the queue. */
  readyAt: times(),
  next: ints(-1),
  previous: ints(-1),
});

const createCalls = () => ({
  pool: createPool(),
  number: ints(),
  message: ints(-1),
  deliveryNumber: ints(),
  worker: ints(),
  luckAttempt: ints(),
  abandoned: ints(),
  /** Handle of its end while a server works on it, else 0. */
  ending: times(),
  /** Where its key's version stood when it began. */
  version: ints(),
  next: ints(-1),
  previous: ints(-1),
});

/** What a worker is doing, for those who look for a free one. */
export const Duty = { off: 0, idle: 1, woken: 2, busy: 3, down: 4 } as const;

const createWorkers = () => ({
  count: 0,
  duty: ints(Duty.off),
  instance: ints(),
  delivery: ints(-1),
  call: ints(-1),
  callSlot: ints(-1),
  calledAt: times(),
  /** 1 while its call is a probe of a half-open breaker. */
  probes: ints(),
  /** Why the call failed that is about to be reported: index in callFailures. */
  callFailure: ints(),
  /** Tries of its own for the delivery in hand, from 1. */
  tries: ints(),
  failedInCall: ints(),
});

const createPollers = () => ({
  count: 0,
  restFrom: times(),
  askedAt: times(),
  /** How often it has asked, and how often in a row it got nothing. */
  polls: ints(),
  empties: ints(),
  /** While parked: when the broker answers with what there is. */
  givesUpAt: times(),
  /** Handle of what its question waits for: to reach the broker, the end of the long poll, or the answer's way home. */
  question: times(),
  lastRecord: times(),
});

/** The books of the circuit breaker; see engine/breaking. */
const createBreaker = () => ({
  mode: 0,
  /** The calls of the window, oldest first, and how many they are. */
  entries: [] as { at: number; calls: number; failures: number; slow: number }[],
  calls: 0,
  failures: 0,
  slow: 0,
  /** Half open: calls let through, and answers to them. */
  probesSent: 0,
  probesBack: 0,
});

const createInstances = () => ({
  /** How many are on duty: by the settings, or by autoscaling. */
  wanted: 0,
  /** How many there have ever been; the machines of those that are not wanted any more stay. */
  count: 0,
  /** 1 while it is crashed. */
  down: ints(),
  /** 1 when it will crash at the end of its next work. */
  doomed: ints(),
  crashes: ints(),
  /** Commits so far. */
  commits: ints(),
  /** When it crashes next. */
  diesAt: times(),
  /** Deliveries that are done and wait for the next commit, by instance. */
  uncommitted: new Map<number, number[]>(),
});

/** An answer to a poll of which something is still to end. */
export interface Batch {
  left: number;
  failed: boolean;
  /** Deliveries that have ended and wait for the others, or for the next commit. */
  done: number[];
}

/** What the sender of a push link thinks of each endpoint. */
const createEndpoints = () => ({
  inFlight: ints(),
  disabled: ints(),
  /** Since when it has not had a success, -1 if the last answer was one. */
  failingSince: times().fill(-1),
  pausedUntil: times(),
  /** Length of the last pause, 0 after a success. */
  pause: times(),
});

/** What is left of a message in the dead letters, and what a copy of it needs. */
export interface Letter {
  number: number;
  luck: number;
  fate: number;
  poison: number;
  publishedAt: number;
  enqueuedAt: number;
  /** Kept alive by the letter: work that goes on after the burial can still have the effect. */
  origin: number;
  deliveries: number;
  started: number;
  buriedAt: number;
}

/** The memory of autoscaling. */
const createScaling = () => ({
  /** Asked for and not yet started. */
  starting: 0,
  /** Decisions that still hold back a shrink: what was wanted, and when. */
  wanted: [] as number[],
  decidedAt: [] as number[],
  /** Instances added in the last minute: how many, and when. */
  added: [] as number[],
  addedAt: [] as number[],
  /** Areas of busy and of all workers at the last decision. */
  workingArea: 0,
  staffArea: 0,
});

/** What waits before the workers: one per instance in a pull link, one for all in a push link. A list of deliveries. */
export interface Buffer extends List {
  /** Free workers behind it, and those among them that were already told to take something. */
  idle: number;
  woken: number;
}

/** Spelled out: objects made by spreading have no shape in common in V8, and every list operation would pay for it. */
export const createBuffer = (): Buffer => ({ head: -1, tail: -1, size: 0, idle: 0, woken: 0 });

export type World = ReturnType<typeof createWorld>;

export function createWorld(settings: Settings) {
  const metrics: Metrics = createMetrics();
  return {
    settings: { ...settings },
    messages: createMessages(),
    deliveries: createDeliveries(),
    calls: createCalls(),
    workers: createWorkers(),
    clients: { count: 0, rounds: ints() },
    pollers: createPollers(),
    instances: createInstances(),
    endpoints: createEndpoints(),
    scaling: createScaling(),
    buffers: [] as Buffer[],
    /** Answers on their way to each poller: a list of deliveries. */
    incoming: [] as List[],
    metrics,
    /** Messages by place. */
    ledger: new Float64Array(PLACES),
    journal: {
      sequence: 0,
      hashA: 0x243f6a88,
      hashB: 0x85a308d3,
      tally: new Float64Array(factKinds.length),
      lostByReason: new Float64Array(lossReasons.length),
      retries: 0,
      /** Deliveries that are closed: answered, or given up by the sender. */
      closed: 0,
      duplicateEffects: 0,
      duplicateExecutions: 0,
      /** Messages with a success. */
      succeeded: 0,
      firstLossAt: NEVER,
      wastedCalls: 0,
      /** Acked messages whose work failed or was lost afterwards, so that they will never have an effect. */
      lostAfterAck: 0,
    },
    /** Of events published after `since` (the end of the warm-up; -1: all): first effects, those in time, and done in time. */
    objectives: { since: -1, effects: 0, fresh: 0, done: 0 },
    queue: {
      ready: createList(),
      held: createList(),
      /** How many messages have joined the line anew. */
      lined: 0,
      dispatchPending: 0,
      parked: [] as number[],
      /** In an ordered queue: how many messages of each group are out or wait for a retry. */
      groupsOut: new Map<number, number>(),
      /** 1 while every ready message is known to be of a closed key. */
      allClosed: 0,
      /** Partitions that a worker is busy with. */
      groupsWorking: new Map<number, number>(),
      /** When the timer for the age of the head of the line fires, never if it is not set, and its handle. */
      ttlAt: NEVER,
      ttlTimer: NO_HANDLE,
      /** When the timer for the limiter's next token fires; 0 if none is set. */
      tokenAt: 0,
    },
    push: {
      inFlight: 0,
      dispatchPending: 0,
      /** 1 while it waits for credit, a token or the end of a pause. */
      waiting: 0,
      /** Handle of its look at the next token or the end of a pause. */
      look: 0,
      /** Endpoints there are: one, or one for each instance. */
      endpoints: 0,
      /** Whose turn it is, round robin. */
      turn: 0,
      /** Size of the window, and successes towards the next one, while an algorithm sets it. */
      window: settings['push.windowInit'],
      successes: 0,
      /** Of the rate limit. */
      virtualTime: 0,
    },
    limiter: { virtualTime: 0 },
    budget: createBudget(),
    producer: {
      published: 0,
      steady: 0,
      poisoned: 0,
      bursts: 0,
      /** What is still owed of the running gap, in arrivals (trace: microseconds of the trace), at `owedAt`. */
      owed: 0,
      owedAt: 0,
      /** How much of it passes in a microsecond. */
      speed: 1,
      process: '',
      /** 1 while a surge of on-off arrivals is on. */
      surging: 0,
      burstSize: 0,
      burstSent: 0,
      burstAt: 0,
      /** From when on the schedule of bursts counts. */
      watchedFrom: 0,
      /** Start of the latest burst of the schedule, so that it is not begun twice; -1 before the first. */
      lastBurstAt: -1,
    },
    downstream: {
      busy: 0,
      line: createList(),
      stalled: [] as number[],
      calls: 0,
      /** Of its rate limit. */
      virtualTime: 0,
      /** Writes so far, of each key or of all. */
      versions: new Int32Array(1),
    },
    /** What holds the queue, since when, and for how long each gate has held it before: index in gates. */
    gate: { holds: 0, since: 0, held: new Float64Array(gates.length) },
    breaker: createBreaker(),
    throttle: createThrottle(),
    /** How far the timeline is, and the amount of each drill that is on; 0 is off. */
    director: { next: 0, drills: Object.fromEntries(drillKinds.map((kind) => [kind, 0])) as Record<DrillKind, number> },
    /** Answers to polls that are acked as a whole, by their number. */
    batches: new Map<number, Batch>(),
    batchesMade: 0,
    deadLetters: { letters: [] as Letter[], expired: 0, toRedrive: 0 },
    copiesMade: 0,
    deliveriesMade: 0,
  };
}

/** Takes a slot, growing every column when all are in use. Throws past MAX_SLOTS, naming what there is too much of. */
export function takeSlot(columns: { pool: Pool }, what: string): number {
  const { pool } = columns;
  if (pool.freeCount > 0) return pool.free[--pool.freeCount];
  if (pool.used === pool.free.length) {
    if (pool.used >= MAX_SLOTS) throw new Error(`more than ${MAX_SLOTS} unfinished ${what}`);
    growColumns(columns, pool.used * 2);
    pool.free = grown(pool.free, pool.used * 2);
    pool.retired = grown(pool.retired, pool.used * 2);
  }
  return pool.used++;
}

export function retireSlot(pool: Pool, slot: number): void {
  pool.retired[pool.retiredCount++] = slot;
}

function grown<T extends Int32Array | Float64Array>(column: T, length: number): T {
  const wider = new (column.constructor as new (length: number) => T)(length);
  wider.set(column);
  return wider;
}

/** Doubles every column of a table of columns. New cells hold 0 except in link columns, which are set when a slot is taken. */
export function growColumns(columns: object, length: number): void {
  for (const [name, column] of Object.entries(columns)) {
    if (column instanceof Int32Array || column instanceof Float64Array)
      (columns as Record<string, Int32Array | Float64Array>)[name] = grown(column, length);
  }
}
