/** The words over a zoomed drawing go with what they are said of, at their own size. Those that the edge would cut are hidden, for half a number is another number. */
import type { LaneGeometry } from '../stage/geometry.ts';
import type { Label } from '../stage/label.ts';
import { labelPlaces } from '../stage/labelPlaces.ts';
import { type StageZoom, stageZoom } from '../stage/zoom.ts';
import { shownAt, viewLeft, viewOf } from './places.ts';

const move = (element: HTMLElement, right: number, down: number) => {
  element.style.translate = right === 0 && down === 0 ? '' : `${right.toFixed(1)}px ${down.toFixed(1)}px`;
};

export function moveWords(stage: HTMLElement, rows: readonly HTMLElement[], geometry: LaneGeometry): void {
  const zoom = stageZoom();
  stage.style.setProperty('--view-left', `${viewLeft(geometry)}px`);
  stage.toggleAttribute('data-zoomed', zoom.k > 1);
  const places = labelPlaces(geometry);
  const words = rows.flatMap((row) => [...row.querySelectorAll<HTMLElement>('[data-label]')]);
  for (const word of words) {
    const { x, baseline } = places[word.dataset.label as Label]!;
    const at = shownAt(zoom, x, baseline);
    move(word, at.x - x, at.y - baseline);
  }
  // All are moved before any is measured.
  for (const row of rows) hideCut(row, geometry, zoom);
  moveHeads(stage, geometry, zoom);
}

function hideCut(row: HTMLElement, geometry: LaneGeometry, { k }: StageZoom): void {
  const [[left, top], [right, bottom]] = viewOf(geometry);
  const lane = row.getBoundingClientRect();
  for (const word of row.querySelectorAll<HTMLElement>('[data-label]')) {
    const box = word.getBoundingClientRect();
    const isCut =
      box.left < lane.left + left ||
      box.right > lane.left + right + 1 ||
      box.top < lane.top + top ||
      box.bottom > lane.top + bottom + 1;
    word.style.visibility = k > 1 && isCut ? 'hidden' : '';
  }
}

/** What the columns are called, over the lanes. */
function moveHeads(stage: HTMLElement, geometry: LaneGeometry, zoom: StageZoom): void {
  for (const head of stage.querySelectorAll<HTMLElement>('.heads span')) {
    // The last one ends where its column does.
    const x = head.style.right === '' ? head.offsetLeft : geometry.width;
    const to = shownAt(zoom, x, 0).x;
    move(head, to - x, 0);
    const from = to - (x - head.offsetLeft);
    const isCut = from < viewLeft(geometry) || from + head.offsetWidth > geometry.width + 1;
    head.style.visibility = zoom.k > 1 && isCut ? 'hidden' : '';
  }
}
