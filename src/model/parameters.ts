/** The parameter table: every knob of the Lab, once. Sliders, links, validation, command line and docs read its rows. */
import {
  type Row as AnyRow,
  choice,
  count,
  duration,
  factor,
  group,
  OFF,
  probability,
  rate,
  toggle,
  UNLIMITED,
} from './knobs.ts';
import { laneIds } from './lanes.ts';
import { MILLISECOND as MS, NEVER, SECOND as S } from './time.ts';

const M = 60 * S;
const H = 60 * M;
const core = { core: true } as const;
const pulling = ['pull', 'hybrid'] as const;

/** In the order of the screen. */
export const groups = [
  { id: 'arrivals', label: 'Arrivals' },
  { id: 'consumer', label: 'Consumers' },
  { id: 'pull', label: 'Pull' },
  { id: 'push', label: 'Push' },
  { id: 'retry', label: 'Retries' },
  { id: 'broker', label: 'Broker' },
  { id: 'downstream', label: 'Downstream' },
  { id: 'target', label: 'Target' },
] as const;

// One row a line, however long: a table is read down its columns.
// biome-ignore format: see above
export const parameters = {
  ...group('arrivals', 'shared', {
    'arrival.rate': rate('Arrivals', 14, [0.01, 10_000], 'Messages published per second, on average; all lanes get the same ones.', core),
    'arrival.process': choice('Pattern', 'poisson', ['poisson', 'steady', 'trace'], 'Poisson comes at random, steady like a clock, trace as recorded in your file.'),
    'burst.size': count('Burst', 0, [0, 10_000], 'Extra messages that arrive almost at once.', core),
    'burst.at': duration('Burst at', 20 * S, [0, H], 'When the first burst begins.'),
    'burst.every': duration('Burst every', NEVER, [100 * MS, H, 'inf'], 'Time from the start of one burst to the start of the next.'),
    'burst.over': duration('Burst lasts', 250 * MS, [0, M], 'The messages of a burst are spread evenly over this time.'),
    'trace.speedup': factor('Trace speed', 1, [0.001, 1_000_000], 'How many times faster than recorded the trace is played.'),
    'poison.prob': probability('Poison', 0, [0, 1], 'Share of messages that fail every time they are worked on.'),
    'publish.buffer': count('Outbox', 1_000, [0, 1_000_000], 'Messages the producer can hold while the broker is down or blocks; more are lost.', { lanes: laneIds }),
  }),
  ...group('consumer', laneIds, {
    'consumer.instances': count('Workers', 2, [1, 200], 'Instances of the consumer.', core),
    'consumer.concurrency': count('Slots each', 1, [1, 100], 'Messages that one instance works on at the same time.'),
    'service.mean': duration('Service time', 100 * MS, [0, H], 'Own work per message, on average, without the downstream call.', core),
    'service.dist': choice('Service spread', 'lognormal', ['deterministic', 'exponential', 'lognormal', 'erlang', 'hyperexponential'], 'How service times differ from message to message.'),
    'service.cv': factor('Variation', 0.5, [0, 5], 'Standard deviation of the service time over its mean.', { scale: 'linear' }),
    'error.prob': probability('Errors', 0, [0, 1], 'Share of executions that fail and may succeed when tried again.'),
    'consumer.rateLimit': rate('Rate limit', UNLIMITED, [0.1, 10_000, 'inf'], 'Messages that the workers of a lane start per second, at most.', { core: true, lanes: pulling }),
    'consumer.rateBurst': count('Limit burst', 1, [1, 1_000], 'Messages the limiter lets through at once after a quiet time.', { lanes: pulling }),
    'idempotency.mode': choice('Idempotency', 'none', ['none', 'dedup-store'], 'A dedup store recognises a message that was done before, so its effect happens once.'),
  }),
  ...group('pull', pulling, {
    'poll.interval': duration('Poll interval', S, [0, H], 'Pause of a worker before it asks again.', core),
    'poll.pace': choice('Poll pace', 'after-empty', ['after-empty', 'fixed'], 'After-empty asks again at once after a hit; fixed keeps the interval between the starts of two polls.'),
    'poll.wait': duration('Long poll', 0, [0, M], 'How long the broker keeps a poll open when it has nothing; 0 answers at once.'),
    'poll.batchMax': count('Batch', 10, [1, 1_000], 'Most messages that one poll can bring.'),
  }),
  ...group('push', ['push'], {
    'push.inbox': count('Inbox', UNLIMITED, [0, 10_000, 'inf'], 'Messages that can wait at an instance; when it is full, the next is refused.', core),
    'push.maxInFlight': count('In flight', UNLIMITED, [1, 100_000, 'inf'], 'Unanswered deliveries the sender allows itself; a bound is back-pressure (prefetch, credit).'),
    'push.requestTimeout': duration('Request timeout', 10 * S, [100 * MS, 10 * M, 'inf'], 'How long the sender waits for an answer; the work it gave up on goes on.'),
  }),
  ...group('retry', laneIds, {
    'retry.owner': choice('Retried by', 'broker', ['none', 'sender', 'broker', 'worker'], 'Who remembers a failed message and tries it again.', { initialIn: { push: 'sender' } }),
    'retry.maxAttempts': count('Attempts', 5, [1, 1_000, 'inf'], 'Deliveries of one message before it is given up, the first included.', core),
    'retry.base': duration('First retry', S, [0, H], 'Wait before the first retry.'),
    'retry.multiplier': factor('Backoff', 2, [1, 10], 'Each further wait is this many times longer.', { scale: 'linear' }),
    'retry.cap': duration('Longest wait', M, [MS, 24 * H], 'No wait before a retry grows beyond this.'),
    'retry.jitter': choice('Jitter', 'none', ['none', 'full', 'equal'], 'Random part of the wait: none, all of it, or its second half; it keeps retries from coming together.'),
    'retry.budget': probability('Retry budget', OFF, [0.01, 1, 'off'], 'Retries allowed per first delivery; beyond it a failed message is given up.'),
    'retry.budgetFloor': rate('Budget floor', 0, [0, 100], 'Retries per second that the budget always allows.'),
    'dlq.enabled': toggle('Dead letters', true, 'Keep messages that are given up in a dead-letter queue instead of dropping them.', core),
  }),
  ...group('broker', laneIds, {
    'net.latency': duration('Network', 5 * MS, [0, 5 * S], 'Time a message, a poll, an answer or an ack is on its way, one way.'),
    'queue.capacity': count('Queue limit', UNLIMITED, [1, 1_000_000, 'inf'], 'Ready messages the broker keeps at most.'),
    'queue.overflow': choice('When full', 'reject', ['reject', 'drop-oldest', 'block'], 'What a full queue does with one more message: refuse it, drop the oldest, or make the producer wait.'),
    'queue.durable': toggle('Durable', true, 'Whether the queue survives when the broker goes down.', { initialIn: { push: false } }),
    'ack.timeout': duration('Lease', 30 * S, [100 * MS, 12 * H, 'inf'], 'How long a worker may keep a message before the broker gives it to another (visibility timeout, ack deadline).', { lanes: pulling }),
    'ack.lossProb': probability('Lost acks', 0, [0, 1], 'Share of acks that never arrive, so that finished work is delivered again.', core),
    'lateAck': choice('Late ack', 'accepted', ['accepted', 'rejected'], 'Whether an ack counts that comes after the lease has ended.'),
  }),
  ...group('downstream', laneIds, {
    'ds.servers': count('Servers', OFF, [1, 1_000, 'off'], 'Calls that the dependency of the workers serves at the same time.', core),
    'ds.service': duration('Call time', 20 * MS, [1, M], 'Time the dependency needs for a call, on average, without waiting.'),
    'ds.dist': choice('Call spread', 'exponential', ['deterministic', 'exponential'], 'How call times differ from call to call.'),
    'ds.timeout': duration('Call timeout', S, [MS, 5 * M, 'inf'], 'How long a worker waits for a call; the dependency finishes it all the same.'),
    'ds.errorRate': probability('Call errors', 0, [0, 1], 'Share of calls that the dependency answers with an error.'),
    'breaker.window': count('Breaker window', OFF, [1, 1_000, 'off'], 'Latest calls by which the circuit breaker judges.'),
    'breaker.threshold': probability('Breaker opens at', 0.5, [0, 1], 'Share of failed calls in the window that opens the breaker.', { scale: 'linear' }),
    'breaker.openFor': duration('Breaker open for', 5 * S, [100 * MS, 10 * M], 'How long an open breaker fails calls at once before it tries one.'),
  }),
  ...group('target', 'shared', {
    'freshness.threshold': duration('Fresh within', 2 * S, [10 * MS, 24 * H], 'A message counts as fresh if its effect happens within this time of publishing.'),
  }),
};

export type ParameterId = keyof typeof parameters;
export type Row = AnyRow & { id: ParameterId };

/** In the order of the table. */
export const parameterIds = Object.keys(parameters) as ParameterId[];

/** A value for each parameter, as a lane has it at one time. */
export type Settings = { [Id in ParameterId]: (typeof parameters)[Id]['initial'] };

export const isParameterId = (text: string): text is ParameterId => Object.hasOwn(parameters, text);
