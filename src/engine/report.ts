/** Writes the report of a run: nothing is measured here, only looked up in journal and metrics. */
import { ENGINE_VERSION } from '../model/engineVersion.ts';
import { summary } from '../model/histogram.ts';
import { type GateName, gates, lossReasons } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import {
  type Counts,
  type LaneReport,
  type LossReason,
  REPORT_SCHEMA,
  type Report,
  type SeriesReport,
  seriesReportOf,
} from '../model/report.ts';
import { levelNames, resolutions, wholeRunResolution } from '../model/series.ts';
import { MILLISECOND, SECOND, type SimTime } from '../model/time.ts';
import type { Lane } from './lane.ts';
import { Level, levelMax, levelMean, markWarm, series } from './metrics.ts';
import { objectivesOf, restartObjectives } from './objectives.ts';
import { lanesOf, type Run, receipt } from './run.ts';
import { closeLane } from './sampling.ts';
import { totalsOf } from './totals.ts';
import { Place } from './world.ts';

/** How the books of each lane stood when the warm-up ended; what came before is not in the report. */
export type Start = Partial<Record<LaneId, Books>>;

interface Books {
  tallies: Tallies;
  /** As in `lossReasons`. */
  lost: number[];
  /** Microseconds that each gate has held, as in `gates`. */
  held: number[];
  /** Unfinished business: messages on their way, and events without an effect that are on their way or dead letters. */
  outstanding: number;
  waiting: number;
}

type Tallies = Omit<Counts, 'lostByReason' | 'outstanding' | 'outstandingBefore'>;

/** Ends the warm-up in every lane, now. Pass what it returns to `reportOf`. */
export function endWarmUp(run: Run): Start {
  const start: Start = {};
  for (const lane of lanesOf(run)) {
    markWarm(lane.world.metrics, run.now);
    restartObjectives(lane, run.now);
    start[lane.id] = booksOf(lane);
  }
  return start;
}

/** The report of a run up to now; `since` is that of its warm-up, if it had one. A receipt wants the journal on `hash` or `on`. */
export function reportOf(run: Run, { series = false, since }: { series?: boolean; since?: Start | undefined }): Report {
  const lanes: Report['lanes'] = {};
  for (const lane of lanesOf(run)) {
    lanes[lane.id] = laneReport(lane, run.now, since?.[lane.id] ?? null);
    if (series) lanes[lane.id]!.series = seriesReport(lane, run.now);
  }
  return {
    schema: REPORT_SCHEMA,
    engine: ENGINE_VERSION,
    scenario: run.scenario.name,
    seed: run.scenario.seed,
    receipt: receipt(run),
    simulatedMs: run.now / MILLISECOND,
    warmupMs: (lanesOf(run)[0]?.world.metrics.warmAt ?? 0) / MILLISECOND,
    lanes,
  };
}

function booksOf(lane: Lane): Books {
  const { journal, messages, metrics, gate } = lane.world;
  const { calls, effects, ...totals } = totalsOf(lane);
  const finished = effects - totals.duplicateEffects;
  // Also what was acked before its work, or dropped during it, may still have its effect: a delivery or a call speaks of it.
  const isOpen = (slot: number) =>
    messages.place[slot] < Place.acked || (messages.place[slot] !== Place.dead && messages.refs[slot] > 0);
  const waiting = new Set<number>();
  for (let slot = 0; slot < messages.pool.used; slot++)
    if (isOpen(slot) && messages.effects[messages.origin[slot]] === 0) waiting.add(messages.origin[slot]);
  for (const { origin } of lane.world.deadLetters.letters) if (messages.effects[origin] === 0) waiting.add(origin);
  return {
    tallies: {
      ...totals,
      finished,
      duplicateExecutions: journal.duplicateExecutions,
      succeeded: journal.succeeded,
      lostAfterAck: journal.lostAfterAck,
      deadLettersExpired: lane.world.deadLetters.expired,
      wastedExecutions: totals.executions - metrics.levels[Level.working] - journal.succeeded,
      downstreamCalls: calls,
    },
    lost: lossReasons.map((_, reason) => journal.lostByReason[reason]),
    held: gates.map((_, each) => gate.held[each] + (each === gate.holds ? lane.kernel.now - gate.since : 0)),
    outstanding: metrics.levels[Level.outstanding],
    waiting: waiting.size,
  };
}

function laneReport(lane: Lane, now: SimTime, before: Books | null): LaneReport {
  const { metrics } = lane.world;
  const books = booksOf(lane);
  const counts = countsBetween(before, books);
  const seconds = (now - metrics.warmAt) / SECOND;
  const levels = Object.fromEntries(
    levelNames.map((name) => {
      const level = Level[name];
      const value = {
        mean: levelMean(metrics, level, now),
        max: levelMax(metrics, level),
        last: metrics.levels[level],
      };
      return [name, value];
    }),
  ) as LaneReport['levels'];
  const cost = (counts.polls * lane.world.settings['cost.perMillionRequests']) / 1e6;
  return {
    counts,
    levels,
    wait: summary(metrics.wait),
    latency: summary(metrics.latency),
    attemptWait: summary(metrics.attemptWait),
    // Those without an effect when measuring began, and those that came since, without those that had their first one since.
    unfinished: (before?.waiting ?? 0) + counts.published - counts.finished,
    heldMs: Object.fromEntries(
      gates.map((name, each) => [name, (books.held[each] - (before?.held[each] ?? 0)) / MILLISECOND]),
    ) as Record<GateName, number>,
    cost,
    utilisation: levelMean(metrics, Level.working, now) / levelMean(metrics, Level.staff, now),
    goodputPerSecond: counts.succeeded / seconds,
    attemptsPerSecond: counts.deliveries / seconds,
    objectives: objectivesOf(lane, now, { counts, levels, cost }),
  };
}

function countsBetween(before: Books | null, after: Books): Counts {
  const tallies = { ...after.tallies };
  if (before !== null)
    for (const name of Object.keys(tallies) as (keyof Tallies)[]) tallies[name] -= before.tallies[name];
  const lost = lossReasons.map((reason, i) => [reason, after.lost[i] - (before?.lost[i] ?? 0)]);
  return {
    ...tallies,
    lostByReason: Object.fromEntries(lost) as Record<LossReason, number>,
    outstanding: after.outstanding,
    outstandingBefore: before?.outstanding ?? 0,
  };
}

function seriesReport(lane: Lane, now: SimTime): SeriesReport {
  const { metrics } = lane.world;
  closeLane(lane, now);
  return seriesReportOf(series(metrics, resolutions.indexOf(wholeRunResolution(now)), 0));
}
