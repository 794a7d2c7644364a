/** The measures of the stage: where each part of a lane stands, in CSS pixels from the lane's own top left corner. */

export type Layout = 'wide' | 'medium' | 'phone';
/** Of the figure that other pages embed: rows of two or three lanes, one tall row, and one row without a caption. */
export type FigureLayout = 'embed' | 'embedTall' | 'embedSmall';
type AnyLayout = Layout | FigureLayout;

interface Measures {
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
  /** From the foot of the tank to the first label, from there to the second, and up to the strip of answers. */
  label: { first: number; second: number; strip: number };
}

const measures: Record<AnyLayout, Measures> = {
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
    work: { x: 728, size: 17, pitch: 21.5, seats: 38 },
    downstream: { x: 916, width: 30, height: 38 },
    tray: { width: 50, height: 13 },
    label: { first: 19, second: 16, strip: 6 },
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
    downstream: { x: 657, width: 27, height: 34 },
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
    downstream: { x: 650, width: 34, height: 44 },
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
    label: { first: 34, second: 16, strip: 17 },
  },
};

/** Where the downstream has no room, and the words stand in three lines under the drawing. */
const isFolded = (layout: AnyLayout) => layout === 'phone' || layout === 'embedSmall';

/** What a change of width does: the links give and take, and below the drawn width the captions give too. */
const stretch: Record<'grow' | 'shrink', { caption: number; link1: number; link2: number; link3: number }> = {
  grow: { caption: 0, link1: 0.15, link2: 0.6, link3: 0.25 },
  shrink: { caption: 0.2, link1: 0, link2: 0.52, link3: 0.28 },
};

export interface LaneGeometry extends Measures {
  layout: AnyLayout;
  folded: boolean;
  /** Upper rail: what moves on. Lower rail: questions and answers. */
  upper: number;
  lower: number;
  tank: { x: number; y: number; width: number; height: number };
  link1: { from: number; to: number };
  link2: { from: number; to: number };
  /** Centres of the first and the last place on link 2, between the valves. */
  path2: { from: number; to: number };
  /** Left edge of the worker squares. */
  squares: number;
  /** Where the workers' lines meet on their way to the downstream. */
  collector: number;
  room: { x: number; y: number; width: number; height: number };
  trayAt: { x: number; y: number };
  strip: { from: number; to: number; y: number };
  /** Baselines of the two lines of text under the drawing. */
  baselines: [number, number];
  /** Cells in the tank. */
  cells: number;
}

/** `width` is the room there is; the result may be wider when that is too narrow to draw in. */
export function laneGeometry(layout: AnyLayout, width: number): LaneGeometry {
  const m = measures[layout];
  const extra = Math.max(width, m.width * 0.7) - m.width;
  const folded = isFolded(layout);
  const share = stretch[extra < 0 && !folded ? 'shrink' : 'grow'];
  const caption = extra * share.caption;
  const tankX = m.tank.x + caption + (folded ? 0 : extra * share.link1);
  const workX = m.work.x + (folded ? extra : caption + extra * (share.link1 + share.link2));
  const downstreamX = m.downstream.x + extra;
  const tankHeight = (m.rows + 1.15) * m.pitch;
  const tank = { x: tankX, y: m.centre - tankHeight / 2, width: m.tank.width, height: tankHeight };
  const house = { x: m.house.x + caption, size: m.house.size };
  const link2 = { from: tankX + m.tank.width + 6, to: workX - 12 };
  const first = tank.y + tankHeight + m.label.first;
  const squares = workX + m.work.seats;
  const end = folded ? m.width + extra : link2.to - 4;
  const roomWidth = m.pitch * 0.82 * 6 + 6;
  return {
    ...m,
    layout,
    folded,
    width: m.width + extra,
    caption: m.caption + caption,
    bus: m.bus + caption,
    house,
    tank,
    work: { ...m.work, x: workX },
    downstream: { ...m.downstream, x: downstreamX },
    upper: m.centre - m.gap / 2,
    lower: m.centre + m.gap / 2,
    link1: { from: house.x + house.size + 3, to: tankX - 4 },
    link2,
    path2: { from: link2.from + m.dot * 4.6, to: link2.to - m.dot * 4.6 },
    squares,
    collector: squares + m.work.size + (folded ? 9 : m.work.size * 0.7),
    room: {
      x: tankX + m.tank.width - roomWidth,
      y: first - 12 + (folded ? m.label.second * 2 : 0),
      width: roomWidth,
      height: m.pitch + 1,
    },
    trayAt: { x: house.x + 1 + (folded ? 1 : 0), y: first - (folded ? 13 : 27) - (folded ? 14 : 0) },
    strip: { from: link2.from + (folded ? 2 : 6), to: end, y: first - m.label.strip },
    baselines: [first, first + m.label.second],
    cells: m.rows * m.columns,
  };
}

/** Centre of the tank's cell `index`: the exit first, then column by column to the left. */
export function cellAt(geometry: LaneGeometry, index: number): [x: number, y: number] {
  const { rows, columns, pitch, tank, centre } = geometry;
  const column = Math.floor(index / rows);
  const left = tank.x + (tank.width - columns * pitch) / 2;
  return [left + (columns - column - 0.5) * pitch, centre + ((index % rows) + 0.5 - rows / 2) * pitch];
}

/** Side and top edges of the worker squares: four fill the drawn height, up to eight shrink into it. */
export function squareAt(
  geometry: LaneGeometry,
  workers: number,
  index: number,
): { x: number; y: number; size: number } {
  const { work, centre, squares } = geometry;
  const pitch = workers > 4 ? (work.pitch * 4) / workers : work.pitch;
  const size = (work.size / work.pitch) * pitch;
  return { x: squares + (work.size - size) / 2, y: centre + (index - workers / 2) * pitch + (pitch - size) / 2, size };
}
