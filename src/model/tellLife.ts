/** Folds the records of messages into their lives. Longer than other files, because each kind of record has its line here. */
import { Fact, gates, type Records } from './journal.ts';
import type { Attempt, Cause, Ending, Life } from './life.ts';
import type { SimTime } from './time.ts';

/** By code of the fact: what the delivery that it names is at from then on; null: at nothing. */
const deliveryIsAt: (Cause | null | undefined)[] = [];
deliveryIsAt[Fact.arrived] = 'inbox';
deliveryIsAt[Fact.started] = 'work';
deliveryIsAt[Fact.called] = 'call';
deliveryIsAt[Fact.triedAgain] = 'pause';
deliveryIsAt[Fact.refused] = 'answer';
deliveryIsAt[Fact.ackSent] = 'answer';
deliveryIsAt[Fact.nackSent] = 'answer';
deliveryIsAt[Fact.returned] = 'answer';
deliveryIsAt[Fact.shed] = 'answer';
deliveryIsAt[Fact.finished] = 'unanswered';
deliveryIsAt[Fact.ackLost] = 'unanswered';
deliveryIsAt[Fact.strayed] = 'unanswered';
/** After a failed call the worker goes on with its own failure; what it does next is a record of the same instant. */
deliveryIsAt[Fact.callFailed] = 'work';

/** Where the message itself is from then on. */
const messageIsAt: (Cause | undefined)[] = [];
messageIsAt[Fact.held] = 'held';
messageIsAt[Fact.unconfirmed] = 'held';
messageIsAt[Fact.resent] = 'publishing';
messageIsAt[Fact.queued] = 'queue';
messageIsAt[Fact.delayed] = 'retry';

const attemptFacts = new Set<number>([
  Fact.refused,
  Fact.returned,
  Fact.shed,
  Fact.strayed,
  Fact.finished,
  Fact.callFailed,
  Fact.ackLost,
  Fact.nacked,
  Fact.expired,
  Fact.acked,
]);

interface Telling {
  life: Life;
  /** The delivery that the broker counts on, or -1. */
  current: number;
  attempt: number;
  attemptOf: Map<number, Attempt>;
  /** What each delivery that is not over is at. */
  at: Map<number, { cause: Cause; since: SimTime }>;
  open: { cause: Cause; since: SimTime } | null;
}

/** True of a delivery that may still have an effect. */
const isBusy = (cause: Cause) => cause !== 'answer' && cause !== 'unanswered';

/**
 * The lives of the messages in `records`, in the order in which they appear. `records` must hold every record of each of them up to
 * `until`, in order; `gateRecords` those of the lane's gate from before the first of them was ready.
 */
export function livesOf(records: Records, gateRecords: Records, until: SimTime): Life[] {
  const tellings = new Map<number, Telling>();
  for (let i = 0; i < records.length && records.time[i] <= until; i++) {
    const message = records.message[i];
    let telling = tellings.get(message);
    if (telling === undefined) {
      // Somebody may have aimed at a message that was never there.
      if (records.kind[i] !== Fact.published && records.kind[i] !== Fact.copied) continue;
      telling = begin(message, records, i);
      tellings.set(message, telling);
    }
    tell(telling, records, i);
  }
  return [...tellings.values()].map((telling) => {
    close(telling, until);
    telling.life.heldBy = holders(telling.life, gateRecords);
    return telling.life;
  });
}

function begin(message: number, records: Records, i: number): Telling {
  const isCopy = records.kind[i] === Fact.copied;
  const bornAt = records.time[i];
  const life: Life = {
    message,
    copyOf: isCopy ? records.value[i] : -1,
    copyReason: isCopy ? records.node[i] : -1,
    bornAt,
    spans: [],
    beside: [],
    attempts: [],
    effects: [],
    heldBy: [],
    dueAt: -1,
    ending: { kind: 'open' },
  };
  const open = { cause: 'publishing' as const, since: bornAt };
  return { life, current: -1, attempt: 0, attemptOf: new Map(), at: new Map(), open };
}

function tell(telling: Telling, records: Records, i: number): void {
  const { life } = telling;
  const kind = records.kind[i];
  const at = records.time[i];
  const delivery = records.delivery[i];
  const value = records.value[i];
  const place = messageIsAt[kind];
  if (attemptFacts.has(kind)) telling.attemptOf.get(delivery)?.facts.push({ fact: kind, at, value });
  if (kind === Fact.sent || kind === Fact.leased) handOut(telling, records, i);
  else if (kind === Fact.applied) life.effects.push({ at, times: value });
  else if (kind === Fact.renewed && delivery === telling.current) life.dueAt = value;
  else if (kind === Fact.acked) end(telling, { kind: 'done', at });
  else if (kind === Fact.deduplicated) end(telling, { kind: 'swallowed', at });
  else if (kind === Fact.deadLettered) end(telling, { kind: 'deadLettered', at, reason: value });
  else if (kind === Fact.dropped) end(telling, { kind: 'dropped', at, reason: value });
  else if (kind === Fact.turnedAway) end(telling, { kind: 'turnedAway', at, reason: value });
  else if (place !== undefined) {
    letGo(telling, at);
    turn(telling, place, at);
    life.dueAt = kind === Fact.delayed || kind === Fact.resent || kind === Fact.unconfirmed ? value : -1;
  } else if (deliveryIsAt[kind] !== undefined) move(telling, delivery, deliveryIsAt[kind]!, at);
}

function handOut(telling: Telling, records: Records, i: number): void {
  const { life } = telling;
  const at = records.time[i];
  const delivery = records.delivery[i];
  letGo(telling, at);
  turnTo(telling, 'flight', at, records.node[i]);
  telling.current = delivery;
  telling.at.set(delivery, { cause: 'flight', since: at });
  life.dueAt = records.kind[i] === Fact.leased ? records.value[i] : -1;
  const attempt: Attempt = { attempt: telling.attempt, at, facts: [] };
  life.attempts.push(attempt);
  telling.attemptOf.set(delivery, attempt);
}

/** The delivery is at something else from now on. */
function move(telling: Telling, delivery: number, cause: Cause, at: SimTime): void {
  const before = telling.at.get(delivery);
  if (before === undefined) return;
  // An ack that was sent before the work is on its way while the work goes on.
  if (cause === 'answer' && isBusy(before.cause) && before.cause !== 'inbox' && before.cause !== 'flight') return;
  if (delivery === telling.current) turn(telling, cause, at);
  else beside(telling, delivery, before, at);
  telling.at.set(delivery, { cause, since: at });
}

function turn(telling: Telling, cause: Cause, at: SimTime): void {
  turnTo(telling, cause, at, telling.attempt);
}

function turnTo(telling: Telling, cause: Cause, at: SimTime, attempt: number): void {
  const { open, life } = telling;
  if (open === null) return;
  if (at > open.since) life.spans.push({ cause: open.cause, from: open.since, to: at, attempt: telling.attempt });
  telling.open = { cause, since: at };
  telling.attempt = attempt;
}

/** The broker no longer counts on the delivery that is out; what it is at goes on beside. */
function letGo(telling: Telling, at: SimTime): void {
  const out = telling.at.get(telling.current);
  if (out !== undefined) telling.at.set(telling.current, { ...out, since: at });
  telling.current = -1;
}

function beside(telling: Telling, delivery: number, { cause, since }: { cause: Cause; since: SimTime }, at: SimTime) {
  if (at <= since || !isBusy(cause)) return;
  const attempt = telling.attemptOf.get(delivery)?.attempt ?? 0;
  telling.life.beside.push({ cause, from: since, to: at, attempt });
}

function end(telling: Telling, ending: Exclude<Ending, { kind: 'open' }>): void {
  if (telling.open === null) return;
  letGo(telling, ending.at);
  turn(telling, 'queue', ending.at);
  telling.open = null;
  telling.life.dueAt = -1;
  telling.life.ending = ending;
}

function close(telling: Telling, until: SimTime): void {
  for (const [delivery, out] of telling.at) if (delivery !== telling.current) beside(telling, delivery, out, until);
  if (telling.open !== null) turn(telling, telling.open.cause, until);
}

/** How long each gate was the lane's while the message was in the queue. */
function holders({ spans }: Life, { length, time, value }: Records): number[] {
  const held = gates.map(() => 0);
  for (const { cause, from, to } of spans) {
    if (cause !== 'queue') continue;
    for (let i = 0; i < length && time[i] < to; i++) {
      const overlap = Math.min(to, i + 1 < length ? time[i + 1] : to) - Math.max(from, time[i]);
      if (overlap > 0) held[value[i]] += overlap;
    }
  }
  return held;
}
