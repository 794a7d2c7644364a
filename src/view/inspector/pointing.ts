/** What somebody points at: a thing that is drawn, or the part of the lane under it. Computes the marks anew, so that the stage need not keep them. */
import type { LaneId } from '../../model/lanes.ts';
import type { Inspected, NodeId } from '../../store/state.ts';
import type { LaneGeometry } from '../stage/geometry.ts';
import { lookAtPlayer } from '../stage/lookAtPlayer.ts';
import type { Mark } from '../stage/mark.ts';
import { marks } from '../stage/marks.ts';
import type { LaneMoment } from '../stage/moment.ts';
import { laneNames } from '../stage/sentence.ts';
import { stripMarks } from '../stage/stripMarks.ts';
import { refined, type StageZoom, stageZoom, WHOLE } from '../stage/zoom.ts';
import { drawnAt, shownAt } from '../zoom/places.ts';
import { messageOf, targetAt } from './hit.ts';
import { targetWords } from './messageWords.ts';
import { drillState, nodeName, nodeState } from './nodeWords.ts';

export interface Pointed {
  lane: LaneId;
  /** Null: something without a card, such as a poll. */
  what: Inspected | null;
  name: string;
  state: string;
  /** In pixels of the lane, where the thing is. */
  x: number;
  y: number;
}

/** The moments of all lanes on the stage, which share their scales. */
export const momentsOn = (stage: HTMLElement, cells: number): LaneMoment[] =>
  lookAtPlayer(
    [...stage.querySelectorAll<HTMLElement>('.lane[data-lane]')].map(({ dataset }) => dataset.lane as LaneId),
    cells,
  );

/** What is painted of a lane. */
export const paintedIn = (row: HTMLElement, moment: LaneMoment, geometry: LaneGeometry): Mark[] =>
  row.classList.contains('lane-strip')
    ? stripMarks(moment, geometry.width, geometry.cells)
    : refined(marks(moment, geometry), moment, geometry);

/** A lane on one line is not zoomed. */
export const zoomOf = (row: HTMLElement): StageZoom => (row.classList.contains('lane-strip') ? WHOLE : stageZoom());

/** `x` and `y` in the window; null if there is nothing. */
export function pointedAt(
  stage: HTMLElement,
  geometry: LaneGeometry,
  x: number,
  y: number,
  reach: number,
): Pointed | null {
  const under = document.elementFromPoint(x, y);
  const row = under?.closest<HTMLElement>('.lane[data-lane]');
  // What is zoomed goes on behind the caption, where nobody sees it.
  if (!row || !stage.contains(row) || under?.closest('.lane-caption')) return null;
  const moment = momentsOn(stage, geometry.cells).find(({ lane }) => lane === row.dataset.lane);
  if (moment === undefined) return null;
  const box = row.getBoundingClientRect();
  const zoom = zoomOf(row);
  const at = drawnAt(zoom, x - box.left, y - box.top);
  const target = targetAt(paintedIn(row, moment, geometry), at.x, at.y, reach / zoom.k);
  const node = under?.closest<HTMLElement>('[data-node]');
  if (target === null) return node ? pointedNode(node, moment) : null;
  const id = messageOf(target);
  const { lane } = moment;
  const what = id === null ? null : ({ kind: 'message', lane, id } as const);
  return { lane, what, ...targetWords(moment, target), ...shownAt(zoom, target.x, target.y + target.r) };
}

export function pointedNode(button: HTMLElement, moment: LaneMoment): Pointed {
  const { lane } = moment;
  const node = button.dataset.node as NodeId;
  const drills = node === 'queue' ? drillState(moment) : '';
  return {
    lane,
    what: { kind: 'node', lane, node },
    name: `${laneNames[lane]} · ${nodeName(node, moment)}`,
    state: drills === '' ? nodeState(node, moment) : `${nodeState(node, moment)}; ${drills}`,
    x: button.offsetLeft + button.offsetWidth / 2,
    y: button.offsetTop + button.offsetHeight,
  };
}
