/** Which rows of the parameter table do nothing at present, because another one is set so. A test holds it against the engine. */
import { OFF, UNLIMITED, type Value } from './knobs.ts';
import { type ParameterId, parameters, type Row } from './parameters.ts';
import { formatValue } from './units.ts';

interface Rule {
  /** How the ids of the rows begin; the row that is needed is not meant. */
  rows: string;
  needs: ParameterId;
  /** They act while it has one of these values, or with `not` all but one. */
  in?: readonly Value[];
  not?: Value;
}

// One rule a line: a list is read down its columns.
// biome-ignore format: see above
export const rules: readonly Rule[] = [
  { rows: 'arrival.rate', needs: 'arrival.process', in: ['poisson', 'steady', 'on-off'] },
  { rows: 'arrival.batch', needs: 'arrival.process', in: ['poisson', 'steady', 'on-off'] },
  { rows: 'surge.', needs: 'arrival.process', in: ['on-off'] },
  { rows: 'clients.', needs: 'arrival.process', in: ['closed'] },
  { rows: 'trace.', needs: 'arrival.process', in: ['trace'] },
  { rows: 'burst.', needs: 'burst.size', not: 0 },
  { rows: 'publish.timeout', needs: 'publish.confirm', in: [true] },
  { rows: 'publish.maxAttempts', needs: 'publish.confirm', in: [true] },
  { rows: 'publish.dedupId', needs: 'dedup.window', not: OFF },
  { rows: 'service.cv', needs: 'service.dist', in: ['lognormal', 'erlang', 'hyperexponential'] },
  { rows: 'crash.where', needs: 'crash.mtbf', not: UNLIMITED },
  { rows: 'consumer.rateBurst', needs: 'consumer.rateLimit', not: UNLIMITED },
  { rows: 'consumer.rateCounts', needs: 'consumer.rateLimit', not: UNLIMITED },
  { rows: 'idempotency.', needs: 'idempotency.mode', in: ['dedup-store'] },
  { rows: 'shed.length', needs: 'shed.rule', in: ['queue-length'] },
  { rows: 'shed.age', needs: 'shed.rule', in: ['queue-age'] },
  { rows: 'autoscale.', needs: 'autoscale.metric', not: 'off' },
  { rows: 'autoscale.backlog', needs: 'autoscale.metric', in: ['backlog'] },
  { rows: 'autoscale.age', needs: 'autoscale.metric', in: ['age'] },
  { rows: 'autoscale.utilisation', needs: 'autoscale.metric', in: ['utilisation'] },
  { rows: 'poll.busyInterval', needs: 'poll.pace', in: ['after-empty'] },
  { rows: 'poll.falseEmptyProb', needs: 'poll.wait', in: [0] },
  { rows: 'poll.batchWindow', needs: 'poll.batchMin', not: 1 },
  { rows: 'poll.emptyBackoffMax', needs: 'poll.emptyBackoff', not: 1 },
  { rows: 'push.rateBurst', needs: 'push.rateLimit', not: UNLIMITED },
  { rows: 'push.rateMode', needs: 'push.rateLimit', not: UNLIMITED },
  { rows: 'push.windowInit', needs: 'push.window', not: 'fixed' },
  { rows: 'push.windowIncrease', needs: 'push.window', in: ['aimd'] },
  { rows: 'push.windowDecrease', needs: 'push.window', in: ['aimd'] },
  { rows: 'endpoint.backoffMax', needs: 'endpoint.backoff', not: OFF },
  { rows: 'retry.multiplier', needs: 'retry.schedule', in: ['exponential'] },
  { rows: 'retry.power', needs: 'retry.schedule', in: ['polynomial'] },
  { rows: 'retry.list', needs: 'retry.schedule', in: ['list'] },
  { rows: 'retry.phase', needs: 'retry.schedule', in: ['phases'] },
  { rows: 'retry.jitterShare', needs: 'retry.jitter', in: ['plus-minus'] },
  { rows: 'retry.jitterSpan', needs: 'retry.jitter', in: ['growing'] },
  { rows: 'retry.budget', needs: 'retry.budget', not: OFF },
  { rows: 'retry.token', needs: 'retry.budget', not: OFF },
  { rows: 'retry.budgetFloor', needs: 'retry.budgetKind', in: ['finagle'] },
  { rows: 'retry.budgetTtl', needs: 'retry.budgetKind', in: ['finagle'] },
  { rows: 'retry.tokensMax', needs: 'retry.budgetKind', in: ['grpc', 'tokens'] },
  { rows: 'retry.tokenCost', needs: 'retry.budgetKind', in: ['tokens'] },
  { rows: 'dlq.', needs: 'dlq.enabled', in: [true] },
  { rows: 'redrive.', needs: 'dlq.enabled', in: [true] },
  { rows: 'redrive.after', needs: 'retry.owner', in: ['operator'] },
  { rows: 'queue.counts', needs: 'queue.capacity', not: UNLIMITED },
  { rows: 'queue.overflow', needs: 'queue.capacity', not: UNLIMITED },
  { rows: 'queue.ageClock', needs: 'queue.ttl', not: UNLIMITED },
  { rows: 'queue.partitions', needs: 'queue.order', in: ['partition-log'] },
  { rows: 'inflight.signal', needs: 'inflight.quota', not: UNLIMITED },
  { rows: 'ack.commitEvery', needs: 'ack.granularity', in: ['cumulative'] },
  { rows: 'lease.maxTotal', needs: 'lease.renewEvery', not: OFF },
  { rows: 'ds.', needs: 'ds.servers', not: OFF },
  { rows: 'throttle.', needs: 'ds.servers', not: OFF },
  { rows: 'breaker.', needs: 'ds.servers', not: OFF },
  { rows: 'ds.rateBurst', needs: 'ds.rateLimit', not: UNLIMITED },
  { rows: 'ds.retryAfter', needs: 'ds.rateLimit', not: UNLIMITED },
  { rows: 'breaker.', needs: 'breaker.window', not: OFF },
  { rows: 'breaker.minCalls', needs: 'breaker.windowTime', not: OFF },
  { rows: 'breaker.slowThreshold', needs: 'breaker.slowCall', not: OFF },
];

/** The rules that a row is under. */
export const rulesOf = (id: ParameterId): Rule[] =>
  rules.filter(({ rows, needs }) => id.startsWith(rows) && id !== needs);

export const holds = (rule: Rule, value: Value): boolean =>
  rule.in === undefined ? value !== rule.not : rule.in.includes(value);

/** What a rule asks for, as “Pattern” is on-off; without a full stop. */
export function conditionOf(rule: Rule): string {
  const row: Row = parameters[rule.needs];
  const words = (value: Value) => formatValue(row, value);
  const wanted = rule.in === undefined ? `not ${words(rule.not ?? OFF)}` : rule.in.map(words).join(' or ');
  return `“${row.label}” is ${wanted}`;
}
