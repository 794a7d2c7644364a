/** Where states and arrows of a chart stand. Dagre finds the places; here is only what it is told and what is read from it. In pixels. */
import { Graph, layout } from '@dagrejs/dagre';
import type { Statechart } from '../../model/statechart.ts';
import { type Arrow, arrowsOf, innerLines, type Line, stateName } from './lines.ts';
import { clipped, middleOf } from './ways.ts';

export interface Point {
  x: number;
  y: number;
}

/** `x` and `y` are of the upper left corner. */
export interface DrawnState extends Point {
  state: number;
  width: number;
  height: number;
  /** It has states within it, and is a frame around them. */
  isFrame: boolean;
  lines: Line[];
}

export interface DrawnArrow extends Arrow {
  points: Point[];
  /** The middle of its lines. */
  label: Point;
}

export interface Drawing {
  width: number;
  height: number;
  states: DrawnState[];
  arrows: DrawnArrow[];
}

export interface Style {
  /** Arrows have their counts only. */
  isBrief: boolean;
  /** States say how many are in them. */
  isMany: boolean;
}

export const TITLE = 22;
export const LINE = 14;
const GAP = 12;
/** Room for a count of up to five characters, whatever it is now: a chart must not move because something was counted. */
const COUNT = 30;
/** An arrow's count alone. */
const BRIEF = 24;
/** Widths of a character on average, in the sizes of titles and lines. */
const LETTER = { title: 7.2, line: 5.4 };

/** A guard whose event stands above is set in a little. */
export const INDENT = 8;
const lineWidth = ({ event, guard }: Line): number => (event.length + guard.length) * LETTER.line + INDENT + COUNT;

function sizeOf(chart: Statechart, state: number, { isMany }: Style): { width: number; height: number; lines: Line[] } {
  const lines = innerLines(chart, state);
  const title = stateName(chart, state).length * LETTER.title + 24 + (isMany ? COUNT : 0);
  const width = Math.ceil(Math.max(title, ...lines.map((line) => lineWidth(line) + 22)));
  return { width, height: TITLE + lines.length * LINE + (lines.length > 0 ? 5 : 0), lines };
}

const childrenOf = ({ states }: Statechart, of: number): number[] =>
  [...states.keys()].filter((state) => states[state]!.parent === of);

const isWithin = ({ states }: Statechart, state: number, outer: number): boolean => {
  for (let each = state; each !== -1; each = states[each]!.parent) if (each === outer) return true;
  return false;
};

/** The whole chart. What is done in any state stands at the head of a frame around all of them. */
export function layOut(chart: Statechart, style: Style): Drawing {
  const inner = chart.states[0]!.isParallel ? layOutRegions(chart, style) : layOutWithin(chart, 0, style);
  if (innerLines(chart, 0).length === 0) return inner;
  const { lines, head, width } = headOf(chart, 0, style);
  const drawing: Drawing = { width: Math.max(inner.width, width), height: head + inner.height, states: [], arrows: [] };
  const { height } = drawing;
  drawing.states.push({ state: 0, x: 0, y: 0, width: drawing.width, height, isFrame: true, lines });
  addBelow(drawing, inner, head);
  return drawing;
}

/** Regions that are active at once stand below each other, each a frame. */
function layOutRegions(chart: Statechart, style: Style): Drawing {
  const drawing: Drawing = { width: 0, height: 0, states: [], arrows: [] };
  for (const region of childrenOf(chart, 0)) {
    const inner = layOutWithin(chart, region, style);
    const { lines, head, width } = headOf(chart, region, style);
    const top = drawing.height;
    const height = head + inner.height;
    drawing.states.push({ state: region, x: 0, y: top, width: 0, height, isFrame: true, lines });
    addBelow(drawing, inner, top + head);
    drawing.width = Math.max(drawing.width, inner.width, width);
    drawing.height += height + GAP;
  }
  drawing.height -= GAP;
  for (const drawn of drawing.states) if (drawn.isFrame) drawn.width = drawing.width;
  return drawing;
}

/** The name of a frame, and below it what happens in all that it is around. */
function headOf(chart: Statechart, state: number, style: Style): { lines: Line[]; head: number; width: number } {
  const { lines, width } = sizeOf(chart, state, style);
  return { lines, width, head: TITLE + lines.length * LINE + 4 };
}

function addBelow(drawing: Drawing, inner: Drawing, top: number): void {
  const moved = ({ x, y }: Point): Point => ({ x, y: y + top });
  drawing.states.push(...inner.states.map((each) => ({ ...each, ...moved(each) })));
  for (const arrow of inner.arrows)
    drawing.arrows.push({ ...arrow, points: arrow.points.map(moved), label: moved(arrow.label) });
}

function layOutWithin(chart: Statechart, outer: number, style: Style): Drawing {
  const graph = new Graph({ compound: true, multigraph: true });
  const gaps = style.isBrief ? { nodesep: 8, edgesep: 4 } : { nodesep: 14, edgesep: 10 };
  graph.setGraph({ rankdir: 'TB', ...gaps, ranksep: 16, marginx: 2, marginy: 11 });
  const inside = [...chart.states.keys()].filter((state) => state !== outer && isWithin(chart, state, outer));
  const isFrame = (state: number) => childrenOf(chart, state).length > 0;
  for (const state of inside) {
    const { width, height } = sizeOf(chart, state, style);
    graph.setNode(String(state), isFrame(state) ? {} : { width, height });
    const { parent } = chart.states[state]!;
    if (parent !== outer) graph.setParent(String(state), String(parent));
  }
  const arrows = arrowsOf(chart).filter(({ from }) => inside.includes(from));
  for (const [i, { from, to, lines }] of arrows.entries()) {
    const width = style.isBrief ? BRIEF : Math.max(...lines.map(arrowLineWidth));
    const size = { width, height: (style.isBrief ? 1 : linesOf(lines)) * LINE, labelpos: 'c' };
    graph.setEdge(String(endWithin(chart, from)), String(endWithin(chart, to)), size, String(i));
  }
  layout(graph);
  const states = inside.map((state): DrawnState => {
    const { x, y, width, height } = graph.node(String(state)) as Required<Point & { width: number; height: number }>;
    const { lines } = sizeOf(chart, state, style);
    return { state, x: x - width / 2, y: y - height / 2, width, height, isFrame: isFrame(state), lines };
  });
  const drawn = arrows.map((arrow, i): DrawnArrow => {
    const edge = graph.edge(String(endWithin(chart, arrow.from)), String(endWithin(chart, arrow.to)), String(i));
    const { points, x, y } = edge as unknown as Point & { points: Point[] };
    const frameOf = (state: number) => states.find((each) => each.isFrame && each.state === state);
    const begun = clipped(points, frameOf(arrow.from));
    const into = frameOf(arrow.to);
    const left = into === undefined ? begun : clipped(begun.toReversed(), into).reverse();
    return { ...arrow, points: left, label: left === points ? { x, y } : middleOf(left) };
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { width, height, states, arrows: drawn };
}

/** An arrow's guard stands below its event, so that the label is narrow. */
const linesOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, { event, guard }) => sum + Number(event !== '') + Number(guard !== ''), 0);
const arrowLineWidth = ({ event, guard }: Line): number =>
  Math.max(event.length + 2, guard.length) * LETTER.line + (guard === '' ? COUNT : COUNT / 2);

/** Dagre knows no arrow that ends at a frame: it goes to the last state within it, and is cut off at the frame afterwards. */
function endWithin(chart: Statechart, state: number): number {
  const last = childrenOf(chart, state).at(-1);
  return last === undefined ? state : endWithin(chart, last);
}
