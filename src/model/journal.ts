/**
 * The journal: every fact of a lane's run as one fixed-width record.
 * The engine writes it; stage, charts, review and exports read it and nothing else.
 * Order is the order in which things happened; `time` never decreases.
 */
import { codesOf } from './codes.ts';
import type { SimTime } from './time.ts';

/**
 * What a record says. The comment names what `node` and `value` hold; `message` and `delivery` are set where they apply, else -1.
 * A time in `value` is absolute; NEVER is written as -1. The order is part of the format: append, never insert.
 */
export const factKinds = [
  'published', // node: 0 steady, 1 burst, 2 injected poison; value: when it reaches the broker
  'accepted', // the broker has it from now on
  'turnedAway', // never accepted; value: index in lossReasons
  'held', // the producer keeps it until the broker takes it
  'queued', // ready for delivery; value: deliveries so far
  'sent', // a push request leaves; node: which delivery of this message it is, from 1; value: when it reaches the consumer
  'polled', // node: poller; value: when the request reaches the broker
  'parked', // a long poll waits at the broker; node: poller; value: when it gives up
  'empty', // a poll comes to nothing; delivery: why, one of Empty; node: poller; value: when the answer is home
  'leased', // message handed to a poller; node: which delivery of this message it is, from 1; value: lease end
  'answered', // the broker answers a poll; node: poller; delivery: how many messages, whose `leased` records follow; value: when the answer is home
  'arrived', // a delivery reached the consumer and waits there; node: instance
  'refused', // the consumer says no; node: 0 full, 1 down; value: when the sender hears it
  'started', // a worker begins; node: worker; value: planned end of its own work
  'called', // the worker calls downstream; node: worker
  'callDone', // downstream finished a call, perhaps after the caller gave up; node: worker; value: 1 if abandoned
  'callFailed', // the caller sees a failed call; node: worker; value: index in callFailures
  'finished', // the execution is over; node: worker; value: index in outcomes
  'applied', // the side effect happened; value: how often by now, so 2 is a double effect
  'absorbed', // a duplicate did no harm; node: 0 a dedup store recognised it, 1 it was done again and changed nothing
  'ackSent', // node: worker; value: when the sender hears it
  'ackLost', // node: worker
  'nackSent', // node: worker; value: when the sender hears it
  'acked', // node: 1 if it came after the lease had ended
  'nacked', // a refusal or an error reached the sender
  'expired', // lease or request timeout ran out
  'delayed', // waits for its retry; node: deliveries so far; value: when it is due
  'deadLettered', // value: index in lossReasons
  'dropped', // value: index in lossReasons
  'workerDown', // node: worker
  'workerUp', // node: worker
  'changed', // an entry of the timeline took effect; value: its index
  'staffed', // node: workers on duty from now on; value: pollers on duty
  'breaker', // value: index in breakerStates
  'metered', // the limiter let messages through; value: the limiter's virtual time (see engine/limiter)
  'triedAgain', // a worker that owns retries backs off; node: worker; value: which try comes next
  'copied', // one more message of an event that has had one, on its way to the broker; node: index in copyReasons; value: number of the other one
  'deduplicated', // the broker recognised a second publish and swallowed it
  'unconfirmed', // the producer has no confirm for it; node: which try it was, from 1; value: when it publishes again, -1 if it gives up
  'resent', // the producer publishes it again; node: which try it is, from 1; value: when it reaches the broker
  'strayed', // a delivery is lost on its way
  'renewed', // a lease goes on; value: its new end
  'returned', // a worker gives a delivery back without working on it; node: worker; value: when the broker hears it
  'shed', // a worker refuses to begin a delivery; node: worker
  'committed', // a consumer acks all that it has done since the last time; node: instance; value: how many messages
  'callCancelled', // a call leaves the downstream because its caller gave up; node: worker
  'throttled', // the sender's rate limit refuses a message
  'lapsed', // acked before its work, which then failed: it will never have an effect
  'endpoint', // node: instance; value: index in endpointStates
  'window', // the sender's window has another size; value: that size
  'scaled', // autoscaling decided; node: instances before; value: instances from now on or once started
  'gate', // what holds the queue is something else from now on; value: index in gates
  'entered', // a machine entered a state; message: kind of machine; delivery: which one; value: state. Written only on request
  'harmed', // somebody did this to one thing: to `message`, or to the worker in node; value: index in harmKinds
  'missed', // somebody would have, but it was not there: finished, away or never known; otherwise as `harmed`
  'frozen', // a worker stands still in the middle of its work; node: worker
  'resumed', // its work goes on; node: worker; value: planned end of it
] as const;
export type FactKind = (typeof factKinds)[number];

/** The code of each kind, as it stands in the `kind` column. */
export const Fact = codesOf(factKinds);

export const lossReasons = [
  'full',
  'down',
  'outbox',
  'attempts',
  'budget',
  'overflow',
  'volatile',
  'unconfirmed',
  'ttl',
  'age',
  'disabled',
  'throttled',
  'by-hand', // somebody took it away
] as const;
export const Loss = codesOf(lossReasons);

/** Numbers of copies begin here, far above those of published messages, which are the same in all lanes. */
export const COPIES_FROM = 0x4000_0000;

/** Why the broker has more than one message of an event. */
export const copyReasons = ['resent', 'republished', 'redriven', 'spurious'] as const;
export const Copy = codesOf(copyReasons);

/** Why a poll comes to nothing. */
export const emptyReasons = [
  'nothing', // there is nothing for it
  'refused', // with an error: too many are leased, or the broker is down
  'unheard', // nobody answered: the broker hangs, and the poller gave up by its own clock
] as const;
export const Empty = codesOf(emptyReasons);

export const endpointStates = ['up', 'backing-off', 'disabled'] as const;
export const EndpointState = codesOf(endpointStates);

/** What keeps ready messages in the queue. Where several would, the first of them in this list is recorded; a push link asks `ordering` first. */
export const gates = [
  'none', // nothing waits
  'broker-down', // or hangs
  'endpoint-backoff', // the sender pauses every endpoint
  'breaker', // pollers pause while it is not closed
  'rate', // no token
  'window', // as many are unanswered as may be: prefetch, credit
  'quota', // as many are leased as may be
  'ordering', // something of the same key or partition is out
  'batch', // a poll waits at the broker for more messages
  'consumer-down', // nobody is there to ask: crashed or hanging
  'workers-busy', // nobody asks, because no worker is free
  'no-poll', // a worker is free; its poller rests, or its question is on the way
] as const;
export type GateName = (typeof gates)[number];
export const Gate = codesOf(gates);

export const callFailures = [
  'refused',
  'error',
  'timeout',
  'breaker',
  'full',
  'throttled',
  'conflict',
  'adaptive',
] as const;
export const CallFailure = codesOf(callFailures);

export const outcomes = ['done', 'error', 'poison', 'downstream', 'crash'] as const;
export const Outcome = codesOf(outcomes);

export const breakerStates = ['closed', 'open', 'halfOpen'] as const;
export const BreakerState = codesOf(breakerStates);

/** A run of records in columns. `cause` is the sequence number of the record that led to this one, or -1. */
export interface Records {
  /** Sequence number of the first record here, counted from the start of the run. */
  first: number;
  length: number;
  time: Float64Array;
  kind: Uint8Array;
  message: Int32Array;
  delivery: Int32Array;
  node: Int32Array;
  value: Float64Array;
  cause: Float64Array;
}

export function createRecords(capacity: number, first = 0): Records {
  return {
    first,
    length: 0,
    time: new Float64Array(capacity),
    kind: new Uint8Array(capacity),
    message: new Int32Array(capacity),
    delivery: new Int32Array(capacity),
    node: new Int32Array(capacity),
    value: new Float64Array(capacity),
    cause: new Float64Array(capacity),
  };
}

/** A copy of records `from` to `to` (positions, not sequence numbers) that shares no memory with `records`, so it can be transferred. */
export function sliceRecords(records: Records, from: number, to: number): Records {
  return {
    first: records.first + from,
    length: to - from,
    time: records.time.slice(from, to),
    kind: records.kind.slice(from, to),
    message: records.message.slice(from, to),
    delivery: records.delivery.slice(from, to),
    node: records.node.slice(from, to),
    value: records.value.slice(from, to),
    cause: records.cause.slice(from, to),
  };
}

/** Position of the first record later than `time`. */
export function recordsUntil(records: Records, time: SimTime): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (records.time[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
