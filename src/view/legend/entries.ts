/** Every mark of the stage with its meaning, drawn by the stage's own painters. Longer than other files, because it is a list. */
import { line, type Mark } from '../stage/mark.ts';

export const ENTRY_WIDTH = 118;
export const ENTRY_HEIGHT = 52;

export interface LegendEntry {
  title: string;
  says: string;
  /** Within ENTRY_WIDTH × ENTRY_HEIGHT. */
  marks: Mark[];
}

const y = 28;
const r = 6.5;

const dot = (x: number, more: { age?: number; tries?: number; poison?: boolean; twice?: boolean } = {}): Mark => {
  return { shape: 'dot', x, y, r, ink: 'push', message: 0, age: null, tries: 0, ...more };
};
const delivery = (x: number, tries: number): Mark => ({ ...dot(x, { tries }), shape: 'delivery' }) as Mark;
const seat = (x: number, left: number, tries: number): Mark => {
  return { shape: 'seat', x, y, r, ink: 'push', message: 0, left, tries };
};
const leased = (x: number, left: number): Mark => {
  return { shape: 'leased', x, y, r: r * 1.1, ink: 'pull', message: 0, left, tries: 0 };
};
const glyph = (shape: 'poll' | 'nothing' | 'tick' | 'refusal' | 'dropped' | 'cross' | 'condemned', x: number): Mark => {
  const inks = { poll: 'pull', nothing: 'idle', tick: 'ink2', refusal: 'bad', dropped: 'push', cross: 'bad' } as const;
  return { shape, x, y, r: shape === 'cross' ? r * 1.3 : r, ink: shape === 'condemned' ? 'bad' : inks[shape] };
};
const note = (x: number, text: string, ink: 'bad' | 'ink2' = 'bad'): Mark => {
  return { shape: 'note', x, y: y + 5, size: 14, ink, align: 'left', text };
};
const square = (x: number, state: number | 'down' | null, stale = false): Mark => {
  return { shape: 'worker', x, y: y - 11, size: 22, ink: 'pull', state, stale, message: 0 };
};
const tank = (x: number, durable: boolean, down = false): Mark => {
  return { shape: 'tank', x, y: y - 17, width: 44, height: 34, durable, down };
};
const cylinder = (x: number, down: boolean): Mark => {
  return { shape: 'cylinder', x, y: y - 22, width: 34, height: 44, ink: 'ink', down };
};
const ring = (x: number, seats: number, busy: number, late = 0): Mark => {
  return { shape: 'ring', x, y: y + 2, r: 11, seats, busy, late };
};
const valve = (x: number, open: boolean, half = false): Mark => {
  return { shape: 'valve', x, y: y + 3, r: 8, ink: 'push', open, half };
};
const gate = (x: number, pips: number): Mark => {
  return { shape: 'gate', x, y: y + 8, height: 22, r: 2.6, pips, pipsMax: 4 };
};
const breaker = (x: number, state: 'closed' | 'halfOpen' | 'open'): Mark => ({
  shape: 'breaker',
  x,
  y: y + 4,
  size: 24,
  state,
});
const house = (x: number, down: boolean): Mark => ({ shape: 'house', x, y: y + 2, r: 24, down });

export const legend: readonly LegendEntry[] = [
  {
    title: 'Producer',
    says: 'Sends. Dots over it and two bars: it is held back and keeps them.',
    marks: [
      house(14, false),
      house(66, false),
      line(75, y + 2, 75, y + 9, 'wait', 2),
      line(79, y + 2, 79, y + 9, 'wait', 2),
      ...[0, 1, 2].map((i): Mark => ({ ...dot(70 + i * 8), y: y - 20, r: 3 }) as Mark),
    ],
  },
  {
    title: 'Two rails',
    says: 'Upper: work moves on to the right. Lower: questions and answers go left.',
    marks: [
      line(6, y - 7, 112, y - 7, 'rail'),
      line(6, y + 9, 112, y + 9, 'rail'),
      { shape: 'tip', x: 111, y: y - 7, r: 3, ink: 'idle', towards: 1 },
      { shape: 'tip', x: 7, y: y + 9, r: 3, ink: 'idle', towards: -1 },
      { ...dot(44), y: y - 7 } as Mark,
      { ...glyph('poll', 76), y: y + 9 } as Mark,
    ],
  },
  {
    title: 'Broker',
    says: 'Double line: durable, survives a crash. Dashed: in memory only.',
    marks: [tank(8, true), tank(64, false)],
  },
  {
    title: 'Message',
    says: 'One filled dot is one message. A notch is a try already used; hollow in the middle: more than five.',
    marks: [dot(14), dot(36, { tries: 1 }), dot(58, { tries: 3 }), dot(80, { tries: 5 }), dot(102, { tries: 6 })],
  },
  {
    title: 'Age',
    says: 'Pale is young, full is as old as promised, hatched is past the promise.',
    marks: [dot(14, { age: 0 }), dot(36, { age: 0.4 }), dot(58, { age: 0.9 }), dot(80, { age: 1.5 })],
  },
  {
    title: 'Valve',
    says: 'Stands where the transfer is decided; filled when it let one go. Half as high: the consumer’s credit.',
    marks: [valve(18, true), valve(56, false), valve(94, false, true)],
  },
  {
    title: 'Push delivery',
    says: 'Moves by itself, a tip ahead. An amber outline: it was tried before.',
    marks: [delivery(22, 0), delivery(72, 2)],
  },
  {
    title: 'Poll',
    says: 'Hollow: a question. On a thread: the broker holds it until something comes.',
    marks: [glyph('poll', 28), line(86, y, 116, y, 'pull', 0.75), glyph('poll', 80)],
  },
  {
    title: 'Answer',
    says: 'A dot, or a pill with the count of a batch. Struck out: there was nothing.',
    marks: [
      { ...dot(16), ink: 'pull' } as Mark,
      { shape: 'pill', x: 52, y, r, ink: 'pull', count: 10 },
      glyph('nothing', 92),
    ],
  },
  {
    title: 'Ack',
    says: 'A tick to the left; only when it lands, the message is done. Stopped by a cross: lost on the way.',
    marks: [glyph('tick', 24), glyph('cross', 66), glyph('tick', 82)],
  },
  {
    title: 'Refusal',
    says: 'A bar that goes back: the only word a consumer has in push.',
    marks: [glyph('refusal', 50)],
  },
  {
    title: 'Lease',
    says: 'Out with a worker; the arc is the time left. Then it stands solid again and may be done twice.',
    marks: [leased(18, 0.9), leased(48, 0.4), { ...dot(84, { twice: true }), ink: 'pull' } as Mark],
  },
  {
    title: 'Waiting room',
    says: 'Waits for its next try; the ring runs out. Rings that end together are a herd.',
    marks: [seat(18, 0.8, 1), seat(50, 0.45, 2), seat(82, 0.1, 3)],
  },
  {
    title: 'Duplicate',
    says: 'Two outlines: out twice, or done before. ×2: its effect happened again. An open box: it was recognised.',
    marks: [
      dot(14, { twice: true }),
      note(34, '×2'),
      {
        shape: 'line',
        points: [
          [78, y - 7],
          [78, y + 7],
          [100, y + 7],
          [100, y - 7],
        ],
        ink: 'ink',
        width: 1.1,
      },
      { ...dot(87, { twice: true }), r: 3.4 } as Mark,
    ],
  },
  {
    title: 'Poison',
    says: 'A diamond: it fails whenever it is tried. Found out at its first try, or put in by a drill.',
    marks: [dot(30, { poison: true }), delivery(74, 2), dot(74, { poison: true, tries: 2 })],
  },
  {
    title: 'Dead letters',
    says: 'Given up and kept. Dashed: will be given up, if nothing is changed.',
    marks: [
      { shape: 'tray', x: 22, y: y - 4, width: 74, height: 22, ink: 'bad' },
      { ...dot(34, { tries: 5 }), y: y + 10, r: 5 } as Mark,
      { ...dot(48, { tries: 5 }), y: y + 10, r: 5 } as Mark,
      { ...glyph('condemned', 66), y: y + 10, r: 5 } as Mark,
    ],
  },
  { title: 'Lost', says: 'Falls out of the lane, into the count of the lost.', marks: [glyph('dropped', 50)] },
  {
    title: 'Worker',
    says: 'The disc is the work left. Empty: idle. Amber: its lease has ended. Cracked: crashed.',
    marks: [square(2, 0.6), square(32, null), square(62, 0.4, true), square(92, 'down')],
  },
  {
    title: 'Downstream',
    says: 'A piece of the ring is a seat. Filled: in use. Amber and hollow: late, its caller gave up.',
    marks: [cylinder(14, false), ring(31, 20, 4), cylinder(68, false), ring(85, 12, 8, 3)],
  },
  {
    title: 'Limiter',
    says: 'Each pip lets one message go; pips refill. Shut when none is left.',
    marks: [gate(26, 2.4), gate(82, 0)],
  },
  {
    title: 'Circuit breaker',
    says: 'Closed, half open, open: calls pass, one may try, none passes.',
    marks: [breaker(6, 'closed'), breaker(46, 'halfOpen'), breaker(88, 'open')],
  },
  {
    title: 'Outage',
    says: 'Hatched, its line broken, and a clock of how long.',
    marks: [
      line(2, y, 12, y, 'rail'),
      line(30, y, 40, y, 'rail'),
      line(17, y + 7, 25, y - 7, 'bad', 1.2),
      tank(46, true, true),
    ],
  },
  {
    title: 'Band',
    says: 'More than eyes can count: the width is the root of the rate, which is printed. Same scale in all lanes.',
    marks: [{ shape: 'ribbon', x1: 6, x2: 110, y, width: 10, ink: 'push' }],
  },
  {
    title: 'Counted, never sampled',
    says: 'Where one dot is many, retries, poison, double effects, dead letters and losses are counted one by one.',
    marks: [
      { ...delivery(10, 1), r: 5 } as Mark,
      note(26, '+7', 'ink2'),
      { ...glyph('dropped', 72), r: 5 } as Mark,
      note(84, '+2', 'ink2'),
    ],
  },
];
