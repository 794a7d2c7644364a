/** Marks that tell one kind of trouble each: how they are made of a moment, and that their painters draw what they say. */
import { expect, test } from 'vitest';
import { NEVER, SECOND } from '../../model/time.ts';
import type { Palette } from '../palette.ts';
import type { Surface } from '../surface.ts';
import { creditOf } from './credit.ts';
import { laneGeometry } from './geometry.ts';
import type { Mark } from './mark.ts';
import { marks } from './marks.ts';
import { type LaneMoment, type LaneSource, lookAt, type Rates } from './moment.ts';
import { drawMark } from './paint.ts';
import { BURST_AT, sceneAt } from './scene.test-support.ts';
import { stillMarks, stillOf } from './stillMarks.ts';
import { words } from './words.ts';

const geometry = laneGeometry('wide', 1056);
const AT = BURST_AT + SECOND;
const scenes = { push: sceneAt('push', AT), pull: sceneAt('pull', AT) };

function momentOf(lane: 'push' | 'pull', change: (source: LaneSource) => void = () => {}): LaneMoment {
  const source = structuredClone({ ...scenes[lane], visit: undefined }) as unknown as LaneSource;
  source.visit = scenes[lane].visit;
  change(source);
  return lookAt([source], AT, SECOND / 8, geometry.cells)[0];
}

const of = (moment: LaneMoment, ...shapes: Mark['shape'][]) =>
  marks(moment, geometry).filter(({ shape }) => shapes.includes(shape)) as (Mark & Record<string, unknown>)[];
const notes = (moment: LaneMoment) => of(moment, 'note').map(({ text }) => text);
const said = (moment: LaneMoment, label: keyof ReturnType<typeof words>) =>
  (words(moment)[label] ?? []).map(({ text }) => text).join('');

test('a message that is known to be poison is a diamond wherever it stands', () => {
  const { pile } = momentOf('pull').census;
  const { id } = pile.find(({ place }) => place === 'ready')!;
  const moment = momentOf('pull', ({ picture }) => Object.assign(picture.messages.get(id)!, { poison: true }));
  expect(of(moment, 'dot').filter(({ poison }) => poison)).toMatchObject([{ message: id }]);
});

test('a message whose work was done and which waits again has two outlines, and so has one that is out twice', () => {
  const ready = momentOf('pull').census.pile.find(({ place }) => place === 'ready')!.id;
  const done = momentOf('pull', ({ picture }) => Object.assign(picture.messages.get(ready)!, { effects: 1 }));
  expect(of(done, 'dot').filter(({ twice }) => twice)).toMatchObject([{ message: ready }]);
  const first = [...scenes.pull.picture.deliveries.values()][0];
  const twins = momentOf('pull', ({ picture }) => {
    picture.deliveries.set(99_999, { ...first, id: 99_999 });
  });
  expect(twins.census.twice).toEqual(new Set([first.message]));
});

test('a prefetch is a half-high valve at the consumer that shuts when the credit is used up', () => {
  const bound = (most: number) =>
    momentOf('push', ({ settings }) => Object.assign(settings, { 'push.maxInFlight': most }));
  const { unanswered } = bound(1_000).census;
  expect(of(momentOf('push'), 'valve').filter(({ half }) => half)).toEqual([]);
  expect(of(bound(unanswered + 1), 'valve').filter(({ half }) => half)).toMatchObject([{ open: true }]);
  expect(of(bound(unanswered), 'valve').filter(({ half }) => half)).toMatchObject([{ open: false }]);
  expect(said(bound(unanswered), 'whoNote')).toBe(`${unanswered} of at most ${unanswered} unanswered.`);
});

test('the credit is each consumer’s own where it says so, and no wider than an adaptive window', () => {
  const { settings, picture } = scenes.push;
  const credit = (changed: object, window = 0) =>
    creditOf({ settings: { ...settings, ...changed }, picture: { ...picture, window } });
  expect(credit({})).toBe(NEVER);
  expect(credit({ 'push.maxInFlight': 3, 'push.scope': 'per-consumer' })).toBe(12);
  expect(credit({ 'push.window': 'aimd', 'push.windowInit': 2 })).toBe(2);
  expect(credit({ 'push.window': 'aimd', 'push.maxInFlight': 9 }, 40)).toBe(9);
});

test('the ring has a seat for each call that the downstream serves, and marks those that nobody waits for', () => {
  const late = momentOf('pull', ({ picture }) => {
    for (const delivery of picture.deliveries.values()) if (delivery.place === 'calling') delivery.place = 'working';
    picture.calls = 5;
  });
  expect(of(late, 'ring')).toMatchObject([{ seats: 20, busy: 5, late: 5 }]);
  expect(said(late, 'doneNote')).toBe('5 of 20 in use, 5 late');
  const queue = momentOf('pull', ({ picture, settings }) => {
    picture.calls = 9;
    settings['ds.servers'] = 4;
  });
  expect(of(queue, 'ring')).toMatchObject([{ seats: 4, busy: 4 }]);
  expect(said(queue, 'doneNote')).toContain('4 in use, 5 queue');
});

test('an inbox without bound shows its first twelve messages and says how many more there are', () => {
  const moment = momentOf('push', ({ picture, settings }) => {
    settings['push.inbox'] = NEVER;
    for (let id = 90_000; id < 90_020; id++)
      picture.deliveries.set(id, {
        id,
        message: id,
        place: 'inbox',
        since: AT,
        until: NEVER,
        stoppedAt: NEVER,
        node: 0,
      });
  });
  expect(notes(moment)).toContain(`+${moment.census.inbox.length - 12}`);
  expect(of(moment, 'vacant').filter(({ ink }) => ink === 'idle')).toEqual([]);
});

test('each instance with an inbox of its own adds its seats', () => {
  const own = momentOf('push', ({ settings }) =>
    Object.assign(settings, { 'push.choice': 'round-robin', 'push.inbox': 2 }),
  );
  expect(said(own, 'workersNote')).toMatch(/of 8$/);
});

test('where dots stand for many, what is rare keeps a glyph with its count and is drawn nowhere else', () => {
  const moment = { ...momentOf('push'), sample: 5 };
  moment.moves.rare = { retry: 7, poison: 1, twice: 2, dead: 3, dropped: 4 };
  moment.moves.air = [{ kind: 'bury', message: 1, key: 1, progress: 0.5, count: 0 }];
  expect(notes(moment)).toEqual(expect.arrayContaining(['+7', '+1', '+2', '+3', '+4']));
  expect(of(moment, 'dropped')).toHaveLength(1);
  expect(of({ ...moment, sample: 1 }, 'note').map(({ text }) => text)).not.toContain('+7');
  expect(said(moment, 'whoNote')).toBe('');
});

const rates: Rates = {
  published: 100,
  deliveries: 400,
  refused: 25,
  polls: 0,
  acked: 80,
  retries: 12,
  lost: 3,
  duplicateEffects: 1,
};

test('bands have one scale in all lanes, widths by the root of the rate, and the rate printed', () => {
  const [push] = lookAt(
    [
      { ...scenes.push, rates },
      { ...scenes.pull, rates },
    ],
    AT,
    SECOND / 8,
    90,
  );
  const widths = of(push, 'ribbon').map(({ width }) => (width as number) - 1);
  expect(widths[1] / widths[0]).toBeCloseTo(2);
  expect(notes(push)).toEqual(expect.arrayContaining(['100/s', '400/s out', '25/s refused', '+12', '+3', '+1']));
  expect(push.moves.air).toEqual([]);
  expect(said(push, 'sample')).toBe('widest = 1,000/s');
});

test('a producer that is away and a broker that hangs are hatched', () => {
  const still = (drill: 'producer.down' | 'broker.hang') =>
    stillMarks(
      stillOf(
        momentOf('pull', (source) => {
          source.drills = [{ drill, since: 0, amount: 1 }];
        }),
        false,
      ),
      geometry,
    );
  expect(still('producer.down').find(({ shape }) => shape === 'house')).toMatchObject({ down: true });
  expect(still('broker.hang').find(({ shape }) => shape === 'tank')).toMatchObject({ down: true });
});

/** What a painter asks of its surface, by name. */
function painted(mark: Mark): Map<string, number> {
  const asked = new Map<string, number>();
  const surface = new Proxy({} as Record<string, unknown>, {
    get: (_, name: string) => () => asked.set(name, (asked.get(name) ?? 0) + 1),
    set: () => true,
  });
  const palette = new Proxy({ tints: {} }, { get: (target, name) => (name in target ? {} : String(name)) });
  drawMark(surface as unknown as Surface, mark, palette as unknown as Palette, 1);
  return asked;
}

test('a seat of the ring is a stroke of its own as long as seats can be counted', () => {
  const ring = (seats: number, late = 0): Mark => ({ shape: 'ring', x: 0, y: 0, r: 11, seats, busy: 4, late });
  expect(painted(ring(20)).get('stroke')).toBe(20);
  expect(painted(ring(20, 2)).get('stroke')).toBe(22);
  expect(painted(ring(500)).get('stroke')).toBe(2);
});

test('the sixth try and those after it look other than the fifth', () => {
  const dot = (tries: number): Mark => ({ shape: 'dot', x: 0, y: 0, r: 5, ink: 'push', message: 1, age: null, tries });
  expect(painted(dot(6)).get('arc')).toBe(painted(dot(5)).get('arc')! + 1);
  expect(painted(dot(9))).toEqual(painted(dot(6)));
});

test('a limiter with more than ten pips is a bar', () => {
  const gate = (pipsMax: number): Mark => ({ shape: 'gate', x: 0, y: 0, height: 20, r: 2, pips: 1, pipsMax });
  expect(painted(gate(10)).get('fillRect')).toBeUndefined();
  expect(painted(gate(50)).get('fillRect')).toBe(1);
});
