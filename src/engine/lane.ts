/**
 * One lane: its world, the kernel that moves its machines, and the one way to write a fact.
 * A lane never sees another lane; what they share is the scenario and its keyed random draws.
 */
import type { LaneId } from '../model/lanes.ts';
import { type Change, changesOf, type Scenario } from '../model/scenario.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { createSampler } from './distributions.ts';
import { type Journal, write } from './journal.ts';
import { type Kernel, post } from './kernel.ts';
import { addLevel, count, Level } from './metrics.ts';
import { Rank } from './ranks.ts';
import { followGroup, isOrdered } from './readying.ts';
import { codes } from './roles.ts';
import { Leg, trip } from './travelling.ts';
import { Place, type World } from './world.ts';

export class Lane {
  readonly id: LaneId;
  readonly seed: number;
  scenario: Scenario;
  changes: Change[];
  readonly world: World;
  readonly journal: Journal;
  readonly kernel: Kernel;
  /** Of the work; made anew when it is to be another. */
  service = createSampler('deterministic', 0, 0);
  /** Of the calls to the downstream; made anew when it is to be another. */
  downstream = createSampler('deterministic', 0, 0);
  /** How long the work will take that is just being begun, so that it is not drawn twice; NEVER at any other time. */
  workTime = NEVER;
  /** Whether the failure that is being told of is a timeout. */
  timedOut = 0;
  /** The delivery whose answer is being taken, and whether it came late: for the record that its message is about to write. */
  answering = -1;
  late = 0;

  constructor(scenario: Scenario, id: LaneId, world: World, journal: Journal, kernel: Kernel) {
    this.id = id;
    this.seed = scenario.seed;
    this.scenario = scenario;
    this.changes = changesOf(scenario, id);
    this.world = world;
    this.journal = journal;
    this.kernel = kernel;
  }
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
  const { messages } = lane.world;
  const sequence = write(lane, kind, messages.number[slot], delivery, node, value, cause);
  messages.lastRecord[slot] = sequence;
  return sequence;
}

/** A fact about a part of the lane. */
export function notePart(lane: Lane, kind: number, delivery: number, node: number, value: number, cause = -1): number {
  return write(lane, kind, -1, delivery, node, value, cause);
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
  const { kind, answered } = codes.client;
  const way = trip(lane, Leg.client, client, lane.world.clients.rounds[client]);
  post(lane.kernel, way, Rank.arrival, kind, client, answered, 0);
}

export function tally(lane: Lane, counter: number): void {
  count(lane.world.metrics, counter, lane.kernel.now);
}
