/** The read-outs of a lane as a list to be shown beside its knobs: each with a number, a sentence, and a warning where settings don't fit together. */
import { OFF } from './knobs.ts';
import type { LaneId } from './lanes.ts';
import type { Settings } from './parameters.ts';
import {
  amplification,
  arrivalsPerSecond,
  callersAtMost,
  capacityPerSecond,
  detectionDelay,
  downstreamPerSecond,
  drainTime,
  idleCostPerHour,
  leaseGiven,
  leaseNeeded,
  safeWindow,
  utilisation,
} from './readouts.ts';
import { attemptsAtMost, publishSpan, redeliverySpan, retrySpan } from './retries.ts';
import { meanWait } from './schedule.ts';
import { SECOND, type SimTime } from './time.ts';

export interface Readout {
  id: string;
  label: string;
  /** In `unit`; Infinity is “without bound”. Never NaN: what no setting says is left out of the list. */
  value: number;
  unit: '/s' | 's' | '%' | '×' | '$/h' | 'calls';
  /** Null where there is nothing to compare it with. */
  verdict: 'ok' | 'warn' | null;
  /** One sentence: what it is, or what goes wrong. */
  says: string;
}

const OUTAGE: SimTime = 60 * SECOND;

const fits = (good: boolean): 'ok' | 'warn' => (good ? 'ok' : 'warn');

/** In the order in which a message meets them; only those that the settings of the lane give a meaning. */
export const readoutsOf = (settings: Settings, lane: LaneId): Readout[] =>
  [...loads(settings, lane), ...calls(settings, lane), ...links(settings, lane), ...memories(settings, lane)].filter(
    ({ value }) => !Number.isNaN(value),
  );

function loads(settings: Settings, lane: LaneId): Readout[] {
  const capacity = capacityPerSecond(settings, lane);
  const share = utilisation(settings, lane);
  const drain = drainTime(settings, lane, OUTAGE) / SECOND;
  const grows = `Arrivals exceed capacity: a backlog grows by ${round(arrivalsPerSecond(settings) - capacity)} messages a second.`;
  return [
    {
      id: 'capacity',
      label: 'Capacity',
      value: capacity,
      unit: '/s',
      verdict: null,
      says: 'Messages that this lane can finish per second at most, if none fails.',
    },
    {
      id: 'utilisation',
      label: 'Load',
      value: share * 100,
      unit: '%',
      verdict: fits(share <= 1),
      says: share <= 1 ? 'Arrivals over capacity; near 100 % the waits grow without end.' : grows,
    },
    {
      id: 'drain',
      label: 'Drain after 1 min outage',
      value: drain,
      unit: 's',
      verdict: fits(drain < Number.POSITIVE_INFINITY),
      says: 'How long the backlog of a minute without work takes to be worked off beside new arrivals.',
    },
  ];
}

function calls(settings: Settings, lane: LaneId): Readout[] {
  if (settings['ds.servers'] === OFF) return [];
  const bound = amplification(settings);
  const safe = safeWindow(settings);
  const callers = callersAtMost(settings, lane);
  const { 'ds.queueCap': line, 'ds.cancelOnTimeout': cancels, 'ds.dropExpired': drops } = settings;
  const isSafe = callers <= safe || line <= safe || cancels || drops;
  return [
    {
      id: 'downstream',
      label: 'Downstream capacity',
      value: downstreamPerSecond(settings),
      unit: '/s',
      verdict: null,
      says: 'Calls that the dependency serves per second at most.',
    },
    {
      id: 'amplification',
      label: 'If all calls fail',
      value: bound,
      unit: '×',
      verdict: fits(bound <= 1),
      says: `${round(attemptsAtMost(settings))} tries a message are up to ${round(bound)} times the calls that the dependency can serve.`,
    },
    {
      id: 'window',
      label: 'Safe in line',
      value: safe,
      unit: 'calls',
      verdict: fits(isSafe),
      says: isSafe
        ? 'So many calls may wait for the dependency and are still answered in time.'
        : `${round(callers)} callers may wait at once; from ${round(safe)} on, each gives up before its answer comes.`,
    },
  ];
}

function links(settings: Settings, lane: LaneId): Readout[] {
  const needed = leaseNeeded(settings, lane);
  const held = needed <= leaseGiven(settings, lane);
  const name = lane === 'push' ? 'request timeout' : 'lease';
  const lease: Readout = {
    id: 'lease',
    label: lane === 'push' ? 'An answer takes' : 'A batch takes',
    value: needed / SECOND,
    unit: 's',
    verdict: fits(held),
    says: held
      ? `The ${name} is longer than the work takes on average.`
      : `The ${name} ends before the work does, and the message is delivered once more.`,
  };
  if (lane === 'push') return [lease];
  const delay = detectionDelay(settings, lane);
  return [
    {
      id: 'detection',
      label: 'Noticed after',
      value: delay / SECOND,
      unit: 's',
      verdict: fits(delay <= settings['freshness.threshold']),
      says: 'How long a message waits on average until an idle lane asks for it.',
    },
    {
      id: 'idle-cost',
      label: 'Idle polls cost',
      value: idleCostPerHour(settings, lane),
      unit: '$/h',
      verdict: null,
      says: 'What asking an empty queue costs per hour.',
    },
    lease,
  ];
}

function memories(settings: Settings, lane: LaneId): Readout[] {
  const span = retrySpan(settings);
  const list: Readout[] = [
    {
      id: 'retry-span',
      label: 'Retries span',
      value: span / SECOND,
      unit: 's',
      verdict: null,
      says: `All waits of a message that never succeeds; ${round(retrySpan(settings, meanWait) / SECOND)} s on average with jitter.`,
    },
  ];
  const publishes = publishSpan(settings);
  const { 'dedup.window': broker, 'publish.dedupId': id, 'idempotency.window': consumer } = settings;
  if (broker !== OFF && id !== 'none')
    list.push({
      id: 'dedup',
      label: 'Published for',
      value: publishes / SECOND,
      unit: 's',
      verdict: fits(broker >= publishes),
      says: 'A producer without a confirm publishes again for so long; the broker must remember ids until then.',
    });
  if (settings['idempotency.mode'] !== 'dedup-store') return list;
  const again = Math.max(redeliverySpan(settings, lane), redeliverySpan(settings, lane, meanWait));
  list.push({
    id: 'idempotency',
    label: 'Redelivered for',
    value: again / SECOND,
    unit: 's',
    verdict: fits(consumer >= again),
    says: 'A message whose acks are lost can come again for so long; its effect must be remembered until then.',
  });
  return list;
}

/** To three digits. */
const round = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '∞');
