/**
 * No knob is dead: for each row of the parameter table, and each option of each choice, a run that it changes in every lane in
 * which it acts, and in no other. Longer than a file should be, because it is a list.
 */
import { describe, expect, test } from 'vitest';
import { isNumeric, nearest, specialValue, type Value } from '../model/knobs.ts';
import { type LaneId, laneIds } from '../model/lanes.ts';
import { type ParameterId, parameterIds, parameters, type Row } from '../model/parameters.ts';
import { type Entry, lanesOf, type Scenario, type Values } from '../model/scenario.ts';
import { MILLISECOND as MS, SECOND, type SimTime } from '../model/time.ts';
import { validate } from '../model/validate.ts';
import { hashOf } from './journal.ts';
import { drill } from './play.test-support.ts';
import { reportOf } from './report.ts';
import { createRun, lanesOf as lanesOfRun, runUntil } from './run.ts';

/** A run in which a knob can tell. */
interface Context {
  values?: Values;
  timeline?: Entry[];
  until?: SimTime;
}

const UNTIL = 4 * SECOND;
/** For what acts by clocks of seconds. */
const LONGER = 10 * SECOND;
/** When a knob is turned that is turned on the way. */
const TURNED = SECOND;

/** Short waits and some failures, so that much happens in some seconds. */
const busy: Values = {
  'arrival.rate': 30,
  'consumer.concurrency': 2,
  'service.mean': 80 * MS,
  'error.prob': 0.2,
  'retry.owner': 'broker',
  'retry.base': 200 * MS,
  'retry.maxAttempts': 3,
  'ack.timeout': 500 * MS,
  'push.requestTimeout': 500 * MS,
  'poll.interval': 100 * MS,
  'poll.batchMax': 4,
};

const surging: Values = { 'surge.on': SECOND, 'surge.off': SECOND };
const slow: Values = { 'service.mean': 150 * MS };
const late: Values = { ...slow, 'arrival.rate': 60, 'completion.deadline': SECOND };
const ordered: Values = { ...slow, 'queue.order': 'fifo-group', 'key.count': 8 };
const logged: Values = { ...slow, 'queue.order': 'partition-log', 'queue.partitions': 4, 'ack.timeout': 2 * SECOND };
const crowded: Values = { ...slow, 'queue.capacity': 5, 'push.maxInFlight': 4 };
const blocked: Values = { ...crowded, 'queue.overflow': 'block', 'publish.buffer': 3 };
const outage: Context = {
  values: {
    'net.latency': 300 * MS,
    'publish.timeout': SECOND,
    'dedup.window': 60 * SECOND,
    'queue.durable': true,
    'push.maxInFlight': 4,
    ...slow,
  },
  timeline: [drill('broker.down', 1_500, 2_000), drill('broker.hang', 2_600, 3_600)],
};
const crashing: Values = { 'crash.mtbf': 2 * SECOND, 'crash.repair': 500 * MS };
const losing: Values = { 'ack.lossProb': 0.5 };
const scaling = (metric: Value): Values => ({
  'arrival.rate': 40,
  'autoscale.metric': metric,
  'autoscale.every': SECOND,
  'autoscale.startup': 300 * MS,
  'autoscale.stabilise': 2 * SECOND,
  'autoscale.backlog': 3,
  'autoscale.age': 300 * MS,
  'burst.size': 60,
  'burst.at': SECOND,
  'push.maxInFlight': 6,
  'consumer.concurrency': 1,
});
const calling: Values = { 'ds.servers': 3, 'ds.service': 60 * MS, 'ds.timeout': 300 * MS };
const failing: Values = { ...calling, 'ds.errorRate': 0.6, 'breaker.window': 5, 'breaker.openFor': 500 * MS };
const strained: Values = { ...calling, 'ds.servers': 1, 'consumer.concurrency': 5, 'ds.timeout': 100 * MS };
const limited: Values = { ...calling, 'ds.rateLimit': 10 };
const budgeted = (kind: Value, denied: Value = 'fail'): Values => ({
  'error.prob': 0.7,
  'retry.budget': 0.2,
  'retry.budgetKind': kind,
  'retry.budgetDenied': denied,
  'retry.tokensMax': 20,
});
const buried: Entry[] = [{ type: 'redrive', at: 2_500 * MS, count: 20 }];
const burying: Context = {
  values: { 'error.prob': 0.8, 'retry.maxAttempts': 2, 'redrive.rate': 2 },
  timeline: buried,
};
const operated: Context = { values: { 'error.prob': 0.8, 'retry.owner': 'operator', 'redrive.after': SECOND } };
const schedule = (name: Value): Values => ({ 'error.prob': 0.7, 'retry.maxAttempts': 5, 'retry.schedule': name });
const jittered = (name: Value): Values => ({ ...schedule('exponential'), 'retry.jitter': name });

/** Beside `busy`, what rows need to tell that begin so. A row that tells in none of its contexts fails below, by name. */
const contexts: Record<string, Context[]> = {
  'arrival.process': [{ values: surging }],
  'surge.': [{ values: { ...surging, 'arrival.process': 'on-off' } }],
  'clients.': [{ values: { 'arrival.process': 'closed' } }],
  'burst.': [{ values: { 'burst.size': 20, 'burst.at': SECOND, 'burst.every': 2_500 * MS } }],
  'trace.': [{ values: { 'arrival.process': 'trace' } }],
  'key.': [{ values: ordered }],
  'publish.': [outage, { values: crowded }, { values: blocked }],
  'consumer.rate': [{ values: { 'consumer.rateLimit': 15 } }, { values: { 'consumer.rateLimit': 15, ...slow } }],
  'consumer.instances': [{ values: slow }],
  'service.cv': [{ values: { 'service.dist': 'lognormal' } }],
  'crash.': [{ values: crashing }],
  'buffer.': [{ values: { ...slow, 'consumer.instances': 1 } }],
  'idempotency.': [
    { values: losing },
    {
      values: {
        ...losing,
        'idempotency.mode': 'dedup-store',
        'ack.timeout': 2 * SECOND,
        'push.requestTimeout': 2 * SECOND,
      },
    },
  ],
  'batch.': [{ values: { 'poll.batchMax': 4 } }],
  'shed.': [
    { values: { ...slow, 'shed.rule': 'queue-length', 'shed.length': 2 } },
    { values: { ...slow, 'shed.rule': 'queue-age', 'shed.age': 50 * MS } },
    { values: { ...late, 'shed.length': 3, 'shed.age': 50 * MS } },
  ],
  'autoscale.': [
    { values: scaling('backlog'), until: LONGER },
    { values: scaling('age'), until: LONGER },
    { values: scaling('utilisation'), until: LONGER },
    { values: { ...scaling('backlog'), 'autoscale.maxStep': 2 }, until: LONGER },
  ],
  'completion.deadline': [{ values: { ...late, 'shed.rule': 'expired-deadline' } }],
  'poll.': [
    { values: { 'arrival.rate': 2 } },
    { values: { 'poll.wait': SECOND } },
    { values: { 'poll.wait': SECOND, 'poll.batchMin': 3, 'poll.batchWindow': 200 * MS } },
    { values: crashing },
    { values: { 'arrival.rate': 1, 'poll.emptyBackoff': 2, 'poll.interval': 50 * MS } },
  ],
  'push.': [
    { values: slow },
    { values: { ...slow, 'push.maxInFlight': 3 } },
    { values: { ...slow, 'push.rateLimit': 20 } },
    { values: { ...slow, 'push.window': 'aimd', 'push.windowInit': 4 } },
    { values: { ...slow, 'push.inbox': 3 } },
  ],
  'endpoint.backoffMax': [{ values: { 'error.prob': 1, 'endpoint.backoff': 800 * MS } }],
  'endpoint.': [{ values: { 'error.prob': 0.7, 'endpoint.backoff': 100 * MS, 'endpoint.disableAfter': 3 * SECOND } }],
  'retry.multiplier': [{ values: schedule('exponential') }],
  'retry.power': [{ values: { ...schedule('polynomial'), 'arrival.rate': 5 } }],
  'retry.list': [{ values: schedule('list') }],
  'retry.phase': [{ values: { ...schedule('phases'), 'retry.cap': SECOND } }],
  'retry.cap': [{ values: schedule('exponential') }],
  'retry.schedule': [{ values: schedule('fixed') }],
  'retry.jitter': [{ values: jittered('none') }, { values: jittered('plus-minus') }, { values: jittered('growing') }],
  'retry.delayOn': [{ values: slow }],
  'retry.counts': [{ values: { ...slow, 'service.mean': 450 * MS, 'consumer.concurrency': 8, lateAck: 'rejected' } }],
  'retry.max': [{ values: schedule('exponential') }],
  'retry.stopRule': [{ values: { ...schedule('exponential'), 'retry.maxAge': SECOND } }],
  'retry.honour': [{ values: limited }],
  'retry.budget': [
    { values: budgeted('finagle') },
    { values: budgeted('grpc') },
    { values: budgeted('finagle', 'wait') },
  ],
  'retry.token': [{ values: budgeted('tokens') }],
  'retry.owner': [burying, operated],
  'dlq.': [burying, operated],
  'dlq.ttl': [
    {
      ...operated,
      values: { ...operated.values, 'arrival.rate': 2, 'redrive.after': 70 * SECOND, 'dlq.ttl': 3_600 * SECOND },
      until: 80 * SECOND,
    },
  ],
  'redrive.': [
    burying,
    operated,
    { values: { ...burying.values, 'retry.maxAge': SECOND, 'retry.maxAttempts': 5 }, timeline: buried, until: LONGER },
  ],
  'dedup.': [outage],
  'queue.capacity': [{ values: crowded }],
  'queue.counts': [{ values: crowded }],
  'queue.overflow': [{ values: crowded }],
  'queue.durable': [outage],
  'queue.ttl': [{ values: { ...slow, 'arrival.rate': 60, 'push.maxInFlight': 4 } }],
  'queue.ageClock': [{ values: { ...slow, 'arrival.rate': 60, 'push.maxInFlight': 4, 'queue.ttl': 2 * SECOND } }],
  'queue.order': [{ values: ordered }, { values: logged }],
  'queue.partitions': [{ values: logged }],
  'requeue.': [{ values: { ...slow, 'push.maxInFlight': 4, 'error.prob': 0.4 } }],
  'inflight.': [{ values: { ...slow, 'arrival.rate': 60, 'inflight.quota': 2 } }],
  'ack.point': [{ values: crashing }],
  'ack.granularity': [{ values: logged }],
  'ack.commitEvery': [{ values: { ...logged, 'ack.granularity': 'cumulative' }, until: LONGER }],
  lateAck: [{ values: { ...slow, 'service.mean': 450 * MS } }],
  'lease.': [{ values: { ...slow, 'service.mean': 600 * MS, 'lease.renewEvery': 200 * MS } }],
  'timeout.': [{ values: slow }],
  'ds.': [
    { values: calling },
    { values: strained },
    { values: limited },
    { values: { ...calling, 'ds.conflict': 'key', 'key.count': 2 } },
    { values: { ...strained, 'ds.cancelOnTimeout': false, 'ds.timeout': 200 * MS } },
  ],
  'throttle.': [{ values: failing }],
  'breaker.': [
    { values: failing, until: LONGER },
    { values: { ...failing, 'breaker.windowTime': 2 * SECOND } },
    { values: { ...failing, 'ds.errorRate': 0.1, 'breaker.slowCall': 80 * MS, 'breaker.slowThreshold': 0.3 } },
  ],
  'throttle.k': [{ values: { ...strained, 'throttle.k': 1.5 } }],
};

/** Targets and prices change nothing that happens, only what the report says of it; but a deadline also sheds, see above. */
const isJudgedByReport = (row: Row) =>
  (row.group === 'target' || row.kind === 'price') && !Object.hasOwn(contexts, row.id);

const contextsOf = (id: ParameterId): Context[] => [
  ...Object.keys(contexts)
    .filter((prefix) => id.startsWith(prefix))
    .flatMap((prefix) => contexts[prefix]),
  {},
];

const scenarioIn = ({ values, timeline = [], until = UNTIL }: Context, more: Values, turn: Entry[]): Scenario => ({
  name: 'knobs',
  seed: 5,
  until,
  lanes: [...laneIds],
  values: { ...busy, ...values, ...more },
  timeline: [...turn, ...timeline],
  trace: { name: 'trace', times: Array.from({ length: 200 }, (_, i) => i * 40 + (i % 7) * 5) },
});

/** What a run comes to in each lane: its journal as a hash, or for rows that only judge what the report says of the objectives. */
type Outcome = Partial<Record<LaneId, string>>;

const known = new Map<string, Outcome>();
function outcomeOf(scenario: Scenario, judge: 'journal' | 'report'): Outcome | null {
  const key = JSON.stringify([judge, scenario.values, scenario.timeline, scenario.until]);
  const before = known.get(key);
  if (before !== undefined) return before;
  if (validate(scenario).length > 0) return null;
  const run = createRun(scenario, { journal: 'hash' });
  runUntil(run, scenario.until);
  const report = judge === 'report' ? reportOf(run, {}) : null;
  const outcome: Outcome = {};
  for (const { id, world } of lanesOfRun(run))
    outcome[id] = report === null ? hashOf(world.journal) : JSON.stringify(report.lanes[id]?.objectives);
  known.set(key, outcome);
  return outcome;
}

/** Options that are the same thing in some lane: in a push link the sender is the broker. */
const areOne = (lane: LaneId, one: Value, other: Value) => lane === 'push' && one === 'sender' && other === 'broker';

/** Amounts that can tell in a run of seconds. */
const typical: Record<string, number[]> = {
  duration: [100 * MS, 20 * MS, SECOND, 3 * SECOND],
  rate: [8, 3],
  count: [2, 5, 1, 40],
  factor: [1.5, 3, 0.5],
  probability: [0.3, 0.9, 0.05],
  price: [1],
};

function valuesOf(row: Row): Value[] {
  if (row.kind === 'toggle') return [false, true];
  if (row.kind === 'choice') return [...row.options];
  if (row.kind === 'list') return [row.initial, '0,10ms,200ms'];
  const ends = [specialValue(row) ?? row.min, row.min, row.max];
  return [...new Set([...typical[row.kind].map((value) => nearest(row, value)), ...ends, row.initial])];
}

/** How a knob comes to stand at a value: from the start, or turned on the way. */
const ways = {
  'from the start': (id: ParameterId, value: Value): [Values, Entry[]] => [{ [id]: value }, []],
  'on the way': (id: ParameterId, value: Value): [Values, Entry[]] => [
    {},
    [{ type: 'set', at: TURNED, key: id, value }],
  ],
} as const;
type Way = keyof typeof ways;

/** The lanes in which `one` and `other` have told so far make different runs. */
function tellApart(id: ParameterId, way: Way, one: Value, other: Value): Set<LaneId> {
  const row: Row = parameters[id];
  const found = new Set<LaneId>();
  for (const context of contextsOf(id)) {
    const judge = isJudgedByReport(row) ? 'report' : 'journal';
    const [a, b] = [one, other].map((value) => outcomeOf(scenarioIn(context, ...ways[way](id, value)), judge));
    if (a === null || b === null) continue;
    for (const lane of laneIds) if (a[lane] !== b[lane]) found.add(lane);
    if (lanesOf(row).every((lane) => found.has(lane))) break;
  }
  return found;
}

describe.each(Object.keys(ways) as Way[])('turned %s', (way) => {
  test.each(parameterIds)('%s changes the run of each lane in which it acts, and of no other', (id) => {
    const row: Row = parameters[id];
    const values = valuesOf(row);
    const pairs =
      isNumeric(row) || row.kind === 'list'
        ? values.map((value) => [row.initial, value])
        : values.flatMap((one, i) => values.slice(i + 1).map((other) => [one, other]));
    const told = new Set<LaneId>();
    for (const [one, other] of pairs) {
      const apart = tellApart(id, way, one, other);
      for (const lane of apart) {
        expect(lanesOf(row), `${id} acts in the ${lane} lane`).toContain(lane);
        told.add(lane);
      }
      if (!isNumeric(row) && row.kind !== 'list')
        expect([one, other, ...laneIds.filter((lane) => apart.has(lane))]).toEqual([
          one,
          other,
          ...laneIds.filter((lane) => lanesOf(row).includes(lane) && !areOne(lane, one, other)),
        ]);
      else if (lanesOf(row).every((lane) => told.has(lane))) break;
    }
    expect([...told].sort()).toEqual([...lanesOf(row)].sort());
  });
});
