import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LaneId, laneIds } from '../../model/lanes.ts';
import { MILLISECOND as MS, SECOND } from '../../model/time.ts';
import { cellAt, laneGeometry } from './geometry.ts';
import type { Mark } from './mark.ts';
import { marks } from './marks.ts';
import { type LaneMoment, type LaneSource, lookAt } from './moment.ts';
import { BURST_AT, type Story, sceneAt, tell } from './scene.test-support.ts';
import { stillMarks } from './stillMarks.ts';
import { words } from './words.ts';

const geometry = laneGeometry('wide', 1056);
const FLIGHT = 125 * MS;
const stories = Object.fromEntries(laneIds.map((lane) => [lane, tell(lane)])) as Record<LaneId, Story>;

function momentsAt(at: number, change: (source: LaneSource) => LaneSource = (source) => source): LaneMoment[] {
  const sources = laneIds.map((lane) => change(sceneAt(lane, at, stories[lane])));
  return lookAt(sources, at, FLIGHT, geometry.cells);
}

const momentAt = (lane: LaneId, at: number, change?: (source: LaneSource) => LaneSource) =>
  momentsAt(at, change).find((moment) => moment.lane === lane)!;

const shapes = (list: Mark[], ...wanted: Mark['shape'][]) => list.filter(({ shape }) => wanted.includes(shape));
const inTank = (list: Mark[]) =>
  list.filter((mark) => 'message' in mark && 'y' in mark && mark.x > geometry.tank.x && mark.x < geometry.link2.from);
const text = (moment: LaneMoment) =>
  Object.values(words(moment))
    .flatMap((parts) => parts.map((part) => part.text))
    .join(' ');
const number = (moment: LaneMoment, name: string) =>
  Number(
    Object.values(words(moment))
      .flat()
      .find(({ testId }) => testId === `${moment.lane}-${name}`)?.text,
  );

const times = fc.integer({ min: 0, max: 11 * SECOND });
const lanes = fc.constantFrom(...laneIds);

test('in a pile that fits the tank, every waiting message is one dot and the number says how many', () => {
  fc.assert(
    fc.property(lanes, times, (lane, at) => {
      const moment = momentAt(lane, at);
      if (moment.unit > 1) return;
      const list = marks(moment, geometry);
      const standing = inTank(shapes(list, 'dot', 'seat')).filter((mark) => (mark as { message: number }).message >= 0);
      expect(standing).toHaveLength(number(moment, 'waiting'));
    }),
  );
});

test('a seat whose message is drawn in the air is empty', () => {
  const moment = momentAt('push', BURST_AT + 300 * MS);
  const list = marks(moment, geometry);
  const flying = shapes(list, 'delivery').map((mark) => (mark as { message: number }).message);
  const seats = shapes(list, 'seat').map((mark) => (mark as { message: number }).message);
  expect(flying.length).toBeGreaterThan(0);
  expect(seats.filter((message) => flying.includes(message))).toEqual([]);
});

test('a delivery stands at the door of the consumer one instant before it is there', () => {
  const { records } = stories.push;
  const first = records.kind.indexOf(5); // The first `sent` of the journal.
  const list = marks(momentAt('push', records.value[first] - 1), geometry);
  const [mark] = shapes(list, 'delivery').filter(
    (each) => (each as { message: number }).message === records.message[first],
  );
  expect((mark as { x: number }).x).toBeCloseTo(geometry.path2.to, 1);
});

test('polls and refusals run on the lower rail to the left, deliveries on the upper one to the right', () => {
  const at = BURST_AT + 210 * MS;
  const xOf = (time: number, lane: LaneId, shape: Mark['shape']) =>
    shapes(marks(momentAt(lane, time), geometry), shape).map(
      (mark) => mark as { x: number; y: number; message: number },
    );
  const [before, after] = [xOf(at, 'push', 'refusal'), xOf(at + MS, 'push', 'refusal')];
  const same = before.find(({ message }) => after.some((mark) => mark.message === message))!;
  expect(after.find(({ message }) => message === same.message)!.x).toBeLessThan(same.x);
  expect(Math.abs(same.y - geometry.lower)).toBeLessThanOrEqual(3);
  for (const { y } of xOf(at, 'push', 'delivery')) expect(Math.abs(y - geometry.upper)).toBeLessThanOrEqual(3);
});

test('a burst of 80 is drawn one to one, and a larger one steps the unit of all piles at once', () => {
  const unitsOf = (burst: number) => {
    const time = BURST_AT + 400 * MS;
    const crowds = laneIds.map((lane) => sceneAt(lane, time, tell(lane, burst)));
    return lookAt(crowds, time, 250 * MS, geometry.cells).map(({ unit }) => unit);
  };
  expect(unitsOf(80)).toEqual([1, 1, 1]);
  expect(unitsOf(160)).toEqual([2, 2, 2]);
});

test('marks never exceed 1,800, however many messages there are', () => {
  const crowds = laneIds.map((lane) => sceneAt(lane, BURST_AT + 260 * MS, tell(lane, 1_500)));
  const moments = lookAt(crowds, BURST_AT + 260 * MS, 250 * MS, geometry.cells);
  const drawn = moments.flatMap((moment) => marks(moment, geometry));
  expect(drawn.length).toBeLessThan(1_800);
  expect(moments[0].sample).toBeGreaterThan(1);
  expect(moments.every(({ sample }) => sample === moments[0].sample)).toBe(true);
}, 60_000);

test('a sampled message stays drawn while the playhead moves', () => {
  const drawn = (at: number) =>
    new Set(
      shapes(marks({ ...momentAt('push', at), sample: 5 }, geometry), 'delivery').map(
        (mark) => (mark as { message: number }).message,
      ),
    );
  const before = drawn(BURST_AT + 200 * MS);
  const after = drawn(BURST_AT + 201 * MS);
  const allAfter = momentAt('push', BURST_AT + 201 * MS).moves.outbound;
  for (const message of before) if (allAfter.has(message)) expect(after.has(message)).toBe(true);
});

test('a parked poll stands at the edge of the tank', () => {
  const list = marks(momentAt('hybrid', 3 * SECOND), geometry);
  const parked = shapes(list, 'poll').filter((mark) => (mark as { x: number }).x < geometry.link2.from + 70);
  expect(parked.length).toBeGreaterThan(0);
});

test('the limiter shows its burst as pips and an unlimited lane shows no limiter', () => {
  expect(shapes(marks(momentAt('hybrid', 100 * MS), geometry), 'gate')).toMatchObject([{ pips: 4, pipsMax: 4 }]);
  expect(shapes(marks(momentAt('pull', 100 * MS), geometry), 'gate')).toEqual([]);
});

test('the number of workers that work is the number of squares that are filled', () => {
  fc.assert(
    fc.property(lanes, times, (lane, at) => {
      const moment = momentAt(lane, at);
      const busy = shapes(marks(moment, geometry), 'worker').filter(
        (mark) => (mark as { state: unknown }).state !== null,
      );
      expect(busy).toHaveLength(number(moment, 'working'));
    }),
  );
});

test('more than eight workers are one column and a number', () => {
  const moment = momentAt('push', 5 * SECOND);
  moment.picture.workersOnDuty = 50;
  const list = marks(moment, geometry);
  expect(shapes(list, 'worker')).toEqual([]);
  expect(shapes(list, 'gauge')).toMatchObject([{ share: moment.census.work.size / 50 }]);
  expect(text(moment)).toContain('of 50 working');
});

test('with retries owned by the broker what waits to be tried again has a room of its own', () => {
  const moment = momentAt('push', BURST_AT + SECOND, (source) => ({
    ...source,
    settings: { ...source.settings, 'retry.owner': 'broker' },
  }));
  expect(moment.census.room.length).toBeGreaterThan(0);
  expect(inTank(shapes(marks(moment, geometry), 'seat')).length).toBeGreaterThan(0);
  expect(number(moment, 'retrying')).toBe(moment.census.room.length);
});

test('no text says NaN, undefined or Infinity, in any lane at any time', () => {
  fc.assert(
    fc.property(lanes, times, (lane, at) => {
      expect(text(momentAt(lane, at))).not.toMatch(/NaN|undefined|Infinity|null/);
    }),
  );
});

describe.each(['wide', 'medium', 'phone', 'embed', 'embedTall', 'embedSmall'] as const)('the %s layout', (layout) => {
  const widths = {
    wide: [1056, 1500],
    medium: [690, 976, 1230],
    phone: [330, 358, 660],
    embed: [520, 684, 900],
    embedTall: [520, 684, 900],
    embedSmall: [456, 500, 660],
  }[layout];

  test.each(widths)('keeps every mark inside its lane at %d px', (width) => {
    const g = laneGeometry(layout, width);
    const still = {
      lane: 'push',
      durable: true,
      inbox: 8,
      servers: 20,
      breaker: false,
      drills: [],
      workers: 4,
      last: true,
    } as const;
    const list = [...stillMarks({ ...still, drills: [] }, g), ...marks(momentAt('push', BURST_AT + SECOND), g)];
    for (const mark of list) {
      if (!('x' in mark)) continue;
      expect(mark.x, mark.shape).toBeGreaterThanOrEqual(0);
      expect(mark.x, mark.shape).toBeLessThanOrEqual(g.width + 1);
      expect(mark.y, mark.shape).toBeLessThanOrEqual(g.height);
    }
  });

  test('puts the first cell at the exit and fills the tank leftwards', () => {
    const g = laneGeometry(layout, widths[0]);
    expect(cellAt(g, 0)[0]).toBeGreaterThan(cellAt(g, g.rows)[0]);
    expect(cellAt(g, g.cells - 1)[0]).toBeGreaterThan(g.tank.x);
  });
});
