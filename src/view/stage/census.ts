/** Who stands where in a lane at the playhead, in the order in which the stage draws them. Counts drawn things only once. */
import type { LaneId } from '../../model/lanes.ts';
import type { Settings } from '../../model/parameters.ts';
import type { DeliveryView, MessageView, Picture } from '../../model/picture.ts';
import type { Moves } from './moves.ts';

export interface Census {
  /** What stands in the tank, nearest to the exit first: with retries owned by the sender also what waits for its next try. */
  pile: MessageView[];
  /** What waits for its next try in a room of its own. */
  room: MessageView[];
  /** What the producer keeps because the broker does not take it, without what is drawn on its way. */
  held: MessageView[];
  /** Of the pile: solid dots, that is neither leased nor drawn on their way to the consumer. */
  waiting: number;
  leased: number;
  /** In push, deliveries that the sender has no answer to. */
  unanswered: number;
  /** Messages that are out twice, or whose work is done and will be done again. */
  twice: Set<number>;
  /** Deliveries that wait at the consumer. */
  inbox: DeliveryView[];
  /** Deliveries that a worker has, by worker. */
  work: Map<number, DeliveryView>;
  /** Messages in answers that are drawn as still in the air. */
  landing: number;
}

/** More than this is drawn in order of arrival: nobody can see the order of so many, and sorting them costs a frame. */
const SORTED_MAX = 600;

/** True if what waits for its next try stands in the tank itself, as in a sender's memory. */
export const senderKeeps = (lane: LaneId, settings: Settings) =>
  lane === 'push' && settings['retry.owner'] === 'sender';

export function takeCensus(lane: LaneId, picture: Picture, settings: Settings, moves: Moves): Census {
  const census: Census = {
    pile: [],
    room: [],
    held: [],
    waiting: 0,
    leased: 0,
    unanswered: 0,
    twice: new Set(),
    inbox: [],
    work: new Map(),
    landing: moves.landing.size,
  };
  const together = senderKeeps(lane, settings);
  for (const message of picture.messages.values()) {
    if (message.place === 'leased' ? message.doneBefore : message.effects > 0) census.twice.add(message.id);
    if (message.place === 'held') {
      // Taken by the broker and handed on at once, it may be drawn on its way already.
      if (!moves.outbound.has(message.id)) census.held.push(message);
    } else if (message.place === 'delayed' && !together) census.room.push(message);
    else if (message.place === 'ready' || message.place === 'delayed') {
      census.pile.push(message);
      if (!moves.outbound.has(message.id)) census.waiting++;
    } else if (message.place === 'leased') {
      if (lane === 'push') census.unanswered++;
      else {
        census.pile.push(message);
        census.leased++;
      }
    }
  }
  if (together && census.pile.length <= SORTED_MAX) census.pile.sort(soonestFirst);
  if (census.room.length <= SORTED_MAX) census.room.sort(soonestFirst);
  for (const delivery of picture.deliveries.values()) {
    const known = picture.messages.get(delivery.message);
    if (known !== undefined && known.delivery !== delivery.id) census.twice.add(known.id);
    if (moves.landing.has(delivery.id)) continue;
    if (delivery.place === 'inbox') census.inbox.push(delivery);
    else if (delivery.place !== 'flying') census.work.set(delivery.node, delivery);
  }
  return census;
}

/** What is ready (and waits for nothing but its turn) before what waits for a time; ties by id. */
function soonestFirst(a: MessageView, b: MessageView): number {
  const dueA = a.place === 'delayed' ? a.until : 0;
  const dueB = b.place === 'delayed' ? b.until : 0;
  return dueA - dueB || a.id - b.id;
}
