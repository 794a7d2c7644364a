/** The drawn measures of the stage, a table for each layout; geometry.ts fits them to the room there is. */

export type Layout = 'wide' | 'medium' | 'phone';
/** Of the figure that other pages embed: rows of two or three lanes, one tall row, and one row without a caption. */
export type FigureLayout = 'embed' | 'embedTall' | 'embedSmall';
export type AnyLayout = Layout | FigureLayout;

export interface Measures {
  width: number;
  height: number;
  centre: number;
  gap: number;
  /** Radius of a message, the same everywhere, and the pitch of the tank's cells: 90 of them hold the hook's burst one to one. */
  dot: number;
  pitch: number;
  rows: number;
  columns: number;
  caption: number;
  bus: number;
  house: { x: number; size: number };
  tank: { x: number; width: number };
  work: { x: number; size: number; pitch: number; seats: number };
  downstream: { x: number; width: number; height: number };
  tray: { width: number; height: number };
  /** From the foot of the tank to the first label, from there to the second, and up to the strip of answers; and the size of what is written on the canvas, if not 11. */
  label: { first: number; second: number; strip: number; note?: number };
}

export const measures: Record<AnyLayout, Measures> = {
  wide: {
    width: 1056,
    height: 162,
    centre: 66,
    gap: 13,
    dot: 4.3,
    pitch: 12.8,
    rows: 6,
    columns: 15,
    caption: 236,
    bus: 252,
    house: { x: 270, size: 22 },
    tank: { x: 346, width: 214 },
    work: { x: 810, size: 20, pitch: 25, seats: 44 },
    downstream: { x: 1008, width: 34, height: 44 },
    tray: { width: 62, height: 14 },
    label: { first: 18, second: 16, strip: 8 },
  },
  medium: {
    width: 976,
    height: 138,
    centre: 52,
    gap: 12,
    dot: 3.7,
    pitch: 10.8,
    rows: 6,
    columns: 15,
    caption: 204,
    bus: 216,
    house: { x: 232, size: 19 },
    tank: { x: 300, width: 178 },
    work: { x: 728, size: 17, pitch: 24, seats: 38 },
    downstream: { x: 916, width: 30, height: 38 },
    tray: { width: 50, height: 13 },
    label: { first: 21, second: 16, strip: 6 },
  },
  phone: {
    width: 358,
    height: 198,
    centre: 72,
    gap: 14,
    dot: 3.8,
    pitch: 11,
    rows: 7,
    columns: 13,
    caption: 0,
    bus: -16,
    house: { x: 1, size: 20 },
    tank: { x: 49, width: 160 },
    work: { x: 284, size: 21, pitch: 25, seats: 34 },
    downstream: { x: 384, width: 0, height: 0 },
    tray: { width: 40, height: 13 },
    label: { first: 36, second: 17, strip: 18 },
  },
  embed: {
    width: 684,
    height: 116,
    centre: 47,
    gap: 11,
    dot: 3.1,
    pitch: 9,
    rows: 6,
    columns: 15,
    caption: 152,
    bus: 164,
    house: { x: 178, size: 17 },
    tank: { x: 232, width: 158 },
    work: { x: 536, size: 15.5, pitch: 19, seats: 34 },
    downstream: { x: 656, width: 27, height: 34 },
    tray: { width: 46, height: 12 },
    label: { first: 18, second: 15, strip: 16 },
  },
  embedTall: {
    width: 684,
    height: 232,
    centre: 100,
    gap: 14,
    dot: 4.6,
    pitch: 14.4,
    rows: 9,
    columns: 10,
    caption: 152,
    bus: 164,
    house: { x: 178, size: 21 },
    tank: { x: 232, width: 164 },
    work: { x: 530, size: 24, pitch: 30, seats: 44 },
    downstream: { x: 649, width: 34, height: 44 },
    tray: { width: 46, height: 13 },
    label: { first: 20, second: 18, strip: 16 },
  },
  embedSmall: {
    width: 456,
    height: 166,
    centre: 58,
    gap: 12,
    dot: 3.7,
    pitch: 10.8,
    rows: 6,
    columns: 15,
    caption: 0,
    bus: -12,
    house: { x: 1, size: 19 },
    tank: { x: 50, width: 178 },
    work: { x: 382, size: 19, pitch: 23, seats: 34 },
    downstream: { x: 482, width: 0, height: 0 },
    tray: { width: 40, height: 13 },
    label: { first: 33, second: 15, strip: 17 },
  },
};
