/** The measures of the stage: where each part of a lane stands, in CSS pixels from the lane's own top left corner. */
import { type AnyLayout, type Measures, measures } from './measures.ts';

export type { FigureLayout, Layout } from './measures.ts';

/** Where the downstream has no room, and the words stand in three lines under the drawing. */
const isFolded = (layout: LaneGeometry['layout']) => layout === 'phone' || layout === 'embedSmall';

/** What a change of width does: the links give and take, and below the drawn width the captions give too. */
const stretch: Record<'grow' | 'shrink', { caption: number; link1: number; link2: number; link3: number }> = {
  grow: { caption: 0, link1: 0.15, link2: 0.6, link3: 0.25 },
  shrink: { caption: 0.2, link1: 0, link2: 0.52, link3: 0.28 },
};

/** As many columns the tank of a folded lane gives to its link where there is less room than it was drawn for. */
const COLUMNS_GIVEN = 5;

export interface LaneGeometry extends Measures {
  layout: AnyLayout | 'present';
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
export const laneGeometry = (layout: AnyLayout, width: number): LaneGeometry => fitted(layout, measures[layout], width);

/** The same with measures of one's own. */
export function fitted(layout: LaneGeometry['layout'], m: Measures, width: number): LaneGeometry {
  const extra = Math.max(width, m.width * 0.7) - m.width;
  const folded = isFolded(layout);
  const share = stretch[extra < 0 && !folded ? 'shrink' : 'grow'];
  const caption = extra * share.caption;
  const tankX = m.tank.x + caption + (folded ? 0 : extra * share.link1);
  const workX = m.work.x + (folded ? extra : caption + extra * (share.link1 + share.link2));
  const downstreamX = m.downstream.x + extra;
  const columns = folded ? m.columns - Math.min(COLUMNS_GIVEN, Math.ceil(Math.max(0, -extra) / m.pitch)) : m.columns;
  const tankWidth = m.tank.width - (m.columns - columns) * m.pitch;
  const tankHeight = (m.rows + 1.15) * m.pitch;
  const tank = { x: tankX, y: m.centre - tankHeight / 2, width: tankWidth, height: tankHeight };
  const house = { x: m.house.x + caption, size: m.house.size };
  const link2 = { from: tankX + tankWidth + 6, to: workX - 12 };
  const first = tank.y + tankHeight + m.label.first;
  const squares = workX + m.work.seats;
  const end = folded ? m.width + extra : link2.to - 4;
  const roomWidth = m.pitch * 0.82 * 6 + 6;
  return {
    ...m,
    columns,
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
      x: tankX + tankWidth - roomWidth,
      y: first - 12 + (folded ? m.label.second * 2 : 0),
      width: roomWidth,
      height: m.pitch + 1,
    },
    trayAt: { x: house.x + 1 + (folded ? 1 : 0), y: first - (folded ? 13 : 27) - (folded ? 14 : 0) },
    strip: { from: link2.from + (folded ? 2 : 6), to: end, y: first - m.label.strip },
    baselines: [first, first + m.label.second],
    cells: m.rows * columns,
  };
}

/** Centre of the tank's cell `index`: the exit first, then column by column to the left. */
export function cellAt(geometry: LaneGeometry, index: number): [x: number, y: number] {
  const { rows, columns, pitch, tank, centre } = geometry;
  const column = Math.floor(index / rows);
  const left = tank.x + (tank.width - columns * pitch) / 2;
  return [left + (columns - column - 0.5) * pitch, centre + ((index % rows) + 0.5 - rows / 2) * pitch];
}

export interface Square {
  x: number;
  y: number;
  size: number;
}

/** Side and top edges of the worker squares: four fill the drawn height, up to eight shrink into it. */
export function squareAt(geometry: LaneGeometry, workers: number, index: number): Square {
  const { work, centre, squares } = geometry;
  const pitch = workers > 4 ? (work.pitch * 4) / workers : work.pitch;
  const size = (work.size / work.pitch) * pitch;
  return { x: squares + (work.size - size) / 2, y: centre + (index - workers / 2) * pitch + (pitch - size) / 2, size };
}
