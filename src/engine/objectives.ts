/** What the objectives of a lane are measured by. An event counts once, however many messages carry it, and as soon as it is decided. */
import type { LaneReport, Objective } from '../model/report.ts';
import type { SimTime } from '../model/time.ts';
import type { Lane } from './lane.ts';
import { Place } from './world.ts';

/** From now on only events count that are published from now on. */
export function restartObjectives(lane: Lane, now: SimTime): void {
  const { objectives } = lane.world;
  objectives.since = now;
  objectives.effects = 0;
  objectives.fresh = 0;
  objectives.done = 0;
}

/** The event of a message has had its first effect. */
export function noteFirstEffect(lane: Lane, message: number): void {
  const { messages, objectives, settings } = lane.world;
  const publishedAt = messages.publishedAt[message];
  if (publishedAt > objectives.since) {
    objectives.effects++;
    if (lane.kernel.now - publishedAt <= settings['freshness.threshold']) objectives.fresh++;
  }
  if (messages.place[message] === Place.acked) noteIfDone(lane, message);
}

/** A message is acked: its event is done, if it has had its effect. */
export function noteIfDone(lane: Lane, message: number): void {
  const { messages, objectives, settings } = lane.world;
  const event = messages.origin[message];
  if (messages.effects[event] === 0 || messages.done[event] === 1) return;
  messages.done[event] = 1;
  const publishedAt = messages.publishedAt[message];
  if (publishedAt > objectives.since && lane.kernel.now - publishedAt <= settings['completion.deadline'])
    objectives.done++;
}

/** What a lane still has before it at one moment. */
export interface Open {
  /** When the oldest outstanding message was published; -1 without one. */
  oldestAt: SimTime;
  /** Events that count and may still have their first effect; of those, how many may still have it in time. */
  effects: number;
  fresh: number;
  /** Events that count and may still be done in time. */
  done: number;
}

/** Scratch for the functions below, which look often: in which of their looks an event was last met. No part of a run. */
let met = new Int32Array(1024);
let look = 0;

/**
 * Looks at all that may still come to something: an event with a message on its way, or with one that was acked early and is still
 * worked on. A dead letter is none: it waits for somebody to redrive it. All messages of an event were published when it was.
 */
export function openAt(lane: Lane, now: SimTime): Open {
  const { messages, deliveries, calls } = lane.world;
  const { place, refs, publishedAt } = messages;
  const open: Open = { oldestAt: -1, effects: 0, fresh: 0, done: 0 };
  if (met.length < place.length) met = new Int32Array(place.length);
  look++;
  let mentioned = 0;
  for (let slot = 0; slot < messages.pool.used; slot++)
    if (place[slot] < Place.acked) {
      if (open.oldestAt === -1 || publishedAt[slot] < open.oldestAt) open.oldestAt = publishedAt[slot];
      meet(lane, slot, now, open);
    } else if (place[slot] === Place.acked && refs[slot] > 0) mentioned++;
  if (mentioned === 0) return open;
  for (let slot = 0; slot < deliveries.pool.used; slot++) {
    const message = deliveries.message[slot];
    if (deliveries.over[slot] === 0 && place[message] === Place.acked) meet(lane, message, now, open);
  }
  for (let slot = 0; slot < calls.pool.used; slot++) {
    const message = calls.message[slot];
    if (calls.number[slot] !== -1 && place[message] === Place.acked) meet(lane, message, now, open);
  }
  return open;
}

/** Counts the event of a message, once in a look. */
function meet(lane: Lane, message: number, now: SimTime, open: Open): void {
  const { messages, objectives, settings } = lane.world;
  const event = messages.origin[message];
  const published = messages.publishedAt[message];
  if (met[event] === look || published <= objectives.since) return;
  met[event] = look;
  if (messages.effects[event] === 0) {
    open.effects++;
    if (now - published <= settings['freshness.threshold']) open.fresh++;
  }
  if (messages.done[event] === 0 && now - published <= settings['completion.deadline']) open.done++;
}

/** Share of the decided among `published` events that had their first effect in time; NaN if none is decided. */
export const freshShare = (lane: Lane, now: SimTime, published: number): number =>
  lane.world.objectives.fresh / (published - openAt(lane, now).fresh);

/** The objectives of a lane, given the rest of its report. */
export function objectivesOf(
  lane: Lane,
  now: SimTime,
  { counts, levels, cost }: Pick<LaneReport, 'counts' | 'levels' | 'cost'>,
): LaneReport['objectives'] {
  const { objectives, settings } = lane.world;
  const { published } = counts;
  const open = openAt(lane, now);
  return {
    freshness: atLeast(settings['freshness.target'], objectives.fresh / (published - open.fresh)),
    completion: atLeast(settings['completion.target'], objectives.done / (published - open.done)),
    loss: atMost(settings['loss.max'], published - objectives.effects - open.effects),
    duplicates: atMost(settings['duplicates.max'], counts.duplicateEffects),
    backlog: atMost(settings['backlog.max'], levels.ready.max),
    cost: atMost(settings['cost.max'], cost),
  };
}

const atLeast = (target: number, measured: number): Objective => ({
  target,
  measured,
  met: Number.isNaN(measured) ? null : measured >= target,
});

const atMost = (target: number, measured: number): Objective => ({ target, measured, met: measured <= target });
