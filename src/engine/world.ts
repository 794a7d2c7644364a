/**
 * Everything about a lane that changes while it runs, as plain records and typed arrays, so that a copy of it is a checkpoint.
 * Longer than a file should be, because it is one record.
 */
import { factKinds, gates, lossReasons } from '../model/journal.ts';
import type { Settings } from '../model/parameters.ts';
import { type DrillKind, drillKinds } from '../model/scenario.ts';
import { NEVER } from '../model/time.ts';
import { createBudget } from './budget.ts';
import { NO_HANDLE } from './calendar.ts';
import { Calls, Deliveries, Endpoints, Instances, Messages, Pollers, Workers } from './columns.ts';
import { createList, type List } from './lists.ts';
import { createMetrics } from './metrics.ts';
import { ints } from './pools.ts';
import { inDoubles } from './records.ts';
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

/** An answer to a poll of which something is still to end. */
export interface Batch {
  left: number;
  failed: boolean;
  /** Deliveries that have ended and wait for the others, or for the next commit. */
  done: number[];
}

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

class Head {
  sequence = 0;
  hashA = 0;
  hashB = 0;
  tally = new Float64Array(factKinds.length);
  lostByReason = new Float64Array(lossReasons.length);
  retries = 0;
  /** Deliveries that are closed: answered, or given up by the sender. */
  closed = 0;
  duplicateEffects = 0;
  duplicateExecutions = 0;
  /** Messages with a success. */
  succeeded = 0;
  firstLossAt = NEVER;
  wastedCalls = 0;
  /** Acked messages whose work failed or was lost afterwards, so that they will never have an effect. */
  lostAfterAck = 0;
}

class Queue {
  ready = createList();
  held = createList();
  /** How many messages have joined the line anew. */
  lined = 0;
  dispatchPending = 0;
  parked: number[] = [];
  /** In an ordered queue: how many messages of each group are out or wait for a retry. */
  groupsOut = new Map<number, number>();
  /** 1 while every ready message is known to be of a closed key. */
  allClosed = 0;
  /** Partitions that a worker is busy with. */
  groupsWorking = new Map<number, number>();
  /** When it last lost its memory; what it had taken before, it doesn't know again. */
  forgotAt = -1;
  /** When the timer for the age of the head of the line fires, never if it is not set, and its handle. */
  ttlAt = NEVER;
  ttlTimer = NO_HANDLE;
  /** When the timer for the limiter's next token fires; 0 if none is set. */
  tokenAt = 0;
}

class Downstream {
  busy = 0;
  line = createList();
  stalled: number[] = [];
  calls = 0;
  /** Of its rate limit. */
  virtualTime = 0;
  /** Writes so far, of each key or of all. */
  versions = new Int32Array(1);
}

/** What holds the queue, since when, and for how long each gate has held it before: index in gates. */
class Gate {
  holds = 0;
  since = 0;
  held = new Float64Array(gates.length);
}

const createPush = (window: number) =>
  inDoubles(
    {
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
      window,
      successes: 0,
      /** Of the rate limit. */
      virtualTime: 0,
    },
    ['look', 'window', 'successes', 'virtualTime'],
  );

const createProducer = () =>
  inDoubles(
    {
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
    ['owed', 'owedAt', 'speed', 'burstAt', 'watchedFrom', 'lastBurstAt'],
  );

export class World {
  settings: Settings;
  messages = new Messages();
  deliveries = new Deliveries();
  calls = new Calls();
  workers = new Workers();
  clients = { count: 0, rounds: ints() };
  pollers = new Pollers();
  instances = new Instances();
  endpoints = new Endpoints();
  scaling = createScaling();
  buffers: Buffer[] = [];
  /** Answers on their way to each poller: a list of deliveries. */
  incoming: List[] = [];
  metrics = createMetrics();
  /** Messages by place. */
  ledger = new Float64Array(PLACES);
  journal = inDoubles(new Head(), ['hashA', 'hashB', 'firstLossAt']);
  /** Of events published after `since` (the end of the warm-up; -1: all): first effects, those in time, and done in time. */
  objectives = inDoubles({ since: -1, effects: 0, fresh: 0, done: 0 }, ['since']);
  queue = inDoubles(new Queue(), ['forgotAt', 'ttlAt', 'ttlTimer', 'tokenAt']);
  push: ReturnType<typeof createPush>;
  limiter = inDoubles({ virtualTime: 0 }, ['virtualTime']);
  budget = createBudget();
  producer = createProducer();
  downstream = inDoubles(new Downstream(), ['virtualTime']);
  gate = inDoubles(new Gate(), ['since']);
  breaker = createBreaker();
  throttle = createThrottle();
  /** How far the timeline is, and the amount of each drill that is on; 0 is off. */
  director = { next: 0, drills: Object.fromEntries(drillKinds.map((kind) => [kind, 0])) as Record<DrillKind, number> };
  /** Answers to polls that are acked as a whole, by their number. */
  batches = new Map<number, Batch>();
  batchesMade = 0;
  deadLetters = { letters: [] as Letter[], expired: 0, toRedrive: 0 };
  copiesMade = 0;
  deliveriesMade = 0;

  constructor(settings: Settings) {
    this.settings = { ...settings };
    this.push = createPush(settings['push.windowInit']);
    this.journal.hashA = 0x243f6a88;
    this.journal.hashB = 0x85a308d3;
  }
}
