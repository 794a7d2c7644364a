/**
 * The marks of a lane: plain records that say what to draw and where, in CSS pixels of the lane. One list, any painter.
 * Longer than other files, so that every mark there is can be seen in one place.
 */
import type { Ink } from '../palette.ts';

/** What a message is besides a message. */
interface Kind {
  /** It fails every time: a diamond in place of the disc. */
  poison?: boolean;
  /** It is out twice, or was done before: a second outline behind it. */
  twice?: boolean;
}

/** A message as a filled dot. `message` is its id: the thing that a reader, a test or a pointer finds again. */
export interface Dot extends Kind {
  shape: 'dot' | 'delivery';
  x: number;
  y: number;
  r: number;
  ink: Ink;
  message: number;
  /** 0 just published, 1 as old as it may become; null: full colour. */
  age: number | null;
  /** Tries already used; a notch each. */
  tries: number;
}

/** A message that waits for a time: `left` is the share of that time still to come, 0 to 1. */
export interface Countdown extends Kind {
  shape: 'seat' | 'leased';
  x: number;
  y: number;
  r: number;
  ink: Ink;
  message: number;
  left: number;
  tries: number;
}

/** A glyph that needs no more than its place, size and colour. */
export interface Glyph {
  shape: 'vacant' | 'poll' | 'nothing' | 'tick' | 'refusal' | 'poison' | 'dropped' | 'cross' | 'condemned';
  x: number;
  y: number;
  r: number;
  ink: Ink;
  message?: number;
}

export interface Pill {
  shape: 'pill';
  x: number;
  y: number;
  r: number;
  ink: Ink;
  count: number;
}

export interface Valve {
  shape: 'valve';
  x: number;
  y: number;
  r: number;
  ink: Ink;
  open: boolean;
  /** The consumer's credit: half as high. */
  half?: boolean;
}

/** `state` null is idle; a number is the share of its own work that a worker still has to do. */
export interface Worker {
  shape: 'worker';
  x: number;
  y: number;
  size: number;
  ink: Ink;
  state: number | 'down' | null;
  /** It works on a delivery whose lease has ended, so the message may be done twice. */
  stale: boolean;
  message: number;
}

export interface Line {
  shape: 'line';
  points: readonly (readonly [x: number, y: number])[];
  ink: Ink;
  width: number;
  dash?: readonly number[];
}

/** Upright bars of one height, as in a barcode: one path, however many there are. */
export interface Bars {
  shape: 'bars';
  xs: readonly number[];
  top: number;
  foot: number;
  ink: Ink;
}

/** The tip of an arrow; `towards` 1 points right, -1 left. */
export interface Tip {
  shape: 'tip';
  x: number;
  y: number;
  r: number;
  ink: Ink;
  towards: 1 | -1;
}

export interface House {
  shape: 'house';
  x: number;
  y: number;
  r: number;
  down: boolean;
}

export interface Tank {
  shape: 'tank';
  x: number;
  y: number;
  width: number;
  height: number;
  durable: boolean;
  down: boolean;
}

export interface Cylinder {
  shape: 'cylinder';
  x: number;
  y: number;
  width: number;
  height: number;
  ink: Ink;
  down: boolean;
}

/** The seats of the downstream, a piece of the ring each: `busy` are taken, the last `late` of them by calls that nobody waits for. */
export interface Ring {
  shape: 'ring';
  x: number;
  y: number;
  r: number;
  seats: number;
  busy: number;
  late: number;
}

export interface Tray {
  shape: 'tray';
  x: number;
  y: number;
  width: number;
  height: number;
  ink: Ink;
}

/** The limiter: a barrier over the rail and a pip for each message that it would let through now. */
export interface Gate {
  shape: 'gate';
  x: number;
  y: number;
  height: number;
  r: number;
  pips: number;
  pipsMax: number;
}

export interface Breaker {
  shape: 'breaker';
  x: number;
  y: number;
  size: number;
  state: 'closed' | 'open' | 'halfOpen';
}

/** A rectangle, filled from the bottom by `share`. */
export interface Gauge {
  shape: 'gauge';
  x: number;
  y: number;
  width: number;
  height: number;
  ink: Ink;
  share: number;
}

/** A stream that is too fast for dots: a band whose width grows with the root of its rate. */
export interface Ribbon {
  shape: 'ribbon';
  x1: number;
  x2: number;
  y: number;
  width: number;
  ink: Ink;
}

export interface Note {
  shape: 'note';
  x: number;
  y: number;
  size: number;
  ink: Ink;
  align: 'left' | 'center' | 'right';
  text: string;
}

export type Mark =
  | Dot
  | Countdown
  | Glyph
  | Pill
  | Valve
  | Worker
  | Line
  | Bars
  | Tip
  | House
  | Tank
  | Cylinder
  | Ring
  | Tray
  | Gate
  | Breaker
  | Gauge
  | Ribbon
  | Note;

export const line = (x1: number, y1: number, x2: number, y2: number, ink: Ink, width = 1): Line => ({
  shape: 'line',
  points: [
    [x1, y1],
    [x2, y2],
  ],
  ink,
  width,
});
