import { describe, expect, test } from 'vitest';
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
  idlePollsPerHour,
  leaseGiven,
  leaseNeeded,
  safeWindow,
  servedPerSecond,
  slotsOf,
  utilisation,
  workPerSecond,
} from './readouts.ts';
import { settingsOf, type Values } from './scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND as S } from './time.ts';
import { readoutsOf } from './verdicts.ts';

const H = 3_600 * S;

function settings(values: Values, lane: LaneId = 'hybrid'): Settings {
  return settingsOf({ name: 'read', seed: 1, until: S, lanes: [lane], values, timeline: [], trace: null }, lane);
}

const four: Values = { 'consumer.instances': 2, 'consumer.concurrency': 2, 'service.mean': 100 * MS };
const calling: Values = { 'ds.servers': 10, 'ds.service': 100 * MS };
/** The dependency of the retry storms in the catalogue: 100 calls a second, callers with a second of patience. */
const storm: Values = { ...calling, 'consumer.instances': 200, 'ds.timeout': S };

describe('capacity', () => {
  test('is slots over the time that a message takes, its downstream call included', () => {
    expect(capacityPerSecond(settings(four), 'hybrid')).toBe(40);
    expect(capacityPerSecond(settings({ ...four, ...calling }), 'hybrid')).toBe(20);
  });

  test('is that of the dependency or of the limiter where these are lower', () => {
    const values: Values = { 'consumer.instances': 100, 'service.mean': 0, 'ds.servers': 1, 'ds.service': 100 * MS };
    expect(workPerSecond(settings(values))).toBe(10);
    expect(workPerSecond(settings({ ...values, 'ds.rateLimit': 4 }))).toBe(4);
    const limited = settings({ ...values, 'consumer.rateLimit': 3, 'push.rateLimit': 2 });
    expect(capacityPerSecond(limited, 'hybrid')).toBe(3);
    expect(capacityPerSecond(limited, 'push')).toBe(2);
    expect(workPerSecond(limited)).toBe(10);
  });

  test('is bounded by the groups of an ordered queue, and counts autoscaling at its most', () => {
    expect(slotsOf(settings({ ...four, 'queue.order': 'partition-log', 'queue.partitions': 3 }))).toEqual({
      count: 3,
      of: 'partitions',
    });
    expect(slotsOf(settings({ ...four, 'queue.order': 'fifo-group', 'key.count': 1 }))).toEqual({
      count: 1,
      of: 'keys',
    });
    expect(slotsOf(settings({ ...four, 'queue.order': 'partition-log' }))).toEqual({ count: 4, of: 'workers' });
    expect(slotsOf(settings({ ...four, 'autoscale.metric': 'age', 'autoscale.max': 7 })).count).toBe(14);
  });

  test('is unbounded if work takes no time', () => {
    expect(capacityPerSecond(settings({ 'service.mean': 0 }), 'hybrid')).toBe(NEVER);
    expect(utilisation(settings({ 'service.mean': 0 }), 'hybrid')).toBe(0);
  });
});

describe('the downstream', () => {
  test('serves servers over call time, slower with each call in flight beside it', () => {
    expect(servedPerSecond(settings({ ...storm }))).toBe(100);
    expect(servedPerSecond(settings({ ...storm, 'ds.slope': 100 * MS }))).toBe(10); // 10 / (0.1 + 9 × 0.1)
    expect(servedPerSecond(settings({ ...storm, 'consumer.instances': 1, 'ds.slope': 100 * MS }))).toBe(10); // alone: 1 / 0.1
  });

  test('that is not there bounds nothing', () => {
    const none = settings({ 'ds.rateLimit': 1 });
    expect([servedPerSecond(none), downstreamPerSecond(none), safeWindow(none)]).toEqual([NEVER, NEVER, NEVER]);
    expect(amplification(none)).toBe(0);
  });

  test('has a safe window of capacity × (timeout − call time): 90 of the scenario “window too wide”', () => {
    expect(safeWindow(settings(storm))).toBe(90);
    expect(safeWindow(settings({ ...storm, 'ds.timeout': NEVER }))).toBe(NEVER);
    expect(safeWindow(settings({ ...storm, 'ds.timeout': 50 * MS }))).toBe(0);
    expect(safeWindow(settings({ ...storm, 'ds.slope': 10 * MS }))).toBe(42); // 10 / 0.19 s × 0.81 s
  });

  test('meets as many callers as there are slots, or as may be in flight', () => {
    const values: Values = { ...storm, 'push.maxInFlight': 80, 'inflight.quota': 60 };
    expect(callersAtMost(settings(storm), 'push')).toBe(200);
    expect(callersAtMost(settings(values), 'push')).toBe(80);
    expect(callersAtMost(settings(values), 'hybrid')).toBe(60);
    expect(callersAtMost(settings({ ...values, 'push.scope': 'per-consumer' }), 'push')).toBe(200);
  });
});

describe('the amplification bound', () => {
  const at = (values: Values) => amplification(settings({ 'arrival.rate': 80, ...storm, ...values }));

  test('is arrivals × attempts over what the dependency serves', () => {
    expect(at({ 'retry.maxAttempts': 4 })).toBe(3.2);
    expect(at({ 'retry.maxAttempts': NEVER })).toBe(NEVER);
    expect(at({ 'retry.maxAttempts': 4, 'retry.stopRule': 'both' })).toBe(NEVER);
  });

  test('multiplies with several owners of retries, and counts one where only one retries', () => {
    expect(at({ 'retry.maxAttempts': 5, 'retry.inline': 3 })).toBe(12);
    expect(at({ 'retry.maxAttempts': 5, 'retry.inline': 3, 'retry.owner': 'inline' })).toBe(4);
    expect(at({ 'retry.maxAttempts': 5, 'retry.owner': 'none' })).toBe(0.8);
  });

  test('is lowered by a budget that is a share of first deliveries', () => {
    expect(at({ 'retry.budget': 0.1, 'retry.budgetFloor': 2 })).toBeCloseTo(0.9, 12); // (80 × 1.1 + 2) / 100
    expect(at({ 'retry.maxAttempts': 1, 'retry.budget': 0.1 })).toBe(0.8);
    expect(at({ 'retry.budget': 0.1, 'retry.budgetKind': 'tokens' })).toBe(4);
  });
});

describe('arrivals', () => {
  test('are the rate, with surges and repeated bursts on average', () => {
    expect(arrivalsPerSecond(settings({ 'arrival.rate': 14, 'burst.size': 80 }))).toBe(14);
    expect(arrivalsPerSecond(settings({ 'arrival.rate': 14, 'burst.size': 80, 'burst.every': 40 * S }))).toBe(16);
    const surges: Values = { 'arrival.process': 'on-off', 'surge.factor': 5, 'surge.on': 10 * S, 'surge.off': 30 * S };
    expect(arrivalsPerSecond(settings({ ...surges, 'arrival.rate': 10 }))).toBe(20);
  });

  test('are not known of a trace or of clients that wait, nor is what depends on them', () => {
    for (const process of ['trace', 'closed']) {
      const unknown = settings({ ...storm, 'arrival.process': process });
      expect(arrivalsPerSecond(unknown)).toBeNaN();
      expect(utilisation(unknown, 'push')).toBeNaN();
      expect(amplification(unknown)).toBeNaN();
      expect(drainTime(unknown, 'push', S)).toBeNaN();
    }
  });

  test('of an outage drain in arrivals × outage / (capacity − arrivals)', () => {
    const drain = (rate: number, values = storm) =>
      drainTime(settings({ ...values, 'arrival.rate': rate, 'service.mean': 0 }), 'push', 30 * S);
    expect(drain(80)).toBe(120 * S);
    expect(drain(100)).toBe(NEVER);
    expect(drain(120)).toBe(NEVER);
    expect(drain(80, {})).toBe(0); // work without duration
    expect(drainTime(settings({ ...storm, 'arrival.rate': 80, 'service.mean': 0 }), 'push', 0)).toBe(0);
  });
});

describe('a lease', () => {
  const lease = (values: Values, lane: LaneId = 'hybrid') =>
    leaseNeeded(settings({ ...four, 'net.latency': 5 * MS, ...values }, lane), lane);

  test('has to last for all of a batch, worked on in rounds, and for two trips', () => {
    expect(lease({ 'poll.batchMax': 10 })).toBe(510 * MS); // 5 rounds in 2 slots
    expect(lease({ 'poll.batchMax': 11 })).toBe(610 * MS);
    expect(lease({ 'poll.batchMax': 1 })).toBe(110 * MS);
    expect(lease({ 'poll.batchMax': 10, 'poll.pollers': 2 })).toBe(1_010 * MS);
    expect(lease({ 'poll.batchMax': 10 }, 'push')).toBe(110 * MS);
  });

  test('is the lease, the request timeout in push, or all renewals if each comes in time', () => {
    const given = (values: Values, lane: LaneId = 'hybrid') => leaseGiven(settings(values), lane);
    expect(given({})).toBe(30 * S);
    expect(given({}, 'push')).toBe(10 * S);
    expect(given({ 'lease.renewEvery': 10 * S })).toBe(12 * H);
    expect(given({ 'lease.renewEvery': 10 * S, 'lease.maxTotal': 20 * S })).toBe(30 * S);
    expect(given({ 'lease.renewEvery': 30 * S })).toBe(30 * S);
  });
});

describe('an idle lane', () => {
  const ten: Values = { 'consumer.instances': 10, 'net.latency': 0, 'poll.interval': S };
  const polls = (values: Values) => idlePollsPerHour(settings({ ...ten, ...values }), 'pull');

  test('asks an hour / (interval + wait + trips) times by each poller', () => {
    expect(polls({})).toBe(36_000);
    expect(polls({ 'poll.interval': 0, 'poll.wait': 20 * S })).toBe(1_800);
    expect(polls({ 'net.latency': 500 * MS })).toBe(18_000);
    expect(polls({ 'poll.pollers': 2 })).toBe(72_000);
    expect(polls({ 'poll.interval': 0 })).toBe(NEVER);
    expect(idlePollsPerHour(settings(ten), 'push')).toBe(0);
  });

  test('keeps a fixed pace between starts, slows down by its empty polls, and is shrunk by autoscaling', () => {
    expect(polls({ 'poll.pace': 'fixed', 'net.latency': 200 * MS })).toBe(36_000);
    expect(polls({ 'poll.pace': 'fixed', 'poll.wait': 4 * S })).toBe(9_000);
    expect(polls({ 'poll.emptyBackoff': 2, 'poll.emptyBackoffMax': 10 * S })).toBe(3_600);
    expect(polls({ 'autoscale.metric': 'backlog', 'autoscale.min': 1 })).toBe(3_600);
  });

  test('pays for what it asks', () => {
    expect(idleCostPerHour(settings({ ...ten, 'cost.perMillionRequests': 0.5 }), 'pull')).toBe(0.018);
    expect(idleCostPerHour(settings({ ...ten, 'cost.perMillionRequests': 0.5 }), 'push')).toBe(0);
  });

  test('notices a message after half an interval, sooner with several pollers that are apart or with long polls', () => {
    const one: Values = { ...ten, 'consumer.instances': 1, 'poll.interval': 10 * S };
    const delay = (values: Values) => detectionDelay(settings({ ...one, ...values }), 'pull');
    expect(delay({})).toBe(5 * S);
    expect(delay({ 'consumer.instances': 4 })).toBe(2 * S);
    expect(delay({ 'consumer.instances': 4, 'poll.phaseJitter': false })).toBe(5 * S);
    expect(delay({ 'poll.interval': 0, 'poll.wait': 20 * S })).toBe(0);
    expect(delay({ 'poll.wait': 10 * S })).toBe(2.5 * S); // half the time nobody asks, and then for 5 s on average
    expect(delay({ 'poll.interval': 0 })).toBe(0);
    expect(detectionDelay(settings(one), 'push')).toBe(0);
  });
});

describe('the list of read-outs', () => {
  const verdicts = (values: Values, lane: LaneId = 'hybrid') =>
    Object.fromEntries(readoutsOf(settings(values, lane), lane).map(({ id, verdict }) => [id, verdict]));
  const warned = (values: Values, lane: LaneId = 'hybrid') =>
    Object.entries(verdicts(values, lane)).flatMap(([id, verdict]) => (verdict === 'warn' ? [id] : []));

  test('holds what the settings give a meaning, with no warning at the start', () => {
    expect(Object.keys(verdicts({}))).toEqual([
      'capacity',
      'utilisation',
      'drain',
      'detection',
      'idle-cost',
      'lease',
      'retry-span',
    ]);
    for (const lane of ['push', 'pull', 'hybrid'] as const) expect(warned({}, lane)).toEqual([]);
    expect(verdicts({}, 'push')).not.toHaveProperty('detection');
    expect(verdicts({ 'arrival.process': 'closed' })).not.toHaveProperty('utilisation');
  });

  test('has numbers in the unit that it says', () => {
    const list = readoutsOf(settings({ ...four, 'arrival.rate': 50 }), 'hybrid');
    expect(list[0]).toMatchObject({ value: 40, unit: '/s' });
    expect(list[1]).toMatchObject({
      value: 125,
      unit: '%',
      verdict: 'warn',
      says: 'Arrivals exceed capacity: a backlog grows by 10 messages a second.',
    });
  });

  test.each<[string, Values, LaneId]>([
    ['amplification', { ...storm, 'ds.queueCap': 80, 'retry.maxAttempts': 8 }, 'hybrid'],
    ['window', { ...storm, 'retry.maxAttempts': 1, 'push.maxInFlight': 91 }, 'push'],
    ['lease', { 'ack.timeout': 400 * MS }, 'hybrid'],
    ['lease', { 'push.requestTimeout': 100 * MS, 'service.mean': 95 * MS }, 'push'],
    ['detection', { 'poll.interval': 60 * S }, 'pull'],
    ['dedup', { 'dedup.window': 9 * S }, 'hybrid'],
    ['idempotency', { 'idempotency.mode': 'dedup-store', 'idempotency.window': 60 * S }, 'hybrid'],
  ])('warns of %s', (id, values, lane) => {
    expect(warned(values, lane)).toEqual([id]);
  });

  test('does not warn of what is bounded otherwise', () => {
    const wide: Values = { ...storm, 'retry.maxAttempts': 1 };
    for (const bound of [
      { 'push.maxInFlight': 90 },
      { 'ds.queueCap': 80 },
      { 'ds.dropExpired': true },
      { 'ds.cancelOnTimeout': true },
    ] as Values[])
      expect(verdicts({ ...wide, ...bound }, 'push').window).toBe('ok');
    expect(verdicts({ 'dedup.window': 10 * S }).dedup).toBe('ok');
    expect(verdicts({ 'dedup.window': 9 * S, 'publish.dedupId': 'none' })).not.toHaveProperty('dedup');
  });
});
