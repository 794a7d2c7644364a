/**
 * One lane: its world, the kernel that moves its machines, and the one way to write a fact.
 * A lane never sees another lane; what they share is the scenario and its keyed random draws.
 */
import { Fact } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import type { Change, Scenario } from '../model/scenario.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { type Journal, write } from './journal.ts';
import { type Kernel, post, stop, unpost } from './kernel.ts';
import { addLevel, Counter, count, Level } from './metrics.ts';
import { chance, Purpose, uniform } from './random.ts';
import { Rank } from './ranks.ts';
import { followGroup, followSilence, isOrdered } from './readying.ts';
import type { Codes } from './roles.ts';
import { Place, retireSlot, takeSlot, type World } from './world.ts';

export interface Lane {
  readonly id: LaneId;
  readonly seed: number;
  scenario: Scenario;
  changes: Change[];
  readonly world: World;
  readonly journal: Journal;
  kernel: Kernel;
  readonly codes: Codes;
  /** Whether the failure that is being told of is a timeout. */
  timedOut: number;
  /** The delivery whose answer is being taken, and whether it came late: for the record that its message is about to write. */
  answering: number;
  late: number;
}

export const orMinusOne = (time: SimTime) => (time === NEVER ? -1 : time);

/** A fact about a message. Its cause is the latest record about the same message, unless one is given. */
export function noteMessage(
  lane: Lane,
  kind: number,
  slot: number,
  delivery: number,
  node: number,
  value: number,
  cause = lane.world.messages.lastRecord[slot],
): number {
  const { messages, journal } = lane.world;
  const sequence = write(
    lane.journal,
    journal,
    lane.kernel.now,
    kind,
    messages.number[slot],
    delivery,
    node,
    value,
    cause,
  );
  messages.lastRecord[slot] = sequence;
  return sequence;
}

/** A fact about a part of the lane. */
export function notePart(lane: Lane, kind: number, delivery: number, node: number, value: number, cause = -1): number {
  return write(lane.journal, lane.world.journal, lane.kernel.now, kind, -1, delivery, node, value, cause);
}

const LEVEL_OF_PLACE = [-1, Level.held, Level.ready, Level.leased, Level.delayed, -1, -1, -1, -1, -1, -1];

/** Moves a message to its new place in the ledger and keeps the levels that are charted. */
export function enterPlace(lane: Lane, slot: number, place: number): void {
  const { messages, ledger, metrics } = lane.world;
  const { now } = lane.kernel;
  const before = messages.place[slot];
  if (isOrdered(lane)) followGroup(lane, slot, before, place);
  if (before !== Place.nowhere) ledger[before]--;
  ledger[place]++;
  messages.place[slot] = place;
  if (LEVEL_OF_PLACE[before] >= 0) addLevel(metrics, LEVEL_OF_PLACE[before], -1, now);
  if (LEVEL_OF_PLACE[place] >= 0) addLevel(metrics, LEVEL_OF_PLACE[place], 1, now);
  if (before === Place.nowhere) addLevel(metrics, Level.outstanding, 1, now);
  else if (place >= Place.acked) addLevel(metrics, Level.outstanding, -1, now);
  if (place >= Place.acked && messages.client[slot] !== -1) answerClient(lane, messages.client[slot]);
}

/** The client hears, a trip later, that its message is over. */
function answerClient(lane: Lane, client: number): void {
  const { kind, answered } = lane.codes.client;
  const way = trip(lane, Leg.client, client, lane.world.clients.rounds[client]);
  post(lane.kernel, way, Rank.arrival, kind, client, answered, 0);
}

/** Which trip it is, so that each draws its own jitter. */
export const Leg = {
  publish: 0,
  delivery: 1,
  answer: 2,
  poll: 3,
  pollAnswer: 4,
  client: 5,
  heartbeat: 6,
  confirm: 7,
  verdict: 8,
  republish: 9,
} as const;
const LEGS = 16;

/** How long a trip over the network takes; `id` and `attempt` say whose trip it is: a message's luck or a poller, and which time. */
export function trip(lane: Lane, leg: number, id: number, attempt: number): SimTime {
  const { settings, director } = lane.world;
  const latency = settings['net.latency'];
  const jitter = settings['net.jitter'];
  const slowness = director.drills['network.slow'];
  if (jitter === 0 && slowness === 0) return latency;
  const extra = jitter === 0 ? 0 : jitter * uniform(lane.seed, Purpose.trip, id, attempt * LEGS + leg);
  return Math.round((latency + extra) * (slowness || 1));
}

/** Whether a delivery is lost on its way. */
export function strays(lane: Lane, delivery: number): boolean {
  const { deliveries, messages, settings, director } = lane.world;
  const share = Math.max(settings['delivery.lossProb'], director.drills['network.loss']);
  const fate = messages.fate[deliveries.message[delivery]];
  return share > 0 && chance(lane.seed, Purpose.deliveryLoss, fate, deliveries.ordinal[delivery], share);
}

/** A delivery that is lost on its way: its sender learns of it by the end of its lease only. */
export function loseOnWay(lane: Lane, delivery: number): void {
  const { deliveries } = lane.world;
  noteMessage(lane, Fact.strayed, deliveries.message[delivery], deliveries.number[delivery], -1, -1);
  endDelivery(lane, delivery);
}

export function tally(lane: Lane, counter: number): void {
  count(lane.world.metrics, counter, lane.kernel.now);
}

/** A free slot for a message; first frees those that nothing speaks of any more. */
export function takeMessage(lane: Lane): number {
  const { messages } = lane.world;
  const { pool } = messages;
  while (pool.retiredCount > 0) {
    const slot = pool.retired[--pool.retiredCount];
    stop(lane.kernel, lane.codes.message.kind, slot);
    messages.place[slot] = Place.nowhere;
    pool.free[pool.freeCount++] = slot;
  }
  const slot = takeSlot(messages, 'messages');
  messages.place[slot] = Place.nowhere;
  messages.deliveries[slot] = 0;
  messages.effects[slot] = 0;
  messages.started[slot] = 0;
  messages.done[slot] = 0;
  messages.succeeded[slot] = 0;
  messages.refs[slot] = 0;
  messages.lossReason[slot] = -1;
  messages.copies[slot] = 0;
  messages.lastRecord[slot] = -1;
  messages.line[slot] = 0;
  messages.readyAt[slot] = 0;
  messages.notBefore[slot] = 0;
  messages.key[slot] = -1;
  messages.failures[slot] = 0;
  messages.denied[slot] = 0;
  messages.handedOn[slot] = 0;
  messages.client[slot] = -1;
  messages.origin[slot] = slot;
  messages.publishes[slot] = 1;
  messages.firstEnqueuedAt[slot] = NEVER;
  return slot;
}

/** Lets go of one mention of a message; the last one after its end frees its slot. */
export function releaseMessage(lane: Lane, slot: number): void {
  const { messages } = lane.world;
  messages.refs[slot]--;
  retireIfUnmentioned(lane, slot);
}

export function retireIfUnmentioned(lane: Lane, slot: number): void {
  const { messages } = lane.world;
  if (messages.refs[slot] > 0 || messages.place[slot] < Place.acked) return;
  const origin = messages.origin[slot];
  if (messages.effects[origin] === 0 && messages.place[slot] === Place.acked && !messages.handedOn[slot]) {
    lane.world.journal.lostAfterAck++;
    noteMessage(lane, Fact.lapsed, slot, -1, -1, -1);
  }
  retireSlot(messages.pool, slot);
  if (origin !== slot) releaseMessage(lane, origin);
}

/** A new delivery of a message, already leased, to be started by the caller. */
export function takeDelivery(lane: Lane, message: number): number {
  const { messages, deliveries } = lane.world;
  const { pool } = deliveries;
  while (pool.retiredCount > 0) {
    const slot = pool.retired[--pool.retiredCount];
    stop(lane.kernel, lane.codes.delivery.kind, slot);
    pool.free[pool.freeCount++] = slot;
  }
  const slot = takeSlot(deliveries, 'deliveries');
  deliveries.number[slot] = lane.world.deliveriesMade++;
  deliveries.message[slot] = message;
  deliveries.ordinal[slot] = ++messages.deliveries[message];
  deliveries.closed[slot] = 0;
  deliveries.over[slot] = 0;
  deliveries.ackedEarly[slot] = 0;
  deliveries.sentAt[slot] = lane.kernel.now;
  deliveries.heartbeat[slot] = 0;
  deliveries.batch[slot] = -1;
  deliveries.pending[slot] = 1;
  deliveries.readyAt[slot] = messages.readyAt[message];
  messages.refs[message]++;
  tally(lane, Counter.deliveries);
  if (deliveries.ordinal[slot] > 1) {
    lane.world.journal.retries++;
    tally(lane, Counter.retries);
  }
  return slot;
}

/** The sender is done with a delivery: answered or given up. */
export function closeDelivery(lane: Lane, delivery: number): void {
  const { deliveries, journal } = lane.world;
  deliveries.closed[delivery] = 1;
  journal.closed++;
  if (!deliveries.over[delivery]) return;
  followSilence(lane, deliveries.message[delivery], false);
  freeDelivery(lane, delivery);
}

/** One thing less can come from the consumer's side of a delivery; after the last one it is over. */
export function endDelivery(lane: Lane, delivery: number): void {
  const { deliveries } = lane.world;
  if (--deliveries.pending[delivery] > 0) return;
  deliveries.over[delivery] = 1;
  if (deliveries.heartbeat[delivery] !== 0) unpost(lane.kernel, deliveries.heartbeat[delivery]);
  if (deliveries.closed[delivery]) freeDelivery(lane, delivery);
  else followSilence(lane, deliveries.message[delivery], true);
}

function freeDelivery(lane: Lane, delivery: number): void {
  const { deliveries } = lane.world;
  retireSlot(deliveries.pool, delivery);
  releaseMessage(lane, deliveries.message[delivery]);
}
