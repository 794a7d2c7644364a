/**
 * What must hold in a lane between any two events: the books agree with each other, and nobody waits for what is already there.
 * For tests; it reads everything, changes nothing, and costs time in proportion to the slots in use.
 */

import { gates } from '../model/journal.ts';
import { nextTime } from './calendar.ts';
import { Duty } from './columns.ts';
import { holdingGate } from './gating.ts';
import { countOf } from './journal.ts';
import type { Lane } from './lane.ts';
import { tokensAt } from './limiter.ts';
import type { Links, List } from './lists.ts';
import { Level } from './metrics.ts';
import type { Pool } from './pools.ts';
import { mustWait } from './pushing.ts';
import { groupOf, nextReady } from './readying.ts';
import type { Role } from './roles.ts';
import { codes } from './roles.ts';
import { hasOwnInboxes, pollersWanted } from './waking.ts';
import { Place } from './world.ts';

/** Every broken rule of a lane, as a sentence with its numbers; none if all is well. */
export function brokenRules(lane: Lane): string[] {
  const broken: string[] = [];
  const equal: Equal = (what, actual, expected) => {
    if (actual !== expected) broken.push(`${lane.id} at ${lane.kernel.now} µs: ${what}: ${actual}, not ${expected}`);
  };
  checkLedger(lane, equal);
  checkMessages(lane, equal);
  checkDeliveries(lane, equal);
  checkWorkers(lane, equal);
  if (nextTime(lane.kernel.calendar) > lane.kernel.now) checkNobodyWaitsForNothing(lane, equal);
  return broken;
}

type Equal = (what: string, actual: unknown, expected: unknown) => void;

const stateOf = ({ kernel }: Lane, role: Role, entity: number): string => {
  const { chart, columns } = kernel.kinds[codes[role].kind];
  return chart.states[columns.state[entity]] ?? 'not started';
};

/** Slots in use; names a slot that is free twice. */
function usedSlots(pool: Pool, what: string, equal: Equal): number[] {
  const free = [...pool.free.subarray(0, pool.freeCount), ...pool.retired.subarray(0, pool.retiredCount)];
  const distinct = new Set(free);
  equal(`free slots of ${what}, each once`, distinct.size, free.length);
  return Array.from({ length: pool.used }, (_, slot) => slot).filter((slot) => !distinct.has(slot));
}

function members(list: List, links: Links, what: string, equal: Equal): number[] {
  const found: number[] = [];
  for (let member = list.head; member !== -1 && found.length <= list.size; member = links.next[member])
    found.push(member);
  equal(`length of ${what}`, found.length, list.size);
  return found;
}

function checkLedger({ world }: Lane, equal: Equal): void {
  const { ledger, journal, metrics } = world;
  const of = (kind: Parameters<typeof countOf>[1]) => countOf(journal, kind);
  const finished = ledger[Place.acked] + ledger[Place.dead] + ledger[Place.dropped];
  const inHand = ledger[Place.ready] + ledger[Place.leased] + ledger[Place.delayed];
  const before = ledger[Place.travelling] + ledger[Place.held];
  equal('accepted = acked + dead + dropped + ready + leased + delayed', finished + inHand, of('accepted'));
  equal(
    'published + copied = accepted + turned away + deduplicated + travelling + held',
    of('accepted') + ledger[Place.turnedAway] + ledger[Place.deduplicated] + before,
    of('published') + of('copied'),
  );
  equal('acked', ledger[Place.acked], of('acked'));
  equal('dead letters', ledger[Place.dead], of('deadLettered'));
  equal('dropped', ledger[Place.dropped], of('dropped'));
  equal('turned away', ledger[Place.turnedAway], of('turnedAway'));
  for (const place of ['ready', 'leased', 'delayed', 'held'] as const)
    equal(`level ${place}`, metrics.levels[Level[place]], ledger[Place[place]]);
  equal('level outstanding', metrics.levels[Level.outstanding], before + inHand);
}

function checkMessages(lane: Lane, equal: Equal): void {
  const { messages, deliveries, calls, queue, ledger } = lane.world;
  const used = usedSlots(messages.pool, 'messages', equal);
  const standing = new Array<number>(ledger.length).fill(0);
  for (const slot of used) standing[messages.place[slot]]++;
  for (let place = Place.travelling; place <= Place.delayed; place++)
    equal(`slots in place ${place}`, standing[place], ledger[place]);

  for (const [list, place] of [
    [queue.ready, Place.ready],
    [queue.held, Place.held],
  ] as const) {
    const listed = members(list, messages, `list of place ${place}`, equal);
    // Held are also those that the producer keeps to publish again; they stand in no list.
    if (place === Place.ready) equal(`listed in place ${place}`, listed.length, ledger[place]);
    equal(
      `listed elsewhere than place ${place}`,
      listed.find((slot) => messages.place[slot] !== place),
      undefined,
    );
  }

  const refs = new Map<number, number>();
  const mention = (slot: number) => refs.set(slot, (refs.get(slot) ?? 0) + 1);
  for (const slot of usedSlots(deliveries.pool, 'deliveries', equal)) mention(deliveries.message[slot]);
  for (const slot of usedSlots(calls.pool, 'calls', equal)) mention(calls.message[slot]);
  for (const slot of used) if (messages.origin[slot] !== slot) mention(messages.origin[slot]);
  for (const { origin } of lane.world.deadLetters.letters) mention(origin);
  for (const slot of used)
    equal(`mentions of message ${messages.number[slot]}`, messages.refs[slot], refs.get(slot) ?? 0);
}

function checkDeliveries(lane: Lane, equal: Equal): void {
  const { world } = lane;
  const { deliveries, messages } = world;
  const used = usedSlots(deliveries.pool, 'deliveries', equal);
  const open = used.filter((slot) => !deliveries.closed[slot]);
  equal('deliveries made = closed + open', world.journal.closed + open.length, world.deliveriesMade);
  if (lane.id === 'push') equal('in flight', world.push.inFlight, open.length);
  for (const slot of used)
    equal(
      `delivery ${deliveries.number[slot]} is open`,
      stateOf(lane, 'delivery', slot) === 'open',
      !deliveries.closed[slot],
    );
  const out = open.map((slot) => deliveries.message[slot]);
  equal('messages with two open deliveries', out.length - new Set(out).size, 0);
  // A message that was acked late, or lost with the broker's memory, can still have a delivery that nobody has closed.
  for (const slot of out) {
    const place = messages.place[slot];
    equal(
      `message ${messages.number[slot]} is out and in place`,
      place < Place.leased || place === Place.delayed ? place : -1,
      -1,
    );
  }
  equal(
    'leased = messages that are out',
    world.ledger[Place.leased],
    out.filter((slot) => messages.place[slot] === Place.leased).length,
  );
}

function checkWorkers(lane: Lane, equal: Equal): void {
  const { workers, buffers, deliveries, metrics, pollers, incoming, director } = lane.world;
  const all = Array.from({ length: workers.count }, (_, worker) => worker);
  const on = (duty: number, instance = -1) =>
    all.filter((worker) => workers.duty[worker] === duty && (instance < 0 || workers.instance[worker] === instance))
      .length;
  for (const worker of all) {
    const duty = workers.duty[worker];
    const name = duty === Duty.woken ? 'idle' : Object.keys(Duty)[duty];
    equal(`duty of worker ${worker}`, name, stateOf(lane, 'worker', worker).split('.')[0]);
    equal(`worker ${worker} has a delivery`, workers.delivery[worker] !== -1, duty === Duty.busy);
    if (duty === Duty.busy)
      equal(`the delivery of worker ${worker} is over`, deliveries.over[workers.delivery[worker]], 0);
  }
  let waiting = 0;
  buffers.forEach((buffer, instance) => {
    waiting += members(buffer, deliveries, `buffer ${instance}`, equal).length;
    equal(`idle at buffer ${instance}`, buffer.idle, on(Duty.idle, instance));
    equal(`woken at buffer ${instance}`, buffer.woken, on(Duty.woken, instance));
  });
  equal('level inbox', metrics.levels[Level.inbox], waiting);
  equal('level working', metrics.levels[Level.working], on(Duty.busy));
  const isDown = director.drills['consumer.down'] > 0;
  if (isDown) equal('workers at work in an outage', on(Duty.idle) + on(Duty.woken) + on(Duty.busy), 0);
  for (let poller = 0; poller < pollers.count; poller++) {
    const state = stateOf(lane, 'poller', poller);
    if (isDown) equal(`poller ${poller} in an outage`, state === 'down' || state === 'off', true);
    const answer = members(incoming[poller], deliveries, `answer to poller ${poller}`, equal);
    if (state !== 'asking') equal(`in an answer to poller ${poller}, which did not ask`, answer.length, 0);
  }
}

/** Holds when all of an instant has happened: whoever could go on has gone on. */
function checkNobodyWaitsForNothing(lane: Lane, equal: Equal): void {
  const { world, kernel } = lane;
  const { queue, settings, buffers, deliveries, director, pollers, downstream, gate } = world;
  equal('gate that was recorded', gates[gate.holds], gates[holdingGate(lane)]);
  equal('nothing waits where no gate holds', gates[gate.holds] === 'none', queue.ready.size === 0);
  const staffed = lane.id === 'push' && !hasOwnInboxes(lane) ? 1 : world.instances.wanted;
  const each = settings['poll.pollers'];
  buffers.forEach((buffer, instance) => {
    if (instance >= staffed) equal(`waiting at buffer ${instance}, which nobody serves`, buffer.size, 0);
    const hangs = director.drills['consumer.hang'] > 0;
    // Of a log, what waits for another of its partition waits with reason.
    const inLog = settings['queue.order'] === 'partition-log' && lane.id !== 'push';
    const isFree = (delivery: number) =>
      !inLog || !queue.groupsWorking.has(groupOf(lane, deliveries.message[delivery]));
    if (buffer.idle > 0 && !hangs) {
      const waiting = members(buffer, deliveries, `buffer ${instance}`, equal).filter(isFree);
      equal(`waiting at buffer ${instance} beside an idle worker`, waiting.length, 0);
    }
    if (buffer.idle === 0 || hangs) return;
    for (let poller = instance * each; poller < Math.min(pollers.count, (instance + 1) * each); poller++)
      equal(`poller ${poller} feeds while a worker idles`, stateOf(lane, 'poller', poller) === 'feeding', false);
  });
  if (stateOf(lane, 'downstream', 0) === 'up' && downstream.busy < settings['ds.servers'])
    equal('calls in line before a free server', downstream.line.size, 0);
  equal(
    'parked poll of an instance that is no more',
    queue.parked.find((poller) => poller >= pollersWanted(lane)),
    undefined,
  );
  equal('pollers parked, each once', new Set(queue.parked).size, queue.parked.length);
  if (director.drills['broker.down'] > 0 || director.drills['broker.hang'] > 0) return;
  const counted = queue.ready.size + (settings['queue.counts'] === 'ready' ? 0 : world.ledger[Place.leased]);
  if (counted < settings['queue.capacity']) equal('held back from a queue with room', queue.held.size, 0);
  if (queue.ready.size === 0) return;
  if (queue.allClosed)
    for (const slot of members(queue.ready, world.messages, 'line', equal))
      equal(`key of message ${world.messages.number[slot]} is closed`, queue.groupsOut.has(groupOf(lane, slot)), true);
  if (lane.id === 'push') equal('ready though it may be sent', nextReady(lane) === -1 || mustWait(lane), true);
  const tokens = settings['consumer.rateCounts']
    ? 1
    : tokensAt(world.limiter.virtualTime, kernel.now, settings['consumer.rateLimit'], settings['consumer.rateBurst']);
  const fills = settings['poll.batchWindow'] > 0 && queue.ready.size < settings['poll.batchMin'];
  const quota = world.ledger[Place.leased] < settings['inflight.quota'];
  const wanted = queue.parked.some((poller) => nextReady(lane, Math.floor(poller / each)) !== -1);
  if (tokens > 0 && !fills && quota && wanted) equal('parked polls beside ready messages', queue.parked.length, 0);
}
