/**
 * The journal, folded up to a playhead. The worker folds to make keyframes, the page folds from a keyframe on; both call
 * `applyRecord`, so they can't disagree.
 */
import { CallFailure, Fact, Outcome, type Records } from './journal.ts';
import type { DeliveryPlace, MessagePlace, MessageView, Picture } from './picture.ts';
import { HarmCode } from './scenario.ts';
import { NEVER, type SimTime } from './time.ts';

const TRAY_SIZE = 64;

function placeMessage(picture: Picture, id: number, place: MessagePlace, since: SimTime, until: SimTime): MessageView {
  const message = picture.messages.get(id);
  if (message === undefined)
    throw new Error(`journal at ${since} µs: message ${id} is ${place} but was never published`);
  message.place = place;
  message.since = since;
  message.until = until;
  return message;
}

/** Of a copy, `of` is the message that it was made of, if that is still known. */
function addMessage(picture: Picture, id: number, time: SimTime, arrivesAt: SimTime, of?: MessageView): void {
  picture.messages.set(id, {
    id,
    place: 'travelling',
    publishedAt: time,
    since: time,
    until: arrivesAt,
    deliveries: 0,
    delivery: -1,
    effects: of?.effects ?? 0,
    doneBefore: false,
    poison: of?.poison ?? false,
  });
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
  delivery.stoppedAt = NEVER;
  delivery.node = node;
}

function handOut(picture: Picture, records: Records, i: number, leaseEnd: SimTime, home: SimTime): void {
  const time = records.time[i];
  const id = records.delivery[i];
  const message = placeMessage(picture, records.message[i], 'leased', time, leaseEnd);
  message.deliveries = records.node[i];
  message.delivery = id;
  message.doneBefore = message.effects > 0;
  picture.deliveries.set(id, {
    id,
    message: message.id,
    place: 'flying',
    since: time,
    until: home,
    stoppedAt: NEVER,
    node: -1,
  });
  picture.totals.deliveries++;
  if (message.deliveries > 1) picture.totals.retries++;
}

function lose(picture: Picture, id: number, time: SimTime, reason: number): void {
  picture.messages.delete(id);
  picture.firstLossAt = Math.min(picture.firstLossAt, time);
  picture.lostBy[reason] = (picture.lostBy[reason] ?? 0) + 1;
}

/** These fail before they are served; every other call stays at the downstream until it is done or cancelled. */
const isRejected = (failure: number) =>
  failure === CallFailure.refused || failure === CallFailure.full || failure === CallFailure.throttled;

const orNever = (time: SimTime) => (time === -1 ? NEVER : time);

/** Takes the record at position `i` into the picture. Records must come in order and none may be left out. */
export function applyRecord(picture: Picture, records: Records, i: number): void {
  const time = records.time[i];
  const message = records.message[i];
  const delivery = records.delivery[i];
  const node = records.node[i];
  const value = records.value[i];
  const { totals } = picture;
  const known = picture.messages.get(message);
  picture.time = time;
  switch (records.kind[i]) {
    case Fact.published:
      totals.published++;
      addMessage(picture, message, time, value);
      if (node === 2) picture.messages.get(message)!.poison = true;
      return;
    case Fact.copied:
      totals.copied++;
      addMessage(
        picture,
        message,
        time,
        time,
        picture.messages.get(value) ?? picture.tray.find(({ id }) => id === value),
      );
      picture.tray = picture.tray.filter(({ id }) => id !== value);
      return;
    case Fact.deduplicated:
      totals.deduplicated++;
      picture.messages.delete(message);
      return;
    case Fact.unconfirmed:
      placeMessage(picture, message, 'held', time, value);
      return;
    case Fact.resent:
      placeMessage(picture, message, 'travelling', time, value);
      return;
    case Fact.accepted:
      totals.accepted++;
      return;
    case Fact.turnedAway:
      totals.turnedAway++;
      lose(picture, message, time, value);
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
    case Fact.strayed:
    case Fact.shed:
    case Fact.returned:
      picture.deliveries.delete(delivery);
      return;
    case Fact.refused:
      totals.refused++;
      picture.deliveries.delete(delivery);
      return;
    case Fact.started:
      totals.executions++;
      placeDelivery(picture, delivery, 'working', time, value, node);
      return;
    case Fact.frozen: {
      const stopped = picture.deliveries.get(delivery);
      if (stopped !== undefined) stopped.stoppedAt = time;
      return;
    }
    case Fact.resumed: {
      const going = picture.deliveries.get(delivery);
      // As much of it is done as was done then.
      if (going !== undefined)
        placeDelivery(picture, delivery, 'working', going.since + value - going.until, value, node);
      return;
    }
    case Fact.called:
      totals.calls++;
      picture.calls++;
      placeDelivery(picture, delivery, 'calling', time, NEVER, node);
      return;
    case Fact.callDone:
      totals.wastedCalls += value;
      picture.calls--;
      return;
    case Fact.callCancelled:
      picture.calls--;
      return;
    case Fact.callFailed:
      totals.failedCalls++;
      if (isRejected(value)) picture.calls--;
      placeDelivery(picture, delivery, 'working', time, time, node);
      return;
    case Fact.finished:
      totals.finished++;
      if (value === Outcome.poison && known !== undefined) known.poison = true;
      picture.deliveries.delete(delivery);
      return;
    case Fact.applied:
      totals.effects++;
      if (known !== undefined) known.effects = value;
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
    case Fact.renewed:
      if (known?.delivery === delivery) known.until = value;
      return;
    case Fact.deadLettered:
      totals.deadLettered++;
      if (known !== undefined) picture.tray.push(known);
      lose(picture, message, time, value);
      if (picture.tray.length > TRAY_SIZE) picture.tray.shift();
      return;
    case Fact.dropped:
      totals.dropped++;
      lose(picture, message, time, value);
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
    case Fact.harmed:
      if (value === HarmCode['message.poison'] && known !== undefined) known.poison = true;
      return;
    case Fact.window:
      picture.window = value;
      return;
    case Fact.gate:
      picture.gate = value;
      return;
    case Fact.metered:
      picture.meter = value;
      return;
    default: // ackSent, nackSent, nacked, triedAgain, changed, entered and the like: nothing stands elsewhere because of them
  }
}
