/**
 * For tests: short, crowded scenarios in which everything happens, drawn from the parameter table and put right by validation.
 * Longer than a file should be, because it is a list.
 */
import fc from 'fast-check';
import { type NumberKind, nearest, specialValue, type Value } from '../model/knobs.ts';
import { type LaneId, laneIds } from '../model/lanes.ts';
import { type ParameterId, parameterIds, parameters } from '../model/parameters.ts';
import {
  type DrillKind,
  drillAmounts,
  drillKinds,
  type Entry,
  harmKinds,
  type Key,
  keyOf,
  lanesOf,
  type Scenario,
  type Trace,
  type Values,
} from '../model/scenario.ts';
import { MILLISECOND as MS, NEVER, SECOND } from '../model/time.ts';
import { clamp } from '../model/validate.ts';

/** Values that make a run of seconds eventful. Round ones are frequent, so that things fall on the same instant. */
const lively = {
  'arrival.rate': [2, 10, 40, 100],
  'burst.size': [0, 1, 30],
  'burst.at': [0, 500 * MS, SECOND],
  'burst.every': [100 * MS, SECOND, NEVER],
  'burst.over': [0, 50 * MS, 250 * MS],
  'trace.speedup': [0.5, 1, 3],
  'poison.prob': [0, 0.2],
  'publish.buffer': [0, 3, 1_000],
  'net.latency': [0, 0, MS, 5 * MS, 70 * MS, 100 * MS],
  'queue.capacity': [1, 5, 20, NEVER],
  'ack.timeout': [100 * MS, 200 * MS, 333_333, SECOND, NEVER],
  'ack.lossProb': [0, 0.3, 1],
  'push.inbox': [0, 1, 4, NEVER],
  'push.maxInFlight': [1, 2, 7, NEVER],
  'push.requestTimeout': [100 * MS, 200 * MS, SECOND, NEVER],
  'poll.interval': [0, 20 * MS, 100 * MS, 300 * MS, SECOND],
  'poll.wait': [0, 50 * MS, 400 * MS, 20 * SECOND],
  'poll.batchMax': [1, 2, 10],
  'retry.maxAttempts': [1, 2, 3, NEVER],
  'retry.base': [0, 10 * MS, 100 * MS, SECOND],
  'retry.cap': [MS, 200 * MS, 60 * SECOND],
  'retry.budget': [0, 0.1, 1],
  'retry.budgetFloor': [0, 2],
  'consumer.instances': [1, 2, 3, 5],
  'consumer.concurrency': [1, 2, 4],
  'service.mean': [0, 10 * MS, 50 * MS, 100 * MS, 400 * MS],
  'service.cv': [0, 0.5, 2],
  'error.prob': [0, 0.2, 1],
  'consumer.rateLimit': [1, 7.5, 30, NEVER],
  'consumer.rateBurst': [1, 4],
  'ds.servers': [0, 1, 3],
  'ds.service': [MS, 50 * MS, 200 * MS],
  'ds.timeout': [50 * MS, 200 * MS, SECOND, NEVER],
  'ds.errorRate': [0, 0.5],
  'breaker.window': [0, 1, 5],
  'breaker.openFor': [100 * MS, 700 * MS],
} satisfies Partial<Record<ParameterId, number[]>>;

const isLively = (id: ParameterId): id is keyof typeof lively => Object.hasOwn(lively, id);

function valuesOf(id: ParameterId): fc.Arbitrary<Value> {
  const row = parameters[id];
  if (isLively(id)) return fc.constantFrom<Value>(...lively[id]);
  if (row.kind === 'toggle') return fc.boolean();
  if (row.kind === 'choice') return fc.constantFrom<Value>(...row.options);
  if (row.kind === 'list') return fc.constantFrom<Value>(row.initial, '0,10ms,200ms', '100ms');
  // A row that nobody has named here: its start, its ends as far as a run of seconds can feel them, and something between.
  const special = specialValue(row) ?? row.initial;
  const inReach = typical[row.kind].map((value) => nearest(row, value));
  return fc.constantFrom<Value>(row.initial, special, row.min, ...inReach);
}

/** Amounts that tell in a run of seconds with some hundred messages. */
const typical: Record<NumberKind, number[]> = {
  duration: [20 * MS, 100 * MS, 333_333, SECOND],
  rate: [3, 20],
  count: [1, 2, 5],
  factor: [0.5, 1.5, 3],
  probability: [0.05, 0.3, 1],
  price: [1],
};

const keyAndValueOf = (ids: readonly ParameterId[]): fc.Arbitrary<[Key, Value]> =>
  fc.constantFrom(...ids).chain((id) => {
    const row = parameters[id];
    const lanes = row.lanes === 'shared' ? [null] : [null, ...lanesOf(row)];
    return fc.tuple(
      fc.constantFrom(...lanes).map((lane) => keyOf(lane, id)),
      valuesOf(id),
    );
  });

const keyAndValue = keyAndValueOf(parameterIds);
/** What machines must be told of when it changes while they run. */
const change = keyAndValueOf([
  'arrival.rate',
  'queue.capacity',
  'queue.overflow',
  'push.maxInFlight',
  'poll.interval',
  'consumer.instances',
  'consumer.instances',
  'consumer.concurrency',
  'consumer.rateLimit',
  'ds.servers',
  'breaker.window',
]);

/** More comes than is done, and the queue takes little of it. */
const jammed: Values = { 'queue.capacity': 2, 'push.maxInFlight': 1, 'service.mean': 400 * MS, 'arrival.rate': 40 };

/** Where corners meet: single draws would hardly ever find them together. */
const profiles: Values[] = [
  {},
  { 'net.latency': 0, 'poll.interval': 0, 'poll.wait': 20 * SECOND, 'poll.batchMax': 1 },
  { 'net.latency': 0, 'service.dist': 'deterministic', 'arrival.process': 'steady', 'ack.timeout': 100 * MS },
  { 'net.latency': 100 * MS, 'consumer.instances': 3, 'poll.interval': 20 * MS, 'poll.wait': 400 * MS },
  { 'arrival.rate': 40, 'ds.servers': 1, 'breaker.window': 5, 'ds.timeout': 200 * MS, 'retry.base': 10 * MS },
  { 'arrival.rate': 40, 'queue.capacity': 5, 'queue.overflow': 'block', 'consumer.instances': 3, 'ack.lossProb': 0.3 },
  { 'ack.lossProb': 0.3, 'ack.timeout': 200 * MS, 'push.requestTimeout': 200 * MS, 'idempotency.mode': 'dedup-store' },
  { 'net.latency': 100 * MS, 'publish.timeout': 200 * MS, 'dedup.window': 10 * SECOND, 'arrival.rate': 40 },
  { 'publish.confirm': false, 'queue.capacity': 3, 'service.mean': 400 * MS, 'push.maxInFlight': 2 },
  { ...jammed, 'publish.timeout': 100 * MS, 'publish.maxAttempts': 2 },
  { ...jammed, 'queue.overflow': 'block', 'publish.buffer': 3, 'publish.onFull': 'drop' },
  { ...jammed, 'queue.overflow': 'drop-oldest' },
  { ...jammed, 'queue.capacity': NEVER, 'queue.ttl': 300 * MS },
  { 'ds.servers': 1, 'ds.timeout': 50 * MS, 'ds.cancelOnTimeout': true, 'consumer.concurrency': 4 },
  { 'ds.servers': 1, 'ds.timeout': 50 * MS, 'ds.dropExpired': true, 'consumer.concurrency': 4, 'arrival.rate': 40 },
  { 'ds.servers': 3, 'ds.conflict': 'all', 'ds.timeout': SECOND, 'consumer.concurrency': 4, 'arrival.rate': 40 },
  { 'ds.servers': 1, 'ds.queueCap': 0, 'ds.service': 50 * MS, 'throttle.k': 1.1, 'consumer.concurrency': 4 },
  { 'ds.servers': 3, 'ds.rateLimit': 3, 'ds.retryAfter': 100 * MS, 'arrival.rate': 40 },
  { 'ds.servers': 3, 'ds.errorRate': 0.5, 'breaker.window': 3, 'breaker.openFor': 100 * MS, 'arrival.rate': 40 },
  { 'push.rateLimit': 3, 'push.rateMode': 'refuse', 'poll.wait': 400 * MS, 'consumer.rateLimit': 7.5 },
  { 'error.prob': 1, 'endpoint.backoff': 50 * MS, 'endpoint.disableAfter': SECOND, 'push.choice': 'round-robin' },
  { 'autoscale.metric': 'backlog', 'autoscale.every': SECOND, 'autoscale.startup': 100 * MS, 'autoscale.stabilise': 0 },
  {
    'queue.order': 'partition-log',
    'queue.partitions': 4,
    'ack.granularity': 'cumulative',
    'ack.commitEvery': 333_333,
  },
  { 'queue.order': 'fifo-group', 'key.count': 3, 'arrival.rate': 40, 'consumer.instances': 3 },
  {
    'ack.granularity': 'batch',
    'poll.wait': 400 * MS,
    'poll.batchMin': 5,
    'poll.batchWindow': SECOND,
    'poll.batchMax': 10,
  },
  { 'retry.owner': 'republish', 'error.prob': 0.5, 'retry.base': 10 * MS },
  { 'retry.owner': 'operator', 'error.prob': 0.5, 'redrive.after': SECOND, 'redrive.rate': 20 },
  { 'retry.owner': 'inline', 'error.prob': 0.5, 'retry.base': 10 * MS },
  {
    'retry.owner': 'broker',
    'error.prob': 1,
    'retry.maxAttempts': NEVER,
    'retry.maxAge': SECOND,
    'retry.base': 100 * MS,
  },
  { 'retry.owner': 'broker', 'error.prob': 1, 'retry.budget': 0.1, 'retry.base': 10 * MS },
  { 'shed.rule': 'queue-length', 'shed.length': 1, 'poll.batchMax': 10, 'service.mean': 400 * MS },
  { 'consumer.rateLimit': 7.5, 'consumer.rateCounts': true, 'arrival.rate': 40 },
  { 'crash.mtbf': SECOND, 'crash.repair': 100 * MS, 'consumer.instances': 3 },
  { 'ack.point': 'at-delivery', 'error.prob': 0.5, 'lease.renewEvery': 100 * MS, 'retry.owner': 'none' },
  { 'arrival.process': 'closed', 'clients.think': 100 * MS },
];

const UNTIL_MAX = 4 * SECOND;
const instant = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((tenths) => tenths * 100 * MS),
  fc.integer({ min: 0, max: UNTIL_MAX }),
);

const drill: fc.Arbitrary<Entry> = fc
  .record({
    at: instant,
    length: fc.constantFrom(MS, 100 * MS, 500 * MS, SECOND, NEVER),
    drill: fc.constantFrom<DrillKind>(...drillKinds),
    lane: fc.constantFrom(null, ...laneIds),
  })
  .map(({ at, length, drill, lane }) => ({
    type: 'drill',
    at,
    until: at + length,
    drill,
    amount: { none: 1, slower: 8, share: 0.5 }[drillAmounts[drill]],
    lane,
  }));

/** Much of what a broker does shows only when it is away for a while. */
const outage = fc
  .constantFrom<DrillKind | null>(null, null, 'broker.down', 'broker.hang')
  .map((drill): Entry[] =>
    drill === null ? [] : [{ type: 'drill', at: SECOND, until: 1_500 * MS, drill, amount: 1, lane: null }],
  );

/** Numbers so low that they are often there, and high enough to be missed at times. */
const harm: fc.Arbitrary<Entry> = fc
  .record({
    at: instant,
    length: fc.constantFrom(100 * MS, SECOND, NEVER),
    harm: fc.constantFrom(...harmKinds),
    worker: fc.nat({ max: 5 }),
    message: fc.nat({ max: 60 }),
    lane: fc.constantFrom(null, ...laneIds),
  })
  .map(({ at, length, harm, worker, message, lane }) => {
    if (harm === 'worker.slow') return { type: 'harm', at, until: at + length, harm, target: worker, amount: 4, lane };
    return { type: 'harm', at, harm, target: harm === 'worker.crash' ? worker : message, lane };
  });

/** Who harms messages once mostly does it again: many of a run, of which some are there. */
const harms = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Entry[]>([]) },
  fc.array(harm, { minLength: 5, maxLength: 25 }),
);

const entry: fc.Arbitrary<Entry> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(instant, fc.oneof(keyAndValue, change))
      .map(([at, [key, value]]): Entry => ({ type: 'set', at, key, value })),
  },
  { weight: 2, arbitrary: drill },
  fc.record({ type: fc.constant('burst' as const), at: instant, size: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    type: fc.constantFrom('poison' as const, 'redrive' as const, 'crash' as const),
    at: instant,
    count: fc.integer({ min: 1, max: 4 }),
  }),
);

/** A few hundred messages at most in each of the three lanes; valid. */
export const anyRun: fc.Arbitrary<Scenario> = fc
  .record({
    name: fc.constant('generated'),
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    until: fc.integer({ min: SECOND, max: UNTIL_MAX }),
    lanes: fc.constant<LaneId[]>([...laneIds]),
    values: fc
      .tuple(fc.constantFrom(...profiles), fc.constantFrom(...profiles), fc.array(keyAndValue, { maxLength: 25 }))
      .map(([one, other, pairs]): Values => ({ ...one, ...other, ...Object.fromEntries(pairs) })),
    timeline: fc.tuple(outage, fc.array(entry, { maxLength: 10 }), harms).map((parts) => parts.flat()),
    trace: fc.constantFrom<(Trace | null)[]>(null, { name: 'trace', times: [0, 0, 7, 300, 1_000, 1_000, 1_200] }),
  })
  .map((scenario) => clamp(scenario).scenario);
