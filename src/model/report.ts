/**
 * The report: what a run came to, as numbers for programs. A contract: a field is added under the same REPORT_SCHEMA,
 * but none changes its meaning or goes away without raising it. What can't be said (nothing was measured) is NaN, in JSON null.
 */
import type { GateName, lossReasons } from './journal.ts';
import type { LaneId } from './lanes.ts';
import type { Distribution, LevelName, Series, SeriesName } from './series.ts';
import { MILLISECOND } from './time.ts';

export const REPORT_SCHEMA = 1;

export type LossReason = (typeof lossReasons)[number];

export interface Report {
  /** REPORT_SCHEMA of the program that wrote it. */
  schema: number;
  /** ENGINE_VERSION: equal receipts are only to be expected from equal ones. */
  engine: number;
  /** Name of the scenario. */
  scenario: string;
  /** 32 bits, unsigned. */
  seed: number;
  /** Hash over every record of every lane since the start of the run, the warm-up included. */
  receipt: string;
  /** Simulated time at the end, in ms since the start of the run. */
  simulatedMs: number;
  /** Simulated time at which the warm-up ended and measuring began, in ms; 0 without a warm-up. */
  warmupMs: number;
  lanes: Partial<Record<LaneId, LaneReport>>;
}

/** One lane, measured from the end of the warm-up (`warmupMs`) to the end of the run (`simulatedMs`). */
export interface LaneReport {
  counts: Counts;
  /** Messages in each place; `working` is busy workers, `held` waits in the producer's outbox. */
  levels: Record<LevelName, LevelReport>;
  /** Publish to the first start of work, in ms, of the messages first started. */
  wait: Distribution;
  /** Publish to the first successful effect, in ms, of the messages that had it. Never read it without `unfinished`. */
  latency: Distribution;
  /** Ready for delivery to start of work, in ms, of every execution. */
  attemptWait: Distribution;
  /** Messages without any effect by the end: those still waiting, and those lost since the warm-up. */
  unfinished: number;
  /** How long each gate held the queue, in ms; `none` is the time when nothing waited. See `gates` in model/journal. */
  heldMs: Record<GateName, number>;
  /** What the polls cost, at the price of the end. */
  cost: number;
  /** Mean busy workers over mean workers on duty, 0 to 1. Crashed workers are on duty. */
  utilisation: number;
  /** First successes per simulated second: an effect of a call that its caller had given up is none. */
  goodputPerSecond: number;
  /** Deliveries per simulated second; what it exceeds goodput by is work done again or in vain. */
  attemptsPerSecond: number;
  objectives: Record<ObjectiveName, Objective>;
  /** Only if asked for; over the whole run, as far back as it is kept. */
  series?: SeriesReport;
}

/**
 * How far a lane is from what was asked of it (the parameters of the group Target), by the settings of the end. The first three are
 * of the events published since the warm-up, each counted once, whatever became of its messages:
 * - `freshness`: share that had their first effect within `freshness.threshold` of their first publish;
 * - `completion`: share that were done for good, acked and with their effect, within `completion.deadline` of it;
 * - `loss`: how many will have no effect: turned away, dropped, lost after an early ack, or dead letters, unless these are redriven.
 * An event that is still on its way and within its limit counts in neither share; past the limit or lost it counts as a miss. Then,
 * since the warm-up: `duplicates`, effects that happened once more; `backlog`, most messages ready at one time; `cost`, of the polls.
 */
export const objectiveNames = ['freshness', 'completion', 'loss', 'duplicates', 'backlog', 'cost'] as const;
export type ObjectiveName = (typeof objectiveNames)[number];

export interface Objective {
  /** Least share, or largest number, that is good enough; Infinity (JSON null) where nothing is asked. */
  target: number;
  /** A share from 0 to 1, NaN while nothing can be said of any event; else a number, which may still grow. */
  measured: number;
  /** Whether `measured` is good enough; null if it is NaN. */
  met: boolean | null;
}

/** How often each thing happened. outstandingBefore + published + copied = outstanding + acked + deadLettered + dropped + turnedAway + deduplicated. */
export interface Counts {
  /** Messages published. */
  published: number;
  /** Further messages of an event that has had one: resent without need, republished by a worker, or redriven. */
  copied: number;
  /** Messages that the broker knew by their id and swallowed. */
  deduplicated: number;
  /** Messages that the broker took. */
  accepted: number;
  /** Messages that the broker never took. */
  turnedAway: number;
  /** Deliveries to which the consumer said no: full or down. */
  refused: number;
  /** Messages handed out, each time. */
  deliveries: number;
  /** Deliveries that were not the first of their message. */
  retries: number;
  /** Times a worker began. */
  executions: number;
  /** Executions that were not the first of their message. */
  duplicateExecutions: number;
  /** Executions that ended, beyond the first success of each message: failed, crashed, or done again. */
  wastedExecutions: number;
  /** First effects, also of calls that their callers had given up. */
  finished: number;
  /** Messages of which an execution ended well, each once. */
  succeeded: number;
  /** Messages acked before their work, which then failed or was lost: they will never have an effect. */
  lostAfterAck: number;
  /** Dead letters that were kept for too long, or made room for others. */
  deadLettersExpired: number;
  /** Effects that happened once more. */
  duplicateEffects: number;
  /** Duplicates that an idempotent handler recognised. */
  absorbed: number;
  /** Messages acked. */
  acked: number;
  /** Acks that were lost on their way. */
  acksLost: number;
  /** Leases and request timeouts that ran out. */
  expired: number;
  /** Messages that ended in the dead letters. */
  deadLettered: number;
  /** Accepted messages that were lost otherwise. */
  dropped: number;
  /** Turned away, dead-lettered and dropped together, by reason. */
  lostByReason: Record<LossReason, number>;
  /** Messages on their way at the end: published, and not acked, dead-lettered, dropped or turned away. */
  outstanding: number;
  /** The same at the end of the warm-up. */
  outstandingBefore: number;
  polls: number;
  /** Polls answered with nothing. */
  emptyPolls: number;
  /** Calls that workers made to the downstream. */
  downstreamCalls: number;
  /** Calls that failed for their caller. */
  failedCalls: number;
  /** Calls that the downstream finished after the caller had given up. */
  wastedCalls: number;
}

/** `mean` is weighted by time; `max` is the largest value, however short; `last` is the value at the end. */
export interface LevelReport {
  mean: number;
  max: number;
  last: number;
}

/** The chart's series in the finest buckets that reach back to the start, or in the coarsest. Only whole buckets. */
export interface SeriesReport {
  bucketMs: number;
  /** Where the first bucket begins, in ms since the start of the run. */
  fromMs: number;
  /** Number of buckets. */
  length: number;
  /** Levels at the end of each bucket, counts within it, percentiles in ms; see model/series. */
  columns: Record<SeriesName, number[]>;
}

export function seriesReportOf({ resolution, first, length, columns }: Series): SeriesReport {
  const lists = Object.entries(columns).map(([name, column]) => [name, Array.from(column)]);
  return {
    bucketMs: resolution / MILLISECOND,
    fromMs: (first * resolution) / MILLISECOND,
    length,
    columns: Object.fromEntries(lists) as Record<SeriesName, number[]>,
  };
}
