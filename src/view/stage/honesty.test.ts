/** What is drawn against what happened: at random moments of random scenarios, marks on one side and raw records on the other. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyRun } from '../../engine/generatedRuns.test-support.ts';
import { createRun, runUntil, takeRecords } from '../../engine/run.ts';
import { applyRecord } from '../../model/fold.ts';
import type { FactKind, Records } from '../../model/journal.ts';
import { type LaneId, laneIds } from '../../model/lanes.ts';
import { emptyPicture } from '../../model/picture.ts';
import type { Scenario } from '../../model/scenario.ts';
import { MILLISECOND as MS, SECOND, type SimTime } from '../../model/time.ts';
import { hook } from '../../scenarios/hook.ts';
import { drillsAt, settingsAt } from '../../store/inForce.ts';
import { senderKeeps } from './census.ts';
import { laneGeometry } from './geometry.ts';
import { journalSays, type Said, type Trip, tripsOf } from './journalSays.test-support.ts';
import type { Mark } from './mark.ts';
import { marks } from './marks.ts';
import { type LaneMoment, type LaneSource, lookAt } from './moment.ts';
import type { MoveKind } from './moves.ts';
import { words } from './words.ts';

const geometry = laneGeometry('wide', 1056);

interface Scene {
  moment: LaneMoment;
  list: Mark[];
  said: Said;
  trips: Trip[];
  at: SimTime;
  flight: SimTime;
}

function sourceOf(scenario: Scenario, lane: LaneId, records: Records, at: SimTime): LaneSource {
  const picture = emptyPicture();
  for (let i = 0; i < records.length && records.time[i] <= at; i++) applyRecord(picture, records, i);
  return {
    lane,
    picture,
    visit: (from, to, take) => {
      for (let i = 0; i < records.length; i++) if (records.time[i] >= from && records.time[i] <= to) take(records, i);
    },
    settings: settingsAt(scenario, lane, at),
    drills: drillsAt(scenario, lane, at),
    toLose: null,
    rates: null,
  };
}

function journalsOf(scenario: Scenario): Records[] {
  const run = createRun(scenario, { journal: 'on' });
  runUntil(run, scenario.until);
  return laneIds.map((lane) => takeRecords(run.lanes[lane]!));
}

function scenesAt(scenario: Scenario, journals: Records[], at: SimTime, flight: SimTime): Scene[] {
  const sources = laneIds.map((lane, i) => sourceOf(scenario, lane, journals[i], at));
  return lookAt(sources, at, flight, geometry.cells).map((moment, i) => ({
    moment,
    list: marks(moment, geometry),
    said: journalSays(journals[i], at),
    trips: tripsOf(journals[i]),
    at,
    flight,
  }));
}

/** Looks at all lanes at random moments of random scenarios. */
function everywhere(look: (scene: Scene) => void): void {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
  const flight = fc.constantFrom(20 * MS, 125 * MS, 250 * MS, SECOND);
  const property = fc.property(anyRun, shares, flight, (scenario, moments, lasting) => {
    const journals = journalsOf(scenario);
    for (const share of moments)
      for (const scene of scenesAt(scenario, journals, Math.floor(scenario.until * share), lasting)) look(scene);
  });
  fc.assert(property, { numRuns: process.env.LONG ? 200 : 25 });
}

type MarkOf<S, M = Mark> = M extends { shape: infer T } ? (S extends T ? M : never) : never;
const of = <S extends Mark['shape']>(list: Mark[], ...shapes: S[]): MarkOf<S>[] =>
  list.filter((mark) => (shapes as string[]).includes(mark.shape)) as MarkOf<S>[];
/** What stands in a rectangle of the lane and is about a message. */
const within = (list: Mark[], x: number, y: number, width: number, height: number) =>
  of(list, 'dot', 'seat', 'leased', 'vacant').filter(
    (mark) =>
      (mark.message ?? -1) >= 0 && mark.x > x && mark.x < x + width && mark.y > y - 1 && mark.y < y + height + 1,
  );
const placed = ({ messages }: Said, ...places: string[]) =>
  [...messages].filter(([, place]) => places.includes(place)).map(([id]) => id);
const plus = (list: Mark[]) => of(list, 'note').flatMap(({ text }) => (/^\+\d+$/.test(text) ? [Number(text)] : []));
const number = ({ moment }: Scene, name: string) => {
  const part = Object.values(words(moment))
    .flat()
    .find(({ testId }) => testId === `${moment.lane}-${name}`);
  return Number(part?.text.replaceAll(/\D/g, ''));
};

test('the tank holds as many dots as messages wait there, at the unit that is printed, and no other messages', () => {
  everywhere(({ moment, list, said }) => {
    const { lane, settings, unit } = moment;
    const together = senderKeeps(lane, settings);
    const here = placed(said, 'ready', ...(together ? ['delayed'] : []), ...(lane === 'push' ? [] : ['leased']));
    const { x, y, width, height } = geometry.tank;
    const drawn = within(list, x + 4, y, width - 8, height);
    expect(drawn.length).toBe(Math.min(geometry.cells, Math.ceil(here.length / unit)));
    for (const { message } of drawn) expect(here).toContain(message);
    expect(new Set(drawn.map(({ message }) => message)).size).toBe(drawn.length);
    const printed = (words(moment).unit ?? []).map(({ text }) => text).join('');
    expect(printed.includes(' = ')).toBe(unit > 1);
  });
});

test('the number under the tank counts what stands there solid', () => {
  everywhere((scene) => {
    const { moment, list, said } = scene;
    if (moment.picture.workersOnDuty === 0 || moment.unit > 1) return;
    const { x, y, width, height } = geometry.tank;
    const solid = within(list, x + 4, y, width - 8, height).filter(({ shape }) => shape === 'dot' || shape === 'seat');
    if (moment.census.pile.length <= geometry.cells) expect(solid.length).toBe(number(scene, 'waiting'));
    const together = senderKeeps(moment.lane, moment.settings);
    const waiting = placed(said, 'ready', ...(together ? ['delayed'] : []));
    expect(number(scene, 'waiting')).toBe(waiting.filter((id) => !moment.moves.outbound.has(id)).length);
  });
});

test('the waiting room, the outbox and the inbox hold what the journal put there, and say how many more there are', () => {
  everywhere(({ moment, list, said }) => {
    const { lane, settings, unit, moves } = moment;
    const delayed = senderKeeps(lane, settings) ? [] : placed(said, 'delayed');
    const room = within(list, geometry.room.x, geometry.room.y, geometry.room.width, geometry.room.height);
    for (const { message } of room) expect(delayed).toContain(message);
    const more = plus(list).reduce((sum, n) => sum + n, 0);
    if (delayed.length > 0) expect(room.length * unit + more).toBeGreaterThanOrEqual(delayed.length);

    const held = placed(said, 'held').filter((id) => !moves.outbound.has(id));
    const outbox = of(list, 'dot').filter(
      ({ x, y, message }) =>
        message >= 0 && x < geometry.link1.from + 12 && y < geometry.upper - 6 && x > geometry.house.x,
    );
    expect(outbox.length).toBe(Math.min(10, Math.ceil(held.length / unit)));
    for (const { message } of outbox) expect(held).toContain(message);

    const atHand = [...said.deliveries].filter(([id, { place }]) => place === 'inbox' && !moves.landing.has(id));
    expect(moment.census.inbox.length).toBe(atHand.length);
    if (lane !== 'push') return;
    const { work, squares, centre } = geometry;
    const seats = within(list, work.x - 6, centre - work.pitch * 2 - 4, squares - work.x, work.pitch * 4 + 8);
    const dots = seats.filter(({ shape }) => shape === 'dot');
    if (settings['push.inbox'] > 0) expect(dots.length).toBe(Math.min(atHand.length, 12));
    for (const { message } of dots) expect(atHand.map(([, view]) => view.message)).toContain(message);
  });
});

test('as many workers are busy as have work, each with its own message, and the ring counts the calls', () => {
  everywhere(({ moment, list, said }) => {
    const { moves, settings } = moment;
    const working = [...said.deliveries].filter(([id, { place }]) => place === 'working' && !moves.landing.has(id));
    const squares = of(list, 'worker');
    expect(moment.census.work.size).toBe(working.length);
    if (squares.length > 0) {
      const busy = squares.filter(({ message }) => message >= 0);
      expect(busy.map(({ message }) => message).sort()).toEqual(working.map(([, view]) => view.message).sort());
    }
    for (const { busy, late, seats } of of(list, 'ring')) {
      expect(busy).toBe(Math.min(seats, said.calls));
      expect(late).toBeLessThanOrEqual(busy);
      expect(seats).toBe(settings['ds.servers']);
    }
  });
});

test('the tray shows dead letters only, each once, and none that still falls', () => {
  everywhere(({ list, said, moment }) => {
    const buried = placed(said, 'buried');
    const { x, y } = geometry.trayAt;
    const lying = within(list, x, y, geometry.tray.width, geometry.tray.height).filter(
      ({ message }) => !moment.moves.air.some((move) => move.kind === 'bury' && move.message === message),
    );
    for (const { message } of lying) expect(buried).toContain(message);
    expect(new Set(lying.map(({ message }) => message)).size).toBe(lying.length);
  });
});

/** Which facts a motion may be of. */
const factsOf: Record<MoveKind, FactKind[]> = {
  publish: ['published', 'resent'],
  poison: ['published'],
  delivery: ['sent'],
  stray: ['sent', 'answered', 'leased'],
  poll: ['polled'],
  answer: ['answered', 'leased'],
  empty: ['empty'],
  ack: ['ackSent'],
  lostAck: ['ackLost'],
  nack: ['nackSent', 'shed', 'returned'],
  refusal: ['refused'],
  call: ['called'],
  absorb: ['absorbed'],
  bury: ['deadLettered'],
  drop: ['dropped', 'turnedAway'],
};

test('every mark in motion has its record, and the window of that record holds this instant', () => {
  everywhere(({ moment, trips, at, flight }) => {
    for (const { kind, message } of moment.moves.air) {
      // Who goes straight through has left as much earlier as its delivery does.
      const sent = trips.find((trip) => trip.fact === 'sent' && trip.message === message);
      const early = sent ? flight + sent.to - sent.from : 1;
      const reason = trips.find(
        ({ fact, from, to, ...trip }) =>
          factsOf[kind].includes(fact) &&
          trip.message === message &&
          at >= Math.min(from, to - flight) - (fact === 'published' || fact === 'resent' ? early : 1) &&
          at < Math.max(to, from + flight * 1.6),
      );
      expect(reason, `${kind} of message ${message} at ${at}`).toBeDefined();
    }
  });
});

test('whatever is on its way is drawn on its way, unless dots stand for many, and then the chip says so', () => {
  const toDecision: [MoveKind[], FactKind[]][] = [
    [
      // A message that goes straight through may be drawn past the broker already.
      ['publish', 'poison', 'delivery', 'stray'],
      ['published', 'resent'],
    ],
    [['delivery', 'stray'], ['sent']],
    [['poll'], ['polled']],
    [['ack'], ['ackSent']],
    [['nack'], ['nackSent', 'shed', 'returned']],
    [['refusal'], ['refused']],
  ];
  everywhere(({ moment, trips, at }) => {
    for (const [kinds, facts] of toDecision) {
      const travelling = trips.filter(({ fact, from, to }) => facts.includes(fact) && from <= at && at < to);
      const drawn = moment.moves.air.filter(({ kind }) => kinds.includes(kind));
      for (const { message } of travelling)
        if (message >= 0) expect(drawn.map((move) => move.message)).toContain(message);
      expect(drawn.length).toBeGreaterThanOrEqual(travelling.length);
    }
    const chip = (words(moment).sample ?? []).map(({ text }) => text).join('');
    if (moment.picture.workersOnDuty > 0) expect(chip).toBe(moment.sample > 1 ? ` = ${moment.sample}` : '');
  });
});

test('every message that is drawn is unfinished, has just ended, is about to come, or lies in the tray', () => {
  everywhere(({ list, said, trips, at, flight }) => {
    for (const mark of of(list, 'dot', 'delivery', 'seat', 'leased', 'vacant', 'poison', 'worker', 'tick', 'refusal')) {
      const message = mark.message ?? -1;
      if (message < 0) continue;
      const place = said.messages.get(message);
      if (place !== 'gone' && place !== undefined) continue;
      const stillOut = [...said.deliveries.values()].some((each) => each.message === message && each.place !== 'gone');
      const near = trips.some(
        (trip) => trip.message === message && Math.abs(trip.from - at) <= flight * 2 + (trip.to - trip.from),
      );
      expect(stillOut || near, `${mark.shape} of ${message}, ${place}`).toBe(true);
    }
  });
});

test('a message has one body, or as many as the journal says that there are of it', () => {
  everywhere(({ list, said, trips, at, flight, moment }) => {
    const bodies = new Map<number, number>();
    for (const mark of of(list, 'dot', 'delivery', 'seat', 'poison', 'worker')) {
      const message = mark.message ?? -1;
      if (message >= 0) bodies.set(message, (bodies.get(message) ?? 0) + 1);
    }
    for (const [message, count] of bodies) {
      if (count === 1) continue;
      const own = trips.filter((trip) => trip.message === message);
      const leaves = moment.moves.outbound.has(message);
      const stands = !leaves && ['ready', 'delayed', 'held', 'buried'].includes(said.messages.get(message) ?? 'gone');
      const out = [...said.deliveries.values()].filter((each) => each.message === message && each.place !== 'gone');
      const atConsumer = out.filter(({ place }) => place !== 'flying').length;
      const inAir = own.filter(
        ({ fact, from, to }) =>
          airborne.includes(fact) && at >= Math.min(from, to - flight) && at < Math.max(to, from + flight * 1.6),
      ).length;
      expect(count, `message ${message}`).toBeLessThanOrEqual(Number(stands) + atConsumer + inAir);
    }
  });
});

test('nothing is drawn on its way to the broker and away from it at once, unless it was published again or sent again', () => {
  everywhere(({ moment, trips }) => {
    const intake = moment.moves.air.filter(({ kind }) => kind === 'publish' || kind === 'poison');
    const outward = moment.moves.air.filter(({ kind }) => kind === 'delivery' || kind === 'stray');
    for (const { message } of intake) {
      const again = trips.some((trip) => trip.message === message && trip.fact === 'resent');
      if (!again) expect(outward.map((move) => move.message)).not.toContain(message);
    }
    for (const { message } of outward) {
      const sends = trips.filter((trip) => trip.message === message && trip.fact === 'sent').length;
      const drawn = outward.filter((move) => move.message === message).length;
      expect(drawn).toBeLessThanOrEqual(Math.max(1, sends));
    }
  });
});

/** Every mark that is one thing among many. */
const dotsIn = (list: Mark[]): number =>
  of(list, 'dot', 'delivery', 'seat', 'leased', 'vacant', 'poison', 'pill', 'condemned').length +
  of(list, 'poll', 'nothing', 'tick', 'refusal', 'dropped', 'cross').length;

test('however much happens, a lane is 600 dots at most, so that the stage is 1,800', () => {
  everywhere(({ list }) => expect(dotsIn(list)).toBeLessThanOrEqual(600));
  const values = { ...hook.values, 'burst.size': 5_000, 'retry.maxAttempts': 50, 'poll.interval': 10 * MS };
  const flood: Scenario = { ...hook, until: 22 * SECOND, values };
  const journals = journalsOf(flood);
  const counts = [20.1, 20.3, 21, 22].flatMap((second) =>
    scenesAt(flood, journals, second * SECOND, 125 * MS).map(({ list }) => dotsIn(list)),
  );
  expect(Math.max(...counts)).toBeGreaterThan(200);
  expect(Math.max(...counts)).toBeLessThanOrEqual(600);
});

const airborne: FactKind[] = [
  'published',
  'resent',
  'sent',
  'leased',
  'called',
  'absorbed',
  'deadLettered',
  'dropped',
  'turnedAway',
];
