/** What the objectives of a lane are measured by. An event counts once, however many messages carry it, and as soon as it is decided. */
import type { LaneReport, Objective } from '../model/report.ts';
import { NEVER, type SimTime } from '../model/time.ts';
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

/** Scratch for the function below, which looks often: in which of its looks an event was last met. No part of a run. */
let seen = new Int32Array(1024);
let look = 0;

/**
 * Events that count, are no older than `limit` and for which `reached` (a column of messages, 0: not yet) may still come: a message
 * of theirs is on its way, or was acked early and is still worked on. A dead letter is none: it waits for somebody to redrive it.
 */
function undecided(lane: Lane, now: SimTime, limit: SimTime, reached: Int32Array): number {
  const { messages, deliveries, calls } = lane.world;
  const { place, refs } = messages;
  if (seen.length < place.length) seen = new Int32Array(place.length);
  look++;
  let events = 0;
  let mentioned = 0;
  for (let slot = 0; slot < messages.pool.used; slot++)
    if (place[slot] < Place.acked) events += considered(lane, slot, now, limit, reached);
    else if (place[slot] === Place.acked && refs[slot] > 0) mentioned++;
  if (mentioned === 0) return events;
  for (let slot = 0; slot < deliveries.pool.used; slot++) {
    const message = deliveries.message[slot];
    if (deliveries.over[slot] === 0 && place[message] === Place.acked)
      events += considered(lane, message, now, limit, reached);
  }
  for (let slot = 0; slot < calls.pool.used; slot++) {
    const message = calls.message[slot];
    if (calls.number[slot] !== -1 && place[message] === Place.acked)
      events += considered(lane, message, now, limit, reached);
  }
  return events;
}

/** 1 if the event of a message is one of those and was not met before in this look. */
function considered(lane: Lane, message: number, now: SimTime, limit: SimTime, reached: Int32Array): 0 | 1 {
  const { messages, objectives } = lane.world;
  const published = messages.publishedAt[message];
  const event = messages.origin[message];
  if (reached[event] !== 0 || published <= objectives.since || now - published > limit || seen[event] === look)
    return 0;
  seen[event] = look;
  return 1;
}

/** Events whose freshness and whose completion are decided at `now`; the books of objectives tell how many of them kept it. */
export function decidedOf(lane: Lane, now: SimTime, published: number): { fresh: number; done: number } {
  const { messages, settings } = lane.world;
  return {
    fresh: published - undecided(lane, now, settings['freshness.threshold'], messages.effects),
    done: published - undecided(lane, now, settings['completion.deadline'], messages.done),
  };
}

/** Share of the decided among `published` events that had their first effect in time; NaN if none is decided. */
export function freshShare(lane: Lane, now: SimTime, published: number): number {
  const { messages, objectives, settings } = lane.world;
  return objectives.fresh / (published - undecided(lane, now, settings['freshness.threshold'], messages.effects));
}

/** The objectives of a lane, given the rest of its report. */
export function objectivesOf(
  lane: Lane,
  now: SimTime,
  { counts, levels, cost }: Pick<LaneReport, 'counts' | 'levels' | 'cost'>,
): LaneReport['objectives'] {
  const { messages, objectives, settings } = lane.world;
  const { published } = counts;
  const decided = published - undecided(lane, now, settings['completion.deadline'], messages.done);
  const lost = published - objectives.effects - undecided(lane, now, NEVER, messages.effects);
  return {
    freshness: atLeast(settings['freshness.target'], freshShare(lane, now, published)),
    completion: atLeast(settings['completion.target'], objectives.done / decided),
    loss: atMost(settings['loss.max'], lost),
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
