/**
 * Writes the journal of a small story for tests of the stage: calm arrivals, a burst of 80, refusals and a waiting room in
 * push, batches in pull, parked polls and a limiter in hybrid. A stand-in for the engine that the view may not import;
 * longer than other files, because it is one story.
 */

import { applyRecord } from '../../model/fold.ts';
import { createRecords, Fact, type FactKind, type Records, recordsUntil } from '../../model/journal.ts';
import type { LaneId } from '../../model/lanes.ts';
import type { Settings } from '../../model/parameters.ts';
import { emptyPicture, type Picture } from '../../model/picture.ts';
import { settingsOf } from '../../model/scenario.ts';
import { MILLISECOND, SECOND, type SimTime } from '../../model/time.ts';
import type { LaneSource } from './moment.ts';

const HOP: SimTime = 15 * MILLISECOND;
export const BURST_AT: SimTime = 4 * SECOND;
const END: SimTime = 12 * SECOND;
const WORKERS = 4;
const SERVICE: SimTime = 112 * MILLISECOND;
const CALL: SimTime = 20 * MILLISECOND;
const INBOX = 8;
const ATTEMPTS = 5;
const BATCH = 10;
const LIMIT_PER_SECOND = 30;

/** The lane of the story at `at`, as the store would give it. */
export function sceneAt(lane: LaneId, at: SimTime, story: Story = tell(lane)): LaneSource {
  const { records } = story;
  const visit: LaneSource['visit'] = (from, to, take) => {
    const start = from <= 0 ? 0 : recordsUntil(records, from - 1);
    for (let i = start; i < records.length && records.time[i] <= to; i++) take(records, i);
  };
  const picture = pictureAt(records, at);
  return { lane, picture, visit, settings: story.settings, drills: [], toLose: null, rates: null };
}

function pictureAt(records: Records, at: SimTime): Picture {
  const picture = emptyPicture();
  for (let i = 0; i < records.length && records.time[i] <= at; i++) applyRecord(picture, records, i);
  return picture;
}

export interface Story {
  records: Records;
  settings: Settings;
}

interface World extends Story {
  lane: LaneId;
  now: SimTime;
  due: { at: SimTime; order: number; run: () => void }[];
  order: number;
  ready: { id: number; tries: number }[];
  inbox: { id: number; delivery: number; tries: number }[];
  idle: number[];
  parked: number[];
  deliveries: number;
  /** The limiter's virtual time. */
  meter: SimTime;
}

/** `burst` is how many messages come at once at BURST_AT. */
export function tell(lane: LaneId, burst = 80): Story {
  const settings = settingsOf(
    { name: '', seed: 1, until: END, lanes: [lane], values: {}, timeline: [], trace: null },
    lane,
  );
  Object.assign(settings, { 'net.latency': HOP, 'push.inbox': INBOX, 'ds.servers': 20, 'retry.maxAttempts': ATTEMPTS });
  Object.assign(settings, { 'consumer.instances': WORKERS, 'poll.batchMax': lane === 'hybrid' ? 1 : BATCH });
  if (lane === 'hybrid')
    Object.assign(settings, {
      'poll.wait': 20 * SECOND,
      'consumer.rateLimit': LIMIT_PER_SECOND,
      'consumer.rateBurst': 4,
    });
  const world: World = {
    lane,
    settings,
    records: createRecords(40_000 + burst * 60),
    now: 0,
    due: [],
    order: 0,
    ready: [],
    inbox: [],
    idle: [0, 1, 2, 3],
    parked: [],
    deliveries: 0,
    meter: 0,
  };
  note(world, 'staffed', -1, -1, WORKERS, lane === 'push' ? 0 : WORKERS);
  for (const [id, { at, fromBurst }] of arrivals(burst).entries())
    later(world, at, () => publish(world, id, fromBurst));
  if (lane !== 'push')
    for (let poller = 0; poller < WORKERS; poller++)
      later(world, poller * 200 * MILLISECOND, () => poll(world, poller));
  for (;;) {
    world.due.sort((a, b) => a.at - b.at || a.order - b.order);
    const next = world.due.shift();
    if (next === undefined || next.at > END) return { records: world.records, settings };
    world.now = next.at;
    next.run();
  }
}

/** About 14 a second from a fixed sequence, and the burst over a quarter of a second. */
function arrivals(burst: number): { at: SimTime; fromBurst: boolean }[] {
  const list: { at: SimTime; fromBurst: boolean }[] = [];
  let state = 1;
  for (let at = 0; at < END; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    at += Math.round((20 + (state / 2 ** 32) * 103) * MILLISECOND);
    list.push({ at, fromBurst: false });
  }
  for (let i = 0; i < burst; i++)
    list.push({ at: BURST_AT + Math.round((i * 250 * MILLISECOND) / burst), fromBurst: true });
  return list.sort((a, b) => a.at - b.at);
}

function later(world: World, delay: SimTime, run: () => void): void {
  world.due.push({ at: world.now + delay, order: world.order++, run });
}

function note(world: World, kind: FactKind, message: number, delivery: number, node: number, value: number): void {
  const { records } = world;
  const i = records.length++;
  records.time[i] = world.now;
  records.kind[i] = Fact[kind];
  records.message[i] = message;
  records.delivery[i] = delivery;
  records.node[i] = node;
  records.value[i] = value;
  records.cause[i] = -1;
}

function publish(world: World, id: number, fromBurst: boolean): void {
  note(world, 'published', id, -1, fromBurst ? 1 : 0, world.now + HOP);
  later(world, HOP, () => {
    note(world, 'accepted', id, -1, -1, 0);
    queue(world, id, 0);
  });
}

function queue(world: World, id: number, tries: number): void {
  note(world, 'queued', id, -1, -1, tries);
  if (world.lane === 'push') send(world, id, tries + 1);
  else {
    world.ready.push({ id, tries });
    dispatch(world);
  }
}

function send(world: World, id: number, tries: number): void {
  const delivery = world.deliveries++;
  note(world, 'sent', id, delivery, tries, world.now + HOP);
  later(world, HOP, () => {
    if (world.idle.length > 0 || world.inbox.length < INBOX) {
      note(world, 'arrived', id, delivery, 0, 0);
      world.inbox.push({ id, delivery, tries });
      work(world);
      return;
    }
    note(world, 'refused', id, delivery, 0, world.now + HOP);
    later(world, HOP, () => {
      note(world, 'nacked', id, delivery, -1, 0);
      if (tries >= ATTEMPTS) return note(world, 'deadLettered', id, -1, -1, 3);
      const wait = 200 * MILLISECOND * 2 ** (tries - 1);
      note(world, 'delayed', id, -1, tries, world.now + wait);
      later(world, wait, () => queue(world, id, tries));
    });
  });
}

/** Push: any free worker takes from the shared inbox. */
function work(world: World): void {
  while (world.idle.length > 0 && world.inbox.length > 0) {
    const worker = world.idle.shift()!;
    const item = world.inbox.shift()!;
    execute(world, worker, item.id, item.delivery, () => {
      world.idle.push(worker);
      work(world);
    });
  }
}

function execute(world: World, worker: number, id: number, delivery: number, done: () => void): void {
  const work = SERVICE + ((id * 37) % 60) * MILLISECOND - 30 * MILLISECOND;
  note(world, 'started', id, delivery, worker, world.now + work);
  later(world, work, () => note(world, 'called', id, delivery, worker, 0));
  later(world, work + CALL, () => {
    note(world, 'callDone', id, delivery, worker, 0);
    note(world, 'applied', id, delivery, worker, 1);
    note(world, 'finished', id, delivery, worker, 0);
    note(world, 'ackSent', id, delivery, worker, world.now + HOP);
    later(world, HOP, () => note(world, 'acked', id, delivery, 0, 0));
    done();
  });
}

function poll(world: World, poller: number): void {
  note(world, 'polled', -1, -1, poller, world.now + HOP);
  later(world, HOP, () => {
    if (world.lane === 'pull' && world.ready.length > 0) return answer(world, poller);
    if (world.lane === 'hybrid') {
      note(world, 'parked', -1, -1, poller, world.now + 20 * SECOND);
      world.parked.push(poller);
      return dispatch(world);
    }
    note(world, 'empty', -1, -1, poller, world.now + HOP);
    later(world, HOP + 800 * MILLISECOND, () => poll(world, poller));
  });
}

/** Hybrid: what is ready goes to the polls that wait, as fast as the limiter allows. */
function dispatch(world: World): void {
  while (world.parked.length > 0 && world.ready.length > 0) {
    const burst = (3 * SECOND) / LIMIT_PER_SECOND;
    if (world.meter > world.now + burst) {
      later(world, world.meter - burst - world.now, () => dispatch(world));
      return;
    }
    world.meter = Math.max(world.meter, world.now) + Math.round(SECOND / LIMIT_PER_SECOND);
    note(world, 'metered', -1, -1, -1, world.meter);
    answer(world, world.parked.shift()!);
  }
}

function answer(world: World, poller: number): void {
  const batch = world.ready.splice(0, world.lane === 'hybrid' ? 1 : BATCH);
  note(world, 'answered', -1, batch.length, poller, world.now + HOP);
  const items = batch.map(({ id, tries }) => ({ id, delivery: world.deliveries++, tries: tries + 1 }));
  for (const { id, delivery, tries } of items) note(world, 'leased', id, delivery, tries, world.now + 30 * SECOND);
  later(world, HOP, () => {
    for (const { id, delivery } of items) note(world, 'arrived', id, delivery, poller, 0);
    const next = () => {
      const item = items.shift();
      if (item === undefined) return poll(world, poller);
      execute(world, poller, item.id, item.delivery, next);
    };
    next();
  });
}
