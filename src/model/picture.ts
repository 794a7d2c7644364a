/**
 * What a lane looks like at one instant: the journal, folded up to a playhead.
 * The worker folds to make keyframes, the page folds from a keyframe on; both call `applyRecord`, so they can't disagree.
 */
import { Fact, type Records } from './journal.ts';
import { NEVER, type SimTime } from './time.ts';

/** Where the broker's books have a message. `travelling` is on its way to the broker, `held` is in the producer's outbox. */
export type MessagePlace = 'travelling' | 'held' | 'ready' | 'leased' | 'delayed';

export interface MessageView {
  id: number;
  place: MessagePlace;
  publishedAt: SimTime;
  /** When it came to this place. */
  since: SimTime;
  /** When the place ends if nothing happens first: arrival, retry due, lease end. NEVER if it does not end by itself. */
  until: SimTime;
  /** Deliveries so far. */
  deliveries: number;
  /** The delivery that is out now, or -1. */
  delivery: number;
}

/** Where a delivery is on the consumer's side. It may outlive its lease, and then its message can be out twice. */
export type DeliveryPlace = 'flying' | 'inbox' | 'working' | 'calling';

export interface DeliveryView {
  id: number;
  message: number;
  place: DeliveryPlace;
  since: SimTime;
  until: SimTime;
  /** Instance while in the inbox, worker while working or calling, else -1. */
  node: number;
}

/** Totals since the start of the run. Each is a number of records of one kind, so each can be checked against the journal. */
export interface Totals {
  published: number;
  accepted: number;
  turnedAway: number;
  deliveries: number;
  retries: number;
  refused: number;
  executions: number;
  finished: number;
  acked: number;
  expired: number;
  deadLettered: number;
  dropped: number;
  polls: number;
  emptyPolls: number;
  calls: number;
  failedCalls: number;
  wastedCalls: number;
  effects: number;
  duplicateEffects: number;
  absorbed: number;
  acksLost: number;
}

export type PollerPlace = 'away' | 'asking' | 'parked';

export interface Picture {
  time: SimTime;
  totals: Totals;
  /** Unfinished messages by id, oldest first. */
  messages: Map<number, MessageView>;
  /** Deliveries that are not over on the consumer's side, oldest first. */
  deliveries: Map<number, DeliveryView>;
  /** Ids of the latest dead letters, newest last, at most 64. */
  tray: number[];
  pollers: PollerPlace[];
  workersOnDuty: number;
  workersDown: number[];
  breaker: number;
  /** The limiter's virtual time; see engine/limiter. */
  meter: SimTime;
  firstLossAt: SimTime;
  /** When the latest answer to a poll is home; the records of its messages follow it in the journal. */
  answerHomeAt: SimTime;
}

const TRAY_SIZE = 64;

export function emptyPicture(): Picture {
  return {
    time: 0,
    totals: {
      published: 0,
      accepted: 0,
      turnedAway: 0,
      deliveries: 0,
      retries: 0,
      refused: 0,
      executions: 0,
      finished: 0,
      acked: 0,
      expired: 0,
      deadLettered: 0,
      dropped: 0,
      polls: 0,
      emptyPolls: 0,
      calls: 0,
      failedCalls: 0,
      wastedCalls: 0,
      effects: 0,
      duplicateEffects: 0,
      absorbed: 0,
      acksLost: 0,
    },
    messages: new Map(),
    deliveries: new Map(),
    tray: [],
    pollers: [],
    workersOnDuty: 0,
    workersDown: [],
    breaker: 0,
    meter: 0,
    firstLossAt: NEVER,
    answerHomeAt: 0,
  };
}

function placeMessage(picture: Picture, id: number, place: MessagePlace, since: SimTime, until: SimTime): MessageView {
  const message = picture.messages.get(id);
  if (message === undefined)
    throw new Error(`journal at ${since} µs: message ${id} is ${place} but was never published`);
  message.place = place;
  message.since = since;
  message.until = until;
  return message;
}

function placeDelivery(
  picture: Picture,
  id: number,
  place: DeliveryPlace,
  since: SimTime,
  until: SimTime,
  node: number,
) {
  const delivery = picture.deliveries.get(id);
  if (delivery === undefined) return;
  delivery.place = place;
  delivery.since = since;
  delivery.until = until;
  delivery.node = node;
}

function handOut(picture: Picture, records: Records, i: number, leaseEnd: SimTime, home: SimTime): void {
  const time = records.time[i];
  const id = records.delivery[i];
  const message = placeMessage(picture, records.message[i], 'leased', time, leaseEnd);
  message.deliveries = records.node[i];
  message.delivery = id;
  picture.deliveries.set(id, { id, message: message.id, place: 'flying', since: time, until: home, node: -1 });
  picture.totals.deliveries++;
  if (message.deliveries > 1) picture.totals.retries++;
}

function lose(picture: Picture, id: number, time: SimTime): void {
  picture.messages.delete(id);
  picture.firstLossAt = Math.min(picture.firstLossAt, time);
}

const orNever = (time: SimTime) => (time === -1 ? NEVER : time);

/** Takes the record at position `i` into the picture. Records must come in order and none may be left out. */
export function applyRecord(picture: Picture, records: Records, i: number): void {
  const time = records.time[i];
  const message = records.message[i];
  const delivery = records.delivery[i];
  const node = records.node[i];
  const value = records.value[i];
  const { totals } = picture;
  picture.time = time;
  switch (records.kind[i]) {
    case Fact.published:
      totals.published++;
      picture.messages.set(message, {
        id: message,
        place: 'travelling',
        publishedAt: time,
        since: time,
        until: value,
        deliveries: 0,
        delivery: -1,
      });
      return;
    case Fact.accepted:
      totals.accepted++;
      return;
    case Fact.turnedAway:
      totals.turnedAway++;
      lose(picture, message, time);
      return;
    case Fact.held:
      placeMessage(picture, message, 'held', time, NEVER);
      return;
    case Fact.queued:
      placeMessage(picture, message, 'ready', time, NEVER).delivery = -1;
      return;
    case Fact.delayed:
      placeMessage(picture, message, 'delayed', time, value).delivery = -1;
      return;
    case Fact.sent:
      handOut(picture, records, i, NEVER, value);
      return;
    case Fact.leased:
      handOut(picture, records, i, orNever(value), picture.answerHomeAt);
      return;
    case Fact.polled:
      totals.polls++;
      picture.pollers[node] = 'asking';
      return;
    case Fact.parked:
      picture.pollers[node] = 'parked';
      return;
    case Fact.empty:
      totals.emptyPolls++;
      picture.pollers[node] = 'away';
      return;
    case Fact.answered:
      picture.pollers[node] = 'away';
      picture.answerHomeAt = value;
      return;
    case Fact.arrived:
      placeDelivery(picture, delivery, 'inbox', time, NEVER, node);
      return;
    case Fact.refused:
      totals.refused++;
      picture.deliveries.delete(delivery);
      return;
    case Fact.started:
      totals.executions++;
      placeDelivery(picture, delivery, 'working', time, value, node);
      return;
    case Fact.called:
      totals.calls++;
      placeDelivery(picture, delivery, 'calling', time, NEVER, node);
      return;
    case Fact.callDone:
      totals.wastedCalls += value;
      return;
    case Fact.callFailed:
      totals.failedCalls++;
      return;
    case Fact.finished:
      totals.finished++;
      picture.deliveries.delete(delivery);
      return;
    case Fact.applied:
      totals.effects++;
      if (value > 1) totals.duplicateEffects++;
      return;
    case Fact.absorbed:
      totals.absorbed++;
      return;
    case Fact.ackLost:
      totals.acksLost++;
      return;
    case Fact.acked:
      totals.acked++;
      picture.messages.delete(message);
      return;
    case Fact.expired:
      totals.expired++;
      return;
    case Fact.deadLettered:
      totals.deadLettered++;
      lose(picture, message, time);
      picture.tray.push(message);
      if (picture.tray.length > TRAY_SIZE) picture.tray.shift();
      return;
    case Fact.dropped:
      totals.dropped++;
      lose(picture, message, time);
      return;
    case Fact.workerDown:
      picture.workersDown.push(node);
      return;
    case Fact.workerUp:
      picture.workersDown = picture.workersDown.filter((worker) => worker !== node);
      return;
    case Fact.staffed:
      picture.workersOnDuty = node;
      picture.pollers.length = Math.max(value, 0);
      for (let poller = 0; poller < value; poller++) picture.pollers[poller] ??= 'away';
      return;
    case Fact.breaker:
      picture.breaker = value;
      return;
    case Fact.metered:
      picture.meter = value;
      return;
    default: // ackSent, nackSent, nacked, changed, entered: nothing stands elsewhere because of them
  }
}
