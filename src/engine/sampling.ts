/** Looks into the books of a lane at the end of each bucket, for what no single event tells: ages, workers that wait, and events that time decides. */
import { resolutions } from '../model/series.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import { countOf } from './journal.ts';
import type { Lane } from './lane.ts';
import { Counter, closeBuckets, counted, Gauge } from './metrics.ts';
import { openAt } from './objectives.ts';
import { SLOTS } from './timeBuckets.ts';
import { Place } from './world.ts';

/** A look costs time in proportion to the slots that were ever in use; with more than these it is taken more seldom. */
const SLOTS_MANY = 8_192;
const SLOTS_VERY_MANY = 131_072;

/** Closes every bucket that ends at or before `time`, given that nothing has happened yet at `time` that did not happen before. Answers when the next one ends. */
export function closeLane(lane: Lane, time: SimTime): SimTime {
  const { metrics } = lane.world;
  while (metrics.nextClose <= time) {
    const end = nextLook(metrics.nextClose, time);
    if (end % lookEvery(lane) === 0) look(lane, end);
    closeBuckets(metrics, end);
  }
  return metrics.nextClose;
}

const [FINE, MIDDLE, COARSE] = resolutions;

/**
 * The end of the next bucket that will still be kept at `time`, or of one before it: where nothing happens for hours, nobody has to look
 * every tenth of a second at what will have been forgotten.
 */
function nextLook(nextClose: SimTime, time: SimTime): SimTime {
  const gap = time - nextClose;
  if (gap > (SLOTS + 1) * COARSE) return (Math.floor(time / COARSE) - SLOTS) * COARSE;
  if (gap > SLOTS * MIDDLE + COARSE) return Math.ceil(nextClose / COARSE) * COARSE;
  if (gap > SLOTS * FINE + MIDDLE) return Math.ceil(nextClose / MIDDLE) * MIDDLE;
  return nextClose;
}

function lookEvery({ world: { messages } }: Lane): SimTime {
  if (messages.pool.used > SLOTS_VERY_MANY) return 10 * SECOND;
  return messages.pool.used > SLOTS_MANY ? SECOND : SECOND / 10;
}

function look(lane: Lane, end: SimTime): void {
  const { metrics, objectives, ledger, journal } = lane.world;
  const { gauges } = metrics;
  const published = counted(metrics, Counter.published);
  const open = openAt(lane, end);
  metrics.oldestAt = open.oldestAt;
  gauges[Gauge.calling] = callingOf(lane);
  let entered = 0;
  for (let place = 0; place < Place.nowhere; place++) entered += ledger[place];
  gauges[Gauge.enteredTotal] = entered;
  gauges[Gauge.lostTotal] = metrics.totals[Counter.lost];
  gauges[Gauge.deadTotal] = countOf(journal, 'deadLettered');
  gauges[Gauge.duplicatesTotal] = journal.duplicateEffects;
  gauges[Gauge.freshDecided] = published - open.fresh;
  gauges[Gauge.freshMet] = objectives.fresh;
  gauges[Gauge.doneDecided] = published - open.done;
  gauges[Gauge.doneMet] = objectives.done;
}

/** Busy workers with a call that is not answered yet. */
function callingOf({ world: { workers } }: Lane): number {
  let calling = 0;
  for (let worker = 0; worker < workers.count; worker++) if (workers.call[worker] !== -1) calling++;
  return calling;
}
